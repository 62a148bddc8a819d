package app

import (
	"context"
	"slices"
	"strings"

	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/bot/speech"
)

// giveBack answers a form that cannot be taken any more, whatever is typed: its ticket was
// cancelled or closed meanwhile, somebody else answered first. What was typed is repeated, and
// kept for a day: the form can be opened again filled, should the ticket be reopened.
func (a *App) giveBack(ctx context.Context, e bot.Event, id string, d draft, m bot.Message) (bot.Answer, error) {
	typed := a.typed(ctx, e, d)
	if typed == "" {
		return bot.Answer{Private: &m}, nil
	}
	d.Errors, d.Page = nil, 0
	id, err := a.saveDraft(ctx, id, d)
	if err != nil {
		return bot.Answer{}, err
	}
	locale := a.people.locale(a.viewer(ctx, e.By))
	m = a.givingBack(ctx, e, m, typed)
	m.Blocks = speech.Row(m.Blocks, bot.Button{Label: a.speech.T(locale, "button.form_again", nil), Verb: "draft:" + id})
	return bot.Answer{Private: &m}, nil
}

// typed are the words of a form: what was written, not what was chosen.
func (a *App) typed(ctx context.Context, e bot.Event, d draft) string {
	t, err := a.peek(ctx, d.Ticket)
	if err != nil {
		logOf(ctx).Warn().Err(err).Msg("the ticket of a form could not be read")
	}
	var shown map[string]string
	if t != nil && grammar.ParseVerb(d.Form, "").Verb == "edit" { // what the form showed is no word of theirs
		sc := a.stageOf(ctx, e)
		sc.Ticket = t
		shown = a.speech.Editable(sc)
	}
	var out []string
	for _, f := range a.form(ctx, e, t, d.Form, d.Values, nil).Fields {
		words := strings.TrimSpace(d.Values[f.ID])
		if slices.Contains([]bot.FieldKind{bot.LineField, bot.TextField}, f.Kind) && words != "" && !sameWords(words, shown[f.ID]) {
			out = append(out, words)
		}
	}
	return strings.Join(out, "\n\n")
}
