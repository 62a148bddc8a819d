package acceptance

import (
	"testing"

	"guichet/acceptance/stage"
)

// tessa opens for a caller who has no account, and for one whom she helps at once.
func TestOnBehalfOfACaller(t *testing.T) {
	onEach(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		tessa, tom := w.Person("tessa"), w.Person("tom")
		field := func(fr, en string) string { return tessa.Word(fr, en) }
		tessa.StartsTicket(stage.Opening{})
		tessa.FillsAll(map[string]any{
			field("Objet", "Summary"):   "écran noir",
			field("Téléphone", "Phone"): "06 12 34 56 78",
			field("appelant", "caller"): "Marcel Durand",
			field("Origine", "Source"):  field("Téléphone", "Phone"),
		})
		card := tom.SeesCard("INC-1", "écran noir", "Marcel Durand", "06 12 34 56 78", "Nouveau")
		tom.Clicks(card, "Prendre en charge")
		tom.SeesCard("INC-1", "Pris en charge", tom.FullName())

		tessa.StartsTicket(stage.Opening{})
		tessa.FillsAll(map[string]any{
			field("Objet", "Summary"):            "mot de passe perdu",
			field("appelant", "caller"):          "Jeanne Petit",
			field("premier appel", "first call"): field("Oui", "Yes"),
			"Solution":                           "remis à zéro au téléphone",
			field("Origine", "Source"):           field("Téléphone", "Phone"),
		})
		tom.SeesCard("INC-2", "mot de passe perdu", "Jeanne Petit", "Résolu", "remis à zéro au téléphone", tessa.FullName())
	})
}
