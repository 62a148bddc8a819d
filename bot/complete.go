package bot

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"guichet/tickets"
)

const (
	// completeMost is how many completions platforms take:
	// https://docs.discord.com/developers/interactions/application-commands#autocomplete
	completeMost = 25
	// completeAmong bounds the tickets that are looked through while somebody types: those
	// with the least time left. A number is found wherever it is.
	completeAmong = 400
)

// verbActions is what the table of permissions and the table of transitions are asked for a
// sub-command; those that are missing need no more than the right to see the ticket.
var verbActions = map[string]tickets.Action{
	"claim": tickets.ActClaim, "release": tickets.ActRelease, "assign": tickets.ActAssign, "contact": tickets.ActContact,
	"reply": tickets.ActReply, "note": tickets.ActNote, "wait": tickets.ActWait, "resume": tickets.ActResume,
	"escalate": tickets.ActEscalate, "resolve": tickets.ActResolve, "validate": tickets.ActValidate, "refuse": tickets.ActRefuse,
	"cancel": tickets.ActCancel, "reopen": tickets.ActReopen, "urgent": tickets.ActUrgent, "impact": tickets.ActImpact,
	"type": tickets.ActType, "sla": tickets.ActExplain, "show": tickets.ActShow, "macro": tickets.ActMacro,
	"extend": tickets.ActExtend, "attribute": tickets.ActAttribute, "merge": tickets.ActMerge, "link": tickets.ActLink,
	"follow": tickets.ActFollow, "announce": tickets.ActAnnounce, "bulk": tickets.ActBulk, "panel": tickets.ActPanel,
	"metoo": tickets.ActMeToo, "edit": tickets.ActEdit, "unlink": tickets.ActLink, "evaluate": tickets.ActEvaluate, "submit": tickets.ActSubmit,
	"approve": tickets.ActApprove, "reject": tickets.ActReject, "away": tickets.ActAway, "day": tickets.ActListQueue,
	"stats": tickets.ActStats,
}

// complete proposes what could be typed next, and only what the person may see.
func (a *App) complete(ctx context.Context, e Event) (Answer, error) {
	locale := a.people.locale(a.viewer(ctx, e.By))
	switch parseVerb(e.Focus, "").Verb {
	case categoryField, "panel", "intake":
		return a.completeCategory(ctx, e, locale)
	case "name":
		return a.completeMacro(e, locale), nil
	}
	return a.completeTicket(ctx, e, locale)
}

// completeTicket proposes the tickets with which the sub-command can do something now, by
// number and by words.
func (a *App) completeTicket(ctx context.Context, e Event, locale string) (Answer, error) {
	by, action := actor(e), verbActions[e.Sub]
	typed := tickets.Fold(strings.TrimSpace(strings.TrimPrefix(e.Words, "#")))
	var out []Option
	add := func(t *tickets.Ticket) {
		if len(out) >= completeMost || !fits(by, action, t) {
			return
		}
		label := t.Ref() + " · " + a.speech.stateName(locale, t.State) + " · " + t.Summary
		o := Option{Label: clip(label, optionLabel), Value: strconv.FormatInt(t.Number, 10)}
		if !slices.Contains(out, o) {
			out = append(out, o)
		}
	}
	begins := ""
	if n, ok := parseNumber(typed); ok {
		begins = strconv.FormatInt(n, 10)
		t, err := a.peek(ctx, n)
		if err != nil {
			return Answer{}, err
		}
		if t != nil {
			add(t)
		}
	}
	q := tickets.Query{Concerns: e.By.ID, Limit: completeAmong}
	if tickets.May(by, tickets.ActListQueue, nil) {
		q = tickets.Query{Unfinished: true, Order: tickets.ByDeadline, Limit: completeAmong}
		if e.Sub == "claim" {
			q.Pool = true
		}
	}
	if e.Sub == "reopen" {
		q.Unfinished, q.States, q.Order = false, reopenStates, tickets.ByNewest
	}
	ts, err := a.find(ctx, q)
	if err != nil {
		return Answer{}, err
	}
	for _, t := range ts {
		if typed == "" || strings.Contains(tickets.Fold(t.Ref()+" "+t.Summary), typed) ||
			begins != "" && strings.HasPrefix(strconv.FormatInt(t.Number, 10), begins) {
			add(t)
		}
	}
	return Answer{Choices: out}, nil
}

// fits tells whether the person may do the action to the ticket and the ticket allows it now.
func fits(by tickets.Actor, action tickets.Action, t *tickets.Ticket) bool {
	if !tickets.May(by, tickets.ActShow, t) || action != "" && !tickets.May(by, action, t) {
		return false
	}
	p := tickets.ProcessOf(t.Kind)
	if p.Knows(action) && !slices.Contains(p.Possible(t.State), action) {
		return false
	}
	d := deed(action)
	return !slices.Contains([]deed{deedClaim, deedRelease, deedContact, deedUrgent, deedExtend, deedAttribute, deedReply, deedEdit}, d) || possible(t, d)
}

// peek reads a ticket without a word to anybody: nil when there is none. What the person may
// see of it is the caller's to ask.
func (a *App) peek(ctx context.Context, number int64) (t *tickets.Ticket, err error) {
	ts, err := a.find(ctx, tickets.Query{Numbers: []int64{number}, Limit: 1})
	if err != nil || len(ts) == 0 {
		return nil, err
	}
	return ts[0], nil
}

func (a *App) find(ctx context.Context, q tickets.Query) (ts []*tickets.Ticket, err error) {
	err = a.store.View(ctx, func(tx tickets.Tx) error {
		ts, err = tx.FindTickets(ctx, q)
		return err
	})
	return ts, err
}
