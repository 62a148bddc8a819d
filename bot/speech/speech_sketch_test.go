package speech

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"guichet/bot"
	"guichet/bot/markup"

	"github.com/google/go-cmp/cmp"
)

var updateGolden = flag.Bool("update", false, "write the golden files anew")

// golden compares what was said with testdata/name.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *updateGolden {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s (run with -update when this is meant):\n%s", file, diff)
	}
}

// sketch writes a message down as people would read it, with the kinds of spans marked:
// *bold*, `code`, @mention, @@group, {instant}, [link].
func sketch(m bot.Message) string {
	var b strings.Builder
	fmt.Fprintf(&b, "tone %s\n", [...]string{"calm", "good", "warning", "alarm", "muted"}[m.Tone])
	for _, block := range m.Blocks {
		switch block.Kind {
		case bot.Heading:
			fmt.Fprintf(&b, "# %s\n", spans(block.Text))
		case bot.Quote:
			fmt.Fprintf(&b, "> %s\n", strings.ReplaceAll(spans(block.Text), "\n", "\n> "))
		case bot.Words:
			fmt.Fprintf(&b, "> %s\n", strings.ReplaceAll(markup.Text(block.Words), "\n", "\n> "))
		case bot.Small:
			fmt.Fprintf(&b, "- %s\n", strings.ReplaceAll(spans(block.Text), "\n", "\n- "))
		case bot.Fields:
			for _, p := range block.Pairs {
				fmt.Fprintf(&b, "  %s | %s\n", p.Label, spans(p.Value))
			}
		case bot.Row:
			for _, button := range block.Buttons {
				fmt.Fprintf(&b, "[%s%s]=%s ", [...]string{"", "primary ", "danger "}[button.Style], button.Label, button.Verb)
				if button.On {
					b.WriteString("(on) ")
				}
			}
			b.WriteString("\n")
		case bot.Select:
			fmt.Fprintf(&b, "menu %q %s:", block.Menu.Placeholder, block.Menu.Verb)
			for _, o := range block.Menu.Options {
				fmt.Fprintf(&b, " %s=%s;", o.Label, o.Value)
			}
			b.WriteString("\n")
		default:
			fmt.Fprintf(&b, "%s\n", spans(block.Text))
		}
	}
	return b.String()
}

func spans(text bot.Text) string {
	var b strings.Builder
	for _, s := range text {
		switch s.Kind {
		case bot.Bold:
			b.WriteString("*" + s.Text + "*")
		case bot.Code:
			b.WriteString("`" + s.Text + "`")
		case bot.Mention:
			b.WriteString("@" + s.Text)
		case bot.Group:
			b.WriteString("@@" + s.Role)
		case bot.When:
			if s.Style == bot.Relative {
				b.WriteString("{in…}")
				break
			}
			b.WriteString("{" + s.Text + "}")
		case bot.Anchor:
			b.WriteString("[" + s.Text + "](" + s.URL + ")")
		default:
			b.WriteString(s.Text)
		}
	}
	return b.String()
}

// sketchForm writes a form down.
func sketchForm(f bot.Form) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s (%s / %s)", f.ID, f.Title, f.Submit, f.Cancel)
	if f.Intro != "" {
		b.WriteString(" " + f.Intro)
	}
	b.WriteString("\n")
	for _, x := range f.Fields {
		fmt.Fprintf(&b, "  %s | %s %s", x.ID, x.Label, [...]string{"line", "text", "choice", "person", "files", "date"}[x.Kind])
		if x.Required {
			b.WriteString(" required")
		}
		if x.Max > 0 {
			fmt.Fprintf(&b, " ≤%d", x.Max)
		}
		for _, o := range x.Options {
			fmt.Fprintf(&b, " (%s=%s)", o.Label, o.Value)
		}
		if x.Value != "" {
			fmt.Fprintf(&b, " = %q", x.Value)
		}
		if x.Hint != "" {
			fmt.Fprintf(&b, " … %s", x.Hint)
		}
		if x.Error != "" {
			fmt.Fprintf(&b, " ! %s", x.Error)
		}
		b.WriteString("\n")
	}
	return b.String()
}
