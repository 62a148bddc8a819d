package speech

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"guichet/bot/grammar"
	"guichet/tickets"
)

// wholeJournal has one row of every kind, each with words that tell it apart.
func wholeJournal(t testing.TB, sc Scene) []*tickets.Entry {
	t.Helper()
	var out []*tickets.Entry
	for i, k := range constantsOf(t, "../../tickets/journal.go", "EntryKind") {
		out = append(out, &tickets.Entry{
			ID: int64(i + 1), Kind: tickets.EntryKind(k), Actor: tessaID, At: sc.Ticket.OpenedAt.Add(time.Duration(i) * time.Minute),
			Words: "words of " + k,
			Detail: tickets.Detail{
				Assignee: tomID, Ball: tickets.BallSupplier, Urgency: tickets.High, Impact: tickets.Team,
				Level: 2, Percent: 75, Clock: tickets.ClockResolve, Speed: 4, Answer: 5,
			},
		})
		if last := out[len(out)-1]; last.Kind == tickets.Noted {
			last.Words, last.Note = "", tickets.Note(last.Words)
		}
	}
	return out
}

func TestShow(t *testing.T) {
	s := testSpeech(t)
	for _, locale := range Locales {
		var b strings.Builder
		for _, stage := range lifeStages(t, locale) {
			if !slices.Contains([]string{"new", "in progress", "resolved", "closed, rated"}, stage.name) {
				continue
			}
			journal := []*tickets.Entry{
				{Kind: tickets.Opened, Actor: aliceID, At: stage.sc.Ticket.OpenedAt},
				{Kind: tickets.Claimed, Actor: tessaID, At: stage.sc.Ticket.OpenedAt.Add(time.Minute)},
				{Kind: tickets.Noted, Actor: tessaID, At: stage.sc.Ticket.OpenedAt.Add(2 * time.Minute), Note: "Modèle en fin de vie."},
				{Kind: tickets.Replied, Actor: tessaID, At: stage.sc.Ticket.OpenedAt.Add(3 * time.Minute), Words: "Je passe à 11 h."},
			}
			for name, viewer := range map[string]Scene{
				"0 alice":      {Viewer: aliceID},
				"1 technician": {Viewer: tomID, Roles: tickets.Roles{Technician: true}},
				"2 holder":     {Viewer: tessaID, Roles: tickets.Roles{Technician: true}},
				"3 manager":    {Viewer: marieID, Roles: tickets.Roles{Manager: true}},
			} {
				sc := stage.sc
				sc.Viewer, sc.Roles = viewer.Viewer, viewer.Roles
				got := sketch(s.Show(sc, journal))
				if name == "0 alice" || stage.name == "new" || stage.name == "in progress" && name != "1 technician" {
					b.WriteString("=== " + stage.name + ", " + name[2:] + "\n" + got + "\n")
				}
				staff := sc.Roles.Staff()
				if strings.Contains(got, "fin de vie") != staff {
					t.Errorf("%s, %s: internal note shown: %t", stage.name, name, !staff)
				}
			}
		}
		sections := strings.Split(strings.TrimPrefix(b.String(), "=== "), "=== ")
		slices.Sort(sections)
		golden(t, "show."+locale+".golden", strings.Join(sections, "=== "))
	}
}

