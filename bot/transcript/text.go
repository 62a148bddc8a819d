package transcript

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"guichet/bot/markup"
)

// width is the width of a terminal, in characters.
const width = 80

// Text writes the transcript for a terminal or a printer: lines of 80 characters, but for words
// that are longer themselves, and for code.
func Text(w io.Writer, t Transcript) error {
	b := &strings.Builder{}
	colon := ": "
	if t.Locale == "fr" {
		colon = "\u00a0: "
	}
	rule := strings.Repeat("─", width)
	fmt.Fprintf(b, "%s\n%s\n%s\n%s\n\n", rule, fold(t.Ref+" · "+t.StateName, ""), fold(clean(t.Summary), ""), rule)
	for _, f := range t.Facts {
		fmt.Fprintln(b, fold(clean(f.Name+colon+f.Value), "  "))
	}
	if t.Description != nil {
		fmt.Fprintf(b, "\n%s\n%s\n", t.Labels.Description, indent(t.Description.Text))
	}
	if len(t.Deadlines) > 0 {
		fmt.Fprintf(b, "\n%s\n", t.Labels.Deadlines)
		for _, line := range t.Deadlines {
			fmt.Fprintln(b, indent(line))
		}
	}
	fmt.Fprintf(b, "\n%s\n", t.Labels.Conversation)
	day := ""
	for _, e := range t.Entries {
		if d := Day(t, e.At); d != day {
			day = d
			fmt.Fprintf(b, "\n── %s %s\n", d, strings.Repeat("─", max(3, width-4-utf8.RuneCountInString(d))))
		}
		what := e.At.In(t.At).Format("15:04") + "  "
		if e.Ticket != "" {
			what += e.Ticket + " · "
		}
		what += clean(e.What)
		if e.Internal {
			what += " [" + t.Labels.Internal + "]"
		}
		fmt.Fprintln(b, fold(what, "       "))
		if e.Words != nil {
			fmt.Fprintln(b, indent(e.Words.Text))
		}
		for _, f := range e.Files {
			line := "       + " + clean(f.Name)
			for _, more := range []string{f.Weight, f.Path, strings.TrimSuffix(f.Why, ".")} {
				if more != "" {
					line += " · " + more
				}
			}
			fmt.Fprintln(b, fold(line, "         "))
		}
	}
	fmt.Fprintf(b, "\n%s\n%s\n", rule, fold(t.Labels.Made, ""))
	_, err := io.WriteString(w, markup.Clean(b.String()))
	return err
}

// indent sets what somebody wrote off from what is said of it.
func indent(s string) string {
	var out []string
	for line := range strings.SplitSeq(s, "\n") {
		out = append(out, fold("    | "+clean(line), "    | "))
	}
	return strings.Join(out, "\n")
}

// fold breaks a line between words where it is too long; more begins each further line.
func fold(s, more string) string {
	if utf8.RuneCountInString(s) <= width {
		return s
	}
	var out strings.Builder
	n := 0
	for i, word := range strings.SplitAfter(s, " ") {
		size := utf8.RuneCountInString(strings.TrimRight(word, " "))
		if i > 0 && n+size > width {
			out.WriteString("\n" + more)
			n = utf8.RuneCountInString(more)
		}
		out.WriteString(word)
		n += utf8.RuneCountInString(word)
	}
	lines := strings.Split(out.String(), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}
