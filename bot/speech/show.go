package speech

import (
	"unicode/utf8"

	"guichet/bot"
	"guichet/bot/markup"
	"guichet/tickets"
)

// maxShown is how many characters of people's words Show has room for: a Discord embed's
// description (4,096 characters, markup included) less what stands around them.
// https://docs.discord.com/developers/resources/message#embed-object-embed-limits
const maxShown = 3500

// Show is one ticket for one person: facts, promise, what happened, and the buttons that the
// person may press. Requester and beneficiary see the conversation, never the desk's own
// side of it.
func (s *Speech) Show(sc Scene, journal []*tickets.Entry) bot.Message {
	t := sc.Ticket
	story := s.story(sc, inside(sc))
	room := maxShown - lengthOf(story)
	blocks, more := s.described(sc, []bot.Block{heading(s.title(sc)), Paragraph(plain(t.Summary))}, min(tickets.MaxText, room))
	room -= lengthOf(blocks[2:])
	if more {
		blocks = append(blocks, Small(s.Text(sc.Locale, "show.more", nil)))
	}
	pairs := s.facts(sc)
	if inside(sc) {
		pairs = append(pairs, s.work(sc)...)
	}
	blocks = append(blocks, fields(pairs))
	if promise := s.Promise(sc); promise != nil {
		blocks = append(blocks, Paragraph(s.Text(sc.Locale, "opened.promise", Vars{"Promise": promise})))
	}
	blocks = append(blocks, s.steps(sc)...)
	blocks = append(blocks, story...)
	blocks = append(blocks, s.timeline(sc, journal, room)...)
	blocks = append(blocks, s.own(sc)...)
	return bot.Message{Blocks: Row(blocks, s.Named(sc.Locale, "transcript", t, bot.Neutral)), Tone: tone(sc)}
}

// inside tells whether the viewer works on tickets. Root causes, marks, internal notes and
// alerts are the desk's.
func inside(sc Scene) bool { return sc.Roles.Technician || sc.Roles.Manager }

func lengthOf(blocks []bot.Block) int {
	n := 0
	for _, b := range blocks {
		n += utf8.RuneCountInString(Flat(b.Text)) + utf8.RuneCountInString(markup.Text(b.Words))
	}
	return n
}

// own are the buttons of the person who looks.
func (s *Speech) own(sc Scene) []bot.Block {
	t := sc.Ticket
	blocks := append(s.ownRow(sc), s.decisionRow(sc)...)
	if inside(sc) {
		staff := s.actions(sc, func(d deed) bool { return mayDo(sc, d) })
		if len(blocks) > 0 && len(staff) > 0 && staff[0].Kind == bot.Row && len(staff[0].Buttons) > 0 && awaitedBy(sc) {
			staff[0].Buttons[0].Style = bot.Neutral // one primary button: the answer that is awaited
		}
		if !t.Concerns(sc.Viewer) && reopenableBy(sc, sc.Viewer) {
			blocks = Row(blocks, s.Named(sc.Locale, "reopen", t, bot.Neutral))
		}
		return append(blocks, staff...)
	}
	if len(blocks) == 0 && !t.Concerns(sc.Viewer) && possible(t, deedMeToo) {
		return Row(nil, s.button(sc.Locale, deedMeToo, t))
	}
	return blocks
}

// ownRow is what requester, beneficiary and followers may do.
func (s *Speech) ownRow(sc Scene) []bot.Block {
	t := sc.Ticket
	switch {
	case t.Follows(sc.Viewer):
		return Row(nil, s.followerButtons(sc.Locale, t)...)
	case !t.Concerns(sc.Viewer):
		return nil
	}
	var buttons []bot.Button
	if awaitedBy(sc) {
		sc.Entry = nil // the buttons are for the present resolution
		buttons = append(buttons, s.verdicts(sc)...)
	}
	if x := t.Clocks.Extension; x != nil && x.State == tickets.ExtensionOpen && !t.State.Finished() && (x.By != sc.Viewer || len(t.Concerned()) == 1) {
		buttons = append(buttons, s.extensionVerdicts(sc.Locale, t, x)...)
	}
	if !t.State.Terminal() {
		buttons = append(buttons, s.Named(sc.Locale, "add", t, bot.Neutral))
	}
	if reopenableBy(sc, sc.Viewer) {
		buttons = append(buttons, s.Named(sc.Locale, "reopen", t, bot.Neutral))
	}
	if possible(t, deedCancel) && !sc.Roles.Technician { // a technician has it in the menu
		buttons = append(buttons, s.Named(sc.Locale, "cancel", t, bot.Danger))
	}
	return Row(nil, buttons...)
}

func awaitedBy(sc Scene) bool {
	return sc.Ticket.State == tickets.ResolvedState && sc.Ticket.Concerns(sc.Viewer)
}

// mayDo tells whether the viewer may do the deed, by the table of permissions. It is asked
// again when the button is pressed.
func mayDo(sc Scene, d deed) bool {
	if (d == deedMeToo || d == deedFollow) && sc.Ticket.ShownTo(sc.Viewer) {
		return false // counted, or told, already
	}
	return tickets.May(tickets.Actor{ID: sc.Viewer, Roles: sc.Roles}, deedAsks[d], sc.Ticket)
}

// deedAsks is the action of each deed.
var deedAsks = map[deed]tickets.Action{
	DeedClaim: tickets.ActClaim, deedRelease: tickets.ActRelease, deedContact: tickets.ActContact, deedWait: tickets.ActWait,
	deedResume: tickets.ActResume, deedResolve: tickets.ActResolve, deedEscalate: tickets.ActEscalate, deedUrgent: tickets.ActUrgent,
	deedCancel: tickets.ActCancel, deedAssign: tickets.ActAssign, deedReply: tickets.ActReply, deedNote: tickets.ActNote, deedEdit: tickets.ActEdit, deedMacro: tickets.ActMacro, deedStory: tickets.ActShowInside,
	deedFollow: tickets.ActFollow, deedExtend: tickets.ActExtend, deedAttribute: tickets.ActAttribute, deedMeToo: tickets.ActMeToo,
	deedSimilar: tickets.ActShowInside, deedAnnounce: tickets.ActAnnounce, deedWithdraw: tickets.ActAnnounce, deedIncident: tickets.ActType, deedRequest: tickets.ActType,
	deedEvaluate: tickets.ActEvaluate, deedSubmit: tickets.ActSubmit, deedReject: tickets.ActTurnDown,
	deedImpactOne: tickets.ActImpact, deedImpactTeam: tickets.ActImpact, deedImpactMany: tickets.ActImpact,
}
