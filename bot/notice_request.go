package bot

import (
	"strconv"
	"strings"

	"guichet/bot/markup"
	"guichet/tickets"
)

const (
	maxQuestionsShown = 3   // the latest questions and answers that an approver is shown
	maxAnswerShown    = 600 // characters of each
)

// approval shows a request to somebody who decides on it: its facts, what the evaluation found,
// what was asked and answered. Never the desk's own notes. Once it is decided, or somebody else
// answers, it says so and has no buttons.
func (s *Speech) approval(sc Scene) Message {
	t, ap := sc.Ticket, sc.Ticket.Steps.Approval
	blocks := []Block{s.callApprover(sc, "approval")}
	pairs := append(s.recorded(sc), s.evaluated(sc)...)
	if t.Requester != "" {
		pairs = append([]Pair{{Label: s.T(sc.Locale, "field.requester", nil), Value: plain(sc.Name(t.Requester))}}, pairs...)
	}
	blocks = append(blocks, fields(pairs))
	blocks, _ = s.described(sc, blocks, maxCardDescription)
	blocks = append(blocks, s.questions(sc)...)
	if outcome := s.decision(sc); outcome != nil {
		blocks[0] = s.tell(sc, "approval.closed", nil)
		return Message{Blocks: append(blocks, paragraph(outcome)), Tone: Muted}
	}
	if ap.All {
		blocks = append(blocks, paragraph(s.text(sc.Locale, "approval.progress", vars{"Done": ap.Count(), "Total": len(ap.Seats)})))
	}
	if ap.Unmanned {
		blocks = append(blocks, paragraph(s.text(sc.Locale, "approval.unmanned", nil)))
	}
	return Message{Blocks: row(blocks, s.approvalButtons(sc)...), Tone: Warning}
}

// callApprover begins with the mention of who decides.
func (s *Speech) callApprover(sc Scene, key string) Block {
	if sc.Place.User == "" && sc.Place.Kind == tickets.PlaceManagers {
		b := s.tell(sc, key, nil)
		b.Text = appendText(s.managers(sc), plain(", "), b.Text)
		return b
	}
	return s.calling(sc, sc.Place.User, key, nil)
}

// approvalButtons are what an approver can do, good for this round only.
func (s *Speech) approvalButtons(sc Scene) []Button {
	t := sc.Ticket
	r := strconv.Itoa(t.Steps.Approval.Round)
	button := func(word string, style ButtonStyle) Button {
		return Button{Label: s.T(sc.Locale, "button."+word, nil), Verb: verb(word, t, r), Style: style}
	}
	out := []Button{button("approve", Primary), button("reject", Danger), button("question", Neutral), button("delegate", Neutral)}
	if sc.Place.User != "" {
		out = append(out, button("away", Neutral))
	}
	return out
}

// evaluated is what the evaluation found.
func (s *Speech) evaluated(sc Scene) []Pair {
	e := sc.Ticket.Steps.Evaluation
	if !e.Filled() {
		return nil
	}
	var pairs []Pair
	for _, p := range []struct{ key, value string }{
		{"field.feasible", s.T(sc.Locale, "feasible."+string(e.Feasible), nil)},
		{"field.cost", e.Cost},
		{"field.effect", e.Impact},
		{"field.advice", e.Advice},
	} {
		if p.value != "" {
			value, _ := cut(p.value, maxCardWords)
			pairs = append(pairs, Pair{Label: s.T(sc.Locale, p.key, nil), Value: plain(value)})
		}
	}
	return pairs
}

