package web

import (
	"context"

	"guichet/adapters/web/chat"
	"guichet/bot"
	"guichet/tickets"
)

// MaxUpload is what the chat takes of one file.
func (a *Adapter) MaxUpload() int64 { return chat.MaxFile }

// Fetch opens a file that somebody joined to a message or form.
func (a *Adapter) Fetch(ctx context.Context, f tickets.File) (bot.FileBody, error) {
	if err := a.calling(ctx, "fetch"); err != nil {
		return bot.FileBody{}, err
	}
	about, body, err := a.chat.OpenFile(f.ID)
	if err != nil {
		return bot.FileBody{}, classify(err)
	}
	return bot.FileBody{ReadCloser: body, Size: about.Size}, nil
}
