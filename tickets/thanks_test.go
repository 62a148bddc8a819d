package tickets_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"guichet/tickets"
)

func TestThanks(t *testing.T) {
	for _, words := range []string{
		"merci", "Merci !", "MERCI", "merciiii", "Merciiiiii!!!", "merci\u00a0!", "Merci beaucoup.", "ok merci", "Ok, merci", "top", "Top !", "toppp",
		"parfait merci beaucoup", "Parfait, merci beaucoup !", "thanks a lot 👍", "Thanks!", "thank you", "Thank you so much!!", "thx", "ty", "👍", "👍🏽", "🙏🙏", "❤️",
		":+1:", ":pray: :pray:", ":thumbsup::skin-tone-3:", "<:merci:123456>", "super, merci 😊", "Génial !", "nickel", "Impeccable, bonne journée",
		"Merci Tessa", "merci à toute l'équipe", "Merci pour votre aide", "merci pour votre réactivité !", "un grand merci pour votre intervention",
		"Merci encore, bonne soirée", "encore merci", "Bonjour, merci.", "C'est parfait, merci", "ça marche, merci", "Ça fonctionne maintenant, merci beaucoup !",
		"tout fonctionne merci", "merci :)", "merci ;-)", "thanks :D", "merci <3", "thanks for your help", "Great, thanks for the quick reply!", "it works now, thank you",
		"d'accord merci", "D’accord.", "ok", "bien reçu, merci", "merci <@slack:U1>", "je vous remercie", "Merci Tessa, bon week-end !", "cool merci", "merci ^^", "bonne journée 🙏",
		"merci bcp, bonne journée", "mci bcp", "C’est bon pour moi, merci", "Tout est rentré dans l'ordre, merci", "Problème résolu merci", "Merci à vous deux",
		"Merci pour le retour rapide", "Super réactif, merci", "cheers mate", "Thanks Tom, all good now", "Problem solved, thank you", "Thanks, it's working now",
	} {
		if !tickets.Thanks(words, "Tessa Morel", "Tom") {
			t.Errorf("%q is thanks", words)
		}
	}
	for _, words := range []string{
		"", "   ", "merci mais ça ne marche toujours pas", "Merci, mais non", "merci de rouvrir", "Merci de me rappeler", "merci ?", "ok ?", "ça ne marche pas", "ça marche pas",
		"encore", "Encore !", "toujours pas", "non", "Non merci", "no thanks", "merci, et l'autre imprimante", "merci, pourriez-vous aussi installer le scanner",
		"thanks, but it is broken again", "thanks, one more thing", "not fixed", "thanks for nothing", "it doesn't work", "it works not", "ça marche plus", "c'est pas bon",
		"👎", "😡", "merci 😡", "merci 😢", ":thumbsdown:", "merci :rage:", "merci 2", "12", "merci, le 3e étage aussi", "le problème revient", "help", "bonjour", "bonne journée",
		"Tessa", "merci Paul", "Merci d'avance", "it's working but slow, thanks", "problème", "merci 🖨", "résolu ?", "https://example.org merci", "merci $5",
		strings.Repeat("merci ", 40),
	} {
		if tickets.Thanks(words, "Tessa Morel") {
			t.Errorf("%q is not only thanks", words)
		}
	}
}

// However thanks are typed they stay thanks; one word of a complaint makes them a message.
func TestThanksHoweverTyped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SampledFrom([]string{"merci beaucoup", "thanks a lot", "parfait merci", "ok merci bonne journée"}).Draw(t, "words")
		var typed strings.Builder
		for _, r := range words {
			if rapid.Bool().Draw(t, "upper") {
				r = []rune(strings.ToUpper(string(r)))[0]
			}
			typed.WriteString(strings.Repeat(string(r), rapid.IntRange(1, 4).Draw(t, "times")))
		}
		typed.WriteString(rapid.SampledFrom([]string{"", "!", " !!!", "…", " 👍", " 🙏🏾", " :+1:", "\n\n", " :-)"}).Draw(t, "end"))
		if !tickets.Thanks(typed.String()) {
			t.Fatalf("%q is thanks", typed.String())
		}
		complaint := rapid.SampledFrom([]string{"mais", "pas", "ne", "toujours", "again", "not", "but", "encore une panne", "erreur"}).Draw(t, "complaint")
		if s := typed.String() + " " + complaint; tickets.Thanks(s) {
			t.Fatalf("%q is not only thanks", s)
		}
	})
}
