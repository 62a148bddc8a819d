package slack

import (
	"context"

	slackapi "github.com/slack-go/slack"

	"guichet/bot"
	"guichet/tickets"
)

// Post posts a message, in the thread to.Thread when it is set. Files go along in the same message.
func (a *Adapter) Post(ctx context.Context, to tickets.MessageRef, m bot.Message) (tickets.MessageRef, error) {
	if len(m.Files) > 0 {
		files, err := a.stage(ctx, m.Files)
		if err != nil {
			return tickets.MessageRef{}, err
		}
		return a.share(ctx, to, m, files)
	}
	ref := tickets.MessageRef{Space: space, Channel: to.Channel, Thread: to.Thread}
	options := append(content(m, a.directory()), slackapi.MsgOptionDisableLinkUnfurl(), slackapi.MsgOptionDisableMediaUnfurl(),
		slackapi.MsgOptionDisableMarkdown(), slackapi.MsgOptionParse(false))
	if to.Thread != "" {
		options = append(options, slackapi.MsgOptionTS(to.Thread))
	}
	err := a.call(ctx, methodPost, to.Channel, func(ctx context.Context) error {
		var err error
		ref.Channel, ref.Message, err = a.api.PostMessageContext(ctx, to.Channel, options...)
		return err
	})
	if err != nil {
		return tickets.MessageRef{}, err
	}
	return ref, nil
}

// Edit replaces a message that stands. Its files go last: as long as one is there, a message that
// is known by its file only is found.
func (a *Adapter) Edit(ctx context.Context, at tickets.MessageRef, m bot.Message) error {
	var files []string
	if m.HadFiles {
		var err error
		if at, files, err = a.extra(ctx, at, m.Files); err != nil {
			return err
		}
	}
	if err := a.update(ctx, at, m); err != nil {
		return err
	}
	return a.discard(ctx, files)
}

func (a *Adapter) update(ctx context.Context, at tickets.MessageRef, m bot.Message) error {
	options := append(content(m, a.directory()), slackapi.MsgOptionParse(false))
	return a.call(ctx, methodUpdate, at.Channel, func(ctx context.Context) error {
		_, _, _, err := a.api.UpdateMessageContext(ctx, at.Channel, at.Message, options...)
		return err
	})
}

// content is what a post and an edit have in common: text, blocks and what makes the message
// recognisable as ours.
func content(m bot.Message, d directory) []slackapi.MsgOption {
	r := render(m, d)
	options := []slackapi.MsgOption{slackapi.MsgOptionText(r.text, false), slackapi.MsgOptionBlocks(r.blocks...)}
	if m.Key != "" {
		options = append(options, slackapi.MsgOptionMetadata(label(m)))
	}
	return options
}

// Whisper shows a private sentence: ephemeral where the person acted, or in the DM when they
// cannot see that place.
func (a *Adapter) Whisper(ctx context.Context, to tickets.UserID, where tickets.MessageRef, m bot.Message) error {
	// Only members of a channel are shown what is for their eyes only there.
	if where.Channel != "" && !a.roster.outside(where.Channel, to.Local()) {
		r := render(m, a.directory())
		options := []slackapi.MsgOption{
			slackapi.MsgOptionText(r.text, false), slackapi.MsgOptionBlocks(r.blocks...), slackapi.MsgOptionParse(false),
		}
		if where.Thread != "" {
			options = append(options, slackapi.MsgOptionTS(where.Thread))
		}
		err := a.call(ctx, methodEphemeral, where.Channel, func(ctx context.Context) error {
			_, err := a.api.PostEphemeralContext(ctx, where.Channel, to.Local(), options...)
			return err
		})
		if err == nil {
			return nil
		}
		if f := bot.FaultOf(err).Fault; f != bot.Gone && f != bot.Forbidden {
			return err
		}
	}
	dm, err := a.openDM(ctx, to.Local())
	if err != nil {
		return err
	}
	_, err = a.Post(ctx, tickets.MessageRef{Space: space, Channel: dm}, m)
	return err
}

// OpenCounter opens the bot's DM with the person. The ticket's own thread in it begins with
// the dispatcher's first message.
func (a *Adapter) OpenCounter(ctx context.Context, r bot.CounterRequest) (tickets.Counter, error) {
	dm, err := a.openDM(ctx, r.User.Local())
	if err != nil {
		return tickets.Counter{}, err
	}
	return tickets.Counter{Ticket: r.Ticket, User: r.User, Channel: dm, Kind: "dm"}, nil
}

// openDM is the channel of the DM with somebody; Slack answers the same one each time.
func (a *Adapter) openDM(ctx context.Context, user string) (string, error) {
	if dm := a.people.dm(user); dm != "" {
		return dm, nil
	}
	var dm string
	err := a.call(ctx, methodOpenDM, "", func(ctx context.Context) error {
		c, _, _, err := a.api.OpenConversationContext(ctx, &slackapi.OpenConversationParameters{Users: []string{user}})
		if err == nil {
			dm = c.ID
		}
		return err
	})
	if err != nil {
		return "", err
	}
	a.people.setDM(user, dm)
	return dm, nil
}

// OpenThread is the thread under the card: on Slack every message has one already.
func (a *Adapter) OpenThread(_ context.Context, card tickets.MessageRef, _ string) (tickets.MessageRef, error) {
	return tickets.MessageRef{Space: space, Channel: card.Channel, Thread: card.Message}, nil
}
