package acceptance

import (
	"strings"
	"testing"
	"time"

	"guichet/acceptance/stage"
)

// Warnings beyond the channel's budget are gathered in one digest, edited in place; a P1's
// warning and the breaches are told all the same.
func TestAlertsBeyondTheBudgetAreGathered(t *testing.T) {
	config := strings.NewReplacer(
		"P3: { calendar: always, respond: 2h, first_contact: 4h, resolve: 3d }", "P3: { calendar: always, respond: 10s, first_contact: 2h, resolve: 3d }",
		"P1: { calendar: always, respond: 15m, first_contact: 30m, resolve: 4h }", "P1: { calendar: always, respond: 10s, first_contact: 2h, resolve: 4h }",
	).Replace(alwaysOpen) + "alerts: { budget_per_hour: 2 }\npriorities: { matrix: { high: { many: P1, team: P1, one: P1 }, medium: { many: P3, team: P3, one: P3 }, low: { many: P3, team: P3, one: P3 } } }\n"
	onEach(t, stage.Script{Config: config}, func(w *stage.World) {
		alice, tessa := w.Person("alice"), w.Person("tessa")
		for _, summary := range []string{"first", "second", "third"} {
			alice.Opens(stage.Opening{Summary: summary})
		}
		alice.Opens(stage.Opening{Summary: "fourth", Urgency: "high"})
		tessa.SeesCard("INC-4", "P1")
		for _, ref := range []string{"INC-1", "INC-2", "INC-3", "INC-4"} {
			w.Eventually("the breach of "+ref, 20*time.Second, func() bool { return len(breaches(w, ref)) == 1 },
				func() string { return stage.Show(w.Person("marie").Channel("helpdesk-escalations")) })
		}
		// INC-1 and INC-2 at 75 %, INC-4 at 75 % and 90 %; the digest has INC-3 at 75 % and all three at 90 %.
		w.Eventually("four warnings and a digest of four", 20*time.Second, func() bool {
			said, digests := warned(tessa)
			return len(said) == 4 && len(digests) == 1 && digests[0].Has("4 alertes", "INC-1", "INC-2", "INC-3")
		}, func() string { return stage.Show(tessa.Pool()) })
		if _, digests := warned(tessa); digests[0].Has("INC-4") {
			w.T.Errorf("a P1 was held back: %s", digests[0])
		}
	})
}

// warned are the warnings in the pool channel, those that gather others apart.
func warned(who stage.Person) (said, digests []stage.Message) {
	for _, m := range who.Pool() {
		switch {
		case !m.FromBot || !m.Has("du délai"):
		case m.Has("regroupées ici"):
			digests = append(digests, m)
		default:
			said = append(said, m)
		}
	}
	return said, digests
}
