package speech

import (
	"strings"
	"testing"
	"time"

	"guichet/tickets"
)

func TestPromise(t *testing.T) {
	s := testSpeech(t)
	base := sampleScene(t, "fr")
	for _, c := range []struct {
		name   string
		change func(sc *Scene)
		fr, en string
	}{
		{
			"new", func(*Scene) {},
			"un technicien le prendra avant 14 h 30, résolution prévue demain avant 11 h",
			"a technician will take it before 14:30, resolution expected tomorrow before 11:00",
		},
		{
			"claimed", func(sc *Scene) { sc.Ticket.Assignee, sc.Ticket.ClaimedAt = tessaID, sc.Now },
			"Tessa s’en occupe, résolution prévue demain avant 11 h",
			"Tessa is looking after it, resolution expected tomorrow before 11:00",
		},
		{
			"released", func(sc *Scene) { sc.Ticket.ClaimedAt = sc.Now },
			"un autre technicien va le reprendre, résolution prévue demain avant 11 h",
			"another technician will take it up, resolution expected tomorrow before 11:00",
		},
		{
			"response late", func(sc *Scene) { sc.Now = sc.Now.Add(5 * time.Hour) },
			"le délai de prise en charge est dépassé depuis aujourd’hui à 14 h 30, nous vous prions de nous en excuser, résolution prévue demain avant 11 h",
			"it should have been taken by now (overdue since 14:30 today), please accept our apologies, resolution expected tomorrow before 11:00",
		},
		{
			"resolution late", func(sc *Scene) {
				sc.Ticket.Assignee, sc.Now = tessaID, sc.Now.Add(26*time.Hour)
			},
			"Tessa s’en occupe, le délai de résolution est dépassé depuis aujourd’hui à 11 h, nous vous prions de nous en excuser",
			"Tessa is looking after it, its resolution has been overdue since 11:00 today, please accept our apologies",
		},
		{
			"waiting", func(sc *Scene) {
				sc.Ticket.Assignee, sc.Ticket.Clocks.Resolve = tessaID, tickets.ClockState{Stopped: true}
			},
			"Tessa s’en occupe, le délai de résolution est suspendu pendant l’attente",
			"Tessa is looking after it, the time to resolve it is paused while it waits",
		},
		{
			"no targets", func(sc *Scene) { sc.Ticket.Clocks = tickets.Clocks{} },
			"un technicien le prendra dès que possible", "a technician will take it as soon as possible",
		},
		{"finished", func(sc *Scene) { sc.Ticket.State = tickets.ResolvedState }, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			for locale, want := range map[string]string{"fr": c.fr, "en": c.en} {
				sc, ticket := base, *base.Ticket
				sc.Ticket, sc.Locale = &ticket, locale
				c.change(&sc)
				if got := Flat(s.Promise(sc)); got != want {
					t.Errorf("%s:\n got %q\nwant %q", locale, got, want)
				}
			}
		})
	}
}

// TestConfirmationToldLate: what happened since is told by the next message, not by this one.
func TestConfirmationToldLate(t *testing.T) {
	s := testSpeech(t)
	sc := sampleScene(t, "fr")
	sc.Ticket.State, sc.Ticket.Assignee = tickets.ClaimedState, tessaID
	sc.Ticket.Clocks.Respond.Met = sc.Now
	if got := sketch(s.Notice(PurposeOpened, sc)); !strings.Contains(got, "Tessa s’en occupe") {
		t.Errorf("an edited confirmation does not show who looks after it: %s", got)
	}
	sc.Telling = true
	if got := sketch(s.Notice(PurposeOpened, sc)); !strings.Contains(got, "un technicien le prendra avant 14 h 30") || strings.Contains(got, "Tessa") {
		t.Error(got)
	}
}

// TestConfirmationOfAnotherDay: a confirmation that is edited on a later day stands under the
// date of the first, so it must not say "tomorrow".
func TestConfirmationOfAnotherDay(t *testing.T) {
	s := testSpeech(t)
	sc := sampleScene(t, "fr")
	sc.Ticket.OpenedAt = sc.Now.AddDate(0, 0, -1)
	got := sketch(s.Notice(PurposeOpened, sc))
	if strings.Contains(got, "demain") || !strings.Contains(got, "avant le vendredi 31 juillet à 11 h") {
		t.Error(got)
	}
}
