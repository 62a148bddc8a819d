package discord

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"time"

	"guichet/bot"
	"guichet/bot/markup"
	"guichet/tickets"
)

// words turns a message's content into the desk's own Markdown.
func (a *Adapter) words(content string) string {
	return markup.Write(markup.ReadDiscord(content, markup.Names{
		Person: func(id string) tickets.UserID { return userID(id) },
		Group:  a.directory.roleName, Channel: a.directory.channelName,
	}))
}

// human tells whether a message is somebody's words, and not a bot's or a notice of Discord.
func (m message) human() bool {
	return !m.Author.Bot && m.WebhookID == "" && (m.Type == messageDefault || m.Type == messageReply)
}

// withheld tells whether Discord keeps somebody's words from us: in the server it gives them with
// the message content intent only.
func (a *Adapter) withheld(m message) bool {
	return m.GuildID != "" && m.human() && m.content() == "" && len(m.joined()) == 0 && !a.hears()
}

// takeMessage queues what somebody wrote in a DM or in a thread of the desk.
func (a *Adapter) takeMessage(raw json.RawMessage) {
	var m message
	if a.decode("MESSAGE_CREATE", raw, &m) && (m.human() || a.withheld(m)) && a.mayConcern(m) {
		a.lanes.add(func() { a.said(m, bot.MessageEvent) }, "p:"+m.Author.ID)
	}
}

// takeEdit queues what somebody made of a message of theirs. Discord tells a preview that it adds
// as an update too, without the time of an edit, and words in the server only with the message
// content intent.
func (a *Adapter) takeEdit(raw json.RawMessage) {
	var m message
	if !a.decode("MESSAGE_UPDATE", raw, &m) || m.Edited.IsZero() || m.Author.ID == "" || !m.human() || m.GuildID != "" && !a.hears() {
		return
	}
	if a.mayConcern(m) {
		a.lanes.add(func() { a.said(m, bot.EditedEvent) }, "p:"+m.Author.ID)
	}
}

// mayConcern tells whether a message stands in a DM or in a thread of our server.
func (a *Adapter) mayConcern(m message) bool {
	return m.GuildID == "" || m.GuildID == a.directory.guild() && !a.directory.isChannel(m.ChannelID)
}

// takeDeletion queues the news that messages were deleted; the desk knows whose they were.
func (a *Adapter) takeDeletion(kind string, raw json.RawMessage) {
	var m message
	if !a.decode(kind, raw, &m) || m.GuildID != "" && m.GuildID != a.directory.guild() {
		return
	}
	if m.ID != "" {
		m.IDs = append(m.IDs, m.ID)
	}
	for _, id := range m.IDs {
		at := tickets.MessageRef{Space: Space, Channel: m.ChannelID, Message: id}
		a.lanes.add(func() { a.hand(bot.Event{Kind: bot.DeletedEvent, At: time.Now(), Where: at}) }, "m:"+id)
	}
}

func (a *Adapter) said(m message, kind bot.EventKind) {
	ctx, cancel := context.WithTimeout(context.Background(), handleTime)
	defer cancel()
	e := bot.Event{
		Kind: kind, Key: m.ID, At: timeOf(m.ID), Direct: m.GuildID == "", Words: a.words(m.content()), ReplyTo: m.answers(),
		Named: m.named(), Files: files(m.joined()), By: tickets.Person{ID: userID(m.Author.ID), Name: member{User: m.Author}.name()},
		Where: tickets.MessageRef{Space: Space, Channel: m.ChannelID, Message: m.ID},
	}
	e.Unheard = a.withheld(m)
	if kind == bot.EditedEvent {
		e.Key, e.At, e.Written = "", m.Edited, e.At
	}
	if e.Direct {
		a.rememberDM(m.Author.ID, m.ChannelID)
	} else if !a.concerns(ctx, m.ChannelID) {
		return
	}
	who, err := member{}, error(nil)
	if m.Member != nil {
		who = *m.Member
		who.User = m.Author
		a.sawMember(who)
	} else {
		who, err = a.member(ctx, m.Author.ID)
	}
	switch {
	case errors.Is(err, errAbsent):
		e.Roles = tickets.Roles{Guest: true}
	case err != nil:
		a.log.Warn().Err(err).Str("message", m.ID).Msg("the roles of who wrote could not be read")
	default:
		e.By.Name, e.Roles = who.name(), a.directory.rolesOf(who)
	}
	a.hand(e)
}

