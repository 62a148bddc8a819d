package app

import (
	"context"
	"fmt"
	"maps"
	"strings"

	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/bot/speech"
	"guichet/tickets"
)

// editForm opens the form that corrects a ticket, with the category that was named already.
func (a *App) editForm(ctx context.Context, e bot.Event, in grammar.Intent) (bot.Answer, bool, error) {
	t, err := a.desk.Amendable(ctx, actor(e), in.Ticket)
	if err != nil {
		return bot.Answer{}, true, err
	}
	var vals map[string]string
	if in.Text != "" {
		id := categoryNamed(a.policy.CategoriesOf(t.Kind), in.Text)
		if id == "" {
			return bot.Answer{}, true, &tickets.Error{Code: tickets.UnknownCategory, Ticket: t}
		}
		vals = map[string]string{tickets.FieldCategory: id}
	}
	id := fmt.Sprintf("edit:%d:%d", t.Number, t.LastEntry)
	f := a.form(ctx, e, t, id, vals, nil)
	sc := a.stageOf(ctx, e)
	sc.Ticket = t
	d := draft{By: e.By.ID, Form: id, Ticket: t.Number, Values: a.speech.Editable(sc)}
	maps.Copy(d.Values, vals)
	a.withOwn(ctx, e, &f, &d)
	if d.Values[askedKey] != "" {
		d.Values = map[string]string{askedKey: d.Values[askedKey]} // the rest comes with the form
		draftID, err := a.saveDraft(ctx, "", d)
		if err != nil {
			return bot.Answer{}, true, err
		}
		f.State = draftID + "/0"
	}
	return bot.Answer{Form: &f}, true, nil
}

// categoryNamed finds a category by its id or by its name in any language, "" when none is called so.
func categoryNamed(all []tickets.Category, said string) string {
	said = tickets.Fold(strings.TrimSpace(said))
	for _, c := range all {
		if said == tickets.Fold(c.ID) {
			return c.ID
		}
		for _, name := range c.Name {
			if said == tickets.Fold(name) {
				return c.ID
			}
		}
	}
	return ""
}

// amend takes the filled form. What others have changed meanwhile without being in the way is
// told along with the answer.
func (a *App) amend(ctx context.Context, e bot.Event, by tickets.Act, in grammar.Intent, v map[string]string) (bot.Answer, error) {
	m := tickets.Amendment{
		Base: int64(in.Round()), Category: v[tickets.FieldCategory],
		Urgency: tickets.Urgency(v[tickets.FieldUrgency]), Impact: tickets.Impact(v[tickets.FieldImpact]),
		Plain: func(words string) string { return a.speech.Unmarked(a.stageOf(ctx, e), words) },
	}
	for field, into := range map[string]**string{tickets.FieldSummary: &m.Summary, tickets.FieldDescription: &m.Description} {
		if words, asked := v[field]; asked {
			*into = &words
		}
	}
	if own := speech.OwnValues(v); len(own) > 0 {
		m.Fields = own
	}
	t, since, err := a.desk.Amend(ctx, by, in.Ticket, m)
	if err != nil {
		return bot.Answer{}, err
	}
	answer := a.done(ctx, e, in, t)
	if len(since) > 0 {
		sc := a.stageOf(ctx, e)
		sc.Ticket = t
		a.changers(ctx, &sc, since)
		answer.Private.Blocks = append(answer.Private.Blocks, speech.Paragraph(a.speech.Text(sc.Locale, "amended.meanwhile", nil)), speech.Small(speech.Lines(a.speech.Changes(sc, since))))
	}
	return answer, nil
}

func (a *App) stageOf(ctx context.Context, e bot.Event) speech.Scene {
	return a.stage(ctx, a.viewer(ctx, e.By), nil, nil, false)
}

func (a *App) changers(ctx context.Context, sc *speech.Scene, since []tickets.FieldChange) {
	for _, c := range since {
		a.names(ctx, sc, c.By)
	}
}

// amendedSince gives the form back to who comes second: with what they typed where they changed
// something, with what is there now elsewhere, and with what the other one has changed. Sent
// again, it is a decision that has seen both.
func (a *App) amendedSince(ctx context.Context, e bot.Event, id string, d draft, r *tickets.Error) (bot.Answer, error) {
	t := r.Ticket
	d.Form, d.Ticket, d.Page = fmt.Sprintf("edit:%d:%d", t.Number, t.LastEntry), t.Number, 0
	d.Errors = map[string]string{}
	sc := a.stageOf(ctx, e)
	sc.Ticket = t
	a.changers(ctx, &sc, r.Since)
	told := a.speech.Changes(sc, r.Since)
	for i, c := range r.Since {
		if mine, asked := d.Values[c.Field]; asked && !sameWords(mine, c.Was) && !sameWords(mine, c.Now) {
			d.Errors[c.Field] = speech.Flat(told[i])
			continue
		}
		d.Values[c.Field] = c.Now
	}
	id, err := a.saveDraft(ctx, id, d)
	if err != nil {
		return bot.Answer{}, err
	}
	m := a.speech.EditedSince(sc, r.Since)
	if a.features(e.Space).Chained {
		f, err := a.page(ctx, e, id, d, 0)
		if err != nil {
			return bot.Answer{}, err
		}
		f.Intro = strings.Join([]string{f.Intro, plainText(m)}, "\n")
		return bot.Answer{Form: &f}, nil
	}
	m.Blocks = speech.Row(m.Blocks, bot.Button{Label: a.speech.T(sc.Locale, "button.correct", nil), Verb: "draft:" + id, Style: bot.Primary})
	return bot.Answer{Private: &m}, nil
}

// sameWords compares as forms give words back: spaces at line ends and line endings aside.
func sameWords(x, y string) bool {
	return strings.Join(strings.Fields(x), " ") == strings.Join(strings.Fields(y), " ")
}
