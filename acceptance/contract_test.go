package acceptance

import (
	"strings"
	"testing"
	"time"

	"guichet/acceptance/stage"
)

// A service contract gives its people other targets, whoever opens the ticket for them.
func TestAServiceContractHasItsOwnTargets(t *testing.T) {
	contract := map[string]string{stage.Slack: "slack:usergroup:managers", stage.Discord: "discord:role:Manager", stage.DiscordBare: "discord:role:Manager"}
	for platform, people := range contract {
		t.Run(platform, func(t *testing.T) {
			t.Parallel()
			config := alwaysOpen + `
groups:
  - { id: direction, name: { fr: Direction, en: Management }, people: ["` + people + `"], sla: { P3: { respond: 10m } } }
`
			on(t, stage.Script{Config: config}, func(w *stage.World) {
				alice, marie, tessa := w.Person("alice"), w.Person("marie"), w.Person("tessa")
				alice.Opens(stage.Opening{Summary: "for marie", Beneficiary: "marie"})
				tessa.SeesCard("INC-1", "P3", "Contrat de service", "Direction")
				alice.Opens(stage.Opening{Summary: "for herself"})
				if card := tessa.SeesCard("INC-2", "P3"); card.Has("Contrat de service") {
					w.T.Errorf("alice has no contract: %s", card)
				}
				if r := marie.Types(stage.Command{Name: "sla"}); !strings.Contains(r.Text(), marie.Word("Direction", "Management")) || !strings.Contains(r.Text(), "10\u00a0min") && !strings.Contains(r.Text(), "10 min") {
					w.T.Errorf("/ticket sla tells marie %q", r.Text())
				}
				if r := alice.Types(stage.Command{Name: "sla", Ticket: "1"}); !strings.Contains(r.Text(), "10\u00a0min") {
					w.T.Errorf("/ticket sla 1 tells alice %q", r.Text())
				}
			}, platform)
		})
	}
}

// With lease: release a claim without first contact goes back to the pool; the requester hears
// of it only when another technician takes over.
func TestAnEndedLeaseIsNotTheRequestersBusiness(t *testing.T) {
	config := strings.Replace(alwaysOpen, "P3: { calendar: always, respond: 2h, first_contact: 4h, resolve: 3d }",
		"P3: { calendar: always, respond: 4s, first_contact: 5s, resolve: 3d }", 1) + "claims: { lease: release }\n"
	onEach(t, stage.Script{Config: config}, func(w *stage.World) {
		alice, tessa, tom := w.Person("alice"), w.Person("tessa"), w.Person("tom")
		alice.Opens(stage.Opening{Summary: "screen is dark"})
		tessa.Clicks(tessa.SeesCard("INC-1", "P3"), "Prendre en charge")
		card := tessa.SeesCard("INC-1", "Pris en charge")
		alice.SeesInCounter(tessa.FullName())
		tessa.SeesInThread(card, "INC-1", "revient au pot commun")
		tessa.SeesCard("INC-1", "Nouveau")
		told := func() (n int) {
			for _, m := range alice.Counter() {
				if m.FromBot && (m.Has(tessa.FullName()) || m.Has(tom.FullName())) {
					n++
				}
			}
			return n
		}
		before := told()
		tessa.Clicks(tessa.SeesCard("INC-1", "Nouveau"), "Prendre en charge")
		tessa.SeesCard("INC-1", "Pris en charge")
		time.Sleep(1500 * time.Millisecond)
		if after := told(); after != before {
			w.T.Errorf("alice is told of a lease that ended and a claim by the same person:\n%s", stage.Show(alice.Counter()))
		}
		tessa.Clicks(tessa.SeesCard("INC-1", "Pris en charge"), "Rendre au pot commun")
		tom.Clicks(tom.SeesCard("INC-1", "Nouveau"), "Prendre en charge")
		alice.SeesInCounter(tom.FullName())
	})
}
