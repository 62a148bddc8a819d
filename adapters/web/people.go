package web

import (
	"context"
	"slices"
	"strings"
	"time"

	"guichet/adapters/web/chat"
	"guichet/bot"
	"guichet/tickets"
)

// Person looks somebody up.
func (a *Adapter) Person(ctx context.Context, id tickets.UserID) (tickets.Person, error) {
	if err := a.calling(ctx, "read"); err != nil {
		return tickets.Person{}, err
	}
	p, err := a.chat.Person(id.Local())
	if err != nil || p.ID == chat.BotID {
		return tickets.Person{}, classify(chat.ErrGone)
	}
	return person(p), nil
}

func person(p chat.Person) tickets.Person {
	return tickets.Person{ID: userID(p.ID), Name: p.Name, Locale: p.Locale}
}

// Roles tells what somebody may do: who sees the pool is a technician, who sees the managers'
// channel a manager.
func (a *Adapter) Roles(_ context.Context, id tickets.UserID) (tickets.Roles, error) {
	p, err := a.chat.Person(id.Local())
	if err != nil || id.Space() != Space || p.ID == chat.BotID {
		return tickets.Roles{Guest: true}, classify(chat.ErrGone)
	}
	return a.roles(p.ID), nil
}

func (a *Adapter) roles(who string) tickets.Roles {
	return tickets.Roles{Technician: a.member(who, Pool), Manager: a.member(who, Managers), Admin: slices.Contains(a.cfg.Admins, who)}
}

// member tells whether somebody belongs to a private channel.
func (a *Adapter) member(who, channel string) bool {
	ch, err := a.chat.Channel(channel)
	return err == nil && slices.Contains(ch.Members, who)
}

func (a *Adapter) sees(who, channel string) bool {
	ch, err := a.chat.Channel(channel)
	return err == nil && ch.Has(who)
}

// group is who stands for a group that a message can name.
func (a *Adapter) group(role string) []string {
	channel := Pool
	if role == bot.GroupManagers {
		channel = Managers
	}
	ch, err := a.chat.Channel(channel)
	if err != nil {
		return nil
	}
	return ch.Members
}

// FindPerson finds somebody by "@name" or id.
func (a *Adapter) FindPerson(_ context.Context, handle string) (tickets.UserID, error) {
	name := strings.TrimPrefix(strings.TrimPrefix(handle, Space+":"), "@")
	for _, p := range a.chat.People() {
		if strings.EqualFold(p.ID, name) || strings.EqualFold(p.Name, name) {
			return userID(p.ID), nil
		}
	}
	return "", classify(chat.ErrGone)
}

// Reactions reads who reacted to a message.
func (a *Adapter) Reactions(ctx context.Context, at tickets.MessageRef, names []string) (map[string][]tickets.UserID, error) {
	if err := a.calling(ctx, "read"); err != nil {
		return nil, err
	}
	m, err := a.chat.Message(at.Message)
	if err != nil || m.Channel != at.Channel {
		return nil, classify(chat.ErrGone)
	}
	out := map[string][]tickets.UserID{}
	for _, r := range m.Reactions {
		if !slices.Contains(names, r.Name) {
			continue
		}
		for _, who := range r.By {
			if who != chat.BotID {
				out[r.Name] = append(out[r.Name], userID(who))
			}
		}
	}
	return out, nil
}

// Message reads one message of a person.
func (a *Adapter) Message(ctx context.Context, at tickets.MessageRef) (bot.Said, error) {
	if err := a.calling(ctx, "read"); err != nil {
		return bot.Said{}, err
	}
	m, err := a.chat.Message(at.Message)
	if err != nil || m.Channel != at.Channel || m.By == chat.BotID {
		return bot.Said{}, classify(chat.ErrGone)
	}
	return said(m), nil
}

// Identify tells which delivery a message of the bot was.
func (a *Adapter) Identify(ctx context.Context, at tickets.MessageRef) (key string, ticket int64, ok bool, err error) {
	if err := a.calling(ctx, "read"); err != nil {
		return "", 0, false, err
	}
	m, err := a.chat.Message(at.Message)
	if err != nil || m.Channel != at.Channel {
		return "", 0, false, classify(chat.ErrGone)
	}
	return m.Body.Key, m.Body.Ticket, m.By == chat.BotID && m.Body.Key != "", nil
}

// readMost is how many messages Read returns at most.
const readMost = 300

// Read reads what people wrote in a place after a message or an instant, oldest first.
func (a *Adapter) Read(ctx context.Context, at tickets.MessageRef, since time.Time) ([]bot.Said, error) {
	if err := a.calling(ctx, "read"); err != nil {
		return nil, err
	}
	page, err := a.chat.Messages(chat.BotID, at.Channel, at.Thread, 0, 0)
	if err != nil {
		return nil, classify(err)
	}
	after := int64(0)
	if at.Message != "" {
		if m, err := a.chat.Message(at.Message); err == nil {
			after = m.Order
		}
	}
	var out []bot.Said
	for _, m := range page.Messages {
		if m.By != chat.BotID && m.Only == "" && m.Order > after && !m.At.Before(since) && len(out) < readMost {
			out = append(out, said(m))
		}
	}
	return out, nil
}

func said(m chat.Message) bot.Said {
	return bot.Said{
		Ref: ref(m), By: userID(m.By), At: m.At, Text: written(m.Words), Files: ticketFiles(m.Files), EditedAt: m.Edited,
		Letter: slices.ContainsFunc(m.Reactions, func(r chat.Reaction) bool { return r.Name == "email" && len(r.By) > 0 }),
	}
}

// FilePath is where the page serves a file.
const FilePath = "/file/"

func ticketFiles(files []chat.File) []tickets.File {
	var out []tickets.File
	for _, f := range files {
		out = append(out, tickets.File{Name: f.Name, URL: FilePath + f.ID, ID: f.ID, Size: f.Size})
	}
	return out
}

// Rights are the roles of somebody of the chat.
func (a *Adapter) Rights(who string) tickets.Roles { return a.roles(who) }
