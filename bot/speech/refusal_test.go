package speech

import (
	"strings"
	"testing"

	"guichet/tickets"
)

func TestEveryRefusalHasASentence(t *testing.T) {
	s := testSpeech(t)
	for _, locale := range Locales {
		var b strings.Builder
		for _, c := range constantsOf(t, "../../tickets/errors.go", "Code") {
			for _, withTicket := range []bool{true, false} {
				sc := sampleScene(t, locale)
				ticket := sc.Ticket
				sc.Ticket, sc.Viewer = nil, aliceID
				err := &tickets.Error{Code: tickets.Code(c), Limit: 120}
				if withTicket {
					ticket.State, ticket.Assignee, ticket.AssignedAt = tickets.ClaimedState, tessaID, sc.Now.Add(-600e9)
					err.Ticket, err.Action, err.Possible = ticket, tickets.ActValidate, tickets.ProcessOf(ticket.Kind).Possible(ticket.State)
				}
				m := s.Refusal(sc, err)
				text := sketch(m)
				if strings.Contains(text, "refusal.") || strings.Contains(text, "<no value>") {
					t.Errorf("%s %s (ticket %t): %s", locale, c, withTicket, text)
				}
				b.WriteString("=== " + c)
				if !withTicket {
					b.WriteString(", no ticket")
				}
				b.WriteString("\n" + text)
			}
		}
		golden(t, "refusal."+locale+".golden", b.String())
	}
}

func TestRefusalSaysWhoAndSinceWhen(t *testing.T) {
	s := testSpeech(t)
	sc := sampleScene(t, "fr")
	sc.Ticket.Assignee, sc.Ticket.AssignedAt = tomID, sc.Now.Add(-600e9)
	got := sketch(s.Refusal(sc, &tickets.Error{Code: tickets.AlreadyAssigned, Ticket: sc.Ticket}))
	if !strings.Contains(got, "Tom") || !strings.Contains(got, "aujourd’hui à 10 h 05") || !strings.Contains(got, "INC-12") {
		t.Error(got)
	}
}

// TestIllegalNamesWhatIsPossible: in every state, to every kind of person, the refusal says
// what can be done now, or what to do when nothing can.
func TestIllegalNamesWhatIsPossible(t *testing.T) {
	s := testSpeech(t)
	sc := sampleScene(t, "fr")
	for _, c := range []struct {
		state   tickets.State
		holder  tickets.UserID
		asked   tickets.Action
		viewer  tickets.UserID
		staff   bool
		has     []string
		without []string
	}{
		{tickets.New, "", tickets.ActContact, tessaID, true, []string{"le prendre en charge", "le résoudre", "l’annuler"}, []string{"valider", "le rendre"}},
		{tickets.ClaimedState, tessaID, tickets.ActResume, tessaID, true, []string{"le rendre au pot commun", "noter le premier contact"}, []string{"le prendre en charge", "le reprendre"}},
		{tickets.WaitingState, tessaID, tickets.ActClaim, tomID, true, []string{"le reprendre"}, []string{"valider"}},
		{tickets.InProgress, tessaID, tickets.ActValidate, aliceID, false, []string{"l’annuler"}, []string{"résoudre", "escalader"}},
		{tickets.ResolvedState, tessaID, tickets.ActCancel, aliceID, false, []string{"valider la solution ou refuser la solution"}, []string{"rouvrir"}},
		{tickets.ResolvedState, tessaID, tickets.ActResolve, tessaID, true, []string{"Le demandeur ou le bénéficiaire peut valider"}, []string{"Vous pouvez"}},
		{tickets.ClosedState, tessaID, tickets.ActCancel, aliceID, false, []string{"/ticket nouveau"}, []string{"Vous pouvez"}},
		{tickets.CancelledState, "", tickets.ActClaim, tessaID, true, []string{"/ticket nouveau"}, []string{"Vous pouvez"}},
	} {
		sc.Ticket.State, sc.Ticket.Assignee = c.state, c.holder
		sc.Viewer, sc.Roles.Technician = c.viewer, c.staff
		possible := tickets.ProcessOf(sc.Ticket.Kind).Possible(c.state)
		got := sketch(s.Refusal(sc, &tickets.Error{Code: tickets.Illegal, Ticket: sc.Ticket, Action: c.asked, Possible: possible}))
		for _, want := range c.has {
			if !strings.Contains(got, want) {
				t.Errorf("%s in %s: %q is missing from %s", c.asked, c.state, want, got)
			}
		}
		for _, bad := range c.without {
			if strings.Contains(got, bad) {
				t.Errorf("%s in %s: %q has no place in %s", c.asked, c.state, bad, got)
			}
		}
	}
}

func TestRefusalOfNothing(t *testing.T) {
	s := testSpeech(t)
	if got := sketch(s.Refusal(Scene{Locale: "en"}, nil)); !strings.Contains(got, "This is not possible now") {
		t.Error(got)
	}
}
