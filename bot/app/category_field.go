package app

import (
	"context"
	"slices"
	"strings"

	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/bot/speech"
	"guichet/tickets"
)

// typesCategory tells whether a form of the space has its category typed: there are more than a
// choice holds, and the platform does not ask for them while the person types.
func (a *App) typesCategory(space string) bool {
	f := a.features(space)
	return f.MaxOptions > 0 && !f.Suggests && len(a.policy.Categories) > f.MaxOptions
}

// typeCategory makes the choice of a category a line to type its name in, where need be.
func (a *App) typeCategory(ctx context.Context, e bot.Event, form *bot.Form) {
	if !a.typesCategory(e.Space) {
		return
	}
	locale := a.people.locale(a.viewer(ctx, e.By))
	for i := range form.Fields {
		f := &form.Fields[i]
		if f.ID != speech.CategoryField || f.Kind != bot.ChoiceField {
			continue
		}
		f.Kind, f.Options, f.Max = bot.LineField, nil, speech.MaxOptionLabel
		f.Hint, _ = speech.Cut(a.speech.T(locale, "hint.category_typed", nil), speech.MaxFieldHint)
		if c := a.policy.Category(f.Value); c != nil {
			f.Value = speech.CategoryName(c, locale)
		}
	}
}

// categoryTyped puts the category in the place of its typed name; false when no category, or more
// than one, fits.
func (a *App) categoryTyped(e bot.Event, vals map[string]string) bool {
	typed := strings.TrimSpace(e.Values[speech.CategoryField])
	if typed == "" || !a.typesCategory(e.Space) || a.policy.Category(typed) != nil {
		return true
	}
	c := nearestCategory(a.policy.Categories, typed)
	if c != nil {
		vals[speech.CategoryField] = c.ID
	}
	return c != nil
}

// nearestCategory is the only category with this name in any language; else the only one whose name
// begins with the words; else the only one that has them somewhere.
func nearestCategory(all []tickets.Category, typed string) *tickets.Category {
	words := tickets.Fold(typed)
	for _, fits := range []func(name string) bool{
		func(name string) bool { return name == words },
		func(name string) bool { return strings.HasPrefix(name, words) },
		func(name string) bool { return strings.Contains(name, words) },
	} {
		var found []*tickets.Category
		for i := range all {
			if slices.ContainsFunc(speech.Locales, func(l string) bool { return fits(tickets.Fold(speech.CategoryName(&all[i], l))) }) {
				found = append(found, &all[i])
			}
		}
		if len(found) == 1 {
			return found[0]
		}
		if len(found) > 1 {
			return nil
		}
	}
	return nil
}

// completeCategory proposes categories by what was typed of their names, those first that begin
// with it: for the option of a command, or the field or menu that is typed in.
func (a *App) completeCategory(ctx context.Context, e bot.Event, locale string) (bot.Answer, error) {
	kind := tickets.Kind(e.Args["type"])
	menu := grammar.ParseVerb(e.Focus, "").Verb == "intake"
	if menu {
		id, _, _ := strings.Cut(strings.TrimPrefix(e.Focus, speech.IntakePrefix), ":")
		d, _, err := a.draftOf(ctx, id, e.By.ID)
		if err != nil {
			return bot.Answer{}, err
		}
		kind = tickets.Kind(d.Values["kind"])
	}
	typed := tickets.Fold(strings.TrimSpace(e.Words))
	var first, others []bot.Option
	for i := range a.policy.Categories {
		c := &a.policy.Categories[i]
		if kind != "" && c.Type != "" && c.Type != kind {
			continue
		}
		name := speech.CategoryName(c, locale)
		o := bot.Option{Label: speech.Clip(name, speech.OptionLabel), Value: c.ID}
		switch folded := tickets.Fold(name); {
		case strings.HasPrefix(folded, typed):
			first = append(first, o)
		case strings.Contains(folded, typed):
			others = append(others, o)
		}
	}
	out, most := append(first, others...), completeMost
	if a.features(e.Space).Suggests {
		most = a.features(e.Space).MaxOptions
	}
	if menu {
		out = append(out[:min(len(out), most-1)], bot.Option{Label: a.speech.T(locale, "intake.unknown", nil), Value: speech.UnknownCategory})
	}
	return bot.Answer{Choices: out[:min(len(out), most)]}, nil
}
