package slack

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	slackapi "github.com/slack-go/slack"

	"guichet/bot"
	"guichet/tickets"
)

// clockSkew is how far Slack's clock and ours may differ when we look for our own message.
const clockSkew = 2 * time.Minute

// readPages bounds how much Read brings back: "at most a few hundred".
const readPages = 2

// Find looks for our own message by its key, in one read of the place.
func (a *Adapter) Find(ctx context.Context, to tickets.MessageRef, m bot.Message, since time.Time) (tickets.MessageRef, bool, error) {
	msgs, _, err := a.page(ctx, to, stamp(since.Add(-clockSkew)), "")
	if err != nil {
		return tickets.MessageRef{}, false, err
	}
	for _, msg := range msgs {
		key, _, ok := readLabel(msg.Metadata)
		if ok && key == m.Key || msg.User == a.botUser() && sameFiles(msg.Files, m.Files) {
			return tickets.MessageRef{Space: space, Channel: to.Channel, Message: msg.Timestamp, Thread: to.Thread}, true, nil
		}
	}
	return tickets.MessageRef{}, false, nil
}

// Identify reads one message and tells what we posted it as. A reaction does not say whether
// its message is a reply, and conversations.history knows no replies; conversations.replies
// takes the timestamp of either.
func (a *Adapter) Identify(ctx context.Context, at tickets.MessageRef) (key string, ticket int64, ok bool, err error) {
	msg, err := a.one(ctx, at)
	if err != nil || msg == nil {
		return "", 0, false, err
	}
	key, ticket, ok = readLabel(msg.Metadata)
	return key, ticket, ok, nil
}

// Message reads one message of a person.
func (a *Adapter) Message(ctx context.Context, at tickets.MessageRef) (bot.Said, error) {
	m, err := a.one(ctx, at)
	if err != nil {
		return bot.Said{}, err
	}
	if m == nil || !a.fromPerson(m.User, m.BotID, m.SubType) {
		return bot.Said{}, &bot.PlatformError{Fault: bot.Gone, Reason: "message_not_found"}
	}
	return a.said(at.Channel, *m), nil
}

// said is a message of a person as the bot takes it.
func (a *Adapter) said(channel string, m slackapi.Message) bot.Said {
	var shown []attachment
	for _, x := range m.Attachments {
		shown = append(shown, attachment{Text: x.Text, Fallback: x.Fallback})
	}
	out := bot.Said{
		Ref: ref(channel, m.Timestamp, m.ThreadTimestamp), By: userID(m.User), At: instant(m.Timestamp),
		Text: written(spoken(m.Text, shown), a.names()), Files: apiFiles(m.Files),
		Letter: slices.ContainsFunc(m.Reactions, func(r slackapi.ItemReaction) bool { return canonical(r.Name) == "email" }),
	}
	if m.Edited != nil {
		out.EditedAt = instant(m.Edited.Timestamp)
	}
	return out
}

// one reads one message, nil when it is not there.
func (a *Adapter) one(ctx context.Context, at tickets.MessageRef) (*slackapi.Message, error) {
	var msgs []slackapi.Message
	err := a.call(ctx, methodReplies, at.Channel, func(ctx context.Context) error {
		var err error
		msgs, _, _, err = a.api.GetConversationRepliesContext(ctx, &slackapi.GetConversationRepliesParameters{
			ChannelID: at.Channel, Timestamp: orDefault(at.Thread, at.Message), Oldest: at.Message, Latest: at.Message, Inclusive: true,
			Limit: historyPage, IncludeAllMetadata: true,
		})
		return err
	})
	if err != nil {
		return nil, err
	}
	for i := range msgs {
		if msgs[i].Timestamp == at.Message {
			return &msgs[i], nil
		}
	}
	return nil, nil
}

// page reads one page of a channel (newest first) or thread (oldest first).
func (a *Adapter) page(ctx context.Context, at tickets.MessageRef, oldest, cursor string) (msgs []slackapi.Message, next string, err error) {
	if at.Thread != "" {
		err = a.call(ctx, methodReplies, at.Channel, func(ctx context.Context) error {
			var err error
			msgs, _, next, err = a.api.GetConversationRepliesContext(ctx, &slackapi.GetConversationRepliesParameters{
				ChannelID: at.Channel, Timestamp: at.Thread, Oldest: oldest, Cursor: cursor, Limit: historyPage, IncludeAllMetadata: true,
			})
			return err
		})
		return msgs, next, err
	}
	err = a.call(ctx, methodHistory, at.Channel, func(ctx context.Context) error {
		h, err := a.api.GetConversationHistoryContext(ctx, &slackapi.GetConversationHistoryParameters{
			ChannelID: at.Channel, Oldest: oldest, Cursor: cursor, Limit: historyPage, IncludeAllMetadata: true,
		})
		if err == nil {
			msgs, next = h.Messages, h.ResponseMetaData.NextCursor
		}
		return err
	})
	return msgs, next, err
}

