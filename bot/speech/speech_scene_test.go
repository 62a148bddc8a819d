package speech

import (
	"testing"
	"time"

	"guichet/tickets"
)

// The people of the fixtures.
const (
	aliceID  tickets.UserID = "slack:UALICE"
	benoitID tickets.UserID = "discord:200"
	tessaID  tickets.UserID = "slack:UTESSA"
	tomID    tickets.UserID = "slack:UTOM"
	marieID  tickets.UserID = "slack:UMARIE"
)

func parisZone(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func testSpeech(t testing.TB) *Speech {
	t.Helper()
	s, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// scene is a new incident of alice for benoitID, opened on Thursday 30 July 2026 at 10:00 in
// Paris, seen a quarter of an hour later.
func sampleScene(t testing.TB, locale string) Scene {
	t.Helper()
	zone := parisZone(t)
	day := func(d, h, m int) time.Time { return time.Date(2026, 7, d, h, m, 0, 0, zone) }
	due := tickets.Clocks{
		Respond:      tickets.ClockState{Deadline: day(30, 14, 30)},
		FirstContact: tickets.ClockState{Deadline: day(30, 16, 0)},
		Resolve:      tickets.ClockState{Deadline: day(31, 11, 0)},
	}
	return Scene{
		Locale: locale, Space: "slack", Now: day(30, 10, 15),
		Policy: &tickets.Policy{
			Zone: zone, Locale: locale,
			Categories: []tickets.Category{
				{ID: "printing", Name: tickets.Words{"fr": "Impression", "en": "Printing"}},
				{ID: "network", Name: tickets.Words{"fr": "Réseau et accès", "en": "Network and access"}},
			},
		},
		Names:  map[tickets.UserID]string{aliceID: "Alice", benoitID: "Benoît", tessaID: "Tessa", tomID: "Tom", marieID: "Marie"},
		OnDuty: map[int]tickets.UserID{1: tessaID, 2: tomID},
		Ticket: &tickets.Ticket{
			Number: 12, Kind: tickets.Incident, State: tickets.New, Summary: "Imprimante bloquée",
			Description: "Depuis ce matin, le bac 2 fait un bourrage.", Phone: "01 23 45 67 89",
			Urgency: tickets.High, Impact: tickets.One, Priority: tickets.P2, Category: "printing",
			Source: tickets.SourceChat, Requester: aliceID, Beneficiary: tickets.Beneficiary{User: benoitID},
			Files:    []tickets.File{{Name: "bac.jpg", URL: "https://files.example/bac.jpg"}, {Name: "notes.txt"}},
			OpenedAt: day(30, 10, 0), Clocks: due, NextDue: due.Respond.Deadline,
		},
	}
}

// stages are the scenes of a ticket's life, in its order.
func lifeStages(t testing.TB, locale string) []stageOf {
	t.Helper()
	base := sampleScene(t, locale)
	at := base.Now
	step := func(name string, f func(sc *Scene)) stageOf {
		sc := base
		copied := *base.Ticket
		sc.Ticket = &copied
		f(&sc)
		return stageOf{name, sc}
	}
	claimed := func(sc *Scene) {
		x := sc.Ticket
		x.State, x.Assignee, x.ClaimedAt, x.AssignedAt = tickets.ClaimedState, tessaID, at, at
		x.Clocks.Respond.Met = at
		x.NextDue = x.Clocks.FirstContact.Deadline
	}
	working := func(sc *Scene) {
		claimed(sc)
		x := sc.Ticket
		x.State, x.ContactAt, x.Clocks.FirstContact.Met, x.NextDue = tickets.InProgress, at, at, x.Clocks.Resolve.Deadline
	}
	waiting := func(sc *Scene) {
		working(sc)
		x := sc.Ticket
		x.State, x.WaitedFrom, x.WaitingOn, x.WaitReason = tickets.WaitingState, tickets.InProgress, tickets.BallSupplier, "Pièce commandée, livraison lundi."
		x.Clocks.Resolve, x.NextDue = tickets.ClockState{Stopped: true}, time.Time{}
	}
	resolved := func(sc *Scene) {
		working(sc)
		x := sc.Ticket
		x.State, x.Solution, x.RootCause, x.Resolutions, x.ResolvedAt = tickets.ResolvedState, "Rouleau remplacé.", "Usure du rouleau", 1, at.Add(2*time.Hour)
		x.Clocks.Resolve.Met, x.NextDue = x.ResolvedAt, time.Time{}
		sc.Now = at.Add(3 * time.Hour)
	}
	closed := func(sc *Scene, why string) {
		resolved(sc)
		x := sc.Ticket
		x.State, x.ClosedBy, x.ClosedAt = tickets.ClosedState, why, at.Add(3*time.Hour)
		x.Rating = tickets.Rating{By: benoitID, AskedAt: x.ClosedAt}
		sc.Now = at.Add(4 * time.Hour)
	}
	return []stageOf{
		step("new", func(*Scene) {}),
		step("new, long words, guest caller, ten hit", func(sc *Scene) {
			x := sc.Ticket
			x.Description = longWords
			x.Beneficiary = tickets.Beneficiary{Name: "Mme Durand", Email: "durand@example.org"}
			x.Source, x.PeopleHit, x.Impact, x.Priority, x.Phone, x.Files = tickets.SourcePhone, 10, tickets.Many, tickets.P1, "", nil
		}),
		step("new, late", func(sc *Scene) { sc.Now = at.Add(5 * time.Hour) }),
		step("claimed", claimed),
		step("claimed, with a procedure", func(sc *Scene) {
			claimed(sc)
			sc.Ticket.Checklist = []tickets.Check{
				{ID: "a", Text: tickets.Words{"fr": "Redémarrer la machine", "en": "Restart the machine"}, By: tomID, At: at},
				{ID: "b", Text: tickets.Words{"fr": "Changer le rouleau", "en": "Change the roller"}},
			}
		}),
		step("claimed, nearly late", func(sc *Scene) { claimed(sc); sc.Now = sc.Ticket.NextDue.Add(-10 * time.Minute) }),
		step("in progress", working),
		step("in progress, back in the pool", func(sc *Scene) {
			working(sc)
			sc.Ticket.Assignee, sc.Ticket.AssignedAt = "", time.Time{}
		}),
		step("in progress, refused before", func(sc *Scene) { working(sc); sc.Ticket.Resolutions = 1 }),
		step("waiting", waiting),
		step("waiting, in the pool", func(sc *Scene) {
			waiting(sc)
			sc.Ticket.Assignee, sc.Ticket.ContactAt = "", time.Time{}
		}),
		step("request in evaluation", func(sc *Scene) {
			working(sc)
			sc.Ticket.Kind, sc.Ticket.State = tickets.Request, tickets.InEvaluation
		}),
		step("request awaiting approval", func(sc *Scene) {
			working(sc)
			sc.Ticket.Kind, sc.Ticket.State = tickets.Request, tickets.AwaitingApproval
		}),
		step("request rejected", func(sc *Scene) {
			working(sc)
			sc.Ticket.Kind, sc.Ticket.State, sc.Ticket.ClosedAt = tickets.Request, tickets.RejectedState, at.Add(time.Hour)
		}),
		step("resolved", resolved),
		step("resolved, workaround", func(sc *Scene) { resolved(sc); sc.Ticket.Workaround = true }),
		step("closed, validated", func(sc *Scene) { closed(sc, "validated") }),
		step("closed by silence, not rated", func(sc *Scene) { closed(sc, "silence"); sc.Ticket.Rating.Expired = true }),
		step("closed, rated", func(sc *Scene) {
			closed(sc, "validated")
			sc.Ticket.Rating.Speed, sc.Ticket.Rating.Answer = 4, 5
		}),
		step("closed, rated, marks shown", func(sc *Scene) {
			closed(sc, "validated")
			sc.Ticket.Rating.Speed, sc.Ticket.Rating.Answer = 4, 5
			p := *sc.Policy
			p.Survey.OnCard = true
			sc.Policy = &p
		}),
		step("cancelled", func(sc *Scene) {
			claimed(sc)
			sc.Ticket.State, sc.Ticket.ClosedAt, sc.Ticket.ClosedBy = tickets.CancelledState, at.Add(time.Hour), "cancelled"
		}),
	}
}

// stageOf is a scene with its name.
type stageOf struct {
	name string
	sc   Scene
}

var longWords = func() string {
	words := ""
	for range 90 {
		words += "Le bac est bloqué. "
	}
	return words
}()
