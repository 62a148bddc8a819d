package speech

import (
	"guichet/bot"
	"guichet/tickets"
)

// EvaluateForm asks what the evaluation of a request found, ID "evaluate:<number>".
func (s *Speech) EvaluateForm(sc Scene, vals, errs map[string]string) bot.Form {
	if t := sc.Ticket; t != nil && t.Steps.Evaluation.Filled() && vals == nil {
		e := t.Steps.Evaluation
		vals = map[string]string{"feasible": string(e.Feasible), "cost": e.Cost, "effect": e.Impact, "advice": e.Advice}
	}
	f := s.filler(sc, vals, errs)
	f.choice("feasible", "feasible.", "", true, string(tickets.Feasible), string(tickets.Conditional), string(tickets.NotFeasible))
	f.line("cost", "cost", tickets.MaxCost, false)
	f.add("effect", bot.Field{ID: "effect", Kind: bot.TextField, Max: tickets.MaxEvaluated, Hint: f.hint("effect")})
	f.add("advice", bot.Field{ID: "advice", Kind: bot.TextField, Max: tickets.MaxEvaluated, Hint: f.hint("advice")})
	f.choice("submit", "submitting.", "yes", true, "yes", "no")
	return f.form(ticketVerb("evaluate", sc.Ticket), "evaluate", "evaluate", sc.Ticket)
}

// DelegateForm asks who approves instead; id is the form's verb.
func (s *Speech) DelegateForm(sc Scene, id string, vals, errs map[string]string) bot.Form {
	f := s.filler(sc, vals, errs)
	f.add("delegate", bot.Field{ID: "person", Kind: bot.PersonField, Required: true})
	return f.form(id, "delegate", "delegate", sc.Ticket)
}

// AwayForm asks until when somebody is away.
func (s *Speech) AwayForm(sc Scene, id string, vals, errs map[string]string) bot.Form {
	f := s.filler(sc, vals, errs)
	f.add("away", bot.Field{ID: "until", Kind: bot.DateField, Required: true, Hint: f.hint("until")})
	return f.form(id, "away", "away", sc.Ticket)
}
