package acceptance

import (
	"strings"
	"testing"

	"guichet/acceptance/stage"
)

const macros = `
macros:
  - id: reboot
    name: { fr: "Redémarrer", en: "Restart" }
    text: { fr: "Bonjour {requester}, pouvez-vous redémarrer pour {ticket} ?", en: "Hello {requester}, could you restart for {ticket}?" }
  - id: tomorrow
    text: { fr: "Résolution prévue : {deadline}.", en: "Resolution expected: {deadline}." }
`

// A canned reply is sent from the card's menu and by command; requester and beneficiary read it
// in their own language, its deadline in their own time.
func TestCannedReplies(t *testing.T) {
	onEach(t, stage.Script{Config: alwaysOpen + macros}, func(w *stage.World) {
		alice, bob, tessa := w.Person("alice"), w.Person("bob"), w.Person("tessa")
		bob.Types(stage.Command{Name: "list"}) // Discord tells the language of who has spoken to the bot
		alice.Opens(stage.Opening{Summary: "<!here> écran noir", Beneficiary: "bob"})
		card := tessa.SeesCard("INC-1")
		bob.SeesInCounter("INC-1")

		r := tessa.Clicks(card, "Réponse type…")
		menu := answered(w, r, tessa.Word("Quelle réponse", "Which reply"))
		preview := answered(w, tessa.Clicks(menu, tessa.Word("Redémarrer", "Restart")), "Bonjour "+alice.FullName())
		tessa.Clicks(preview, tessa.Word("Envoyer", "Send"))
		alice.SeesInCounter("Bonjour "+alice.FullName(), "INC-1 ?")
		bob.SeesInCounter("Hello "+alice.FullName(), "INC-1?")
		tessa.SeesInThread(card, "Bonjour "+alice.FullName())

		preview = answered(w, tessa.Types(stage.Command{Desk: true, Name: "macro", Ticket: "1", Text: "tomorrow"}), "Résolution prévue")
		tessa.Clicks(preview, tessa.Word("Envoyer", "Send"))
		told := alice.SeesInCounter("Résolution prévue")
		if !localTime.MatchString(unescaped(told.Raw)) {
			w.T.Errorf("the deadline is not in alice's own time: %s", told.Raw)
		}
		if r := alice.Types(stage.Command{Desk: true, Name: "macro", Ticket: "1", Text: "reboot"}); strings.Contains(r.Text(), "Bonjour") {
			w.T.Errorf("alice may send canned replies: %q", r.Text())
		}
	})
}

// answered is the private answer that says these words.
func answered(w *stage.World, r stage.Reply, words ...string) stage.Message {
	w.T.Helper()
	for _, m := range r.Private {
		if m.Has(words...) {
			return m
		}
	}
	w.T.Fatalf("no private answer says %q: %+v", words, r)
	return stage.Message{}
}
