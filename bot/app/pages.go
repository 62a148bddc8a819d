package app

import (
	"context"
	"slices"

	"guichet/bot"
	"guichet/bot/speech"
	"guichet/tickets"
)

// wordsFirst is the order of a form's fields where a page is short: the words first, then what
// people most often want to say; the rest has its options on the command.
var wordsFirst = []string{"summary", "description", "phone", "urgency", "kind", "category", "caller", "source", "solved", "solution", "impact", "beneficiary", "files"}

// optional are the opening form's fields that a requester gives, or not, as options of the
// command where the platform has those; they are not worth a second page.
var optional = []string{"kind", "urgency", "category", "beneficiary", "files"}

// pages splits a form over the pages that the platform needs. Fields given already with the
// command are not asked again.
func (a *App) pages(e bot.Event, f bot.Form, d draft) [][]bot.Field {
	most := a.features(e.Space).MaxFields
	if most == 0 || len(f.Fields) <= most {
		return [][]bot.Field{f.Fields}
	}
	fields := slices.Clone(f.Fields)
	if f.ID == "open" {
		fields = slices.DeleteFunc(fields, func(x bot.Field) bool {
			return slices.Contains(optional, x.ID) && d.Values["given:"+x.ID] != ""
		})
		slices.SortStableFunc(fields, func(x, y bot.Field) int {
			return rankOf(x) - rankOf(y)
		})
		if !e.Roles.Technician {
			fields = fields[:min(len(fields), most)]
		}
	}
	return slices.Collect(slices.Chunk(fields, most))
}

// rankOf is a field's place in the form: what is wrong comes first.
func rankOf(f bot.Field) int {
	if f.Error != "" {
		return -1
	}
	if i := slices.Index(wordsFirst, f.ID); i >= 0 {
		return i
	}
	return len(wordsFirst)
}

func (a *App) features(space string) bot.Features {
	if p := a.platforms[space]; p != nil {
		return p.Features()
	}
	return bot.Features{}
}

// openForm opens the form for a new ticket, filled with what is known: values, files, and the
// message it is taken from, which wait in a draft where the form cannot hold them.
func (a *App) openForm(ctx context.Context, e bot.Event, d draft) (bot.Answer, error) {
	vals := d.Values
	if summary := []rune(vals["summary"]); len(summary) > tickets.MaxSummary {
		vals["description"] = string(summary[:min(len(summary), tickets.MaxText)])
		vals["summary"] = speech.Clip(string(summary), tickets.MaxSummary)
	}
	a.settleCategory(vals)
	f := a.form(ctx, e, nil, "open", vals, nil)
	d.By, d.Form = e.By.ID, "open"
	if vals["category"] != "" {
		a.withOwn(ctx, e, &f, &d)
	}
	pages := a.pages(e, f, d)
	if len(pages) > 1 || len(vals) > 0 && a.features(e.Space).MaxFields > 0 || vals[relatedValue] != "" || vals[askedKey] != "" || len(d.Files) > 0 || d.Origin != (tickets.Origin{}) {
		id, err := a.saveDraft(ctx, "", d)
		if err != nil {
			return bot.Answer{}, err
		}
		f.State = id + "/0"
	}
	f.Fields = pages[0]
	return bot.Answer{Form: &f}, nil
}

// settleCategory reads a category that was typed by its name, and takes the type of one that is
// for one type only: that is not asked.
func (a *App) settleCategory(vals map[string]string) {
	if vals["category"] == "" {
		return
	}
	vals["category"] = speech.FirstOf(a.categoryNamed(vals["category"]), vals["category"])
	if c := a.policy.Category(vals["category"]); c != nil && c.Type != "" {
		vals["kind"], vals["given:kind"] = string(c.Type), "yes"
	}
}

// openingArgs are the native options of the command as values of the form.
func openingArgs(e bot.Event) map[string]string {
	vals := map[string]string{}
	for option, field := range map[string]string{
		"type": "kind", "urgency": "urgency", "category": "category", "beneficiary": "beneficiary",
	} {
		if v := e.Args[option]; v != "" {
			vals[field], vals["given:"+field] = v, "yes"
		}
	}
	if len(e.Files) > 0 {
		vals["given:files"] = "yes"
	}
	if s := e.Args["text"]; s != "" {
		vals["summary"] = s
	}
	return vals
}
