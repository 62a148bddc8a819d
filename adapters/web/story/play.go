package story

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"guichet/adapters/web"
	"guichet/adapters/web/chat"
	"guichet/adapters/web/clock"
)

// Player plays stories.
type Player struct {
	Web    *web.Adapter
	Driver *clock.Driver
	// Settle waits until the bot has said all that it has to say.
	Settle func(ctx context.Context) error

	tickets map[string]int64 // by their names in the story
}

// timed is a step with its instant.
type timed struct {
	Step
	at time.Time
}

// PlayPast plays a story of the past, up to now: the clock goes from step to step by way of
// every deadline between. Steps that would be later than now do not happen. workday tells
// whether people work on a day.
func (p *Player) PlayPast(ctx context.Context, steps []Step, now time.Time, zone *time.Location, workday func(time.Time) bool) error {
	p.tickets = map[string]int64{}
	var all []timed
	var last time.Time
	for _, s := range steps {
		last = s.When.instant(last, now, zone, workday)
		if last.Before(now) {
			all = append(all, timed{s, last})
		}
	}
	slices.SortStableFunc(all, func(a, b timed) int { return a.at.Compare(b.at) })
	for _, s := range all {
		if err := p.Driver.JumpTo(ctx, s.at, p.Settle); err != nil {
			return err
		}
		if err := p.do(ctx, s.Step); err != nil {
			return err
		}
	}
	return p.Driver.JumpTo(ctx, now, p.Settle)
}

// Start is when a story of the past begins.
func Start(steps []Step, now time.Time, zone *time.Location, workday func(time.Time) bool) time.Time {
	first, last := now, time.Time{}
	for _, s := range steps {
		if last = s.When.instant(last, now, zone, workday); last.Before(first) {
			first = last
		}
	}
	return first
}

func (w When) instant(last, now time.Time, zone *time.Location, workday func(time.Time) bool) time.Time {
	switch w.Kind {
	case Day:
		day := now.In(zone)
		for left := w.Days; left > 0; {
			if day = day.AddDate(0, 0, -1); workday(day) {
				left--
			}
		}
		return time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, zone).Add(w.Time)
	case Ago:
		return now.Add(-w.Time)
	case After:
		return last.Add(w.Time)
	}
	return last.Add(time.Second)
}

// PlayNow plays a story in the present: instants of the past mean nothing in it.
func (p *Player) PlayNow(ctx context.Context, steps []Step) error {
	if p.tickets == nil {
		p.tickets = map[string]int64{}
	}
	for _, s := range steps {
		if err := p.do(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

func (p *Player) do(ctx context.Context, s Step) error {
	if err := verbs[s.Verb].do(ctx, p, s); err != nil {
		return fmt.Errorf("line %d: %s %s: %w", s.Line, s.Who, s.Verb, err)
	}
	if s.Who == "" {
		return nil
	}
	return p.Settle(ctx)
}

// newest is the number of the newest ticket that has a card.
func (p *Player) newest() int64 {
	page, err := p.Web.Chat().Messages(chat.BotID, web.Pool, "", 0, 0)
	if err != nil {
		return 0
	}
	n := int64(0)
	for _, m := range page.Messages {
		if m.Body.IsCard {
			n = max(n, m.Body.Ticket)
		}
	}
	return n
}

// card is the card of the ticket that the step is about.
func (p *Player) card(s Step) (chat.Message, error) {
	n := p.tickets[s.Ticket]
	page, err := p.Web.Chat().Messages(chat.BotID, web.Pool, "", 0, 0)
	if err != nil {
		return chat.Message{}, err
	}
	for _, m := range slices.Backward(page.Messages) {
		if m.Body.IsCard && m.Body.Ticket == n && n != 0 {
			return m, nil
		}
	}
	return chat.Message{}, fmt.Errorf("there is no card of the ticket %q yet", s.Ticket)
}

// click presses the newest button that the person sees and that does the verb with the ticket.
func (p *Player) click(ctx context.Context, s Step, verb, rest string) (web.Reply, web.Act, error) {
	n := p.tickets[s.Ticket]
	direct := fmt.Sprintf("%s:%d", verb, n)
	menu := fmt.Sprintf("do:%d:%s", n, verb)
	if rest != "" {
		direct += ":" + rest
	}
	fits := func(v string) bool {
		return v == direct || v == menu || rest == "" && strings.HasPrefix(v, direct+":")
	}
	var newest chat.Message
	found := ""
	for _, place := range p.Web.Chat().Places(s.Who) {
		for _, m := range p.Web.Chat().All(s.Who, place.ID) {
			if i := slices.IndexFunc(m.Verbs(), fits); i >= 0 && m.Order > newest.Order {
				newest, found = m, m.Verbs()[i]
			}
		}
	}
	at := web.Act{Who: s.Who, Channel: newest.Channel, Thread: newest.Thread}
	if found == "" {
		return web.Reply{}, at, fmt.Errorf("%s sees no button to do that", s.Who)
	}
	r, err := p.Web.Click(ctx, at, newest.ID, found)
	return r, at, err
}

// fill fills the form that came up and sends it; what is not named keeps what stood there.
func (p *Player) fill(ctx context.Context, at web.Act, r web.Reply, values map[string]string) error {
	if r.Form == nil {
		return nil
	}
	all := map[string]string{}
	for _, f := range r.Form.Fields {
		all[f.ID] = f.Value
		if v, ok := values[f.ID]; ok {
			all[f.ID] = v
		}
		if v := all[f.ID]; f.ID == "beneficiary" && v != "" && !strings.Contains(v, ":") {
			all[f.ID] = web.Space + ":" + v
		}
	}
	sent, err := p.Web.Submit(ctx, at, web.Submission{Form: r.Form.ID, State: r.Form.State, Values: all})
	if err != nil {
		return err
	}
	for field, sentence := range sent.Errors {
		return fmt.Errorf("%s: %s", field, sentence)
	}
	return nil
}
