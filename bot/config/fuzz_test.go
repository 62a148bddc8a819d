package config

import (
	"errors"
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

// Whatever the file holds: a complete desk, or problems that can be shown; never a panic.
func FuzzParse(f *testing.F) {
	example, err := os.ReadFile("testdata/guichet.example.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(example))
	// Sections one by one: mutations of a short input get further.
	for section := range strings.SplitSeq(string(example), "\n\n") {
		f.Add(section + "\n")
	}
	f.Add("desk: &a { name: *a }\n? [x]\n: y\n<<: *a\n")
	f.Add("rota: !!map\ncategories:\n- \n- - -\n")
	f.Add("a: |\n  b\n--- >\n c\n...\n%YAML 1.2\n")
	f.Fuzz(func(t *testing.T, source string) {
		if len(source) > 20_000 {
			t.Skip("slow, and no different")
		}
		d, err := Parse("g.yaml", []byte(source), Env{})
		if err == nil {
			p := d.Policy
			if len(p.Targets) != 4 || len(p.Matrix) != 3 || len(p.Categories) == 0 || p.Calendar == nil || p.Zone == nil || p.Name == "" {
				t.Fatalf("an incomplete desk: %+v", p)
			}
			for pr, target := range p.Targets {
				if target.Calendar == nil || target.Respond.IsZero() || target.FirstContact.IsZero() || target.Resolve.IsZero() {
					t.Fatalf("%s is incomplete: %+v", pr, target)
				}
			}
			return
		}
		var ps Problems
		if !errors.As(err, &ps) || len(ps) == 0 {
			t.Fatalf("not a problem to be shown: %v", err)
		}
		for _, p := range ps {
			if p.Message == "" || p.Line < 0 || p.Line > strings.Count(source, "\n")+strings.Count(source, "\r")+2 {
				t.Fatalf("a problem nowhere: %+v", p)
			}
			if utf8.ValidString(source) && !utf8.ValidString(p.Error()) {
				t.Fatalf("broken characters: %q", p.Error())
			}
		}
	})
}
