package speech

import (
	"strings"

	"guichet/bot"
	"guichet/tickets"
)

// OwnFields are the fields that a category asks besides the usual ones.
func (s *Speech) OwnFields(sc Scene, category string, vals, errs map[string]string) []bot.Field {
	c := sc.Policy.Category(category)
	if c == nil {
		return nil
	}
	f := s.filler(sc, vals, errs)
	for i := range c.Fields {
		own := &c.Fields[i]
		key := tickets.FieldKey(own.ID)
		label, _ := Cut(own.Label.In(sc.Locale), maxFieldLabel)
		hint, _ := Cut(s.expected(sc.Locale, own), MaxFieldHint)
		f.out = append(f.out, bot.Field{
			ID: key, Label: label, Hint: hint, Kind: bot.LineField, Required: own.Required, Max: tickets.MaxFieldValue,
			Value: vals[key], Error: errs[key],
		})
	}
	return f.out
}

// expected says what a category's field takes: the configuration's own words, else an example of
// its pattern, "" when it takes anything.
func (s *Speech) expected(locale string, f *tickets.CategoryField) string {
	if hint := f.Hint.In(locale); hint != "" {
		return hint
	}
	if example := f.Example(); example != "" {
		return s.T(locale, "hint.example", Vars{"Example": example})
	}
	return ""
}

// OwnForm is the page of a form that asks the category's own fields.
func (s *Speech) OwnForm(sc Scene, id, category string, vals, errs map[string]string) bot.Form {
	f := s.filler(sc, vals, errs)
	f.out = s.OwnFields(sc, category, vals, errs)
	form := f.form(id, "own", "own", sc.Ticket)
	if c := sc.Policy.Category(category); c != nil {
		form.Intro = c.Name.In(sc.Locale)
	}
	return form
}

// OwnValues are the values of a category's own fields among those of a form.
func OwnValues(vals map[string]string) map[string]string {
	out := map[string]string{}
	for key, v := range vals {
		if id, ok := strings.CutPrefix(key, tickets.FieldKey("")); ok {
			out[id] = v
		}
	}
	return out
}

// ownFacts are the values of the ticket's category fields, by the labels they had when they were
// asked.
func (s *Speech) ownFacts(sc Scene) []bot.Pair {
	var pairs []bot.Pair
	for _, f := range sc.Ticket.Fields {
		label, _ := Cut(f.Label.In(sc.Locale), MaxOptionLabel)
		if label == "" {
			label = f.ID
		}
		pairs = append(pairs, bot.Pair{Label: label, Value: plain(f.Value)})
	}
	return pairs
}
