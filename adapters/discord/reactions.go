package discord

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"guichet/adapters/discord/rest"
	"guichet/bot"
	"guichet/tickets"
)

// reactionNames are the desk's names of the emojis, without variation selectors and skin
// tones. Others mean nothing to it.
var reactionNames = map[string]string{
	"👀": "eyes", "⏸": "double_vertical_bar", "⬆": "arrow_up", "✅": "white_check_mark",
	"🚨": "rotating_light", "✋": "hand", "🤚": "hand", "✉": "email", "📧": "email", nameTicket.emoji: nameTicket.name,
}

// reactionName is the desk's name of an emoji, "" for one that means nothing.
func reactionName(e emoji) string {
	if e.ID != "" {
		return ""
	}
	return reactionNames[bare(e.Name)]
}

// bare takes variation selectors and skin tones off.
func bare(emoji string) string {
	return strings.Map(func(r rune) rune {
		if r == 0xFE0F || r == 0xFE0E || r >= 0x1F3FB && r <= 0x1F3FF {
			return -1
		}
		return r
	}, emoji)
}

// nameTicket is the one emoji that means something in channels which are not the desk's.
var nameTicket = struct{ emoji, name string }{"🎫", "ticket"}

type reaction struct {
	UserID    string  `json:"user_id"`
	ChannelID string  `json:"channel_id"`
	MessageID string  `json:"message_id"`
	GuildID   string  `json:"guild_id"`
	Emoji     emoji   `json:"emoji"`
	Member    *member `json:"member"`
	AuthorID  string  `json:"message_author_id"` // only when put on
}

func (r reaction) where() tickets.MessageRef {
	return tickets.MessageRef{Space: Space, Channel: r.ChannelID, Message: r.MessageID}
}

// takeReaction queues a reaction put on or taken off.
func (a *Adapter) takeReaction(kind string, raw json.RawMessage) {
	var r reaction
	if !a.decode(kind, raw, &r) || r.GuildID == "" || r.GuildID != a.directory.guild() || r.UserID == a.directory.botID {
		return
	}
	all := kind == "MESSAGE_REACTION_REMOVE_ALL"
	if !all && reactionName(r.Emoji) == "" {
		return
	}
	ticket := kind == "MESSAGE_REACTION_ADD" && reactionName(r.Emoji) == nameTicket.name
	if a.directory.isChannel(r.ChannelID) && !a.directory.watches(r.ChannelID) && !(ticket && a.Takes(r.ChannelID)) {
		return
	}
	a.authors.put(r.MessageID, r.AuthorID)
	keys := []string{"m:" + r.MessageID}
	if r.UserID != "" {
		keys = append(keys, "p:"+r.UserID)
	}
	a.lanes.add(func() { a.react(kind, r) }, keys...)
}

func (a *Adapter) react(kind string, r reaction) {
	ctx, cancel := context.WithTimeout(context.Background(), handleTime)
	defer cancel()
	ticket := kind == "MESSAGE_REACTION_ADD" && reactionName(r.Emoji) == nameTicket.name
	if !ticket && !a.concerns(ctx, r.ChannelID) {
		return
	}
	e := bot.Event{
		Kind: bot.ReactionEvent, At: time.Now(), Where: r.where(), Name: reactionName(r.Emoji),
		On: kind == "MESSAGE_REACTION_ADD", By: tickets.Person{ID: userID(r.UserID)},
	}
	if kind == "MESSAGE_REACTION_REMOVE_ALL" || kind == "MESSAGE_REACTION_REMOVE_EMOJI" {
		// A moderator cleared them and Discord does not say whose: the desk reads again.
		a.hand(bot.Event{Kind: bot.ConnectedEvent, At: e.At, Where: e.Where})
		return
	}
	m, err := member{}, error(nil)
	if r.Member != nil && r.Member.User.ID != "" {
		m = *r.Member
		a.sawMember(m)
	} else {
		m, err = a.member(ctx, r.UserID)
	}
	switch {
	case errors.Is(err, errAbsent):
		e.Roles = tickets.Roles{Guest: true}
	case err != nil:
		a.log.Warn().Err(err).Str("message", r.MessageID).Msg("who took a reaction off could not be read; reading the message again")
		a.hand(bot.Event{Kind: bot.ConnectedEvent, At: e.At, Where: e.Where})
		return
	default:
		e.By.Name, e.Roles = m.name(), a.directory.rolesOf(m)
	}
	a.hand(e)
}

// Reactions reads who reacted, only for the names asked and the emojis that are there.
func (a *Adapter) Reactions(ctx context.Context, at tickets.MessageRef, names []string) (map[string][]tickets.UserID, error) {
	m, err := a.message(ctx, at)
	if err != nil {
		return nil, err
	}
	out := map[string][]tickets.UserID{}
	for _, summary := range m.Reactions {
		name := reactionName(summary.Emoji)
		if name == "" || !contains(names, name) {
			continue
		}
		people, err := a.reactors(ctx, at, summary.Emoji.Name)
		if err != nil {
			return nil, err
		}
		for _, p := range people {
			if !containsUser(out[name], p) {
				out[name] = append(out[name], p)
			}
		}
	}
	return out, nil
}

func containsUser(list []tickets.UserID, u tickets.UserID) bool {
	for _, x := range list {
		if x == u {
			return true
		}
	}
	return false
}

// reactors lists the people behind one emoji of a message, without bots.
func (a *Adapter) reactors(ctx context.Context, at tickets.MessageRef, emoji string) ([]tickets.UserID, error) {
	var out []tickets.UserID
	path := messagePath(at) + "/reactions/" + url.PathEscape(emoji)
	after := ""
	for {
		q := url.Values{"limit": {strconv.Itoa(maxReactionsPerRead)}}
		if after != "" {
			q.Set("after", after)
		}
		var page []user
		if err := a.api.Do(ctx, rest.Call{Method: http.MethodGet, Path: path, Query: q, Out: &page}); err != nil {
			return nil, err
		}
		for _, u := range page {
			if !u.Bot && u.ID != a.directory.botID {
				out = append(out, userID(u.ID))
			}
		}
		if len(page) < maxReactionsPerRead {
			return out, nil
		}
		after = page[len(page)-1].ID
	}
}
