package speech

import (
	"io"

	"guichet/bot/transcript"
	"guichet/tickets"
)

// Inside says which copies of files a transcript's page holds itself. Others are named, and lie
// beside it where it is exported into a folder.
type Inside struct {
	One, All int64 // bytes of one file, and of all
	Pictures bool  // nothing but pictures
}

// The pages that are made.
var (
	// InMessage is a page that goes through a platform: with what it holds below what Discord
	// takes, 10 MiB, in base64.
	InMessage = Inside{One: 2 << 20, All: 6 << 20}
	// InFile is a page for the archive that has nothing beside it.
	InFile = Inside{One: 32 << 20, All: 64 << 20}
	// InFolder is a page that has the files beside it, and shows pictures.
	InFolder = Inside{One: 2 << 20, All: 16 << 20, Pictures: true}
)

// copies are the files that a page holds itself, as long as there is room.
type copies struct {
	store tickets.FileStore
	takes Inside
	left  int64
}

func (c *copies) read(f tickets.File) []byte {
	if c.store == nil || f.Hash == "" || f.Size > c.takes.One || f.Size > c.left || c.takes.Pictures && !transcript.Shown[f.Type] {
		return nil
	}
	r, err := c.store.Open(f.Hash)
	if err != nil {
		return nil
	}
	defer func() { _ = r.Close() }()
	limit := min(c.takes.One, c.left)
	body, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil || int64(len(body)) > limit {
		return nil
	}
	c.left -= int64(len(body))
	return body
}

// transcribedFile is a file as a transcript names it.
func (s *Speech) transcribedFile(sc Scene, f tickets.File, copies *copies) transcript.File {
	out := transcript.File{Name: f.Name, Size: f.Size, Type: f.Type, SHA256: f.Hash, Missing: string(f.Refused), Body: copies.read(f)}
	if f.Size > 0 {
		out.Weight = s.size(sc.Locale, f.Size)
	}
	if f.Refused != "" {
		limit := int64(tickets.DefaultMaxFile)
		if sc.Policy != nil {
			limit = sc.Policy.Files.Limit()
		}
		out.Why = s.T(sc.Locale, "files.why."+string(f.Refused), Vars{"Limit": s.size(sc.Locale, limit), "Size": out.Weight})
	}
	return out
}
