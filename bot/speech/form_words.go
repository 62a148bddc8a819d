package speech

import (
	"guichet/bot"
	"guichet/tickets"
)

// ReasonForm asks for the reason of what: "wait" (and with whom the ball is), "refuse",
// "cancel", "escalate" (and to which level), "release", "reopen". The desk needs a reason for a
// refusal and a reopening only; id is the form's verb.
func (s *Speech) ReasonForm(sc Scene, id, what string, vals, errs map[string]string) bot.Form {
	f := s.filler(sc, vals, errs)
	switch what {
	case "wait":
		ball := tickets.BallRequester
		if sc.Ticket != nil && sc.Ticket.WaitingOn != tickets.BallUs {
			ball = sc.Ticket.WaitingOn
		}
		f.choice("ball", "ball.option.", string(ball), true,
			string(tickets.BallRequester), string(tickets.BallSupplier), string(tickets.BallOtherDesk))
	case "escalate":
		f.choice("level", "level.", "2", true, "2", "3")
	}
	f.long("reason", "reason", "reason_"+what, what == "refuse" || what == "reopen" || what == "reject")
	return f.form(id, what, what, sc.Ticket)
}

// ResolveForm asks for the solution, ID "resolve:<number>".
func (s *Speech) ResolveForm(sc Scene, vals, errs map[string]string) bot.Form {
	f := s.filler(sc, vals, errs)
	f.long("solution", "solution", "solution", true)
	f.choice("workaround", "workaround.", "no", true, "no", "yes")
	f.long("root_cause", "root_cause", "root_cause", false)
	form := f.form(ticketVerb("resolve", sc.Ticket), "resolve", "resolve", sc.Ticket)
	if t := sc.Ticket; t != nil && t.Done() < len(t.Checklist) {
		form.Intro += "\n" + s.T(sc.Locale, "checklist.open", Vars{"Done": t.Done(), "Total": len(t.Checklist), "Open": len(t.Checklist) - t.Done()})
	}
	return form
}

// TextForm asks for words, field "text": "reply" to the requester (with files), "note" for the team,
// "add" information (with files; then words are optional), "comment" on a rating.
func (s *Speech) TextForm(sc Scene, id, what string, vals, errs map[string]string) bot.Form {
	f := s.filler(sc, vals, errs)
	f.long("text", "text_"+what, what, what != "add" && what != "answer")
	if what == "add" || what == "answer" || what == "reply" {
		f.add("files", bot.Field{ID: "files", Kind: bot.FilesField})
	}
	if what == "add" || what == "answer" {
		if t := sc.Ticket; t != nil && t.Incomplete() {
			if t.Category == "" {
				f.categories(sc.Policy)
			}
			if t.Origin.Quick {
				f.choice("urgency", "urgency.", string(t.Urgency), true, string(tickets.Low), string(tickets.Medium), string(tickets.High))
			}
		}
	}
	return f.form(id, what, what, sc.Ticket)
}
