package speech

import (
	"slices"
	"strconv"
	"strings"

	"guichet/bot"
	"guichet/tickets"
)

// filesSent says whose files a message brings, and names with their links those that it cannot.
// Of files that are gone from their message since nothing is said but that.
func (s *Speech) filesSent(sc Scene) bot.Message {
	e := Entry(sc)
	there := PackOf(e, sc.Part)
	who := Vars{"Who": s.someone(sc, e.Detail.Subject), "Files": s.names(sc.Uploads)}
	var blocks []bot.Block
	switch {
	case len(there.Kept)+len(there.Refused) == 0 && there.Gone > 0:
		return bot.Message{Blocks: []bot.Block{s.tell(sc, "files.withdrawn", who)}, Tone: bot.Muted}
	case len(sc.Uploads) > 0:
		blocks = append(blocks, s.tell(sc, "files.sent", who))
	default:
		blocks = append(blocks, s.tell(sc, "files.not_sent", who))
	}
	for _, f := range there.Kept {
		if !contains(sc.Uploads, f) {
			blocks = append(blocks, Small(s.fileLine(sc, f, "too_large_here")))
		}
	}
	if sc.Place.Kind == tickets.PlaceThread || e.Detail.Subject == sc.Place.User {
		for _, f := range there.Refused {
			blocks = append(blocks, Small(s.fileLine(sc, f, string(f.Refused))))
		}
	}
	if there.Gone > 0 {
		blocks = append(blocks, Small(s.Text(sc.Locale, "files.some_withdrawn", nil)))
	}
	return bot.Message{Blocks: blocks}
}

// Pack is what one message with files is about: those that stand, and how many are gone.
type Pack struct {
	Kept, Refused []tickets.File
	Gone          int
}

// PackOf is the nth message with files of a row Filed: what is not copied stands in the first.
func PackOf(e *tickets.Entry, n int) (p Pack) {
	kept, refused := Sorted(e.Detail.Files)
	var files []tickets.File
	if parts := Packs(kept); n < len(parts) {
		files = parts[n]
	}
	if n == 0 {
		files = append(slices.Clone(files), refused...)
	}
	still := tickets.Without(files, e.Detail.Removed)
	p.Kept, p.Refused = Sorted(still)
	p.Gone = len(files) - len(still)
	return p
}

// filesRefused tells the sender what could not be copied and what to do instead.
func (s *Speech) filesRefused(sc Scene) bot.Message {
	_, refused := Sorted(Entry(sc).Detail.Files)
	first := s.tell(sc, "files.refused", nil)
	if sc.Place.Kind == tickets.PlaceThread {
		first = s.calling(sc, Entry(sc).Detail.Subject, "files.refused", nil)
	}
	blocks := []bot.Block{first}
	for _, f := range refused {
		blocks = append(blocks, Paragraph(s.fileLine(sc, f, string(f.Refused))))
	}
	return bot.Message{Blocks: append(blocks, Small(s.Text(sc.Locale, "files.refused.then", nil))), Tone: bot.Warning}
}

// filesUnfit tells the sender what another platform does not take, and what to do instead.
func (s *Speech) filesUnfit(sc Scene) bot.Message {
	first := s.tell(sc, "files.unfit", nil)
	if sc.Place.Kind == tickets.PlaceThread {
		first = s.calling(sc, Entry(sc).Detail.Subject, "files.unfit", nil)
	}
	blocks := []bot.Block{first}
	for _, f := range sc.Unfit {
		blocks = append(blocks, Paragraph(s.fileLine(sc, f, "unfit")))
	}
	return bot.Message{Blocks: append(blocks, Small(s.Text(sc.Locale, "files.unfit.then", nil))), Tone: bot.Warning}
}

// fileLine is a file, why it is not here, and its link.
func (s *Speech) fileLine(sc Scene, f tickets.File, why string) bot.Text {
	limit := int64(tickets.DefaultMaxFile)
	if sc.Policy != nil {
		limit = sc.Policy.Files.Limit()
	}
	return s.Text(sc.Locale, "files.because", Vars{
		"File":   s.files(sc.Locale, []tickets.File{f}),
		"Reason": s.T(sc.Locale, "files.why."+why, Vars{"Limit": s.size(sc.Locale, limit), "Size": s.size(sc.Locale, f.Size)}),
	})
}

// names are the names of files.
func (s *Speech) names(files []tickets.File) bot.Text {
	list := make([]string, 0, len(files))
	for _, f := range files {
		name, _ := Cut(tickets.SafeName(f.Name), 80)
		list = append(list, name)
	}
	return plain(strings.Join(list, ", "))
}

// size is a number of bytes as people write it.
func (s *Speech) size(locale string, bytes int64) string {
	unit, n := "B", float64(bytes)
	for _, u := range []string{"KB", "MB", "GB"} {
		if n < 1024 {
			break
		}
		unit, n = u, n/1024
	}
	number := strconv.FormatFloat(n, 'f', 1, 64)
	if n >= 10 || strings.HasSuffix(number, ".0") {
		number = strconv.FormatFloat(n, 'f', 0, 64)
	}
	if locale == "fr" {
		number = strings.Replace(number, ".", ",", 1)
	}
	return number + "\u00a0" + s.T(locale, "unit."+strings.ToLower(unit), nil)
}

func contains(files []tickets.File, f tickets.File) bool {
	for _, one := range files {
		if one == f {
			return true
		}
	}
	return false
}

// filing names files, and says of those that are not kept that they are links only.
func (s *Speech) filing(locale string, files []tickets.File) bot.Text {
	kept, refused := Sorted(files)
	out := s.names(kept)
	if len(refused) == 0 {
		return out
	}
	if len(out) > 0 {
		out = appendText(out, plain(", "))
	}
	return appendText(out, s.files(locale, refused))
}
