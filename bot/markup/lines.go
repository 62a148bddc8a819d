package markup

import (
	"regexp"
	"strings"
)

var headingLine = regexp.MustCompile(`^(#{1,3})[ \t]+(\S.*)$`)

// lister tells how deep the lines of a list are by how far they are indented.
type lister struct{ indents []int }

// depth is the depth of an item, counted from the items before it.
func (l *lister) depth(indent string) int {
	width := len(strings.ReplaceAll(indent, "\t", "    "))
	for len(l.indents) > 0 && l.indents[len(l.indents)-1] > width {
		l.indents = l.indents[:len(l.indents)-1]
	}
	if len(l.indents) == 0 || l.indents[len(l.indents)-1] < width {
		l.indents = append(l.indents, width)
	}
	return len(l.indents) - 1
}

// inlineReader reads the text of one block.
type inlineReader func(s string) []Span

// blocks reads lines of paragraphs, headings and lists, without quotes and code blocks, which
// each dialect finds its own way. apart: an empty line stands before them.
func blocks(out Document, text string, quoted, apart bool, marks *regexp.Regexp, inline inlineReader) (Document, bool) {
	var list lister
	var open *Block // the block that a further line belongs to
	var lines []string
	flush := func() {
		if open == nil {
			return
		}
		open.Text = inline(strings.Join(lines, "\n"))
		out = append(out, *open)
		open, lines = nil, nil
	}
	begin := func(b Block, line string) {
		flush()
		b.Apart, b.Quoted = apart, quoted
		open, lines, apart = &b, []string{line}, false
	}
	for line := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(line) == "" {
			flush()
			apart = true
			continue
		}
		if m := headingLine.FindStringSubmatch(line); m != nil {
			list = lister{}
			begin(Block{Kind: Heading, Level: len(m[1])}, m[2])
			flush()
			continue
		}
		if m := marks.FindStringSubmatch(line); m != nil {
			if open == nil || open.Kind != Item {
				if n := len(out) - 1; open != nil || n < 0 || out[n].Kind != Item {
					list = lister{}
				}
			}
			begin(Block{Kind: Item, Depth: list.depth(m[1]), Number: number(m[3])}, m[4])
			continue
		}
		switch {
		case open != nil && open.Kind == Item && (line[0] == ' ' || line[0] == '\t'):
			lines = append(lines, strings.TrimLeft(line, " \t"))
		case open != nil && open.Kind == Paragraph:
			lines = append(lines, line)
		default:
			begin(Block{}, line)
		}
	}
	flush()
	return out, apart
}

// number is an item's number, 0 for a bullet: a list that is numbered begins with 1 at least.
func number(digits string) int {
	if digits == "" {
		return 0
	}
	n := 0
	for _, c := range digits {
		n = n*10 + int(c-'0')
	}
	return max(n, 1)
}
