package markup

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// seeds are what people write, and what they should not be able to do with it.
var seeds = []string{
	"", "bonjour", "**gras** *italique* __souligné__ ~~barré~~ ||caché|| `code`", "***les deux***", "**a***b*c", "*a**b**c*",
	"- un\n- deux\n  - deux bis\n    suite\n- trois\n\n1. a\n2. b", "> cité\n> encore\n\nsuite", "> - x\n> ```go\n> a := 1\n> ```\n>\n> y",
	"```sh\nls -la\n```", "````\n```\n````", "# Titre\ntexte", "a\nb\n\nc\n\n\n\nd", "[ici](https://exemple.fr/a_(b)) et https://exemple.fr/x_y.",
	"<https://exemple.fr>**https://exemple.fr**", "<@slack:U1> <t:1700000000:R>", `C:\Users\_x_\*.txt`, `\\serveur\partage`, "snake_case_name __init__ 2 * 3 * 4",
	"[x](javascript:alert(1))", "@everyone @here <!channel> <@U1> <#C1>", "   indenté\n  - pas", "1) un\n2) deux", "-", "- ", "#", "# ", ">", "> ", "```", "``` a b\nx\n```",
	"**", "****", "* *", "** **", "`` ` ``", "` `", "`", "[a]", "[a](b", "\\", "\\\\", "a\\", "é\u0301👩🏽‍💻🇫🇷", "\u202Eab\u202C\x00", "a  \n b", "**a **b", "http://", "ahttp://x.fr", "https://x.fr/a*b~c",
	"**[gras](https://x.fr)**[`code`](https://x.fr)", "||**a** *b*||", "*a*\\*", "<\\@slack:U1>", "a\n> b\nc", "> a\n\n> b", "10. dix\n  11. onze", "-# petit", "mailto:a@b.fr <mailto:a@b.fr>", "<http://0\xff%280",
}

// stable is what must hold of any document.
func stable(t *testing.T, s string) {
	t.Helper()
	d := Read(s)
	w := Write(d)
	again := Read(w)
	if diff := cmp.Diff(d, again); diff != "" {
		t.Fatalf("%q is written %q and read differently:\n%s", s, w, diff)
	}
	if w2 := Write(again); w2 != w {
		t.Fatalf("%q is written %q, then %q", s, w, w2)
	}
}

func TestOwnMarkdownIsStable(t *testing.T) {
	for _, s := range seeds {
		stable(t, s)
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) < 2000 {
			stable(t, s)
		}
	})
}

func TestReading(t *testing.T) {
	for s, want := range map[string]Document{
		"**gras** et *ital*": {{Text: []Span{{Text: "gras", Style: Bold}, {Text: " et "}, {Text: "ital", Style: Italic}}}},
		"snake_case ~ 2|3":   {{Text: []Span{{Text: "snake_case ~ 2|3"}}}},
		"voir https://x.fr.": {{Text: []Span{{Text: "voir "}, {Text: "https://x.fr", URL: "https://x.fr"}, {Text: "."}}}},
		"- a\n  - b\n1. c":   {{Kind: Item, Text: []Span{{Text: "a"}}}, {Kind: Item, Depth: 1, Text: []Span{{Text: "b"}}}, {Kind: Item, Number: 1, Text: []Span{{Text: "c"}}}},
		"x\n\n> y":           {{Text: []Span{{Text: "x"}}}, {Quoted: true, Apart: true, Text: []Span{{Text: "y"}}}},
		"```go\na\n\nb\n```": {{Kind: Fence, Lang: "go", Code: "a\n\nb"}},
		"`a*b` **c":          {{Text: []Span{{Text: "a*b", Style: Code}, {Text: " **c"}}}},
		"[x](javascript:y)":  {{Text: []Span{{Text: "[x](javascript:y)"}}}},
	} {
		if diff := cmp.Diff(want, Read(s)); diff != "" {
			t.Errorf("%q:\n%s", s, diff)
		}
	}
}

func TestPlainWordsComeBackAsTyped(t *testing.T) {
	for _, s := range seeds {
		s = strings.TrimSpace(Clean(s))
		var b strings.Builder
		for _, block := range Read(Write(Plain(s))) {
			for _, span := range block.Text {
				b.WriteString(span.Text)
			}
		}
		if got, want := squeeze(b.String()), squeeze(s); got != want {
			t.Errorf("%q comes back as %q", s, b.String())
		}
	}
}

func squeeze(s string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("(", "%28", ")", "%29").Replace(s)), "")
}
