package speech

import (
	"strconv"
	"strings"

	"guichet/tickets"
)

// PartOf is the part that a ChecklistKey names.
func PartOf(key string) int {
	n, _ := strconv.Atoi(key[strings.LastIndexByte(key, ':')+1:])
	return n
}

// What goes into one message. Discord takes 10 files in a message; a request that is much larger
// than its 25 MiB is refused before its files are counted, so that a larger file travels alone.
// https://docs.discord.com/developers/reference#uploading-files
const (
	maxUploads     = 10
	maxUploadBytes = 24 << 20
)

// Sorted tells the copied files from those that are not.
func Sorted(files []tickets.File) (kept, refused []tickets.File) {
	for _, f := range files {
		if f.Hash != "" {
			kept = append(kept, f)
		} else {
			refused = append(refused, f)
		}
	}
	return kept, refused
}

// Packs shares files out to messages, in their order.
func Packs(files []tickets.File) [][]tickets.File {
	var out [][]tickets.File
	room := int64(0)
	for _, f := range files {
		last := len(out) - 1
		if last < 0 || len(out[last]) == maxUploads || f.Size > room {
			out, room = append(out, nil), maxUploadBytes
			last++
		}
		out[last] = append(out[last], f)
		room -= f.Size
	}
	return out
}
