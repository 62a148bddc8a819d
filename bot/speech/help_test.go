package speech

import (
	"strings"
	"testing"
	"unicode/utf8"

	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/tickets"
)

// roleSets are those that help differs for.
var roleSets = map[string]tickets.Roles{
	"requester": {}, "technician": {Technician: true}, "manager": {Manager: true}, "admin": {Admin: true},
	"technician and manager": {Technician: true, Manager: true, Admin: true},
}

// Help is whole on every platform: within a Discord embed's description, and it names nothing
// that the person could never do.
func TestHelpFitsAndIsByRole(t *testing.T) {
	s := testSpeech(t)
	for _, locale := range Locales {
		for role, roles := range roleSets {
			for _, m := range []bot.Message{s.Help(locale, roles, true), s.Help(locale, roles, false), s.DeskHelp(locale, roles)} {
				total := 0
				for _, text := range textsOf(m) {
					total += utf8.RuneCountInString(Flat(text)) + 4 // marks of code
				}
				if total > 4000 {
					t.Errorf("%s, %s: %d characters", locale, role, total)
				}
			}
		}
	}
	for role, want := range map[string][3]bool{ // claim, assign, validate
		"requester": {false, false, true}, "technician": {true, true, true}, "manager": {false, true, true},
	} {
		help := sketch(s.Help("en", roleSets[role], false))
		for i, name := range []string{"claim", "assign", "validate"} {
			if got := strings.Contains(help, "`/ticket "+name+" "); got != want[i] {
				t.Errorf("%s: help names %s: %v", role, name, got)
			}
		}
	}
}

// An administrator who works on no tickets is not told of technicians' commands.
func TestHelpOfAnAdministrator(t *testing.T) {
	help := sketch(testSpeech(t).Help("en", roleSets["admin"], false))
	for _, not := range []string{"release", "claim", "resolve"} {
		if strings.Contains(help, "`/ticket "+not+" ") {
			t.Errorf("help names %s", not)
		}
	}
	for name, want := range map[string]bool{"panel": true, "approve": true, "evaluate": false, "submit": false, "attribute": false, "link": false, "unlink": false} {
		if got := strings.Contains(help, "`/desk "+name); got != want {
			t.Errorf("help names %s: %v", name, got)
		}
	}
}

// A ticket is proposed where its number can be used: to whoever may, in a state that allows it.
func TestWhatIsProposedCanBeDone(t *testing.T) {
	alice, tessa, gina := tickets.Actor{ID: aliceID}, tickets.Actor{ID: tessaID, Roles: tickets.Roles{Technician: true}}, tickets.Actor{ID: "slack:UGINA", Roles: tickets.Roles{Guest: true}}
	ticket := func(state tickets.State, holder tickets.UserID) *tickets.Ticket {
		tk := *sampleScene(t, "fr").Ticket
		tk.State, tk.Assignee = state, holder
		return &tk
	}
	for _, c := range []struct {
		by   tickets.Actor
		sub  string
		t    *tickets.Ticket
		want bool
	}{
		{tessa, "claim", ticket(tickets.New, ""), true},
		{tessa, "claim", ticket(tickets.ClaimedState, tomID), false},
		{tessa, "release", ticket(tickets.ClaimedState, tessaID), true},
		{tessa, "release", ticket(tickets.ClaimedState, tomID), false},
		{tessa, "resume", ticket(tickets.InProgress, tessaID), false},
		{tessa, "show", ticket(tickets.ClosedState, tomID), true},
		{tessa, "validate", ticket(tickets.ResolvedState, tessaID), false},
		{alice, "validate", ticket(tickets.ResolvedState, tessaID), true},
		{alice, "validate", ticket(tickets.New, ""), false},
		{alice, "claim", ticket(tickets.New, ""), false},
		{alice, "show", ticket(tickets.New, ""), true},
		{tickets.Actor{ID: "slack:UBOB"}, "show", ticket(tickets.New, ""), false},
		{gina, "show", ticket(tickets.New, ""), false},
	} {
		if got := Fits(c.by, grammar.VerbActions[c.sub], c.t); got != c.want {
			t.Errorf("%s %s in state %s: %v", c.by.ID, c.sub, c.t.State, got)
		}
	}
}

// What a sentence tells to type is what the grammar takes.
func TestCommandsAreNamedAsTheyAreTyped(t *testing.T) {
	if got := Command("fr", "extend", nil); got != "/desk prolonger" {
		t.Errorf("extend is typed %q", got)
	}
}
