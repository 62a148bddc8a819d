package bot

import (
	"context"
	"fmt"
	"maps"
	"strings"

	"guichet/tickets"
)

// editForm opens the form that corrects a ticket, with the category that was named already.
func (a *App) editForm(ctx context.Context, e Event, in intent) (Answer, bool, error) {
	t, err := a.desk.Amendable(ctx, actor(e), in.Ticket)
	if err != nil {
		return Answer{}, true, err
	}
	var vals map[string]string
	if in.Text != "" {
		id := categoryNamed(a.policy.CategoriesOf(t.Kind), in.Text)
		if id == "" {
			return Answer{}, true, &tickets.Error{Code: tickets.UnknownCategory, Ticket: t}
		}
		vals = map[string]string{tickets.FieldCategory: id}
	}
	id := fmt.Sprintf("edit:%d:%d", t.Number, t.LastEntry)
	f := a.form(ctx, e, t, id, vals, nil)
	sc := a.stageOf(ctx, e)
	sc.Ticket = t
	d := draft{By: e.By.ID, Form: id, Ticket: t.Number, Values: a.speech.editable(sc)}
	maps.Copy(d.Values, vals)
	a.withOwn(ctx, e, &f, &d)
	if d.Values[askedKey] != "" {
		d.Values = map[string]string{askedKey: d.Values[askedKey]} // the rest comes with the form
		draftID, err := a.saveDraft(ctx, "", d)
		if err != nil {
			return Answer{}, true, err
		}
		f.State = draftID + "/0"
	}
	return Answer{Form: &f}, true, nil
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
func (a *App) amend(ctx context.Context, e Event, by tickets.Act, in intent, v map[string]string) (Answer, error) {
	m := tickets.Amendment{
		Base: int64(in.round()), Category: v[tickets.FieldCategory],
		Urgency: tickets.Urgency(v[tickets.FieldUrgency]), Impact: tickets.Impact(v[tickets.FieldImpact]),
		Plain: func(words string) string { return a.speech.unmarked(a.stageOf(ctx, e), words) },
	}
	for field, into := range map[string]**string{tickets.FieldSummary: &m.Summary, tickets.FieldDescription: &m.Description} {
		if words, asked := v[field]; asked {
			*into = &words
		}
	}
	if own := ownValues(v); len(own) > 0 {
		m.Fields = own
	}
	t, since, err := a.desk.Amend(ctx, by, in.Ticket, m)
	if err != nil {
		return Answer{}, err
	}
	answer := a.done(ctx, e, in, t)
	if len(since) > 0 {
		sc := a.stageOf(ctx, e)
		sc.Ticket = t
		a.changers(ctx, &sc, since)
		answer.Private.Blocks = append(answer.Private.Blocks, paragraph(a.speech.text(sc.Locale, "amended.meanwhile", nil)), small(lines(a.speech.changes(sc, since))))
	}
	return answer, nil
}

func (a *App) stageOf(ctx context.Context, e Event) Scene {
	return a.stage(ctx, a.viewer(ctx, e.By), nil, nil, false)
}

func (a *App) changers(ctx context.Context, sc *Scene, since []tickets.FieldChange) {
	for _, c := range since {
		a.names(ctx, sc, c.By)
	}
}

// amendedSince gives the form back to who comes second: with what they typed where they changed
// something, with what is there now elsewhere, and with what the other one has changed. Sent
// again, it is a decision that has seen both.
func (a *App) amendedSince(ctx context.Context, e Event, id string, d draft, r *tickets.Error) (Answer, error) {
	t := r.Ticket
	d.Form, d.Ticket, d.Page = fmt.Sprintf("edit:%d:%d", t.Number, t.LastEntry), t.Number, 0
	d.Errors = map[string]string{}
	sc := a.stageOf(ctx, e)
	sc.Ticket = t
	a.changers(ctx, &sc, r.Since)
	told := a.speech.changes(sc, r.Since)
	for i, c := range r.Since {
		if mine, asked := d.Values[c.Field]; asked && !sameWords(mine, c.Was) && !sameWords(mine, c.Now) {
			d.Errors[c.Field] = flat(told[i])
			continue
		}
		d.Values[c.Field] = c.Now
	}
	id, err := a.saveDraft(ctx, id, d)
	if err != nil {
		return Answer{}, err
	}
	m := a.speech.EditedSince(sc, r.Since)
	if a.features(e.Space).Chained {
		f, err := a.page(ctx, e, id, d, 0)
		if err != nil {
			return Answer{}, err
		}
		f.Intro = strings.Join([]string{f.Intro, plainText(m)}, "\n")
		return Answer{Form: &f}, nil
	}
	m.Blocks = row(m.Blocks, Button{Label: a.speech.T(sc.Locale, "button.correct", nil), Verb: "draft:" + id, Style: Primary})
	return Answer{Private: &m}, nil
}

// sameWords compares as forms give words back: spaces at line ends and line endings aside.
func sameWords(x, y string) bool {
	return strings.Join(strings.Fields(x), " ") == strings.Join(strings.Fields(y), " ")
}

// EditedSince tells what somebody else has changed while a form was open.
func (s *Speech) EditedSince(sc Scene, since []tickets.FieldChange) Message {
	blocks := []Block{paragraph(s.text(sc.Locale, "refusal.edited_since", vars{"Ref": boldText(sc.Ticket.Ref())}))}
	return Message{Blocks: append(blocks, paragraph(lines(s.changes(sc, since)))), Tone: Warning}
}

// maxChanged is how much of a field's new words is repeated, in characters.
const maxChanged = 200

// changes are what others have changed, a line each: "Objet : Tom a mis « … »".
func (s *Speech) changes(sc Scene, since []tickets.FieldChange) (out []Text) {
	for _, c := range since {
		value := s.valueOf(sc, c.Field, c.Now)
		key := "amended.field"
		if value == "" {
			key = "amended.emptied"
		}
		out = append(out, s.text(sc.Locale, key, vars{
			"Field": s.T(sc.Locale, "field."+c.Field, nil), "Who": s.someone(sc, c.By), "Value": value,
		}))
	}
	return out
}

// valueOf is a field's value in words.
func (s *Speech) valueOf(sc Scene, field, value string) string {
	switch field {
	case tickets.FieldUrgency:
		return s.urgencyName(sc.Locale, tickets.Urgency(value))
	case tickets.FieldImpact:
		return s.impactName(sc.Locale, tickets.Impact(value))
	case tickets.FieldCategory:
		return s.categoryName(sc, value)
	}
	short, _ := cut(strings.Join(strings.Fields(value), " "), maxChanged)
	return short
}

// amended tells the people whose ticket it is that their words were corrected.
func (s *Speech) amended(sc Scene) Message {
	t := sc.Ticket
	blocks := []Block{s.tell(sc, "amended", nil)}
	var out []Text
	for _, field := range strings.Fields(entry(sc).Detail.Why) {
		switch field {
		case tickets.FieldSummary:
			out = append(out, s.text(sc.Locale, "amended.summary", vars{"Value": t.Summary}))
		case tickets.FieldCategory:
			out = append(out, s.text(sc.Locale, "amended.category", vars{"Value": s.categoryName(sc, t.Category)}))
		case tickets.FieldDescription:
			out = append(out, s.text(sc.Locale, "amended.description", nil))
		}
	}
	return Message{Blocks: append(blocks, small(lines(out))), Tone: Muted}
}
