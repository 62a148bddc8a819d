package speech

import (
	"strconv"

	"guichet/bot"
	"guichet/tickets"
)

// proposal asks requester or beneficiary whether another date suits them. Once it is answered,
// or moot, it says so and has no buttons.
func (s *Speech) proposal(sc Scene) bot.Message {
	e := Entry(sc)
	x := extension(sc)
	blocks := []bot.Block{s.tell(sc, "extension", Vars{"When": s.Moment(sc, e.Detail.Deadline)})}
	if was := e.Detail.Was; !was.IsZero() {
		blocks = append(blocks, Small(s.Text(sc.Locale, "extension.was", Vars{"When": s.Moment(sc, was)})))
	}
	blocks = s.words(sc, blocks, e.Words)
	if x.State != tickets.ExtensionOpen || sc.Ticket.State.Finished() {
		return bot.Message{Blocks: append(blocks, Paragraph(s.extensionOutcome(sc, x))), Tone: bot.Muted}
	}
	blocks = append(blocks, s.tell(sc, "extension.ask", nil),
		Small(s.Text(sc.Locale, "extension.silence", Vars{"When": s.Moment(sc, x.Expires())})))
	return bot.Message{Blocks: Row(blocks, s.extensionVerdicts(sc.Locale, sc.Ticket, x)...), Tone: bot.Warning}
}

// extension is the proposal that the notice is about, with what has become of it.
func extension(sc Scene) *tickets.Extension {
	e, x := Entry(sc), sc.Ticket.Clocks.Extension
	if x != nil && (e.Detail.Round == 0 || e.Detail.Round == x.Round) {
		return x
	}
	return &tickets.Extension{Round: e.Detail.Round, State: tickets.ExtensionReplaced, Date: e.Detail.Deadline, At: e.At}
}

// extensionVerdicts are the two buttons, good for this proposal only.
func (s *Speech) extensionVerdicts(locale string, t *tickets.Ticket, x *tickets.Extension) []bot.Button {
	r := strconv.Itoa(x.Round)
	return []bot.Button{
		{Label: s.T(locale, "button.accept", nil), Verb: Verb("accept", t, r), Style: bot.Primary},
		{Label: s.T(locale, "button.decline", nil), Verb: Verb("decline", t, r), Style: bot.Danger},
	}
}

// extensionOutcome is how a proposal was answered, and by whom.
func (s *Speech) extensionOutcome(sc Scene, x *tickets.Extension) bot.Text {
	state := x.State
	if state == tickets.ExtensionOpen {
		state = "moot"
	}
	key := "extended." + string(state)
	if x.Answerer != "" && x.Answerer == reader(sc) {
		key += "_you"
	}
	return s.Text(sc.Locale, key, Vars{"Who": s.someone(sc, x.Answerer), "When": s.Moment(sc, x.Answered), "Date": s.Moment(sc, x.Date)})
}

// extensionAnswer brings the answer to the technicians' thread.
func (s *Speech) extensionAnswer(sc Scene) bot.Message {
	d := Entry(sc).Detail
	who := FirstOfUsers(d.Assignee, d.Subject)
	tone := bot.Warning
	if tickets.ExtensionState(d.Why) == tickets.ExtensionAccepted {
		tone = bot.Good
	}
	return bot.Message{Blocks: []bot.Block{s.calling(sc, who, "extension_answer."+d.Why, Vars{"Date": s.Moment(sc, d.Deadline)})}, Tone: tone}
}

// negotiation is what a card says of another date: proposed, or agreed on.
func (s *Speech) negotiation(sc Scene) []bot.Block {
	t := sc.Ticket
	var blocks []bot.Block
	if first := t.Clocks.Resolve.First; !first.IsZero() {
		blocks = append(blocks, Small(s.Text(sc.Locale, "story.extended", Vars{"First": s.Moment(sc, first)})))
	}
	if x := t.Clocks.Extension; x != nil && x.State == tickets.ExtensionOpen && !t.State.Finished() {
		blocks = append(blocks, Small(s.Text(sc.Locale, "story.proposed", Vars{"Date": s.Moment(sc, x.Date)})))
	}
	return blocks
}
