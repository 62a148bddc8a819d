package bot

import (
	"errors"
	"io"
	"strconv"
	"strings"

	"guichet/tickets"
)

// filesSent says whose files a message brings, and names with their links those that it cannot.
func (s *Speech) filesSent(sc Scene) Message {
	e := entry(sc)
	kept, refused := sorted(e.Detail.Files)
	var blocks []Block
	who := vars{"Who": s.someone(sc, e.Detail.Subject), "Files": s.names(sc.Uploads)}
	if len(sc.Uploads) > 0 {
		blocks = append(blocks, s.tell(sc, "files.sent", who))
	} else {
		blocks = append(blocks, s.tell(sc, "files.not_sent", who))
	}
	if parts := packs(kept); sc.Part < len(parts) {
		for _, f := range parts[sc.Part] {
			if !contains(sc.Uploads, f) {
				blocks = append(blocks, small(s.fileLine(sc, f, "too_large_here")))
			}
		}
	}
	if sc.Part == 0 && (sc.Place.Kind == tickets.PlaceThread || e.Detail.Subject == sc.Place.User) {
		for _, f := range refused {
			blocks = append(blocks, small(s.fileLine(sc, f, string(f.Refused))))
		}
	}
	return Message{Blocks: blocks}
}

// filesRefused tells the sender what could not be copied and what to do instead.
func (s *Speech) filesRefused(sc Scene) Message {
	_, refused := sorted(entry(sc).Detail.Files)
	first := s.tell(sc, "files.refused", nil)
	if sc.Place.Kind == tickets.PlaceThread {
		first = s.calling(sc, entry(sc).Detail.Subject, "files.refused", nil)
	}
	blocks := []Block{first}
	for _, f := range refused {
		blocks = append(blocks, paragraph(s.fileLine(sc, f, string(f.Refused))))
	}
	return Message{Blocks: append(blocks, small(s.text(sc.Locale, "files.refused.then", nil))), Tone: Warning}
}

// fileLine is a file, why it is not here, and its link.
func (s *Speech) fileLine(sc Scene, f tickets.File, why string) Text {
	limit := int64(tickets.DefaultMaxFile)
	if sc.Policy != nil {
		limit = sc.Policy.Files.Limit()
	}
	return s.text(sc.Locale, "files.because", vars{
		"File":   s.files(sc.Locale, []tickets.File{f}),
		"Reason": s.T(sc.Locale, "files.why."+why, vars{"Limit": s.size(sc.Locale, limit), "Size": s.size(sc.Locale, f.Size)}),
	})
}

// names are the names of files.
func (s *Speech) names(files []tickets.File) Text {
	list := make([]string, 0, len(files))
	for _, f := range files {
		name, _ := cut(tickets.SafeName(f.Name), 80)
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

// uploads are the files that a delivery of the row can bring here now: not those over what the
// platform takes, nor those that the store has lost.
func (d *dispatcher) uploads(row *tickets.Delivery, e *tickets.Entry) ([]tickets.File, error) {
	kept, _ := sorted(e.Detail.Files)
	parts := packs(kept)
	n := partOf(row.Key)
	if n >= len(parts) || row.Reason == ReasonTooLarge || d.app.files == nil {
		return nil, nil
	}
	limit := int64(1) << 62
	if p, ok := d.platform.(UploadLimiter); ok {
		limit = p.MaxUpload()
	}
	var out []tickets.File
	for _, f := range parts[n] {
		if f.Size > limit {
			continue
		}
		body, err := d.app.files.Open(f.Hash)
		if errors.Is(err, tickets.ErrNotFound) {
			d.app.log.Error().Int64("ticket", row.Ticket).Str("hash", f.Hash).Msg("a file is missing in FILES_DIR; its link is told instead")
			continue
		}
		if err != nil {
			return nil, &PlatformError{Fault: Retryable, Reason: "files_dir", Err: err}
		}
		_ = body.Close() // it was only looked for
		out = append(out, f)
	}
	return out, nil
}

// attach adds the files themselves to a message.
func (d *dispatcher) attach(m *Message, files []tickets.File) {
	for _, f := range files {
		m.Files = append(m.Files, Upload{
			Name: tickets.SafeName(f.Name), Type: f.Type, Size: f.Size,
			Open: func() (io.ReadCloser, error) { return d.app.files.Open(f.Hash) },
		})
	}
}

// filing names files, and says of those that are not kept that they are links only.
func (s *Speech) filing(locale string, files []tickets.File) Text {
	kept, refused := sorted(files)
	out := s.names(kept)
	if len(refused) == 0 {
		return out
	}
	if len(out) > 0 {
		out = appendText(out, plain(", "))
	}
	return appendText(out, s.files(locale, refused))
}
