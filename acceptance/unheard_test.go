package acceptance

import (
	"testing"

	"guichet/acceptance/stage"
)

// Without the message content intent, who takes no direct messages has a counter in which the bot
// hears nothing: it says so, with the button that takes the words.
func TestWithheldWordsAreNotLostInSilence(t *testing.T) {
	on(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		basile, tessa := w.Person("basile"), w.Person("tessa")
		basile.Opens(stage.Opening{Summary: "souris muette"})
		card := tessa.SeesCard("INC-1", "Nouveau")
		basile.Says(basile.SeesInCounter("INC-1"), "le voyant est rouge")
		told := basile.SeesInCounter("n’est pas visible", "INC-1")
		basile.Clicks(told, "Compléter")
		basile.Submits(map[string]any{"text": "le voyant est rouge"})
		tessa.SeesInThread(card, basile.FullName(), "le voyant est rouge")
	}, stage.DiscordBare)
}
