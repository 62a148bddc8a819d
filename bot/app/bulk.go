package app

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/bot/speech"
	"guichet/tickets"

	"github.com/google/uuid"
)

// bulk takes /desk bulk and its buttons: a form, a preview, the change, its undoing.
func (a *App) bulk(ctx context.Context, e bot.Event, in grammar.Intent) (answer bot.Answer, ok bool, err error) {
	_, id := cutVerb(e.Verb)
	switch in.Verb {
	case "bulk":
		if err := a.desk.MayBulk(ctx, actor(e)); err != nil {
			return bot.Answer{}, true, err
		}
		f := a.form(ctx, e, nil, "bulk:0", map[string]string{"filter": in.Text}, nil)
		return bot.Answer{Form: &f}, true, nil
	case "bulkgo":
		b, err := a.desk.ConfirmBulk(ctx, act(e, bot.ViaButton), id)
		if tickets.CodeOf(err) == tickets.Seen {
			return a.bulkNow(ctx, e, id)
		}
		if err != nil {
			return bot.Answer{}, true, err
		}
		a.later.do("bulk", a.runBulks)
		m := a.speech.Sentence(a.people.locale(a.viewer(ctx, e.By)), "bulk.running", nil)
		m.Blocks = speech.Row(m.Blocks, a.bulkButton(ctx, e, "button.bulk_report", "bulkreport:"+b.ID, bot.Neutral))
		return bot.Answer{Replace: &m}, true, nil
	case "bulkundo":
		_, err := a.desk.UndoBulk(ctx, act(e, bot.ViaButton), id)
		if tickets.CodeOf(err) == tickets.Seen {
			return a.bulkNow(ctx, e, id)
		}
		if err != nil {
			return bot.Answer{}, true, err
		}
		a.later.do("bulk", a.runBulks)
		m := a.speech.Sentence(a.people.locale(a.viewer(ctx, e.By)), "bulk.undoing", nil)
		m.Blocks = speech.Row(m.Blocks, a.bulkButton(ctx, e, "button.bulk_report", "bulkreport:"+id, bot.Neutral))
		return bot.Answer{Replace: &m}, true, nil
	case "bulkreport":
		return a.bulkNow(ctx, e, id)
	}
	return bot.Answer{}, false, nil
}

// bulkNow shows in place what stands: also on a message that was overtaken, whose buttons no
// longer mean anything.
func (a *App) bulkNow(ctx context.Context, e bot.Event, id string) (bot.Answer, bool, error) {
	m, err := a.bulkReport(ctx, actor(e), a.viewer(ctx, e.By), id)
	return bot.Answer{Replace: &m}, true, err
}

func (a *App) bulkButton(ctx context.Context, e bot.Event, label, verb string, style bot.ButtonStyle) bot.Button {
	return bot.Button{Label: a.speech.T(a.people.locale(a.viewer(ctx, e.By)), label, nil), Verb: verb, Style: style}
}

// previewBulk shows what a bulk would change, with the button that does it.
func (a *App) previewBulk(ctx context.Context, e bot.Event, v map[string]string) (bot.Answer, error) {
	b := &tickets.Bulk{ID: uuid.Must(uuid.NewV7()).String(), Action: tickets.ActBulkClose, Reason: speech.Clip(strings.TrimSpace(v["reason"]), tickets.MaxText)}
	if v["what"] == "assign" {
		b.Action, b.To = tickets.ActAssign, tickets.UserID(v["person"])
		if err := a.assignable(ctx, b.To); err != nil {
			return bot.Answer{}, err
		}
	}
	found, err := a.bulkTickets(ctx, b, v["filter"], tickets.UserID(v["holder"]))
	if err != nil {
		return bot.Answer{}, err
	}
	if len(found) == 0 {
		return bot.Answer{}, &tickets.Error{Code: tickets.BulkEmpty, Field: "filter"}
	}
	if err := a.desk.PreviewBulk(ctx, actor(e), b, found); err != nil {
		return bot.Answer{}, err
	}
	found = found[:min(len(found), tickets.MaxBulk)]
	sc := a.stage(ctx, a.viewer(ctx, e.By), nil, nil, false)
	a.names(ctx, &sc, b.To)
	m := a.speech.BulkPreview(sc, b, found)
	return bot.Answer{Private: &m}, nil
}

