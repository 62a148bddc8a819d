package bot

import (
	"strings"

	"guichet/tickets"
)

// OwnFields are the fields that a category asks besides the usual ones.
func (s *Speech) OwnFields(sc Scene, category string, vals, errs map[string]string) []Field {
	c := sc.Policy.Category(category)
	if c == nil {
		return nil
	}
	f := s.filler(sc, vals, errs)
	for i := range c.Fields {
		own := &c.Fields[i]
		key := tickets.FieldKey(own.ID)
		label, _ := cut(own.Label.In(sc.Locale), maxFieldLabel)
		hint, _ := cut(s.expected(sc.Locale, own), maxFieldHint)
		f.out = append(f.out, Field{
			ID: key, Label: label, Hint: hint, Kind: LineField, Required: own.Required, Max: tickets.MaxFieldValue,
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
		return s.T(locale, "hint.example", vars{"Example": example})
	}
	return ""
}

// OwnForm is the page of a form that asks the category's own fields.
func (s *Speech) OwnForm(sc Scene, id, category string, vals, errs map[string]string) Form {
	f := s.filler(sc, vals, errs)
	f.out = s.OwnFields(sc, category, vals, errs)
	form := f.form(id, "own", "own", sc.Ticket)
	if c := sc.Policy.Category(category); c != nil {
		form.Intro = c.Name.In(sc.Locale)
	}
	return form
}

// ownValues are the values of a category's own fields among those of a form.
func ownValues(vals map[string]string) map[string]string {
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
func (s *Speech) ownFacts(sc Scene) []Pair {
	var pairs []Pair
	for _, f := range sc.Ticket.Fields {
		label, _ := cut(f.Label.In(sc.Locale), maxOptionLabel)
		if label == "" {
			label = f.ID
		}
		pairs = append(pairs, Pair{Label: label, Value: plain(f.Value)})
	}
	return pairs
}
