package speech

import (
	"slices"
	"strconv"

	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/tickets"
)

// maxRowButtons is how many buttons stand in a row on every platform:
// https://docs.discord.com/developers/components/reference#action-row (Slack allows more).
const maxRowButtons = 5

// deed is something a technician can do with a ticket from its card: the verb of a button,
// or a value of the menu.
type deed string

// The deeds, named as their verbs.
const (
	DeedClaim      deed = "claim"
	deedRelease    deed = "release"
	deedContact    deed = "contact"
	deedWait       deed = "wait"
	deedResume     deed = "resume"
	deedResolve    deed = "resolve"
	deedReply      deed = "reply"
	deedEscalate   deed = "escalate"
	deedUrgent     deed = "urgent"
	deedCancel     deed = "cancel"
	deedAssign     deed = "assign"
	deedMeToo      deed = "metoo"
	deedNote       deed = "note"
	deedEdit       deed = "edit"
	deedMacro      deed = "macro"
	deedEvaluate   deed = "evaluate"
	deedSubmit     deed = "submit"
	deedReject     deed = "reject"
	deedStory      deed = "story"
	deedExtend     deed = "extend"
	deedAttribute  deed = "attribute"
	deedFollow     deed = "follow"
	deedSimilar    deed = "similar"
	deedAnnounce   deed = "announce"
	deedWithdraw   deed = "withdraw"
	deedIncident   deed = "type_incident"
	deedRequest    deed = "type_request"
	deedImpactOne  deed = "impact_one"
	deedImpactTeam deed = "impact_team"
	deedImpactMany deed = "impact_many"
)

// The order in which deeds are offered: the first five that are possible are buttons, the
// first of them the obvious one; the others are in the menu.
var (
	inPool     = []deed{deedResume, DeedClaim, deedAssign, deedResolve, deedReply, deedMeToo, deedContact, deedWait}
	uncalled   = []deed{deedResume, deedContact, deedResolve, deedWait, deedReply, deedRelease}
	inHand     = []deed{deedResume, deedResolve, deedWait, deedReply, deedRelease, deedEscalate}
	evaluating = []deed{deedResume, DeedClaim, deedSubmit, deedEvaluate, deedReply, deedContact, deedWait, deedReject}
	deciding   = []deed{deedResume, DeedClaim, deedReply, deedContact, deedWait, deedRelease, deedEvaluate}
	onlyMenu   = []deed{deedEvaluate, deedSubmit, deedReject, deedRelease, deedMacro, deedEscalate, deedEdit, deedUrgent, deedAssign, deedNote, deedStory, deedExtend, deedAttribute, deedMeToo, deedFollow, deedImpactTeam, deedImpactMany, deedImpactOne, deedSimilar, deedAnnounce, deedWithdraw, deedIncident, deedRequest, deedCancel}
	deedActs   = map[deed]tickets.Action{DeedClaim: tickets.ActClaim, deedRelease: tickets.ActRelease, deedContact: tickets.ActContact, deedWait: tickets.ActWait, deedResume: tickets.ActResume, deedResolve: tickets.ActResolve, deedEscalate: tickets.ActEscalate, deedUrgent: tickets.ActUrgent, deedCancel: tickets.ActCancel, deedAssign: tickets.ActAssign, deedEvaluate: tickets.ActEvaluate, deedSubmit: tickets.ActSubmit, deedReject: tickets.ActTurnDown}
	deedHits   = map[deed]tickets.Impact{deedImpactOne: tickets.One, deedImpactTeam: tickets.Team, deedImpactMany: tickets.Many}
	allImpact  = []deed{deedImpactOne, deedImpactTeam, deedImpactMany}
)

// actions are the buttons and the menu of what can be done with the ticket now, as far as
// may allows (nil allows all: a card does not know who looks at it).
func (s *Speech) actions(sc Scene, may func(deed) bool) []bot.Block {
	t := sc.Ticket
	offered := func(d deed) bool {
		return (d != deedSimilar || sc.Similar > 0) && possible(t, d) && configured(sc.Policy, d) && (may == nil || may(d))
	}
	first := inHand
	switch {
	case t.State == tickets.InEvaluation:
		first = evaluating
	case t.State == tickets.AwaitingApproval:
		first = deciding
	case t.Assignee == "":
		first = inPool
	case t.ContactAt.IsZero():
		first = uncalled
	}
	var buttons []bot.Button
	var rest []deed
	for _, d := range first {
		switch {
		case !offered(d):
		case len(buttons) < maxRowButtons:
			buttons = append(buttons, s.button(sc.Locale, d, t))
		default:
			rest = append(rest, d)
		}
	}
	for _, d := range onlyMenu {
		if !slices.Contains(first, d) && offered(d) { // else a button, or in rest already
			rest = append(rest, d)
		}
	}
	if len(buttons) > 0 && !t.State.Finished() {
		buttons[0].Style = bot.Primary
	}
	blocks := Row(nil, buttons...)
	if len(rest) > 0 {
		blocks = append(blocks, bot.Block{Kind: bot.Select, Menu: s.menu(sc.Locale, t, rest)})
	}
	return blocks
}

