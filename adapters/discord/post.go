package discord

import (
	"context"
	"net/http"
	"time"

	"guichet/adapters/discord/render"
	"guichet/adapters/discord/rest"
	"guichet/bot"
	"guichet/tickets"
)

// Post posts a message. Its key goes along as a nonce: Discord answers a second try within
// about two minutes with the message of the first.
func (a *Adapter) Post(ctx context.Context, to tickets.MessageRef, m bot.Message) (tickets.MessageRef, error) {
	p, err := a.render(to.Channel, m)
	if err != nil {
		return tickets.MessageRef{}, err
	}
	if to.Thread != "" { // an answer to that message
		p.Reference = &render.Reference{MessageID: to.Thread, ChannelID: to.Channel}
	}
	var sent message
	err = a.inOpenThread(ctx, to.Channel, false, func() error {
		return a.api.Do(ctx, rest.Call{
			Method: http.MethodPost, Path: "/channels/" + to.Channel + "/messages",
			Body: p, Files: m.Files, Out: &sent, AtOnce: true,
		})
	})
	if err != nil {
		return tickets.MessageRef{}, err
	}
	return tickets.MessageRef{Space: Space, Channel: to.Channel, Message: sent.ID}, nil
}

// Edit replaces a message that stands, also in an archived thread, which is archived again. Files
// are sent anew: those that stood go.
// https://docs.discord.com/developers/resources/message#edit-message
func (a *Adapter) Edit(ctx context.Context, at tickets.MessageRef, m bot.Message) error {
	m.Key = "" // an edit has no nonce
	p, err := a.render(at.Channel, m)
	if err != nil {
		return err
	}
	if p.Attachments == nil && m.HadFiles {
		p.Attachments = []render.Attachment{} // takes off those that are there
	}
	return a.inOpenThread(ctx, at.Channel, true, func() error {
		return a.api.Do(ctx, rest.Call{Method: http.MethodPatch, Path: messagePath(at), Body: p, Files: m.Files, AtOnce: true})
	})
}

func (a *Adapter) render(channelID string, m bot.Message) (render.Payload, error) {
	p, err := render.Message(m, a.directory.groups(channelID))
	if err != nil {
		return p, &bot.PlatformError{Fault: bot.Refused, Reason: "rendering", Err: err}
	}
	return p, nil
}

// inOpenThread does what an archived thread refuses, by opening the thread for it.
func (a *Adapter) inOpenThread(ctx context.Context, channelID string, archiveAgain bool, do func() error) error {
	err := do()
	if rest.CodeOf(err) != rest.ThreadArchived {
		return err
	}
	if err := a.setArchived(ctx, channelID, false); err != nil {
		return err
	}
	err = do()
	if archiveAgain {
		if err := a.setArchived(ctx, channelID, true); err != nil {
			a.log.Debug().Err(err).Str("thread", channelID).Msg("an archived thread stays open after an edit in it")
		}
	}
	return err
}

// setArchived archives or opens a thread. Opening one that is not locked, and archiving one
// of our own, needs no permission beyond writing there.
// https://docs.discord.com/developers/resources/channel#modify-channel-json-params-thread
func (a *Adapter) setArchived(ctx context.Context, threadID string, archived bool) error {
	return a.api.Do(ctx, rest.Call{
		Method: http.MethodPatch, Path: "/channels/" + threadID, Body: map[string]bool{"archived": archived}, AtOnce: true,
	})
}

// Archive archives the private thread of a finished ticket; a DM has nothing to archive.
func (a *Adapter) Archive(ctx context.Context, c tickets.Counter) error {
	if c.Kind != counterThread {
		return nil
	}
	err := a.setArchived(ctx, c.Channel, true)
	if err != nil && bot.FaultOf(err).Fault == bot.Gone {
		return nil
	}
	return err
}

// Whisper says a private sentence in a DM; to somebody who takes none, in the card's thread.
func (a *Adapter) Whisper(ctx context.Context, to tickets.UserID, where tickets.MessageRef, m bot.Message) error {
	dm, err := a.openDM(ctx, to.Local())
	if err == nil {
		_, err = a.Post(ctx, tickets.MessageRef{Space: Space, Channel: dm}, m)
	}
	if err == nil || bot.FaultOf(err).Fault != bot.Forbidden {
		return err
	}
	thread := where.Channel
	if _, ok := a.directory.thread(thread); !ok {
		thread = where.Message // a thread has the id of the message it hangs from
	}
	if thread == "" {
		return err
	}
	mention := bot.Block{Kind: bot.Paragraph, Text: bot.Text{{Kind: bot.Mention, User: to}}}
	m.Blocks = append([]bot.Block{mention}, m.Blocks...)
	_, err = a.Post(ctx, tickets.MessageRef{Space: Space, Channel: thread}, m)
	return err
}

// nonceTime is how long a nonce is sure to guard a second try.
const nonceTime = 90 * time.Second
