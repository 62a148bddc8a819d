package page

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"guichet/adapters/web"
	"guichet/adapters/web/chat"
	"guichet/bot/markup"
	"guichet/tickets"
)

// journalView is the drawer: the record of one ticket.
type journalView struct {
	Lang    string
	Tickets []*tickets.Ticket
	Ticket  *tickets.Ticket
	Rows    []rowView
}

type rowView struct {
	*tickets.Entry
	Who   string
	Facts []rowFact
}

type rowFact struct{ Name, Value string }

// journal serves the drawer: of the ticket asked for, else of the newest.
func (s *Server) journal(w http.ResponseWriter, r *http.Request) {
	v := journalView{Lang: languageOf(r)}
	var err error
	if v.Tickets, err = s.cfg.Journal.Tickets(r.Context()); err != nil {
		s.fail(w, r, err)
		return
	}
	asked, _ := strconv.ParseInt(r.URL.Query().Get("ticket"), 10, 64)
	for _, t := range v.Tickets {
		if t.Number == asked || asked == 0 && v.Ticket == nil {
			v.Ticket = t
		}
	}
	if v.Ticket != nil {
		rows, err := s.cfg.Journal.Rows(r.Context(), v.Ticket.Number)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		for _, e := range rows {
			if e.Detail.Markup {
				one := *e
				one.Words = markup.Text(markup.Read(e.Words).Resolve(s.nameOf, nil))
				e = &one
			}
			v.Rows = append(v.Rows, rowView{Entry: e, Who: s.nameOf(e.Actor), Facts: s.facts(v.Lang, e.Detail)})
		}
	}
	s.render(w, http.StatusOK, "journal", v)
}

func (s *Server) nameOf(u tickets.UserID) string {
	if u == "" {
		return ""
	}
	if p, err := s.chat.Person(u.Local()); err == nil && u.Space() == web.Space && p.ID != chat.BotID {
		return p.Name
	}
	return u.Local()
}

// facts are the details of a row that say something.
func (s *Server) facts(lang string, d tickets.Detail) []rowFact {
	var out []rowFact
	add := func(name, value string) {
		if value != "" {
			out = append(out, rowFact{Name: word(lang, "fact."+name), Value: value})
		}
	}
	if d.From != "" && d.To != "" && d.From != d.To {
		add("state", fmt.Sprintf("%s → %s", d.From, d.To))
	} else {
		add("state", string(d.To))
	}
	add("priority", string(d.Priority))
	add("urgency", string(d.Urgency))
	add("impact", string(d.Impact))
	add("category", d.Category)
	add("assignee", s.nameOf(d.Assignee))
	add("previous", s.nameOf(d.Previous))
	add("subject", s.nameOf(d.Subject))
	add("ball", string(d.Ball))
	add("clock", string(d.Clock))
	if d.Percent > 0 {
		add("percent", strconv.Itoa(d.Percent)+" %")
	}
	add("deadline", s.instant(d.Deadline))
	add("due", s.instant(d.DueAt))
	if d.Speed > 0 || d.Answer > 0 {
		add("marks", fmt.Sprintf("%d / %d", d.Speed, d.Answer))
	}
	if d.Level > 0 {
		add("level", strconv.Itoa(d.Level))
	}
	add("why", d.Why)
	if d.Workaround {
		add("workaround", "✓")
	}
	return out
}

func (s *Server) instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(s.cfg.Zone).Format("2006-01-02 15:04")
}
