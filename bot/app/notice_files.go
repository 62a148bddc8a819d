package app

import (
	"io"

	"guichet/bot"
	"guichet/tickets"
)

// attach adds the files themselves to a message.
func (d *dispatcher) attach(m *bot.Message, files []tickets.File) {
	for _, f := range files {
		m.Files = append(m.Files, bot.Upload{
			Name: tickets.SafeName(f.Name), Type: f.Type, Size: f.Size,
			Open: func() (io.ReadCloser, error) { return d.app.files.Open(f.Hash) },
		})
	}
}
