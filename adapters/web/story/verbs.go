package story

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"guichet/adapters/web"
	"guichet/adapters/web/chat"
)

// verb is something people do.
type verb struct {
	words   int    // that it needs at least
	needs   string // what they are
	options []string
	do      func(ctx context.Context, p *Player, s Step) error
}

func (v verb) takes(option string) bool { return slices.Contains(v.options, option) }

var verbs map[string]verb

func init() {
	verbs = map[string]verb{
		"opens": {words: 1, needs: "a summary", do: opens, options: []string{
			"kind", "urgency", "category", "description", "phone", "beneficiary", "impact", "caller", "source", "solution",
		}},
		"claims":    {do: reacts("eyes", true)},
		"releases":  {do: reacts("eyes", false)},
		"escalates": {do: clicksForm("escalate", "reason"), options: []string{"level"}},
		"waits":     {do: clicksForm("wait", "reason"), options: []string{"ball"}},
		"resumes":   {do: clicks("resume")},
		"contacts":  {do: clicks("contact")},
		"urges":     {do: reacts("rotating_light", true)},
		"joins":     {do: reacts("hand", true)},
		"replies":   {words: 1, needs: "a message", do: clicksForm("reply", "text")},
		"notes":     {words: 1, needs: "a note", do: types("note")},
		"writes":    {words: 1, needs: "a message", do: writes},
		"sends":     {do: sends},
		"says":      {words: 1, needs: "a message", do: says},
		"resolves":  {words: 1, needs: "a solution", do: clicksForm("resolve", "solution"), options: []string{"workaround", "root_cause"}},
		"validates": {do: clicks("validate")},
		"refuses":   {words: 1, needs: "a reason", do: clicksForm("refuse", "reason")},
		"rates":     {words: 2, needs: "two marks from 1 to 5: speed, answer", do: rates},
		"comments":  {words: 1, needs: "a comment", do: clicksForm("comment", "text")},
		"cancels":   {do: clicksForm("cancel", "reason")},
		"assigns":   {words: 1, needs: "a technician", do: clicksForm("assign", "person")},
		"posts":     {words: 2, needs: "a channel and a message", do: posts},
		"pause":     {words: 1, needs: "how long", do: pause},
		"clock":     {words: 1, needs: "real, x60, x600 or next", do: setClock},
	}
}

// Verbs lists what people can do in a story.
func Verbs() []string { return slices.Sorted(maps.Keys(verbs)) }

func opens(ctx context.Context, p *Player, s Step) error {
	before := p.newest()
	at := web.Act{Who: s.Who, Channel: web.Helpdesk}
	r, err := p.Web.Say(ctx, at, "/ticket "+s.Words[0], nil)
	if err != nil {
		return err
	}
	values := maps.Clone(s.Options)
	if values["solution"] != "" {
		values["solved"] = "yes"
	}
	if err := p.fill(ctx, at, r, values); err != nil {
		return err
	}
	if err := p.Settle(ctx); err != nil {
		return err
	}
	n := p.newest()
	if n == before {
		return fmt.Errorf("the ticket was not opened")
	}
	p.tickets[s.Ticket] = n
	return nil
}

func reacts(emoji string, on bool) func(context.Context, *Player, Step) error {
	return func(ctx context.Context, p *Player, s Step) error {
		card, err := p.card(s)
		if err != nil {
			return err
		}
		_, err = p.Web.React(ctx, web.Act{Who: s.Who, Channel: card.Channel}, card.ID, emoji, on)
		return err
	}
}

func clicks(verb string) func(context.Context, *Player, Step) error {
	return func(ctx context.Context, p *Player, s Step) error {
		_, _, err := p.click(ctx, s, verb, "")
		return err
	}
}

func clicksForm(verb, field string) func(context.Context, *Player, Step) error {
	return func(ctx context.Context, p *Player, s Step) error {
		r, at, err := p.click(ctx, s, verb, "")
		if err != nil {
			return err
		}
		values := maps.Clone(s.Options)
		if len(s.Words) > 0 {
			values[field] = s.Words[0]
		}
		if verb == "assign" {
			values[field] = web.Space + ":" + strings.TrimPrefix(s.Words[0], "@")
		}
		return p.fill(ctx, at, r, values)
	}
}

func types(command string) func(context.Context, *Player, Step) error {
	return func(ctx context.Context, p *Player, s Step) error {
		_, err := p.Web.Say(ctx, web.Act{Who: s.Who, Channel: web.Pool}, fmt.Sprintf("/ticket %s %d %s", command, p.tickets[s.Ticket], s.Words[0]), nil)
		return err
	}
}

func writes(ctx context.Context, p *Player, s Step) error {
	card, err := p.card(s)
	if err != nil {
		return err
	}
	_, err = p.Web.Say(ctx, web.Act{Who: s.Who, Channel: card.Channel, Thread: card.ID}, s.Words[0], nil)
	return err
}

// sends puts ✉️ on the last message that the person wrote in the thread.
func sends(ctx context.Context, p *Player, s Step) error {
	card, err := p.card(s)
	if err != nil {
		return err
	}
	page, err := p.Web.Chat().Messages(s.Who, card.Channel, card.ID, 0, 0)
	if err != nil {
		return err
	}
	for _, m := range slices.Backward(page.Messages) {
		if m.By == s.Who {
			_, err := p.Web.React(ctx, web.Act{Who: s.Who, Channel: m.Channel, Thread: m.Thread}, m.ID, "email", true)
			return err
		}
	}
	return fmt.Errorf("%s has written nothing in this thread", s.Who)
}

func says(ctx context.Context, p *Player, s Step) error {
	for _, place := range p.Web.Chat().Places(s.Who) {
		if place.Kind == chat.Ticket && place.Ticket == p.tickets[s.Ticket] {
			_, err := p.Web.Say(ctx, web.Act{Who: s.Who, Channel: place.ID}, s.Words[0], nil)
			return err
		}
	}
	return fmt.Errorf("%s has no conversation about this ticket", s.Who)
}

func rates(ctx context.Context, p *Player, s Step) error {
	for i, which := range []string{"speed", "answer"} {
		if _, _, err := p.click(ctx, s, "rate", which+":"+s.Words[i]); err != nil {
			return err
		}
		if err := p.Settle(ctx); err != nil {
			return err
		}
	}
	return nil
}

func posts(ctx context.Context, p *Player, s Step) error {
	_, err := p.Web.Say(ctx, web.Act{Who: s.Who, Channel: strings.TrimPrefix(s.Words[0], "#")}, s.Words[1], nil)
	return err
}

func pause(ctx context.Context, _ *Player, s Step) error {
	d, err := time.ParseDuration(s.Words[0])
	if err != nil {
		return fmt.Errorf("pause %s: write how long, as in 2s", s.Words[0])
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

func setClock(ctx context.Context, p *Player, s Step) error {
	switch s.Words[0] {
	case "real":
		p.Driver.Clock.SetFactor(1)
	case "x60":
		p.Driver.Clock.SetFactor(60)
	case "x600":
		p.Driver.Clock.SetFactor(600)
	case "next":
		_, err := p.Driver.JumpToNext(ctx)
		return err
	default:
		return fmt.Errorf("clock %s: write real, x60, x600 or next", s.Words[0])
	}
	p.Driver.Nudge()
	return nil
}
