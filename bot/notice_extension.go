package bot

import (
	"strconv"

	"guichet/tickets"
)

// proposal asks requester or beneficiary whether another date suits them. Once it is answered,
// or moot, it says so and has no buttons.
func (s *Speech) proposal(sc Scene) Message {
	e := entry(sc)
	x := extension(sc)
	blocks := []Block{s.tell(sc, "extension", vars{"When": s.moment(sc, e.Detail.Deadline)})}
	if was := e.Detail.Was; !was.IsZero() {
		blocks = append(blocks, small(s.text(sc.Locale, "extension.was", vars{"When": s.moment(sc, was)})))
	}
	blocks = s.words(sc, blocks, e.Words)
	if x.State != tickets.ExtensionOpen || sc.Ticket.State.Finished() {
		return Message{Blocks: append(blocks, paragraph(s.extensionOutcome(sc, x))), Tone: Muted}
	}
	blocks = append(blocks, s.tell(sc, "extension.ask", nil),
		small(s.text(sc.Locale, "extension.silence", vars{"When": s.moment(sc, x.Expires())})))
	return Message{Blocks: row(blocks, s.extensionVerdicts(sc.Locale, sc.Ticket, x)...), Tone: Warning}
}

// extension is the proposal that the notice is about, with what has become of it.
func extension(sc Scene) *tickets.Extension {
	e, x := entry(sc), sc.Ticket.Clocks.Extension
	if x != nil && (e.Detail.Round == 0 || e.Detail.Round == x.Round) {
		return x
	}
	return &tickets.Extension{Round: e.Detail.Round, State: tickets.ExtensionReplaced, Date: e.Detail.Deadline, At: e.At}
}

// extensionVerdicts are the two buttons, good for this proposal only.
func (s *Speech) extensionVerdicts(locale string, t *tickets.Ticket, x *tickets.Extension) []Button {
	r := strconv.Itoa(x.Round)
	return []Button{
		{Label: s.T(locale, "button.accept", nil), Verb: verb("accept", t, r), Style: Primary},
		{Label: s.T(locale, "button.decline", nil), Verb: verb("decline", t, r), Style: Danger},
	}
}

// extensionOutcome is how a proposal was answered, and by whom.
func (s *Speech) extensionOutcome(sc Scene, x *tickets.Extension) Text {
	state := x.State
	if state == tickets.ExtensionOpen {
		state = "moot"
	}
	key := "extended." + string(state)
	if x.Answerer != "" && x.Answerer == reader(sc) {
		key += "_you"
	}
	return s.text(sc.Locale, key, vars{"Who": s.someone(sc, x.Answerer), "When": s.moment(sc, x.Answered), "Date": s.moment(sc, x.Date)})
}

// extensionAnswer brings the answer to the technicians' thread.
func (s *Speech) extensionAnswer(sc Scene) Message {
	d := entry(sc).Detail
	who := firstOfUsers(d.Assignee, d.Subject)
	tone := Warning
	if tickets.ExtensionState(d.Why) == tickets.ExtensionAccepted {
		tone = Good
	}
	return Message{Blocks: []Block{s.calling(sc, who, "extension_answer."+d.Why, vars{"Date": s.moment(sc, d.Deadline)})}, Tone: tone}
}

// negotiation is what a card says of another date: proposed, or agreed on.
func (s *Speech) negotiation(sc Scene) []Block {
	t := sc.Ticket
	var blocks []Block
	if first := t.Clocks.Resolve.First; !first.IsZero() {
		blocks = append(blocks, small(s.text(sc.Locale, "story.extended", vars{"First": s.moment(sc, first)})))
	}
	if x := t.Clocks.Extension; x != nil && x.State == tickets.ExtensionOpen && !t.State.Finished() {
		blocks = append(blocks, small(s.text(sc.Locale, "story.proposed", vars{"Date": s.moment(sc, x.Date)})))
	}
	return blocks
}