// bulkTickets are the tickets that a filter means: words of it that name a state, a category or
// an age ("30j", "30d") select by that, the others must stand in the summary or description.
func (a *App) bulkTickets(ctx context.Context, b *tickets.Bulk, typed string, holder tickets.UserID) ([]*tickets.Ticket, error) {
	q := tickets.Query{States: speech.Standing, Assignee: holder, Order: tickets.ByNumber}
	if b.Action == tickets.ActAssign {
		q.States, q.Unfinished = nil, true
	}
	var states []tickets.State
	var rest []string
	for _, part := range strings.FieldsFunc(typed, func(r rune) bool { return r == ',' || r == ';' }) {
		part = strings.TrimSpace(part)
		if s := a.stateNamed(part); s != "" {
			states = append(states, s)
			continue
		}
		if c := a.categoryNamed(part); c != "" {
			q.Category = c
			continue
		}
		for _, word := range strings.Fields(part) {
			if days := age(word); days > 0 {
				q.OpenedBefore = a.now().AddDate(0, 0, -days)
				continue
			}
			rest = append(rest, tickets.Fold(word))
		}
	}
	if len(states) > 0 {
		q.States = states
	}
	found, err := a.find(ctx, q)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(found, func(t *tickets.Ticket) bool {
		text := tickets.Fold(t.Summary + " " + t.Description)
		return slices.ContainsFunc(rest, func(w string) bool { return !strings.Contains(text, w) }) ||
			b.Action == tickets.ActAssign && t.Assignee == b.To
	}), nil
}

// stateNamed finds a state by its name in either language.
func (a *App) stateNamed(name string) tickets.State {
	for _, s := range speech.Standing {
		for _, locale := range speech.Locales {
			if tickets.Fold(a.speech.StateName(locale, s)) == tickets.Fold(name) {
				return s
			}
		}
	}
	return ""
}

func (a *App) categoryNamed(name string) string {
	for _, c := range a.policy.Categories {
		if tickets.Fold(c.ID) == tickets.Fold(name) {
			return c.ID
		}
		for _, n := range c.Name {
			if tickets.Fold(n) == tickets.Fold(name) {
				return c.ID
			}
		}
	}
	return ""
}

// age reads "30j" or "30d": a number of days.
func age(word string) int {
	for _, unit := range []string{"j", "d"} {
		if digits, ok := strings.CutSuffix(strings.ToLower(word), unit); ok {
			if n, err := strconv.Atoi(digits); err == nil && n > 0 && n <= 3660 {
				return n
			}
		}
	}
	return 0
}

// runBulks does what was confirmed and not done yet, and tells who confirmed it. What a process
// that was killed left is done by the next one within a second.
func (a *App) runBulks(ctx context.Context) error {
	a.bulking.Lock()
	defer a.bulking.Unlock()
	ended, err := a.desk.RunBulks(ctx)
	for _, b := range ended {
		to := b.By
		if b.UndoneBy != "" {
			to = b.UndoneBy
		}
		p := a.platforms[to.Space()]
		if p == nil {
			continue
		}
		m, err := a.bulkReport(ctx, tickets.Actor{}, a.people.known(ctx, to), b.ID)
		if err != nil {
			return err
		}
		a.later.do("tell the end of a bulk", func(ctx context.Context) error { return p.Whisper(ctx, to, tickets.MessageRef{}, m) })
	}
	return err
}

// bulks goes on with what was left.
func (a *App) bulks(ctx context.Context) {
	if err := a.runBulks(ctx); err != nil && ctx.Err() == nil {
		a.log.Error().Err(err).Msg("a change of many tickets failed; it goes on")
	}
}

// bulkReport says what became of a bulk: how many, which were left alone, and the way back.
func (a *App) bulkReport(ctx context.Context, by tickets.Actor, to tickets.Person, id string) (bot.Message, error) {
	b, items, err := a.desk.BulkReport(ctx, by, id)
	if err != nil {
		return bot.Message{}, err
	}
	return a.speech.BulkReport(a.people.locale(to), b, items, a.now()), nil
}
