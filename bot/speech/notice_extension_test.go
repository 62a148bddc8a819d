package speech

import (
	"testing"
	"time"

	"guichet/tickets"
)

// extensionNotices are scenes of a renegotiated deadline, of an attributed delay, of an ended
// lease and of a digest.
func extensionNotices(t testing.TB, life map[string]Scene) []sampleNotice {
	t.Helper()
	var out []sampleNotice
	add := func(p Purpose, variant, stage string, e tickets.Entry, change func(sc *Scene)) {
		sc := life[stage]
		ticket := *sc.Ticket
		sc.Ticket, sc.Entry = &ticket, &e
		if e.At.IsZero() {
			e.At = sc.Now
		}
		change(&sc)
		if variant != "" {
			variant = ", " + variant
		}
		out = append(out, sampleNotice{p, variant, sc})
	}
	now := life["in progress"].Now
	date, was := now.Add(52*time.Hour), now.Add(24*time.Hour)
	proposed := tickets.Entry{Kind: tickets.Proposed, Actor: tessaID, Words: "La pièce arrive samedi.", Detail: tickets.Detail{Round: 1, Deadline: date, Was: was}}
	with := func(state tickets.ExtensionState, by tickets.UserID) func(sc *Scene) {
		return func(sc *Scene) {
			sc.Place = tickets.Place{Space: "slack", Kind: tickets.PlaceCounter, User: aliceID}
			x := &tickets.Extension{Round: 1, State: state, Date: date, Deadline: was, By: tessaID, At: now}
			if by != "" {
				x.Answerer, x.Answered = by, now.Add(time.Hour)
			}
			sc.Ticket.Clocks.Extension = x
		}
	}
	add(PurposeProposal, "", "in progress", proposed, with(tickets.ExtensionOpen, ""))
	add(PurposeProposal, "validated by the reader", "in progress", proposed, with(tickets.ExtensionAccepted, aliceID))
	add(PurposeProposal, "refused by the other", "in progress", proposed, with(tickets.ExtensionRefused, benoitID))
	add(PurposeProposal, "silence", "in progress", proposed, with(tickets.ExtensionSilence, ""))
	add(PurposeProposal, "replaced, over", "in progress", proposed, func(sc *Scene) {
		with(tickets.ExtensionOpen, "")(sc)
		sc.Ticket.Clocks.Extension.Round = 2
	})
	add(PurposeProposal, "moot, over", "resolved", proposed, with(tickets.ExtensionOpen, ""))
	for _, state := range []tickets.ExtensionState{tickets.ExtensionAccepted, tickets.ExtensionRefused, tickets.ExtensionSilence} {
		e := tickets.Entry{Kind: tickets.NotExtended, Actor: aliceID, Detail: tickets.Detail{Round: 1, Deadline: date, Why: string(state), Assignee: tessaID}}
		add(PurposeAnswered, string(state), "in progress", e, func(*Scene) {})
	}
	breach := tickets.Entry{Kind: tickets.Breached, Detail: tickets.Detail{Clock: tickets.ClockResolve, Percent: 100, Deadline: was}}
	add(PurposeBreach, "extended since", "in progress", breach, func(sc *Scene) {
		sc.Ticket.Clocks.Resolve.Agreed, sc.Ticket.Clocks.Resolve.Deadline = 1, date
	})
	add(PurposeBreach, "attributed", "in progress", breach, func(sc *Scene) {
		sc.Ticket.Clocks.Resolve.Delay = &tickets.Delay{Ball: tickets.BallSupplier, By: marieID, At: now}
	})
	add(PurposeBreach, "attributed to us, resolved since", "resolved", breach, func(sc *Scene) {
		sc.Ticket.Clocks.Resolve.Delay = &tickets.Delay{By: tessaID, At: now}
	})
	add(PurposeReturned, "", "in progress, back in the pool", tickets.Entry{Kind: tickets.Released, Detail: tickets.Detail{Previous: tessaID, Why: tickets.LeaseEnded}}, func(*Scene) {})
	add(PurposeReturned, "over", "claimed", tickets.Entry{Kind: tickets.Released, Detail: tickets.Detail{Previous: tomID, Why: tickets.LeaseEnded}}, func(*Scene) {})
	warned := tickets.Entry{Kind: tickets.Warned, At: now, Detail: tickets.Detail{Clock: tickets.ClockRespond, Percent: 75, Deadline: was}}
	add(PurposeDigest, "", "new", warned, func(sc *Scene) {
		sc.Held, sc.Total = []HeldAlert{{life["new"].Ticket, &warned}, {life["resolved"].Ticket, &warned}}, 5
	})
	add(PurposeDigest, "over", "new", warned, func(sc *Scene) { sc.Held, sc.Total = []HeldAlert{{life["resolved"].Ticket, &warned}}, 1 })
	return out
}

// The card tells of an agreed date and of one that is proposed.
func TestTheCardTellsOfAnotherDate(t *testing.T) {
	s := testSpeech(t)
	sc := sampleScene(t, "en")
	sc.Ticket.Clocks.Resolve.First = sc.Now
	sc.Ticket.Clocks.Extension = &tickets.Extension{Round: 2, State: tickets.ExtensionOpen, Date: sc.Now, By: tessaID}
	if got := len(s.negotiation(sc)); got != 2 {
		t.Errorf("%d lines of an agreed and a proposed date, want 2", got)
	}
	sc.Viewer = aliceID
	if got := verbsOf(s.Show(sc, nil)); len(got) < 2 || got[0] != "accept:12:2" || got[1] != "decline:12:2" {
		t.Errorf("the requester can press %v, want to accept or refuse first", got)
	}
	sc.Viewer, sc.Ticket.Requester = tessaID, tessaID
	for _, v := range verbsOf(s.Show(sc, nil)) {
		if v == "accept:12:2" {
			t.Error("who proposed the date can accept it although another person can answer")
		}
	}
}
