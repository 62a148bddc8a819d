package speech

import (
	"guichet/bot"
	"guichet/tickets"
)

// OpenForm is the form of a new ticket, ID "open". Technicians also get the fields to open on
// behalf of somebody on the phone or at the door, and to say that it is solved already; the
// desk takes those from nobody else.
func (s *Speech) OpenForm(sc Scene, vals, errs map[string]string) bot.Form {
	f := s.filler(sc, vals, errs)
	f.choice("kind", "kind.", string(tickets.Incident), true, string(tickets.Incident), string(tickets.Request))
	f.line("summary", "summary", tickets.MaxSummary, true)
	f.long("description", "description", "description", false)
	f.choice("urgency", "urgency.", string(tickets.Medium), true, string(tickets.Low), string(tickets.Medium), string(tickets.High))
	f.categories(sc.Policy)
	f.add("beneficiary", bot.Field{ID: "beneficiary", Kind: bot.PersonField, Hint: f.hint("beneficiary")})
	f.line("phone", "phone", tickets.MaxPhone, false)
	f.add("files", bot.Field{ID: "files", Kind: bot.FilesField})
	if sc.Roles.Technician {
		f.onBehalf()
	}
	return f.form("open", "open", "open", nil)
}

// categories offers the categories, when there is something to choose.
func (f *filler) categories(p *tickets.Policy) {
	if p != nil && len(p.Categories) > 1 {
		f.categoriesOf(p.Categories, f.hint("category"))
	}
}

func (f *filler) categoriesOf(all []tickets.Category, hint string) {
	field := bot.Field{ID: CategoryField, Kind: bot.ChoiceField, Hint: hint}
	for i := range all {
		c := &all[i]
		label, _ := Cut(CategoryName(c, f.locale), MaxOptionLabel)
		field.Options = append(field.Options, bot.Option{Label: label, Value: c.ID})
	}
	f.add("category", field)
}

// onBehalf adds what only technicians are asked.
func (f *filler) onBehalf() {
	f.choice("impact", "impact.", string(tickets.One), false, string(tickets.One), string(tickets.Team), string(tickets.Many))
	f.line("caller", "caller", tickets.MaxName, false)
	f.choice("source", "source.", string(tickets.SourceChat), false,
		string(tickets.SourceChat), string(tickets.SourcePhone), string(tickets.SourceWalkIn),
		string(tickets.SourceEmail), string(tickets.SourceMonitoring))
	f.choice("solved", "solved.", "no", false, "no", "yes")
	f.long("solution", "solution", "solved", false)
}
