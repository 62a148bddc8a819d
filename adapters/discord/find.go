package discord

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"guichet/adapters/discord/render"
	"guichet/bot"
	"guichet/tickets"
)

// clockSlack is how far Discord's clock may be from ours.
const clockSlack = 2 * time.Minute

// Find looks once for our own message among those since the instant. Where people's words do
// not reach us it relies on the nonce as long as that is sure: "not found" then makes the
// dispatcher post again, and Discord answers with the first.
func (a *Adapter) Find(ctx context.Context, to tickets.MessageRef, m bot.Message, since time.Time) (tickets.MessageRef, bool, error) {
	ok, err := a.readable(ctx, to.Channel)
	if err != nil {
		return tickets.MessageRef{}, false, err
	}
	if !ok && m.Key != "" && time.Since(since) < nonceTime {
		return tickets.MessageRef{}, false, nil
	}
	p, err := a.render(to.Channel, m)
	if err != nil {
		return tickets.MessageRef{}, false, err
	}
	page, err := a.messagesAfter(ctx, to.Channel, idAt(since.Add(-clockSlack)))
	if err != nil {
		return tickets.MessageRef{}, false, err
	}
	for _, got := range slices.Backward(page) {
		if got.Author.ID == a.directory.botID && (sameNonce(got, p) || sameWords(got, p) && sameFiles(got, m.Files) || m.IsCard && sameCard(got, p, m.Ticket)) {
			return tickets.MessageRef{Space: Space, Channel: to.Channel, Message: got.ID}, true, nil
		}
	}
	return tickets.MessageRef{}, false, nil
}

func sameNonce(got message, p render.Payload) bool {
	var nonce string
	return p.Nonce != "" && json.Unmarshal(got.Nonce, &nonce) == nil && nonce == p.Nonce
}

// sameWords compares what both show. Discord gives two different messages with equal words
// and buttons no other difference.
func sameWords(got message, p render.Payload) bool {
	if got.Content != p.Content || len(got.Embeds) != len(p.Embeds) || len(got.Attachments) != len(p.Attachments) {
		return false
	}
	for i, e := range got.Embeds {
		if !sameEmbed(e, p.Embeds[i]) {
			return false
		}
	}
	var ids []string
	for _, row := range p.Components {
		for _, c := range row.Components {
			ids = append(ids, c.CustomID)
		}
	}
	return slices.Equal(customIDs(got.Components), ids)
}

// sameFiles compares sizes: Discord changes names.
func sameFiles(got message, want []bot.Upload) bool {
	return slices.EqualFunc(got.Attachments, want, func(a attachment, f bot.Upload) bool { return a.Size == f.Size })
}

func sameEmbed(got sentEmbed, e render.Embed) bool {
	if got.Title != e.Title || got.Description != e.Description || len(got.Fields) != len(e.Fields) {
		return false
	}
	for i, f := range got.Fields {
		if f.Name != e.Fields[i].Name || f.Value != e.Fields[i].Value {
			return false
		}
	}
	return true
}

// sameCard recognises a ticket's card although it has changed since: its buttons name the
// ticket, its title begins with the same reference, and only cards have fields.
func sameCard(got message, p render.Payload, ticket int64) bool {
	if len(p.Embeds) != 1 || !isCard(got) {
		return false
	}
	n := ticketOf(got.Components)
	ref, _, _ := strings.Cut(p.Embeds[0].Title, " ")
	return strings.HasPrefix(got.Embeds[0].Title+" ", ref+" ") && (n == ticket || n == 0)
}

func isCard(m message) bool { return len(m.Embeds) == 1 && len(m.Embeds[0].Fields) > 0 }

func customIDs(list []component) []string {
	var out []string
	for _, c := range list {
		if c.CustomID != "" {
			out = append(out, c.CustomID)
		}
		out = append(out, customIDs(c.Components)...)
	}
	return out
}

// ticketOf is the ticket that a message's buttons are about ("claim:12"), 0 none.
func ticketOf(list []component) int64 {
	for _, id := range customIDs(list) {
		for _, part := range strings.Split(id, ":")[1:] {
			if n, err := strconv.ParseInt(part, 10, 64); err == nil && n > 0 {
				return n
			}
		}
	}
	return 0
}

// Identify tells which ticket one of our cards shows. The key is not carried by Discord.
func (a *Adapter) Identify(ctx context.Context, at tickets.MessageRef) (key string, ticket int64, ok bool, err error) {
	if author := a.authors.of(at.Message); author != "" && author != a.directory.botID {
		return "", 0, false, nil
	}
	m, err := a.message(ctx, at)
	if err != nil {
		if bot.FaultOf(err).Fault == bot.Gone {
			return "", 0, false, nil
		}
		return "", 0, false, err
	}
	if m.Author.ID != a.directory.botID {
		return "", 0, false, nil
	}
	if isCard(m) {
		ticket = ticketOf(m.Components)
	}
	return "", ticket, true, nil
}

// authors remembers who wrote the messages that were reacted to lately, so that a person's
// message need not be read to learn that it is not ours.
type authors struct {
	mu   sync.Mutex
	seen map[string]string
}

const authorsKept = 5000

func (a *authors) put(message, author string) {
	if author == "" {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.seen == nil || len(a.seen) >= authorsKept {
		a.seen = map[string]string{}
	}
	a.seen[message] = author
}

func (a *authors) of(message string) string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.seen[message]
}
