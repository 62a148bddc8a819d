package page

import (
	"slices"
	"strings"
	"time"

	"guichet/adapters/web"
	"guichet/adapters/web/chat"
	"guichet/bot"
)

// formView is a form as a dialog for one person.
type formView struct {
	bot.Form
	Who, Channel, Thread, Lang string
	Fields                     []fieldView
}

type fieldView struct {
	bot.Field
	Look   string // line, text, choice, segmented, person, files, date
	People []chat.Person
	Local  string // of a date, as browsers write it
}

// segmented is how many choices stand side by side; more are a list.
const segmented = 3

func (s *Server) form(in input, f *bot.Form) (string, error) {
	v := formView{Form: *f, Who: in.Who, Channel: in.Channel, Thread: in.Thread, Lang: s.lang(in.Who)}
	for _, field := range f.Fields {
		v.Fields = append(v.Fields, s.field(field, f.ID))
	}
	return s.html("form", v)
}

func (s *Server) field(f bot.Field, form string) fieldView {
	v := fieldView{Field: f, Look: "line"}
	switch f.Kind {
	case bot.TextField:
		v.Look = "text"
	case bot.ChoiceField:
		v.Look = "choice"
		if len(f.Options) <= segmented && slices.ContainsFunc(f.Options, func(o bot.Option) bool { return o.Value == f.Value }) {
			v.Look = "segmented"
		}
	case bot.PersonField:
		v.Look, v.People = "person", s.chat.People()
		if strings.HasPrefix(form, "assign:") {
			v.People = slices.DeleteFunc(v.People, func(p chat.Person) bool { return !s.cfg.Web.Rights(p.ID).Technician })
		}
	case bot.FilesField:
		v.Look = "files"
	case bot.DateField:
		v.Look = "date"
		if t, err := time.Parse(time.RFC3339, f.Value); err == nil {
			v.Local = t.In(s.cfg.Zone).Format("2006-01-02T15:04")
		}
	}
	return v
}

// PersonValue is what the form sends of a person.
func (fieldView) PersonValue(p chat.Person) string { return web.Space + ":" + p.ID }
