package app

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/bot/speech"
	"guichet/tickets"
)

// ownPage is the number of the first page that asks a category's own fields; those of the usual
// fields come before it.
const ownPage = 100

// askedKey is where a draft keeps the category whose own fields have been asked.
const askedKey = "asked"

// ownPages are the category's own fields, in as many pages as the platform needs.
func (a *App) ownPages(ctx context.Context, e bot.Event, d draft) [][]bot.Field {
	sc := a.stage(ctx, a.viewer(ctx, e.By), nil, nil, false)
	fields := a.speech.OwnFields(sc, d.Values["category"], d.Values, d.Errors)
	if most := a.features(e.Space).MaxFields; most > 0 {
		return slices.Collect(slices.Chunk(fields, most))
	}
	return [][]bot.Field{fields}
}

// withOwn adds the category's own fields to the opening form when they fit on its one page, and
// notes in the draft that they were asked.
func (a *App) withOwn(ctx context.Context, e bot.Event, f *bot.Form, d *draft) {
	sc := a.stage(ctx, a.viewer(ctx, e.By), nil, nil, false)
	own := a.speech.OwnFields(sc, d.Values["category"], d.Values, d.Errors)
	if most := a.features(e.Space).MaxFields; len(own) == 0 || most > 0 && len(f.Fields)+len(own) > most {
		return
	}
	f.Fields = append(f.Fields, own...)
	d.Values[askedKey] = d.Values["category"]
}

// nextOwn is the next page of the category's own fields that this submission of the form has not
// answered yet: -1 when none is left.
func (a *App) nextOwn(ctx context.Context, e bot.Event, d draft, page int) (int, error) {
	if !asksOwn(d) || d.Values[askedKey] == d.Values["category"] {
		return -1, nil
	}
	if d.Form != "open" && d.Values["category"] != "" { // a ticket that stays in its category is not asked again
		if t, err := a.peek(ctx, d.Ticket); err != nil || t == nil || t.Category == d.Values["category"] {
			return -1, err
		}
	}
	next := 0
	if page >= ownPage {
		next = page - ownPage + 1
	}
	if next < len(a.ownPages(ctx, e, d)) {
		return ownPage + next, nil
	}
	return -1, nil
}

// asksOwn tells whether the form asks a category's own fields: that of a new ticket, and the one
// that moves a ticket to another category.
func asksOwn(d draft) bool { return d.Form == "open" || grammar.ParseVerb(d.Form, "").Verb == "edit" }

// askOwn asks the category's own fields: in place of the form where the platform can, else by a
// button Continue. What is wrong with the page before is said first.
func (a *App) askOwn(ctx context.Context, e bot.Event, id string, d draft, page int) (bot.Answer, error) {
	var refusal *tickets.Error
	if d.Form == "open" {
		err := a.desk.CheckOpening(actor(e), opening(d))
		if errors.As(err, &refusal) && refusal.Asked == nil {
			return a.correct(ctx, e, id, d, refusal)
		}
	}
	d.Page = page - 1
	id, err := a.saveDraft(ctx, id, d)
	if err != nil {
		return bot.Answer{}, err
	}
	if !a.features(e.Space).Chained {
		required := slices.ContainsFunc(a.ownPages(ctx, e, d)[page-ownPage], func(f bot.Field) bool { return f.Required })
		return a.offerOwn(ctx, e, id, d, required), nil
	}
	f, err := a.page(ctx, e, id, d, page)
	if err != nil {
		return bot.Answer{}, err
	}
	return bot.Answer{Form: &f}, nil
}

// offerOwn says what is still asked, and goes on to it; what may be left out may be sent without.
func (a *App) offerOwn(ctx context.Context, e bot.Event, id string, d draft, required bool) bot.Answer {
	locale := a.people.locale(a.viewer(ctx, e.By))
	name := d.Values["category"]
	if c := a.policy.Category(name); c != nil {
		name = c.Name.In(locale)
	}
	m := a.speech.Sentence(locale, "draft.own", speech.Vars{"Category": name})
	buttons := []bot.Button{{Label: a.speech.T(locale, "button.continue", nil), Verb: "next:" + id, Style: bot.Primary}}
	if !required {
		buttons = append(buttons, bot.Button{Label: a.speech.T(locale, "button.send_now", nil), Verb: "send:" + id})
	}
	m.Blocks = append(m.Blocks, bot.Block{Kind: bot.Row, Buttons: buttons})
	return bot.Answer{Private: &m}
}

// formOfOwn is a page of the category's own fields.
func (a *App) formOfOwn(ctx context.Context, e bot.Event, id string, d draft, page int) bot.Form {
	sc := a.stage(ctx, a.viewer(ctx, e.By), nil, nil, false)
	f := a.speech.OwnForm(sc, d.Form, d.Values["category"], d.Values, d.Errors)
	pages := a.ownPages(ctx, e, d)
	f.Fields = nil
	if i := min(page-ownPage, len(pages)-1); i >= 0 {
		f.Fields = pages[i]
	}
	f.State = fmt.Sprintf("%s/%d", id, page)
	return f
}
