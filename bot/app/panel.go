package app

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"strings"

	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/tickets"
)

// panel is a panel that stands in a channel of a space, or is to stand there.
type panel struct {
	Channel  string `json:"channel"`
	Message  string `json:"message,omitempty"` // "" while it does not stand
	Hash     string `json:"hash,omitempty"`    // of what it says
	Serial   int    `json:"serial"`            // rises each time it is posted anew
	Reposted bool   `json:"reposted,omitempty"`
}

// panelsKey names the stored fact "the panels of a space".
func panelsKey(space string) string { return "panels:" + space }

// changePanels changes what is known of the space's panels, in one transaction.
func (a *App) changePanels(ctx context.Context, space string, change func(all map[string]panel)) (map[string]panel, error) {
	all := map[string]panel{}
	err := a.store.Update(ctx, func(tx tickets.Tx) error {
		clear(all)
		text, err := tx.Value(ctx, panelsKey(space))
		if err != nil {
			return err
		}
		if text != "" {
			if err := json.Unmarshal([]byte(text), &all); err != nil {
				return fmt.Errorf("bot: panels of %s: %w", space, err)
			}
		}
		change(all)
		body, err := json.Marshal(all)
		if err != nil {
			return err
		}
		if string(body) == text || text == "" && len(all) == 0 {
			return nil
		}
		return tx.SetValue(ctx, panelsKey(space), string(body))
	})
	return all, err
}

// panel takes the command that posts or renews a panel, and its buttons, which open the form with
// the category chosen.
func (a *App) panel(ctx context.Context, e bot.Event, in grammar.Intent) (bot.Answer, error) {
	if in.Via == bot.ViaButton {
		category := e.Verb[strings.LastIndexByte(e.Verb, ':')+1:]
		vals := map[string]string{}
		if a.policy.Category(category) != nil { // else it is gone from the configuration since
			vals["category"], vals["given:category"] = category, "yes"
		}
		return a.openForm(ctx, e, draft{Values: vals})
	}
	if !tickets.May(actor(e), tickets.ActPanel, nil) {
		return bot.Answer{}, &tickets.Error{Code: tickets.NotAllowed, Action: tickets.ActPanel}
	}
	p := a.platforms[e.Space]
	channel := p.Channel(tickets.PlaceHelpdesk, "")
	if in.Level == "here" || channel == "" {
		channel = e.Where.Channel
	}
	// What is asked for is on disk before anything is posted: a restart posts it.
	if _, err := a.changePanels(ctx, e.Space, func(all map[string]panel) {
		one := all[channel]
		one.Channel, one.Reposted, one.Hash = channel, false, ""
		all[channel] = one
	}); err != nil {
		return bot.Answer{}, err
	}
	locale := a.people.locale(a.viewer(ctx, e.By))
	a.later.do("post a panel", func(ctx context.Context) error {
		pinned, err := a.standPanel(ctx, p, channel)
		key := "panel.posted"
		switch {
		case err != nil:
			key = "panel.failed"
		case !pinned:
			key = "panel.unpinned"
		}
		if said := p.Whisper(ctx, e.By.ID, e.Where, a.speech.Sentence(locale, key, nil)); err == nil {
			err = said
		}
		return err
	})
	return a.sentence(ctx, e, "panel.coming", nil), nil
}

// standPanel posts the channel's panel, or brings the one that stands up to date, and pins it.
func (a *App) standPanel(ctx context.Context, p bot.Platform, channel string) (pinned bool, err error) {
	a.panelling.Lock() // one at a time: two would post it twice
	defer a.panelling.Unlock()
	m := a.speech.Panel(a.policy.Locale, a.policy)
	hash := panelHash(m)
	all, err := a.changePanels(ctx, p.Space(), func(map[string]panel) {})
	one, known := all[channel]
	began := one
	if err != nil || !known {
		return false, err
	}
	m.Key = fmt.Sprintf("panel:%s:%d", channel, one.Serial)
	at := tickets.MessageRef{Space: p.Space(), Channel: channel, Message: one.Message}
	if one.Message != "" && one.Hash == hash {
		return true, nil
	}
	if one.Message != "" {
		err = p.Edit(ctx, at, m)
		if err != nil && bot.FaultOf(err).Fault == bot.Gone {
			at.Message = ""
			one.Serial++
			m.Key = fmt.Sprintf("panel:%s:%d", channel, one.Serial)
		} else if err != nil {
			return false, err
		}
	}
	if at.Message == "" {
		found := false
		if at, found, err = p.Find(ctx, tickets.MessageRef{Space: p.Space(), Channel: channel}, m, a.now().Add(-draftKeep)); err != nil || !found {
			if at, err = p.Post(ctx, tickets.MessageRef{Space: p.Space(), Channel: channel}, m); err != nil {
				return false, err
			}
		}
	}
	one.Message, one.Hash = at.Message, hash
	if _, err = a.changePanels(ctx, p.Space(), func(all map[string]panel) {
		// Deleted or asked for again meanwhile: whoever saw that posts it next.
		if now, ok := all[channel]; ok && now.Message == began.Message && now.Serial == began.Serial {
			all[channel] = one
		}
	}); err != nil {
		return false, err
	}
	pinner, ok := p.(bot.Pinner)
	if !ok {
		return true, nil // nothing is pinned here
	}
	if err := pinner.Pin(ctx, at); err != nil {
		a.log.Warn().Err(err).Str("space", p.Space()).Msg("the panel is posted, but could not be pinned")
		return false, nil
	}
	return true, nil
}

// keepPanels brings the panels of a space up to date with the configuration. A panel that was
// deleted meanwhile is posted again once by itself, then only when somebody asks.
func (a *App) keepPanels(ctx context.Context, p bot.Platform) {
	all, err := a.changePanels(ctx, p.Space(), func(map[string]panel) {})
	for channel := range all {
		if err == nil {
			_, err = a.standPanel(ctx, p, channel)
		}
	}
	if err != nil && ctx.Err() == nil {
		a.log.Warn().Err(err).Str("space", p.Space()).Msg("a panel could not be brought up to date; it will be tried at the next connection")
	}
}

// panelDeleted has a panel that somebody deleted posted again, once; deleted again it stays away
// until it is asked for. It reports whether the message was a panel.
func (a *App) panelDeleted(ctx context.Context, e bot.Event) (bool, error) {
	was, again := false, false
	_, err := a.changePanels(ctx, e.Space, func(all map[string]panel) {
		one, ok := all[e.Where.Channel]
		if was = ok && e.Where.Message != "" && one.Message == e.Where.Message; !was {
			return
		}
		if again = !one.Reposted; !again {
			delete(all, e.Where.Channel)
			return
		}
		one.Message, one.Hash, one.Reposted = "", "", true
		one.Serial++
		all[e.Where.Channel] = one
	})
	if err == nil && again {
		a.later.do("post a panel again", func(ctx context.Context) error {
			_, err := a.standPanel(ctx, a.platforms[e.Space], e.Where.Channel)
			return err
		})
	}
	return was, err
}

// panelHash tells whether a panel says what it should.
func panelHash(m bot.Message) string {
	h := fnv.New64a()
	body, err := json.Marshal(m.Blocks)
	if err != nil {
		return ""
	}
	h.Write(body)
	return fmt.Sprintf("%x", h.Sum64())
}