// possible tells whether the ticket allows the deed now: by the table of transitions, and
// by who holds it.
func possible(t *tickets.Ticket, d deed) bool {
	if act, ok := deedActs[d]; ok {
		if !slices.Contains(tickets.ProcessOf(t.Kind).Possible(t.State), act) {
			return false
		}
	}
	switch d {
	case DeedClaim:
		return t.Assignee == ""
	case deedRelease:
		return t.Assignee != ""
	case deedContact:
		return t.ContactAt.IsZero() && t.Assignee != ""
	case deedWait:
		return t.State != tickets.WaitingState
	case deedUrgent:
		return t.Urgency != tickets.High
	case deedEdit:
		return !t.State.Finished()
	case deedReply, deedMacro:
		return !t.State.Terminal() && len(t.Audience()) > 0
	case deedNote, deedStory, deedFollow:
		return !t.State.Terminal()
	case deedResolve:
		return t.Steps.Pending == ""
	case deedSubmit:
		return t.Steps.Pending == tickets.StepApproval || t.State == tickets.InEvaluation && t.Steps.Evaluation.Filled()
	case deedExtend:
		resolve := t.Clocks.Resolve
		return !t.State.Finished() && len(t.Concerned()) > 0 && (resolve.Stopped || !resolve.Deadline.IsZero())
	case deedAttribute:
		return len(t.Clocks.Missed()) > 0
	case deedMeToo:
		return t.Kind == tickets.Incident && !t.State.Finished()
	case deedAnnounce:
		return t.Kind == tickets.Incident && !t.State.Finished() && !t.Announced()
	case deedWithdraw:
		return t.Announced()
	case deedIncident:
		return t.Kind != tickets.Incident && !t.State.Finished()
	case deedRequest:
		return t.Kind != tickets.Request && !t.State.Finished()
	case deedImpactOne, deedImpactTeam, deedImpactMany:
		return !t.State.Finished() && t.Impact != deedHits[d]
	}
	return true
}

// configured tells whether the desk has what the deed is about.
func configured(p *tickets.Policy, d deed) bool {
	return d != deedMacro || p != nil && len(p.Macros) > 0
}

func (s *Speech) menu(locale string, t *tickets.Ticket, deeds []deed) *bot.Menu {
	m := &bot.Menu{Placeholder: s.T(locale, "menu.more", nil), Verb: Verb("do", t)}
	for _, d := range deeds {
		m.Options = append(m.Options, bot.Option{Label: s.deedName(locale, d), Value: string(d)})
	}
	return m
}

func (s *Speech) deedName(locale string, d deed) string {
	if slices.Contains(allImpact, d) {
		return s.T(locale, "menu.impact", Vars{"Impact": s.T(locale, "impact."+string(deedHits[d]), nil)})
	}
	return s.T(locale, "button."+string(d), nil)
}

func (s *Speech) button(locale string, d deed, t *tickets.Ticket) bot.Button {
	return bot.Button{Label: s.deedName(locale, d), Verb: Verb(string(d), t)}
}

// Named is a button of the ticket that is not a deed of the card.
func (s *Speech) Named(locale, word string, t *tickets.Ticket, style bot.ButtonStyle) bot.Button {
	return bot.Button{Label: s.T(locale, "button."+word, nil), Verb: Verb(word, t), Style: style}
}

// Verb is "word:12", with arguments after it.
func Verb(word string, t *tickets.Ticket, args ...string) string {
	v := word + ":" + strconv.FormatInt(t.Number, 10)
	for _, a := range args {
		v += ":" + a
	}
	return v
}

// Command is how a sub-command is typed in the locale, for one ticket: "/ticket voir 12".
func Command(locale, name string, t *tickets.Ticket) string {
	line := "/ticket " + commandName(locale, name)
	if grammar.IsDesk(name) {
		line = "/desk " + commandName(locale, name)
	}
	if t != nil {
		line += " " + strconv.FormatInt(t.Number, 10)
	}
	return line
}

// commandName is the sub-command's name in the locale.
func commandName(locale, name string) string {
	if locale != "fr" {
		return name
	}
	for _, all := range [][]grammar.Command{grammar.Commands(), grammar.DeskCommands()} {
		for _, c := range all {
			if c.Name == name && c.French != "" {
				return c.French
			}
		}
	}
	return name
}