// questions are the latest questions of approvers, with their answers.
func (s *Speech) questions(sc Scene) []Block {
	ap := sc.Ticket.Steps.Approval
	if ap == nil {
		return nil
	}
	var blocks []Block
	for _, q := range ap.Questions[max(0, len(ap.Questions)-maxQuestionsShown):] {
		blocks = append(blocks, small(s.text(sc.Locale, "approval.question", vars{"Who": sc.Name(q.By)})))
		words, _ := cut(q.Text, maxAnswerShown)
		blocks = quoted(blocks, words)
		if q.Answered.IsZero() {
			blocks = append(blocks, small(s.text(sc.Locale, "approval.unanswered", nil)))
			continue
		}
		blocks = append(blocks, small(s.text(sc.Locale, "approval.answer", vars{"Who": sc.Name(q.Answerer)})))
		answer, _ := markup.Cut(s.resolved(sc, document(q.Answer, q.Markup)), maxAnswerShown, markup.TextLength)
		blocks = quoteWords(blocks, answer)
	}
	return blocks
}

// decision is why a message to approvers has no buttons any more; nil while it has.
func (s *Speech) decision(sc Scene) Text {
	ap := sc.Ticket.Steps.Approval
	round := entry(sc).Detail.Round
	data := vars{}
	key := ""
	switch {
	case ap == nil, round != 0 && round != ap.Round:
		key = "decision.moot"
	case !ap.Open():
		key = "decision." + string(ap.State)
		data = vars{"Who": s.someone(sc, ap.By), "When": s.moment(sc, ap.Decided)}
		if ap.State != tickets.ApprovalMoot && ap.By != "" && ap.By == sc.Place.User {
			key += "_you"
		}
	case sc.Place.User == "":
		return nil
	default:
		seat := ap.SeatOf(sc.Place.User)
		switch {
		case seat == nil:
			key, data = "decision.other", vars{"Who": s.approvers(sc)}
		case !seat.Approved.IsZero():
			key, data = "decision.counted", vars{"Who": s.approvers(sc), "Done": ap.Count(), "Total": len(ap.Seats)}
		default:
			return nil
		}
	}
	out := s.text(sc.Locale, key, data)
	if ap != nil && ap.State == tickets.ApprovalRejected && ap.Reason != "" && (round == 0 || round == ap.Round) {
		reason, _ := cut(ap.Reason, maxCardWords)
		out = appendText(out, plain("\n"+reason))
	}
	return out
}

// approvers names who has not answered yet: "Marie Leroy, les responsables".
func (s *Speech) approvers(sc Scene) string {
	ap := sc.Ticket.Steps.Approval
	if ap == nil {
		return s.T(sc.Locale, "approvers.managers", nil)
	}
	var names []string
	for _, seat := range ap.Seats {
		switch {
		case !seat.Approved.IsZero():
		case seat.Who != "":
			names = append(names, sc.Name(seat.Who))
		case seat.Group == tickets.GroupOfManagers, seat.Group == tickets.GroupOfAdmins:
			names = append(names, s.T(sc.Locale, "approvers."+seat.Group, nil))
		default:
			names = append(names, seat.Group[strings.LastIndex(seat.Group, ":")+1:])
		}
	}
	return strings.Join(names, ", ")
}

// remindApproval asks an approver once more.
func (s *Speech) remindApproval(sc Scene) Message {
	if outcome := s.decision(sc); outcome != nil {
		return Message{Blocks: []Block{s.tell(sc, "remind_approval.over", nil)}, Tone: Muted}
	}
	blocks := []Block{s.callApprover(sc, "remind_approval")}
	return Message{Blocks: row(blocks, s.approvalButtons(sc)[:3]...), Tone: Warning}
}

// submitted tells requester and beneficiary that others decide.
func (s *Speech) submitted(sc Scene) Message {
	if !sc.Ticket.Steps.Approval.Open() {
		return Message{Blocks: []Block{s.tell(sc, "submitted.over", nil)}, Tone: Muted}
	}
	return Message{Blocks: []Block{s.tell(sc, "submitted", vars{"Who": s.approvers(sc)})}}
}