// Read reads what people wrote in a channel, DM or thread after at.Message or since,
// whichever is later, oldest first.
func (a *Adapter) Read(ctx context.Context, at tickets.MessageRef, since time.Time) ([]bot.Said, error) {
	oldest := stamp(since)
	if at.Message != "" && instant(at.Message).After(since) {
		oldest = at.Message
	}
	var out []bot.Said
	cursor := ""
	for range readPages {
		msgs, next, err := a.page(ctx, at, oldest, cursor)
		if err != nil {
			return nil, err
		}
		for _, m := range msgs {
			// Slack gives a thread's root whatever is asked for.
			if compareStamps(m.Timestamp, oldest) > 0 && a.fromPerson(m.User, m.BotID, m.SubType) {
				out = append(out, a.said(at.Channel, m))
			}
		}
		if cursor = next; cursor == "" {
			break
		}
	}
	slices.SortFunc(out, func(x, y bot.Said) int { return compareStamps(x.Ref.Message, y.Ref.Message) })
	return out, nil
}

// tombstone is what the deleted root of a thread with replies leaves behind, and a deleted file in
// its message. https://docs.slack.dev/reference/objects/file-object
const tombstone = "tombstone"

// slackbot is the user that Slack speaks as.
const slackbot = "USLACKBOT"

// fromPerson tells whether a message is somebody's words: not ours, not of another bot, and
// not a note of Slack about an edit, a deletion or a membership.
func (a *Adapter) fromPerson(user, botID, subtype string) bool {
	return user != "" && user != a.botUser() && botID == "" && user != slackbot &&
		(subtype == "" || subtype == "file_share" || subtype == "thread_broadcast")
}

// Reactions reads who reacted to a message with one of the names, without ourselves.
func (a *Adapter) Reactions(ctx context.Context, at tickets.MessageRef, names []string) (map[string][]tickets.UserID, error) {
	var item slackapi.ReactedItem
	err := a.call(ctx, methodReactions, at.Channel, func(ctx context.Context) error {
		var err error
		item, err = a.api.GetReactionsContext(ctx, slackapi.NewRefToMessage(at.Channel, at.Message), slackapi.GetReactionsParameters{Full: true})
		return err
	})
	if err != nil {
		return nil, err
	}
	if item.Message != nil && item.Message.SubType == tombstone {
		return nil, &bot.PlatformError{Fault: bot.Gone, Reason: "message_not_found"}
	}
	out := map[string][]tickets.UserID{}
	for _, r := range item.Reactions {
		name := canonical(r.Name)
		if !slices.Contains(names, name) {
			continue
		}
		for _, u := range r.Users {
			if id := userID(u); u != a.botUser() && !slices.Contains(out[name], id) {
				out[name] = append(out[name], id)
			}
		}
	}
	return out, nil
}

// ref names a message; a root that has replies carries its own ts as thread_ts.
func ref(channel, message, thread string) tickets.MessageRef {
	if thread == message {
		thread = ""
	}
	return tickets.MessageRef{Space: space, Channel: channel, Message: message, Thread: thread}
}

// stamp writes an instant as Slack's timestamps: seconds, a point, microseconds.
func stamp(t time.Time) string {
	if t.Unix() <= 0 {
		return "0"
	}
	return fmt.Sprintf("%d.%06d", t.Unix(), t.Nanosecond()/1000)
}

// instant reads a timestamp; zero when it is none.
func instant(ts string) time.Time {
	sec, frac, _ := strings.Cut(ts, ".")
	s, err := strconv.ParseInt(sec, 10, 64)
	if err != nil {
		return time.Time{}
	}
	us, _ := strconv.ParseInt((frac + "000000")[:6], 10, 64)
	return time.Unix(s, us*1000).UTC()
}

func compareStamps(x, y string) int {
	a, b := instant(x), instant(y)
	return cmp.Compare(a.UnixMicro(), b.UnixMicro())
}
