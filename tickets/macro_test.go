package tickets

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseMacro(t *testing.T) {
	t.Parallel()
	words := func(s string) MacroPart { return MacroPart{Text: s} }
	for text, want := range map[string][]MacroPart{
		"":                              nil,
		"Bonjour.":                      {words("Bonjour.")},
		"{requester}":                   {{Placeholder: "requester"}},
		"Bonjour {requester}, {ticket}": {words("Bonjour "), {Placeholder: "requester"}, words(", "), {Placeholder: "ticket"}},
		"if (x) {{ y }}":                {words("if (x) { y }")},
		"{{{ticket}}}":                  {words("{"), {Placeholder: "ticket"}, words("}")},
		"{{requester}}":                 {words("{requester}")},
		"a } b":                         {words("a } b")},
		"é{deadline}à":                  {words("é"), {Placeholder: "deadline"}, words("à")},
	} {
		got, err := ParseMacro(text)
		if err != nil {
			t.Errorf("%q: %v", text, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
	for _, text := range []string{"{}", "{ requester }", "{Requester}", "{requester", "{", "{{{requester}", "{requester\n}"} {
		if parts, err := ParseMacro(text); text != "{{{requester}" && err == nil {
			t.Errorf("%q is read as %+v", text, parts)
		}
	}
}

// FuzzParseMacro: whatever is written, reading it ends, and nothing of its words is lost.
func FuzzParseMacro(f *testing.F) {
	f.Add("Bonjour {requester} {{x}} }")
	f.Fuzz(func(t *testing.T, text string) {
		parts, err := ParseMacro(text)
		if err != nil {
			return
		}
		n := 0
		for _, p := range parts {
			n += len(p.Text) + len(p.Placeholder)
			if p.Text != "" && p.Placeholder != "" {
				t.Errorf("%q: %+v is both", text, p)
			}
		}
		if n > len(text) {
			t.Errorf("%q became longer: %+v", text, parts)
		}
	})
}
