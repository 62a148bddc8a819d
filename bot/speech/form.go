package speech

import (
	"strconv"

	"guichet/bot"
	"guichet/tickets"
)

// Limits of forms that hold on every platform:
// https://docs.slack.dev/reference/views and https://docs.discord.com/developers/components/reference
const (
	maxFormTitle   = 24 // title, submit and cancel (Slack)
	maxFieldLabel  = 45 // label of a field (Discord)
	MaxOptionLabel = 75 // label of a choice (Slack)
	MaxFieldHint   = 100
)

// filler builds the fields of a form: labels from the locale, values and errors by field id.
type filler struct {
	s      *Speech
	locale string
	vals   map[string]string
	errs   map[string]string
	out    []bot.Field
}

func (s *Speech) filler(sc Scene, vals, errs map[string]string) *filler {
	return &filler{s: s, locale: sc.Locale, vals: vals, errs: errs}
}

// add adds a field whose label is the locale's "field.<label>".
func (f *filler) add(label string, field bot.Field) {
	field.Label = f.s.T(f.locale, "field."+label, nil)
	if v, ok := f.vals[field.ID]; ok {
		field.Value = v
	}
	field.Error = f.errs[field.ID]
	f.out = append(f.out, field)
}

// line adds one line of text, long several, with the hint "hint.<hint>" when it is named.
func (f *filler) line(id, hint string, limit int, required bool) {
	f.add(id, bot.Field{ID: id, Kind: bot.LineField, Max: limit, Required: required, Hint: f.hint(hint)})
}

func (f *filler) long(id, label, hint string, required bool) {
	f.add(label, bot.Field{ID: id, Kind: bot.TextField, Max: tickets.MaxText, Required: required, Hint: f.hint(hint)})
}

func (f *filler) hint(name string) string {
	if name == "" {
		return ""
	}
	return f.s.T(f.locale, "hint."+name, nil)
}

// choice adds a choice among values, whose words are the locale's "<family><value>".
func (f *filler) choice(id, family, value string, required bool, values ...string) {
	field := bot.Field{ID: id, Kind: bot.ChoiceField, Required: required, Value: value}
	for _, v := range values {
		field.Options = append(field.Options, bot.Option{Label: f.s.T(f.locale, family+v, nil), Value: v})
	}
	f.add(id, field)
}

// form puts the fields together. title is a key of the locale; Submit is named after it
// where the locale has its own word.
func (f *filler) form(id, title, submit string, t *tickets.Ticket) bot.Form {
	form := bot.Form{
		ID:     id,
		Title:  f.s.T(f.locale, "form."+title, nil),
		Submit: f.s.T(f.locale, "submit."+submit, nil),
		Cancel: f.s.T(f.locale, "form.dismiss", nil),
		Fields: f.out,
	}
	if t != nil {
		form.Intro = f.s.T(f.locale, "form.about", Vars{"Ref": t.Ref()})
	}
	return form
}

// AssignForm asks to whom the ticket goes.
func (s *Speech) AssignForm(sc Scene, vals, errs map[string]string) bot.Form {
	f := s.filler(sc, vals, errs)
	f.add("technician", bot.Field{ID: "person", Kind: bot.PersonField, Required: true})
	return f.form(ticketVerb("assign", sc.Ticket), "assign", "assign", sc.Ticket)
}

// ImpactForm asks how many the ticket's trouble hits.
func (s *Speech) ImpactForm(sc Scene, vals, errs map[string]string) bot.Form {
	f := s.filler(sc, vals, errs)
	f.add("impact", bot.Field{ID: "level", Kind: bot.ChoiceField, Required: true, Value: string(sc.Ticket.Impact), Options: s.impacts(sc.Locale)})
	return f.form(ticketVerb("impact", sc.Ticket), "impact", "impact", sc.Ticket)
}

func (s *Speech) impacts(locale string) (out []bot.Option) {
	for _, i := range []tickets.Impact{tickets.One, tickets.Team, tickets.Many} {
		out = append(out, bot.Option{Label: s.T(locale, "impact."+string(i), nil), Value: string(i)})
	}
	return out
}

// ticketVerb is verb, of a ticket that may be missing.
func ticketVerb(word string, t *tickets.Ticket) string {
	if t == nil {
		return word + ":" + strconv.Itoa(0)
	}
	return Verb(word, t)
}
