package search_test

import (
	"testing"

	"guichet/tickets/search"
)

// What people of a French and English desk write, several times the same trouble each.
var troubles = [][]string{
	{
		"Imprimante du 3e bloquée",
		"l’imprimante du 3e étage est BLOQUEE",
		"Imprimantes bloquées au 3e\nDepuis ce matin plus rien ne sort, le voyant orange clignote et un message parle d’un bourrage papier dans le bac 2.",
	},
	{"VPN ne se connecte pas", "Impossible de se connecter au VPN", "le vpn refuse la connexion, connecté hier"},
	{"Écran noir au démarrage du portable", "portable : ecran noir quand il démarre"},
	{"Printer on the second floor is jammed", "printers jammed second floor", "The second floor printer keeps jamming\nPaper comes out torn; I have tried to switch it off and on."},
	{"Wi-Fi coupé en salle de réunion", "plus de wifi en salle de réunion", "le WiFi de la salle de réunion est coupe"},
	{"badge perdu", "J’ai perdu mon badge"},
	{"Création d’un compte pour Léa Petit, arrivée lundi", "Demande de création de compte : Lea Petit arrive lundi"},
	{"Shared mailbox for the sales team", "sales team needs a shared mailbox"},
	{"Mot de passe Windows oublié", "mot de passe windows oublie", "Oubli de mon mot de passe Windows"},
	{"Le logiciel de paie affiche une erreur 503", "erreur 503 dans le logiciel de paie"},
}

// Tickets about one trouble find one another, and those about others do not come along.
func TestAlike(t *testing.T) {
	documents, of := map[int64][]string{}, map[int64]int{}
	counts := map[string]int{}
	n := int64(0)
	for i, all := range troubles {
		for _, words := range all {
			n++
			documents[n], of[n] = search.Terms(words), i
			for _, term := range documents[n] {
				counts[term]++
			}
		}
	}
	for one, terms := range documents {
		others := map[int64][]string{}
		for n, terms := range documents {
			if n != one {
				others[n] = terms
			}
		}
		found := map[int64]bool{}
		for _, m := range search.Rank(terms, others, counts, false, search.LikeEnough) {
			found[m.Ticket] = true
			if of[m.Ticket] != of[one] {
				t.Errorf("%q is taken for %q (%.2f)", terms, documents[m.Ticket], m.Score)
			}
		}
		for n := range others {
			if of[n] == of[one] && !found[n] {
				t.Errorf("%q does not find %q", terms, documents[n])
			}
		}
	}
}
