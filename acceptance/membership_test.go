package acceptance

import (
	"slices"
	"strings"
	"testing"

	"guichet/acceptance/stage"
)

// Somebody is taken out of the technicians while a form, a list and commands of theirs are on the
// screen: what they send from then on is refused like what does not exist, changes nothing and is on
// record. Who is put in works at once, and so does the first one when they come back.
func TestWhoIsNoLongerATechnician(t *testing.T) {
	onEach(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, tessa, tom, bob := w.Person("alice"), w.Person("tessa"), w.Person("tom"), w.Person("bob")
		alice.Opens(stage.Opening{Summary: "imprimante bloquée"})
		alice.Opens(stage.Opening{Summary: "souris perdue"})
		tessa.SeesCard("INC-2")
		tessa.Types(stage.Command{Name: "claim", Ticket: "1"})
		tessa.Types(stage.Command{Name: "contact", Ticket: "1"})
		tom.SeesCard("INC-1", "En cours")
		before := tessa.Types(stage.Command{Name: "list"})
		if r := tessa.Types(stage.Command{Name: "resolve", Ticket: "1"}); r.Form == nil {
			w.T.Fatalf("no form: %+v", r)
		}

		tessa.Loses(stage.Technician)
		r := tessa.Submits(map[string]any{"Solution": "secret"})
		none := tessa.Types(stage.Command{Name: "resolve", Ticket: "99"}).Text()
		if !contains(plain(r.Text()), plain(none)) || none == "" {
			w.T.Errorf("the form that was open is answered %q, what does not exist %q", r.Text(), none)
		}
		pool := tessa.Word("Pot commun", "Pool")
		tessa.Clicks(before.Private[0], pool)
		if now := tessa.Again(before.Private[0]); now.Has("INC-2") || now.Offers(pool) {
			w.T.Errorf("the old list still shows the pool: %s", now)
		}
		for _, c := range []stage.Command{
			{Name: "show", Ticket: "1"},
			{Name: "claim", Ticket: "2"},
			{Name: "release", Ticket: "1"},
			{Name: "note", Ticket: "1", Text: "x"},
			{Name: "sla", Ticket: "1"},
			{Desk: true, Name: "transcript", Ticket: "1"},
			{Desk: true, Name: "follow", Ticket: "1"},
		} {
			there := tessa.Types(c).Text()
			c.Ticket = "99"
			if gone := tessa.Types(c).Text(); there != gone || there == "" {
				w.T.Errorf("%s: what was theirs is answered %q, what does not exist %q", c.Name, there, gone)
			}
		}
		if card := tom.SeesCard("INC-1"); !card.Has("En cours") || card.Has("secret") {
			w.T.Errorf("the card has changed: %s", card)
		}
		tom.SeesCard("INC-2", "Nouveau")
		wantAudit(w, "resolve", "form")
		wantAudit(w, "claim", "command")

		bob.Becomes(stage.Technician)
		if r := bob.Types(stage.Command{Name: "claim", Ticket: "2"}); !contains(r.Text(), "INC-2") {
			w.T.Errorf("who has just become a technician claims: %q", r.Text())
		}
		tom.SeesCard("INC-2", "Pris en charge", bob.FullName())
		bob.Reacts(bob.SeesCard("INC-2"), "⏸️")
		tom.SeesCard("INC-2", "En attente")

		tessa.Becomes(stage.Technician)
		fill(w, tessa, tessa.Types(stage.Command{Name: "resolve", Ticket: "1"}), map[string]any{"Solution": "bac rechargé"})
		tom.SeesCard("INC-1", "Résolu")
	})
}

// wantAudit looks for a refusal in `guichet audit`.
func wantAudit(w *stage.World, what, via string) {
	w.T.Helper()
	rows := w.Audit()
	if !slices.ContainsFunc(rows, func(r stage.AuditRow) bool { return r.What == what && r.Via == via && r.Code != "" }) {
		w.T.Errorf("no refused %s by %s is on record: %+v", what, via, rows)
	}
}

