package speech

import (
	"strconv"
	"strings"

	"guichet/bot"
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
func (s *Speech) approval(sc Scene) bot.Message {
	t, ap := sc.Ticket, sc.Ticket.Steps.Approval
	blocks := []bot.Block{s.callApprover(sc, "approval")}
	pairs := append(s.recorded(sc), s.evaluated(sc)...)
	if t.Requester != "" {
		pairs = append([]bot.Pair{{Label: s.T(sc.Locale, "field.requester", nil), Value: plain(sc.Name(t.Requester))}}, pairs...)
	}
	blocks = append(blocks, fields(pairs))
	blocks, _ = s.described(sc, blocks, maxCardDescription)
	blocks = append(blocks, s.questions(sc)...)
	if outcome := s.decision(sc); outcome != nil {
		blocks[0] = s.tell(sc, "approval.closed", nil)
		return bot.Message{Blocks: append(blocks, Paragraph(outcome)), Tone: bot.Muted}
	}
	if ap.All {
		blocks = append(blocks, Paragraph(s.Text(sc.Locale, "approval.progress", Vars{"Done": ap.Count(), "Total": len(ap.Seats)})))
	}
	if ap.Unmanned {
		blocks = append(blocks, Paragraph(s.Text(sc.Locale, "approval.unmanned", nil)))
	}
	return bot.Message{Blocks: Row(blocks, s.approvalButtons(sc)...), Tone: bot.Warning}
}

// callApprover begins with the mention of who decides.
func (s *Speech) callApprover(sc Scene, key string) bot.Block {
	if sc.Place.User == "" && sc.Place.Kind == tickets.PlaceManagers {
		b := s.tell(sc, key, nil)
		b.Text = appendText(s.managers(sc), plain(", "), b.Text)
		return b
	}
	return s.calling(sc, sc.Place.User, key, nil)
}

// approvalButtons are what an approver can do, good for this round only.
func (s *Speech) approvalButtons(sc Scene) []bot.Button {
	t := sc.Ticket
	r := strconv.Itoa(t.Steps.Approval.Round)
	button := func(word string, style bot.ButtonStyle) bot.Button {
		return bot.Button{Label: s.T(sc.Locale, "button."+word, nil), Verb: Verb(word, t, r), Style: style}
	}
	out := []bot.Button{button("approve", bot.Primary), button("reject", bot.Danger), button("question", bot.Neutral), button("delegate", bot.Neutral)}
	if sc.Place.User != "" {
		out = append(out, button("away", bot.Neutral))
	}
	return out
}

// evaluated is what the evaluation found.
func (s *Speech) evaluated(sc Scene) []bot.Pair {
	e := sc.Ticket.Steps.Evaluation
	if !e.Filled() {
		return nil
	}
	var pairs []bot.Pair
	for _, p := range []struct{ key, value string }{
		{"field.feasible", s.T(sc.Locale, "feasible."+string(e.Feasible), nil)},
		{"field.cost", e.Cost},
		{"field.effect", e.Impact},
		{"field.advice", e.Advice},
	} {
		if p.value != "" {
			value, _ := Cut(p.value, maxCardWords)
			pairs = append(pairs, bot.Pair{Label: s.T(sc.Locale, p.key, nil), Value: plain(value)})
		}
	}
	return pairs
}

// questions are the latest questions of approvers, with their answers.
func (s *Speech) questions(sc Scene) []bot.Block {
	ap := sc.Ticket.Steps.Approval
	if ap == nil {
		return nil
	}
	var blocks []bot.Block
	for _, q := range ap.Questions[max(0, len(ap.Questions)-maxQuestionsShown):] {
		blocks = append(blocks, Small(s.Text(sc.Locale, "approval.question", Vars{"Who": sc.Name(q.By)})))
		words, _ := Cut(q.Text, maxAnswerShown)
		blocks = Quoted(blocks, words)
		if q.Answered.IsZero() {
			blocks = append(blocks, Small(s.Text(sc.Locale, "approval.unanswered", nil)))
			continue
		}
		blocks = append(blocks, Small(s.Text(sc.Locale, "approval.answer", Vars{"Who": sc.Name(q.Answerer)})))
		answer, _ := markup.Cut(s.resolved(sc, document(q.Answer, q.Markup)), maxAnswerShown, markup.TextLength)
		blocks = quoteWords(blocks, answer)
	}
	return blocks
}

// decision is why a message to approvers has no buttons any more; nil while it has.
func (s *Speech) decision(sc Scene) bot.Text {
	ap := sc.Ticket.Steps.Approval
	round := Entry(sc).Detail.Round
	data := Vars{}
	key := ""
	switch {
	case ap == nil, round != 0 && round != ap.Round:
		key = "decision.moot"
	case !ap.Open():
		key = "decision." + string(ap.State)
		data = Vars{"Who": s.someone(sc, ap.By), "When": s.Moment(sc, ap.Decided)}
		if ap.State != tickets.ApprovalMoot && ap.By != "" && ap.By == sc.Place.User {
			key += "_you"
		}
	case sc.Place.User == "":
		return nil
	default:
		seat := ap.SeatOf(sc.Place.User)
		switch {
		case seat == nil:
			key, data = "decision.other", Vars{"Who": s.approvers(sc)}
		case !seat.Approved.IsZero():
			key, data = "decision.counted", Vars{"Who": s.approvers(sc), "Done": ap.Count(), "Total": len(ap.Seats)}
		default:
			return nil
		}
	}
	out := s.Text(sc.Locale, key, data)
	if ap != nil && ap.State == tickets.ApprovalRejected && ap.Reason != "" && (round == 0 || round == ap.Round) {
		reason, _ := Cut(ap.Reason, maxCardWords)
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
func (s *Speech) remindApproval(sc Scene) bot.Message {
	if outcome := s.decision(sc); outcome != nil {
		return bot.Message{Blocks: []bot.Block{s.tell(sc, "remind_approval.over", nil)}, Tone: bot.Muted}
	}
	blocks := []bot.Block{s.callApprover(sc, "remind_approval")}
	return bot.Message{Blocks: Row(blocks, s.approvalButtons(sc)[:3]...), Tone: bot.Warning}
}

// submitted tells requester and beneficiary that others decide.
func (s *Speech) submitted(sc Scene) bot.Message {
	if !sc.Ticket.Steps.Approval.Open() {
		return bot.Message{Blocks: []bot.Block{s.tell(sc, "submitted.over", nil)}, Tone: bot.Muted}
	}
	return bot.Message{Blocks: []bot.Block{s.tell(sc, "submitted", Vars{"Who": s.approvers(sc)})}}
}

// approved tells that the work can begin: requester and beneficiary, and the technicians.
func (s *Speech) approved(sc Scene) bot.Message {
	if sc.Place.Kind == tickets.PlaceThread {
		return bot.Message{Blocks: []bot.Block{s.calling(sc, sc.Ticket.Assignee, "approved.thread", nil)}, Tone: bot.Good}
	}
	blocks := []bot.Block{s.tell(sc, "approved", nil)}
	if resolve := sc.Ticket.Clocks.Resolve; resolve.Running() && resolve.Deadline.After(sc.Now) {
		blocks = append(blocks, Small(s.Text(sc.Locale, "looks_after.due", Vars{"When": s.relativeTo(sc, sayBefore, resolve.Deadline)})))
	}
	return bot.Message{Blocks: blocks, Tone: bot.Good}
}

// rejected tells that a request is refused, and why.
func (s *Speech) rejected(sc Scene) bot.Message {
	e := Entry(sc)
	if sc.Place.Kind == tickets.PlaceThread {
		return bot.Message{Blocks: s.words(sc, []bot.Block{s.calling(sc, e.Detail.Assignee, "rejected.thread", nil)}, e.Words), Tone: bot.Muted}
	}
	blocks := s.words(sc, []bot.Block{s.tell(sc, "rejected", nil)}, e.Words)
	blocks = append(blocks, Small(s.Text(sc.Locale, "rejected.hint", Vars{"Command": CodeText(Command(sc.Locale, "new", nil))})))
	return bot.Message{Blocks: blocks, Tone: bot.Muted}
}

// question puts an approver's question to requester and beneficiary, and shows it to the
// technicians.
func (s *Speech) question(sc Scene) bot.Message {
	e, ap := Entry(sc), sc.Ticket.Steps.Approval
	if sc.Place.Kind == tickets.PlaceThread {
		return bot.Message{Blocks: s.words(sc, []bot.Block{s.tell(sc, "question.thread", nil)}, e.Words)}
	}
	blocks := s.words(sc, []bot.Block{s.tell(sc, "question", nil)}, e.Words)
	n := e.Detail.Count
	if ap == nil || ap.Round != e.Detail.Round || n < 1 || n > len(ap.Questions) || !ap.Questions[n-1].Answered.IsZero() || !ap.Open() {
		return bot.Message{Blocks: append(blocks, Small(s.Text(sc.Locale, "question.over", nil))), Tone: bot.Muted}
	}
	blocks = append(blocks, Small(s.Text(sc.Locale, "question.hint", nil)))
	return bot.Message{Blocks: Row(blocks, s.Named(sc.Locale, "answer", sc.Ticket, bot.Primary)), Tone: bot.Warning}
}

// questionAnswer brings the answer to who asked.
func (s *Speech) questionAnswer(sc Scene) bot.Message {
	e := Entry(sc)
	answer, _ := markup.Cut(s.resolved(sc, document(e.Words, e.Detail.Markup)), maxNoticeWords, markup.TextLength)
	blocks := quoteWords([]bot.Block{s.calling(sc, sc.Place.User, "question_answer", nil)}, answer)
	blocks = s.attached(sc, blocks)
	if s.decision(sc) != nil {
		return bot.Message{Blocks: blocks, Tone: bot.Muted}
	}
	return bot.Message{Blocks: Row(blocks, s.approvalButtons(sc)[:3]...)}
}

// decisionRow are the buttons of an approver who looks at the request.
func (s *Speech) decisionRow(sc Scene) []bot.Block {
	ap := sc.Ticket.Steps.Approval
	who := tickets.Actor{ID: sc.Viewer, Roles: sc.Roles}
	if !ap.Open() || !tickets.May(who, tickets.ActApprove, sc.Ticket) {
		return nil
	}
	return Row(nil, s.approvalButtons(sc)...)
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