// concerns tells whether the place is the desk's: a configured channel, a thread under a
// pool channel or a counter. A thread that the gateway did not tell of is asked for once.
func (a *Adapter) concerns(ctx context.Context, channelID string) bool {
	if a.directory.watches(channelID) {
		return true
	}
	if a.directory.isChannel(channelID) {
		return false
	}
	c, err := a.place(ctx, channelID)
	return err == nil && c.isThread() && a.directory.ours(c)
}

// Read reads what people wrote in a place after the message or the instant, oldest first.
// In the server this needs the message content intent: without it nothing is heard there.
func (a *Adapter) Read(ctx context.Context, at tickets.MessageRef, since time.Time) ([]bot.Said, error) {
	if ok, err := a.readable(ctx, at.Channel); err != nil || !ok {
		return nil, cmp.Or(err, error(&bot.PlatformError{Fault: bot.Forbidden, Reason: "message_content_intent"}))
	}
	after := at.Message
	if after == "" {
		after = idAt(since)
	}
	var out []bot.Said
	for range 3 {
		page, err := a.messagesAfter(ctx, at.Channel, after)
		if err != nil {
			return nil, err
		}
		for _, m := range page {
			if m.human() {
				out = append(out, a.quote(m))
			}
		}
		if len(page) < maxMessagesPerRead {
			break
		}
		after = page[len(page)-1].ID
	}
	return out, nil
}

// readable tells whether people's words in the place reach us: in DMs always.
func (a *Adapter) readable(ctx context.Context, channelID string) (bool, error) {
	if a.hears() {
		return true, nil
	}
	if a.directory.isChannel(channelID) {
		return false, nil
	}
	c, err := a.place(ctx, channelID)
	return c.Type == channelDM, err
}

// place is a thread or DM: as the gateway told, or asked for once.
func (a *Adapter) place(ctx context.Context, channelID string) (channel, error) {
	if c, ok := a.directory.thread(channelID); ok {
		return c, nil
	}
	var c channel
	if err := a.get(ctx, "/channels/"+channelID, nil, &c); err != nil {
		return channel{}, err
	}
	a.directory.putThread(c)
	return c, nil
}

// messagesAfter reads one page, oldest first.
func (a *Adapter) messagesAfter(ctx context.Context, channelID, after string) ([]message, error) {
	var page []message
	q := url.Values{"after": {after}, "limit": {strconv.Itoa(maxMessagesPerRead)}}
	if err := a.get(ctx, "/channels/"+channelID+"/messages", q, &page); err != nil {
		return nil, err
	}
	slices.SortFunc(page, func(x, y message) int { return compareIDs(x.ID, y.ID) })
	return page, nil
}

func (a *Adapter) quote(m message) bot.Said {
	return bot.Said{
		Ref: tickets.MessageRef{Space: Space, Channel: m.ChannelID, Message: m.ID}, By: userID(m.Author.ID),
		At: timeOf(m.ID), Text: a.words(m.content()), Files: files(m.joined()), EditedAt: m.Edited, ReplyTo: m.answers(),
		Letter: slices.ContainsFunc(m.Reactions, func(r summary) bool { return reactionName(r.Emoji) == "email" }),
	}
}

// Message reads one message of a person.
func (a *Adapter) Message(ctx context.Context, at tickets.MessageRef) (bot.Said, error) {
	if ok, err := a.readable(ctx, at.Channel); err != nil || !ok {
		return bot.Said{}, cmp.Or(err, error(&bot.PlatformError{Fault: bot.Forbidden, Reason: "message_content_intent"}))
	}
	m, err := a.message(ctx, at)
	if err != nil {
		return bot.Said{}, err
	}
	if m.Author.Bot || m.WebhookID != "" {
		return bot.Said{}, &bot.PlatformError{Fault: bot.Gone, Reason: "not_a_person"}
	}
	return a.quote(m), nil
}

// message reads one message.
func (a *Adapter) message(ctx context.Context, at tickets.MessageRef) (message, error) {
	var m message
	err := a.get(ctx, messagePath(at), nil, &m)
	return m, err
}

func messagePath(at tickets.MessageRef) string {
	return "/channels/" + at.Channel + "/messages/" + at.Message
}
