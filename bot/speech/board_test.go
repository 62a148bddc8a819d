package speech

import (
	"strings"
	"testing"
	"time"

	"guichet/bot/grammar"
	"guichet/tickets"
)

// Lists and the Home, for a requester and for a technician, in both languages.
func TestBoardAndHome(t *testing.T) {
	s := testSpeech(t)
	for _, locale := range Locales {
		var out strings.Builder
		var ts []*tickets.Ticket
		for i, state := range []tickets.State{tickets.New, tickets.ClaimedState, tickets.InProgress, tickets.WaitingState, tickets.ResolvedState} {
			ticket := *sampleScene(t, locale).Ticket
			ticket.Number, ticket.State = int64(i+1), state
			if state != tickets.New {
				ticket.Assignee = tessaID
			}
			if state == tickets.WaitingState {
				ticket.WaitingOn = tickets.BallRequester
			}
			ts = append(ts, &ticket)
		}
		sc := sampleScene(t, locale)
		sc.Ticket, sc.Now = nil, sc.Now.Add(5*time.Hour)
		alice, tessa := sc, sc
		alice.Viewer = aliceID
		tessa.Viewer, tessa.Roles = tessaID, tickets.Roles{Technician: true}
		boards := []struct {
			sc Scene
			b  Board
		}{
			{alice, Board{Filter: grammar.FilterOwn, Tickets: ts, Total: 5, Page: 1, Pages: 1}},
			{alice, Board{Filter: grammar.FilterOwn, Page: 1, Pages: 1}},
			{tessa, Board{Filter: grammar.FilterTeam, Staff: true, Tickets: ts, Total: 36, Page: 2, Pages: 6}},
			{tessa, Board{Filter: grammar.FilterPool, Staff: true, Page: 1, Pages: 1}},
			{tessa, Board{Filter: grammar.FilterOwn, Staff: true, Tickets: ts[:1], Total: 1, Page: 1, Pages: 1}},
		}
		for _, one := range boards {
			out.WriteString(sketch(s.Board(one.sc, one.b)) + "\n" + sketch(s.Home(one.sc, one.b)) + "\n")
		}
		golden(t, "board."+locale+".golden", out.String())
	}
}

// Every state in which somebody still has something to do has a next step.
func TestEveryStandingTicketHasANextStep(t *testing.T) {
	s := testSpeech(t)
	for _, state := range Standing {
		for _, ball := range []tickets.Ball{tickets.BallRequester, tickets.BallSupplier, tickets.BallOtherDesk} {
			sc := sampleScene(t, "fr")
			sc.Ticket.State, sc.Ticket.WaitingOn = state, ball
			if next := Flat(s.nextStep(sc)); next == "" || strings.Contains(next, "yours.") {
				t.Errorf("%s: the next step is %q", state, next)
			}
		}
	}
}