// approved tells that the work can begin: requester and beneficiary, and the technicians.
func (s *Speech) approved(sc Scene) Message {
	if sc.Place.Kind == tickets.PlaceThread {
		return Message{Blocks: []Block{s.calling(sc, sc.Ticket.Assignee, "approved.thread", nil)}, Tone: Good}
	}
	blocks := []Block{s.tell(sc, "approved", nil)}
	if resolve := sc.Ticket.Clocks.Resolve; resolve.Running() && resolve.Deadline.After(sc.Now) {
		blocks = append(blocks, small(s.text(sc.Locale, "looks_after.due", vars{"When": s.relativeTo(sc, sayBefore, resolve.Deadline)})))
	}
	return Message{Blocks: blocks, Tone: Good}
}

// rejected tells that a request is refused, and why.
func (s *Speech) rejected(sc Scene) Message {
	e := entry(sc)
	if sc.Place.Kind == tickets.PlaceThread {
		return Message{Blocks: s.words(sc, []Block{s.calling(sc, e.Detail.Assignee, "rejected.thread", nil)}, e.Words), Tone: Muted}
	}
	blocks := s.words(sc, []Block{s.tell(sc, "rejected", nil)}, e.Words)
	blocks = append(blocks, small(s.text(sc.Locale, "rejected.hint", vars{"Command": codeText(command(sc.Locale, "new", nil))})))
	return Message{Blocks: blocks, Tone: Muted}
}

// question puts an approver's question to requester and beneficiary, and shows it to the
// technicians.
func (s *Speech) question(sc Scene) Message {
	e, ap := entry(sc), sc.Ticket.Steps.Approval
	if sc.Place.Kind == tickets.PlaceThread {
		return Message{Blocks: s.words(sc, []Block{s.tell(sc, "question.thread", nil)}, e.Words)}
	}
	blocks := s.words(sc, []Block{s.tell(sc, "question", nil)}, e.Words)
	n := e.Detail.Count
	if ap == nil || ap.Round != e.Detail.Round || n < 1 || n > len(ap.Questions) || !ap.Questions[n-1].Answered.IsZero() || !ap.Open() {
		return Message{Blocks: append(blocks, small(s.text(sc.Locale, "question.over", nil))), Tone: Muted}
	}
	blocks = append(blocks, small(s.text(sc.Locale, "question.hint", nil)))
	return Message{Blocks: row(blocks, s.named(sc.Locale, "answer", sc.Ticket, Primary)), Tone: Warning}
}

// questionAnswer brings the answer to who asked.
func (s *Speech) questionAnswer(sc Scene) Message {
	e := entry(sc)
	answer, _ := markup.Cut(s.resolved(sc, document(e.Words, e.Detail.Markup)), maxNoticeWords, markup.TextLength)
	blocks := quoteWords([]Block{s.calling(sc, sc.Place.User, "question_answer", nil)}, answer)
	blocks = s.attached(sc, blocks)
	if s.decision(sc) != nil {
		return Message{Blocks: blocks, Tone: Muted}
	}
	return Message{Blocks: row(blocks, s.approvalButtons(sc)[:3]...)}
}

// decisionRow are the buttons of an approver who looks at the request.
func (s *Speech) decisionRow(sc Scene) []Block {
	ap := sc.Ticket.Steps.Approval
	who := tickets.Actor{ID: sc.Viewer, Roles: sc.Roles}
	if !ap.Open() || !tickets.May(who, tickets.ActApprove, sc.Ticket) {
		return nil
	}
	return row(nil, s.approvalButtons(sc)...)
}

// approverOf names who answers by a row that changed that.
func (s *Speech) approverOf(sc Scene, d tickets.Detail) string {
	switch {
	case d.Subject != "":
		return sc.Name(d.Subject)
	case d.Group == tickets.GroupOfAdmins:
		return s.T(sc.Locale, "approvers.admins", nil)
	case d.Group == "" || d.Group == tickets.GroupOfManagers:
		return s.T(sc.Locale, "approvers.managers", nil)
	}
	return d.Group[strings.LastIndex(d.Group, ":")+1:]
}
