package tickets

import (
	"context"
	"maps"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Amendment is a filled form that corrects a ticket. What is nil or "" stays as it is.
type Amendment struct {
	// Base is the ticket's LastEntry when the form was shown: what others have changed since is
	// not overwritten. 0 is the ticket as it is now.
	Base        int64
	Summary     *string
	Description *string
	Category    string
	Urgency     Urgency
	Impact      Impact
	Fields      map[string]string // of the category's own fields, by id; nil: not asked
	// Plain is how the form showed a description that is in the desk's own Markdown; nil: as it is.
	Plain func(words string) string
}

// Amendable checks that the actor may edit the ticket and that it is not over.
func (d *Desk) Amendable(ctx context.Context, by Actor, number int64) (*Ticket, error) {
	return d.look(ctx, by, number, (*change).mayEdit)
}

func (c *change) mayEdit() error {
	if err := c.may(ActEdit); err != nil {
		return err
	}
	if c.t.State.Finished() {
		return c.refuse(Illegal, ActEdit)
	}
	return nil
}

// Amend corrects a ticket. What its form left as it was shown stays as it is now, whoever changed
// it meanwhile. Where the form and somebody else have changed the same field to different
// values, nothing is changed: the refusal EditedSince lists what others have changed since the
// form was shown. Without such a conflict that list is returned beside the ticket. With another
// category come its procedure, its steps and its targets; the time used stays used.
func (d *Desk) Amend(ctx context.Context, act Act, number int64, m Amendment) (t *Ticket, since []FieldChange, err error) {
	t, err = d.change(ctx, act, number, func(c *change) error {
		if err := c.mayEdit(); err != nil {
			return err
		}
		if m.Base == 0 {
			m.Base = c.t.LastEntry
		}
		journal, err := c.tx.Journal(ctx, number)
		if err != nil {
			return err
		}
		var conflict bool
		fields := c.edited(journal, m)
		since, conflict = compare(fields)
		if conflict {
			return &Error{Code: EditedSince, Ticket: c.t, Action: ActEdit, Since: since, Field: "summary"}
		}
		for _, f := range fields {
			if !f.changes() {
				continue
			}
			if err := f.apply(ctx); err != nil {
				return err
			}
		}
		if m.Fields != nil {
			if err := c.fill(m.Fields); err != nil {
				return err
			}
		}
		c.tellOnce()
		if len(c.rows) == 0 && len(since) == 0 {
			return c.refuse(NothingToChange, ActEdit)
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	return t, since, nil
}

// edited are the fields that the form asked, each with its three values.
func (c *change) edited(journal []*Entry, m Amendment) []*editedField {
	then := valuesAt(journal, m.Base)
	plain := m.Plain
	if plain == nil || !c.t.Origin.Markup {
		plain = func(s string) string { return s }
	}
	var out []*editedField
	add := func(name, now, mine string, asked bool, apply func(ctx context.Context) error) {
		if !asked {
			return
		}
		f := &editedField{name: name, base: now, now: now, mine: mine, apply: apply}
		if was, changed := then[name]; changed {
			f.base, f.by = was.value, was.by
		}
		out = append(out, f)
	}
	if m.Summary != nil {
		mine := oneLine(*m.Summary)
		add(FieldSummary, c.t.Summary, mine, true, func(context.Context) error { return c.retitle(mine) })
	}
	if m.Description != nil {
		now, mine := paragraphs(plain(c.t.Description)), paragraphs(*m.Description)
		add(FieldDescription, now, mine, true, func(context.Context) error { return c.describe(now, mine) })
	}
	add(FieldUrgency, string(c.t.Urgency), string(m.Urgency), m.Urgency != "", func(context.Context) error {
		if err := c.may(ActUrgent); err != nil {
			return err
		}
		c.setUrgency(m.Urgency)
		return nil
	})
	add(FieldImpact, string(c.t.Impact), string(m.Impact), m.Impact != "", func(context.Context) error {
		if err := c.may(ActImpact); err != nil {
			return err
		}
		c.setImpact(m.Impact)
		return nil
	})
	add(FieldCategory, c.t.Category, m.Category, m.Category != "", func(ctx context.Context) error {
		return c.recategorise(ctx, m)
	})
	return out
}

func (c *change) retitle(summary string) error {
	switch {
	case summary == "":
		return &Error{Code: SummaryEmpty, Field: FieldSummary, Ticket: c.t}
	case utf8.RuneCountInString(summary) > MaxSummary:
		return &Error{Code: SummaryTooLong, Field: FieldSummary, Ticket: c.t, Limit: MaxSummary}
	}
	c.replaced(Retitled, c.t.Summary, summary)
	c.t.Summary = summary
	return nil
}

// describe replaces the description; what somebody types into a form is plain text, also where the
// description was a message.
func (c *change) describe(was, description string) error {
	if utf8.RuneCountInString(description) > MaxText {
		return &Error{Code: TextTooLong, Field: FieldDescription, Ticket: c.t, Limit: MaxText}
	}
	c.replaced(Described, was, description)
	c.t.Description, c.t.Origin.Markup = description, false
	return nil
}

// replaced notes words that take the place of others; both lie beside the journal.
func (c *change) replaced(k EntryKind, was, words string) {
	c.row(k, Detail{}, words)
	c.rows[len(c.rows)-1].Was = was
}

// tellOnce marks the one row of an edit that is told to the people whose ticket it is, with what
// they are told of. They gave summary, description and category, and know the ticket by them;
// urgency and impact are the desk's own weighing, which shows in what it promises.
func (c *change) tellOnce() {
	var told []string
	var first *Entry
	for _, e := range c.rows {
		if e.Kind == Retitled || e.Kind == Described || e.Kind == Categorised {
			told = append(told, string(e.Kind))
			if first == nil {
				first = e
			}
		}
	}
	if first != nil {
		first.Detail.Why = strings.Join(told, " ")
	}
}

// recategorise moves the ticket to a category that somebody chose, whose own fields must be there.
func (c *change) recategorise(ctx context.Context, m Amendment) error {
	cat := c.policy.Category(m.Category)
	if cat == nil || cat.Type != "" && cat.Type != c.t.Kind {
		return &Error{Code: UnknownCategory, Field: FieldCategory, Ticket: c.t}
	}
	if err := c.categorise(ctx, m.Category); err != nil {
		return err
	}
	if m.Fields == nil { // those it has must do
		_, err := c.policy.fieldValues(m.Category, true, c.t.values())
		return err
	}
	return nil
}

// categorise moves the ticket to another category, with its procedure and its steps. Values of
// fields that the category does not ask stay: they are true still.
func (c *change) categorise(ctx context.Context, category string) error {
	was := c.t.Category
	parts := len(c.t.Checklist)
	c.t.Category = category
	c.t.Checklist = c.policy.checklist(category, c.t.Checklist)
	c.skip = true
	c.row(Categorised, Detail{Category: category, CategoryWas: was, Total: parts}, "")
	return c.restep(ctx, "category")
}

// fill takes the values of the category's own fields.
func (c *change) fill(typed map[string]string) error {
	typed = maps.Clone(typed)
	for id, v := range c.t.values() { // what was not asked again
		if _, ok := typed[id]; !ok {
			typed[id] = v
		}
	}
	values, err := c.policy.fieldValues(c.t.Category, true, typed)
	if err != nil {
		return err
	}
	was := c.listed(c.t.Fields)
	c.t.Fields = c.policy.refilled(c.t.Category, c.t.Fields, values)
	if now := c.listed(c.t.Fields); now != was {
		c.replaced(Filled, was, now)
	}
	return nil
}

// refilled puts the values of a category's own fields in the place of those that the ticket had.
func (p *Policy) refilled(category string, had, values []FieldValue) []FieldValue {
	asked := map[string]bool{}
	if cat := p.Category(category); cat != nil {
		for _, f := range cat.Fields {
			asked[f.ID] = true
		}
	}
	out := values
	for _, v := range had {
		if !asked[v.ID] {
			out = append(out, v)
		}
	}
	return out
}

// values are what the ticket has of categories' own fields, by id.
func (t *Ticket) values() map[string]string {
	out := map[string]string{}
	for _, v := range t.Fields {
		out[v.ID] = v.Value
	}
	return out
}

// listed are values as the journal keeps them: a line each, in the desk's language.
func (c *change) listed(values []FieldValue) string {
	var lines []string
	for _, v := range values {
		lines = append(lines, v.Label.In(c.policy.Locale)+": "+v.Value)
	}
	return strings.Join(lines, "\n")
}

// paragraphs is text of several lines as a form gives it back: without what no form keeps.
func paragraphs(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, strings.ReplaceAll(s, "\r\n", "\n"))
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimRightFunc(lines[i], unicode.IsSpace)
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}
