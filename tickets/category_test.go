package tickets

import "testing"

func TestCategoryIsGuessedByKeywords(t *testing.T) {
	p := &Policy{Categories: []Category{
		{ID: "network", Keywords: []string{"vpn", "réseau"}},
		{ID: "printing", Keywords: []string{"imprimante", "toner"}},
		{ID: "software", Type: Request, Keywords: []string{"licence"}},
	}}
	for _, c := range []struct {
		kind  Kind
		words string
		want  string
	}{
		{Incident, "Le VPN ne répond plus", "network"},
		{Incident, "plus de RESEAU, ni de vpn; imprimante muette", "network"},
		{Incident, "imprimantes", ""}, // another word; nobody is sent to the wrong people
		{Incident, "toner vide", "printing"},
		{Incident, "une licence", ""},
		{Request, "une licence", "software"},
		{Incident, "rien ne va", ""},
	} {
		if got := p.GuessCategory(c.kind, c.words); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.kind, c.words, got, c.want)
		}
	}
	only := &Policy{Categories: []Category{{ID: "other"}}}
	if got := only.GuessCategory(Incident, "rien"); got != "other" {
		t.Errorf("the only category is not taken: %q", got)
	}
}
