package adaptertest

import (
	"strings"

	"guichet/tickets"
)

const withMacros = alwaysOpen + `
macros:
  - id: reboot
    name: { fr: "Redémarrer", en: "Restart" }
    text:
      fr: "Bonjour {requester}, pouvez-vous redémarrer pour {ticket} ? {{merci}}"
      en: "Hello {requester}, could you restart for {ticket}? {{thanks}}"
  - { id: later, name: "Plus tard", text: "Nous revenons vers vous avant {deadline}." }
`

// playMacro: a canned reply is chosen from the card, shown first, and sent once; each reads it in
// their own language.
func playMacro(w *world) {
	alice, bob, tessa := w.person("alice"), w.person("bob"), w.person("tessa")
	bob.types("list", "") // a platform that tells nobody's language has heard his now
	alice.begins("écran <!channel> noir", Option{"beneficiary", "@bob"})
	alice.fills(map[string]string{"Objet": "écran <!channel> noir", "Bénéficiaire": "@bob"})
	card := tessa.card("INC-1", "Nouveau")
	bob.told("INC-1", alice.Name)

	tessa.clicks(card, "Réponse type…")
	tessa.clicks(tessa.told(tessa.word("Quelle réponse", "Which reply")), tessa.word("Redémarrer", "Restart"))
	preview := tessa.told(tessa.word("Rien n’est encore envoyé", "Nothing has been sent"), "Bonjour "+alice.Name, "INC-1 ? {merci}")
	if !preview.Only || !preview.Has("Hello") {
		w.Errorf("the preview is not private, or does not show what bob will read: %s", show(preview))
	}
	if n := len(alice.counter("Bonjour " + alice.Name)); n != 0 {
		w.Error("the preview alone has sent it")
	}
	tessa.clicks(preview, tessa.word("Envoyer", "Send"))
	alice.inCounter(tessa.Name, "Bonjour "+alice.Name, "INC-1 ? {merci}")
	bob.inCounter(tessa.Name, "Hello "+alice.Name, "INC-1? {thanks}")
	tessa.thread(card, "Bonjour "+alice.Name)
	tessa.told("INC-1", tessa.word("est envoyée", "sent"))

	// Edit first opens the reply form, filled; what was changed is what is sent.
	tessa.clicks(card, "Réponse type…")
	tessa.clicks(tessa.told(tessa.word("Quelle réponse", "Which reply")), "Plus tard")
	preview = tessa.told(tessa.word("Rien n’est encore envoyé", "Nothing has been sent"), "Nous revenons vers vous avant")
	tessa.clicks(preview, tessa.word("Modifier d’abord", "Edit first"))
	label := tessa.word("Message au demandeur", "Message to the requester")
	if f, _ := tessa.form().Field(label); !strings.Contains(f.Value, "Nous revenons vers vous avant") {
		w.Errorf("the form is not filled: %+v", f)
	}
	tessa.fills(map[string]string{label: "Nous vous appelons demain."})
	alice.inCounter("Nous vous appelons demain.")
	bob.inCounter("Nous vous appelons demain.")

	// The preview that was edited sends nothing any more; one that is cancelled never did.
	tessa.clicks(preview, tessa.word("Envoyer", "Send"))
	tessa.told(tessa.word("déjà partie", "already been sent"), "INC-1")
	tessa.clicks(card, "Réponse type…")
	tessa.clicks(tessa.told(tessa.word("Quelle réponse", "Which reply")), tessa.word("Redémarrer", "Restart"))
	tessa.clicks(tessa.told(tessa.word("Rien n’est encore envoyé", "Nothing has been sent"), "{merci}"), tessa.word("Annuler", "Cancel"))
	tessa.told(tessa.word("Rien n’a été envoyé", "Nothing was sent"))
	var sent int
	for _, kind := range w.journal(1) {
		if kind == tickets.Replied {
			sent++
		}
	}
	if sent != 2 {
		w.Errorf("%d replies were sent: %v", sent, w.journal(1))
	}
}
