package bot

// ExtendForm asks for another date for the resolution and the reason, ID "extend:<number>".
func (s *Speech) ExtendForm(sc Scene, vals, errs map[string]string) Form {
	f := s.filler(sc, vals, errs)
	f.add("until", Field{ID: "until", Kind: DateField, Required: true, Hint: f.hint("until")})
	f.long("reason", "reason", "reason_extend", true)
	return f.form(ticketVerb("extend", sc.Ticket), "extend", "extend", sc.Ticket)
}

// AttributeForm asks whose delay a missed deadline was, ID "attribute:<number>"; and which
// deadline, when several were missed.
func (s *Speech) AttributeForm(sc Scene, vals, errs map[string]string) Form {
	f := s.filler(sc, vals, errs)
	if t := sc.Ticket; t != nil && len(t.Clocks.Missed()) > 1 {
		var missed []string
		for _, c := range t.Clocks.Missed() {
			missed = append(missed, string(c))
		}
		f.choice("clock", "clock.", string(latestMissed(t)), true, missed...)
	}
	f.choice("delay", "delay.option.", "", true, delays...)
	return f.form(ticketVerb("attribute", sc.Ticket), "attribute", "attribute", sc.Ticket)
}
