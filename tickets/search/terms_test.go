package search_test

import (
	"slices"
	"testing"

	"guichet/tickets/search"
)

// Inflections, accents and the language of who writes do not matter.
func TestTermsMeet(t *testing.T) {
	for _, pair := range [][2]string{
		{"imprimante bloquée", "IMPRIMANTES BLOQUEES"},
		{"la messagerie est en panne", "messageries"},
		{"réseau coupé", "le reseau est coupe"},
		{"printer jammed", "The printers are jamming"},
		{"l’écran reste noir", "ecrans noirs"},
		{"VPN", "vpn"},
	} {
		a, b := search.Terms(pair[0]), search.Terms(pair[1])
		if !slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) }) {
			t.Errorf("%q %q and %q %q have nothing in common", pair[0], a, pair[1], b)
		}
	}
}

func TestTermsLeaveOutWhatSaysNothing(t *testing.T) {
	for _, s := range []string{"", "bonjour, le la les de du", "please help, it does not work", "!!! ???", "ça ne marche plus depuis ce matin"} {
		if got := search.Terms(s); len(got) > 0 {
			t.Errorf("%q: %q", s, got)
		}
	}
	if got := search.Terms(long(5000)); len(got) > search.MaxTerms {
		t.Errorf("%d terms", len(got))
	}
}

func long(n int) string {
	var out []byte
	for i := range n {
		out = append(out, byte('a'+i%26), byte('a'+i/26%26), byte('a'+i/676%26), ' ')
	}
	return string(out)
}

func TestRank(t *testing.T) {
	docs := map[int64][]string{
		1: search.Terms("Messagerie indisponible au siège"),
		2: search.Terms("Imprimante du 3e bloquée"),
		3: search.Terms("Écran noir"),
	}
	counts := map[string]int{}
	for _, terms := range docs {
		for _, term := range terms {
			counts[term]++
		}
	}
	got := search.Rank(search.Terms("ma messagerie ne répond pas"), docs, counts, true, 0.3)
	if len(got) != 1 || got[0].Ticket != 1 {
		t.Errorf("%+v", got)
	}
	if got := search.Rank(search.Terms("badge perdu"), docs, counts, true, 0.3); len(got) > 0 {
		t.Errorf("nothing is like it, but %+v", got)
	}
}