// TestTimelineKeepsTheDesksOwnSideFromRequesters: of every kind of row, by its words.
func TestTimelineKeepsTheDesksOwnSideFromRequesters(t *testing.T) {
	s := testSpeech(t)
	internal := []tickets.EntryKind{
		tickets.Noted, tickets.Warned, tickets.Breached, tickets.Escalated, tickets.Prompted,
		tickets.Reminded, tickets.RatingAsked, tickets.Unrated, tickets.MeToo, tickets.ImpactSet, tickets.Rated,
		tickets.FollowedUp, tickets.Nudged, tickets.Attributed, tickets.AnnouncedPublicly, tickets.Withdrawn, tickets.NotMeToo, tickets.Linked, tickets.Unlinked, tickets.Absorbed, tickets.Separated, tickets.Ticked, tickets.Unticked, tickets.Filed,
		tickets.Evaluated, tickets.Delegated, tickets.ApproverSet,
		tickets.Edited, tickets.Retracted,
	}
	sc := sampleScene(t, "en")
	sc.Viewer = aliceID
	staff := sc
	staff.Roles.Technician = true
	for _, e := range wholeJournal(t, sc) {
		theirs := sketch(s.Show(sc, []*tickets.Entry{e}))
		ours := sketch(s.Show(staff, []*tickets.Entry{e}))
		words := e.Words + string(e.Note)
		switch e.Kind {
		case tickets.Opened:
			words = "opened by Tessa"
		case tickets.Edited:
			words = "edits their message"
		case tickets.Retracted:
			words = "takes their message back"
		}
		if hidden := slices.Contains(internal, e.Kind); strings.Contains(theirs, words) == hidden {
			t.Errorf("%s: hidden from the requester should be %t:\n%s", e.Kind, hidden, theirs)
		}
		if !strings.Contains(ours, words) || strings.Contains(ours, "step.") || strings.Contains(ours, "<no value>") {
			t.Errorf("%s: staff see\n%s", e.Kind, ours)
		}
	}
}

func TestTimelineHasALengthAndSaysSo(t *testing.T) {
	s := testSpeech(t)
	sc := sampleScene(t, "fr")
	sc.Roles.Technician = true
	sc.Ticket.Description = strings.Repeat("é", tickets.MaxText)
	var journal []*tickets.Entry
	for i := range 40 {
		journal = append(journal, &tickets.Entry{Kind: tickets.Said, Actor: aliceID, At: sc.Now.Add(time.Duration(i) * time.Minute), Words: strings.Repeat("m", tickets.MaxText)})
	}
	m := s.Show(sc, journal)
	total := 0
	for _, text := range textsOf(m) {
		total += utf8.RuneCountInString(Flat(text))
	}
	if total > 4000 {
		t.Errorf("%d characters", total)
	}
	if got := sketch(m); !strings.Contains(got, "39 étapes plus anciennes") {
		t.Error(got)
	}
	sc.Ticket.Description = ""
	if got := sketch(s.Show(sc, journal[:3])); strings.Contains(got, "ancienne") {
		t.Error(got)
	}
	sc.Ticket.Description = strings.Repeat("é", tickets.MaxText)
	if got := sketch(s.Show(sc, journal[:2])); !strings.Contains(got, "1 étape plus ancienne n’est pas montrée") {
		t.Error(got)
	}
}

func TestListAndHelp(t *testing.T) {
	s := testSpeech(t)
	for _, locale := range Locales {
		var b strings.Builder
		var ts []*tickets.Ticket
		for i, stage := range lifeStages(t, locale) {
			ticket := *stage.sc.Ticket
			ticket.Number = int64(i + 1)
			ts = append(ts, &ticket)
		}
		sc := sampleScene(t, locale)
		sc.Now = sc.Now.Add(5 * time.Hour)
		b.WriteString(sketch(s.List(sc, "Titre", ts[:6], 1, 3, "list")) + "\n")
		b.WriteString(sketch(s.List(sc, "Titre", ts[6:8], 2, 3, "list")) + "\n")
		b.WriteString(sketch(s.List(sc, "Titre", ts[:1], 1, 1, "list")) + "\n")
		b.WriteString(sketch(s.List(sc, "Titre", nil, 1, 1, "list")) + "\n")
		for _, slack := range []bool{true, false} {
			b.WriteString(sketch(s.Help(locale, tickets.Roles{Technician: slack}, slack)) + "\n")
		}
		golden(t, "list.help."+locale+".golden", b.String())
	}
}

func TestHelpIsByRole(t *testing.T) {
	s := testSpeech(t)
	for _, c := range grammar.Commands() {
		everybody, staff := sketch(s.Help("en", tickets.Roles{}, false)), sketch(s.Help("en", tickets.Roles{Technician: true}, false))
		line := "`/ticket " + c.Name
		if strings.Contains(everybody, line+"`") || strings.Contains(everybody, line+" ") {
			if c.Staff {
				t.Errorf("%s is shown to everybody", c.Name)
			}
		} else if !c.Staff {
			t.Errorf("%s is not shown", c.Name)
		}
		if !strings.Contains(staff, line) {
			t.Errorf("%s is not shown to technicians", c.Name)
		}
	}
}
