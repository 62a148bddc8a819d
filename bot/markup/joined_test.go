package markup

import (
	"strings"
	"testing"
	"unicode"

	"github.com/rivo/uniseg"
	"pgregory.net/rapid"
)

// letters is a document's text without the space that may be lost where it is cut, in order.
func letters(d Document) string {
	var b strings.Builder
	for _, block := range d {
		b.WriteString(block.Code)
		b.WriteString(spanText(block.Text))
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, b.String())
}

// long draws what people write when they write much: paragraphs, lists, code, flags and families.
func long() *rapid.Generator[string] {
	pieces := []string{
		"mot ", "phrase finie. ", "**gras** ", "*ital* ", "~~non~~ ", "`co``de` ", "\n", "\n\n", "\n- point ", "\n  - dessous ", "\n1. un ", "\n> cité ",
		"\n```go\nfunc f() {\n\treturn \"`\"\n}\n```\n", "\n```\n\n\nligne vide\n```\n", "\n```\n```\n", "\n# Titre\n", "[la page](https://ex.fr/x) ", "https://ex.fr/très/long?a=b ",
		"👩🏽‍💻", "🇫🇷", "é\u0301", "﷽", "Z͑ͫ̓ͪ̂ͫ̽", "한국", "<@slack:U1> ", "<t:1700000000:R> ", "||caché|| ", "```", "`", "\\", "&lt;", "_", "x", "\u00a0", "👩\u200d", "e\u0323\u0301",
	}
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Repeat(strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 60).Draw(t, "pieces"), ""), rapid.IntRange(1, 4).Draw(t, "times"))
	})
}

// TestPartsHoldEverything: joining the parts gives all that was written, in order, no part is too
// long, no character is cut, and a code block goes on as one.
func TestPartsHoldEverything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := long().Draw(t, "words")
		d := Read(s)
		if rapid.Bool().Draw(t, "plain") {
			d = Plain(s)
		}
		limit := rapid.IntRange(60, 900).Draw(t, "limit")
		for name, measure := range map[string]Measure{"discord": DiscordLength, "text": TextLength} {
			parts, whole := Split(d, limit, 0, measure)
			if !whole {
				t.Fatalf("%s: not whole", name)
			}
			var all, code Document
			for _, p := range parts {
				all = append(all, p...)
				for _, b := range p {
					if b.Kind == Fence {
						code = append(code, b)
					}
				}
			}
			if got, want := letters(all), letters(d); got != want {
				t.Fatalf("%s: %q\nof %q", name, got, want)
			}
			var fences Document
			clusters := map[string]int{}
			for _, b := range d {
				if b.Kind == Fence {
					fences = append(fences, b)
				}
				count(clusters, b, 1)
			}
			if got, want := letters(code), letters(fences); got != want {
				t.Fatalf("%s: code is %q, was %q", name, got, want)
			}
			for _, b := range all {
				count(clusters, b, -1)
			}
			for c, n := range clusters {
				if n != 0 && strings.TrimSpace(c) != "" {
					t.Fatalf("%s: the character %q is there %d times less", name, c, n)
				}
			}
			for _, p := range parts {
				if n := len([]rune(letters(InQuote(p)))); n > limit {
					t.Fatalf("%s: %d characters where %d have room", name, n, limit)
				}
				if strings.TrimSpace(letters(p)) == "" && letters(d) != "" {
					t.Fatalf("%s: an empty part of %q", name, s)
				}
			}
		}
	})
}

// count counts the characters of a block, as people see them.
func count(n map[string]int, b Block, by int) {
	for g := uniseg.NewGraphemes(b.Code + spanText(b.Text)); g.Next(); {
		n[g.Str()] += by
	}
}

func TestAQuoteWithinAQuoteIsToldApart(t *testing.T) {
	d := Read("> un\n> deux\n\nsuite\n> - point")
	if got, want := Discord(d, true), "> \\> un\n> \\> deux\n> \n> suite\n> - point"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := Discord(d, false); strings.Contains(got, `\>`) {
		t.Errorf("a quote that stands alone: %q", got)
	}
}
