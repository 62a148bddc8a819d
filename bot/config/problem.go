package config

import (
	"fmt"
	"strings"
)

// maxShown is how many problems are written out: who has more repairs the first ones first.
const maxShown = 20

// Problem is one mistake of an operator, as a sentence that says what is wrong and what to
// write instead.
type Problem struct {
	File    string // "" for the environment
	Line    int    // from 1; 0 when it concerns no line
	Column  int    // from 1, in characters
	Message string
	Excerpt string // the line and its neighbours with a mark under the column, "" for the environment
}

// Error is "file:line:column: sentence" and the excerpt.
func (p Problem) Error() string {
	var b strings.Builder
	if p.File != "" {
		b.WriteString(p.File)
		if p.Line > 0 {
			fmt.Fprintf(&b, ":%d:%d", p.Line, p.Column)
		}
		b.WriteString(": ")
	}
	b.WriteString(p.Message)
	if p.Excerpt != "" {
		b.WriteString("\n" + p.Excerpt)
	}
	return b.String()
}

// Problems are all the mistakes found, in the order of the file.
type Problems []Problem

// Error writes them one after the other.
func (ps Problems) Error() string {
	shown := ps[:min(len(ps), maxShown)]
	lines := make([]string, 0, len(shown)+1)
	for _, p := range shown {
		lines = append(lines, p.Error())
	}
	if more := len(ps) - len(shown); more > 0 {
		lines = append(lines, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(lines, "\n")
}

// Unwrap gives each Problem to errors.As.
func (ps Problems) Unwrap() []error {
	errs := make([]error, len(ps))
	for i, p := range ps {
		errs[i] = p
	}
	return errs
}

// err is nil when there is no problem: a Problems in an error would never be.
func (ps Problems) err() error {
	if len(ps) == 0 {
		return nil
	}
	return ps
}

// excerptWidth is how much of a long line is shown, in characters.
const excerptWidth = 160

// excerpt shows the line before, the line itself and a mark under the column.
func excerpt(lines []string, line, column int) string {
	if line < 1 || line > len(lines) {
		return ""
	}
	var b strings.Builder
	if line > 1 {
		fmt.Fprintf(&b, "  %4d | %s\n", line-1, cut(lines[line-2]))
	}
	fmt.Fprintf(&b, "> %4d | %s", line, cut(lines[line-1]))
	if column >= 1 && column <= excerptWidth {
		// A tab is as wide in the mark's line as above it.
		under := []rune(lines[line-1])
		under = under[:min(column-1, len(under))]
		for i, r := range under {
			if r != '\t' {
				under[i] = ' '
			}
		}
		fmt.Fprintf(&b, "\n         %s^", string(under))
	}
	return b.String()
}

func cut(s string) string {
	if r := []rune(s); len(r) > excerptWidth {
		return string(r[:excerptWidth-1]) + "…"
	}
	return s
}