// A manager's preview and undo, after somebody else has taken the role from them.
func TestWhoIsNoLongerAManager(t *testing.T) {
	onEach(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, tom, marie := w.Person("alice"), w.Person("tom"), w.Person("marie")
		alice.Opens(stage.Opening{Summary: "vpn lent"})
		tom.SeesCard("INC-1")
		marie.Types(stage.Command{Desk: true, Name: "bulk"})
		r := marie.Submits(map[string]any{"Filtre": "vpn", "Motif": "migration"})
		if len(r.Private) == 0 || !r.Private[0].Offers("Clore ce ticket") {
			w.T.Fatalf("the preview is %+v", r)
		}
		marie.Types(stage.Command{Desk: true, Name: "bulk"})
		marie.Loses(stage.Manager)
		marie.Clicks(r.Private[0], "Clore ce ticket")
		if r := marie.Submits(map[string]any{"Filtre": "vpn", "Motif": "migration"}); r.Text() == "" || contains(r.Text(), "INC-1") {
			w.T.Errorf("the form that was open is answered %q", r.Text())
		}
		if r := marie.Types(stage.Command{Desk: true, Name: "bulk"}); r.Text() == "" {
			w.T.Errorf("who is no manager is told nothing: %+v", r)
		}
		wantAudit(w, "bulk", "button")
		tom.SeesCard("INC-1", "Nouveau")
		tom.Becomes(stage.Manager)
		tom.Types(stage.Command{Desk: true, Name: "bulk"})
		r = tom.Submits(map[string]any{tom.Word("Filtre", "Filter"): "vpn", tom.Word("Motif", "Reason"): "migration terminée"})
		if len(r.Private) == 0 {
			w.T.Fatalf("the new manager gets %+v", r)
		}
		tom.Clicks(r.Private[0], tom.Word("Clore ce ticket", "Close this ticket"))
		tom.SeesCard("INC-1", "Clos")
	})
}

// Who approves must still be a manager when they press.
func TestWhoApprovesMustStillBeAManager(t *testing.T) {
	const config = alwaysOpen + `
categories:
  - { id: other, name: { fr: Autre, en: Other } }
  - { id: screen, name: { fr: Écran, en: Screen }, type: request, keywords: [écran], approval: { by: managers } }
`
	onEach(t, stage.Script{Config: config}, func(w *stage.World) {
		alice, tom, marie := w.Person("alice"), w.Person("tom"), w.Person("marie")
		alice.Opens(stage.Opening{Type: "request", Summary: "un écran"})
		tom.SeesCard("REQ-1", "Décision attendue")
		ask := marie.SeesIn("helpdesk-managers", "REQ-1", "un écran")
		reason := marie.Clicks(ask, "Rejeter")
		if reason.Form == nil {
			w.T.Fatalf("no form for the reason: %+v", reason)
		}
		marie.Loses(stage.Manager)
		r := marie.Submits(map[string]any{"Motif": "non"})
		if r.Text() == "" {
			w.T.Errorf("the refusal of who is no manager any more is taken silently: %+v", r)
		}
		if tom.SeesCard("REQ-1").Has("Rejeté") {
			w.T.Error("who is no manager any more has refused the request")
		}
		wantAudit(w, "reject", "form")
		tom.Becomes(stage.Manager)
		tom.Clicks(tom.SeesIn("helpdesk-managers", "REQ-1"), "Approuver")
		tom.SeesCard("REQ-1", "En cours", "Approbation ✓")
	})
}

// plain is a text without what keeps words together.
func plain(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }

// A guest whom somebody invites into the technicians' channel sees the card, and may do nothing.
func TestAGuestInTheTechniciansChannel(t *testing.T) {
	on(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, tom, gina := w.Person("alice"), w.Person("tom"), w.Person("gina")
		gina.Becomes(stage.Technician)
		alice.Opens(stage.Opening{Summary: "imprimante bloquée"})
		card := gina.SeesCard("INC-1")
		gina.Clicks(card, "Prendre en charge")
		for _, emoji := range []string{"👀", "✋", "🚨", "⏸️"} {
			gina.Reacts(card, emoji)
		}
		gina.IsWhispered(card, "members of this space")
		gina.Says(card, "bonjour")
		if r := gina.Types(stage.Command{Name: "claim", Ticket: "1"}); !contains(r.Text(), "members of this space") {
			w.T.Errorf("a guest is told %q", r.Text())
		}
		if r := gina.Points(card, ""); r.Form != nil {
			w.T.Errorf("a guest gets a form by the shortcut: %+v", r)
		}
		if now := tom.SeesCard("INC-1", "Nouveau"); strings.Contains(now.Text, gina.FullName()) {
			w.T.Errorf("the card: %s", now)
		}
		wantAudit(w, "enter", "click")
		wantAudit(w, "enter", "reaction")
	}, stage.Slack)
}
