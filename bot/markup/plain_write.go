package markup

import (
	"strconv"
	"strings"
)

// Text writes plain text: what a reader without any formatting needs to follow.
func Text(d Document) string {
	var b strings.Builder
	for i, block := range d {
		if i > 0 {
			b.WriteByte('\n')
			if block.Apart {
				b.WriteByte('\n')
			}
		}
		for j, line := range strings.Split(textBlock(block), "\n") {
			if j > 0 {
				b.WriteByte('\n')
			}
			if block.Quoted {
				b.WriteString("> ")
			}
			b.WriteString(line)
		}
	}
	return b.String()
}

func textBlock(b Block) string {
	switch b.Kind {
	case Item:
		indent := strings.Repeat("  ", b.Depth)
		mark := "- "
		if b.Number > 0 {
			mark = strconv.Itoa(b.Number) + ". "
		}
		return indent + mark + strings.ReplaceAll(textOf(b.Text), "\n", "\n"+indent+"  ")
	case Fence:
		return b.Code
	default:
		return textOf(b.Text)
	}
}

func textOf(t []Span) string {
	var b strings.Builder
	for _, s := range t {
		b.WriteString(s.Text)
		if s.URL != "" && s.URL != s.Text && s.URL != "mailto:"+s.Text {
			b.WriteString(" (" + s.URL + ")")
		}
	}
	return b.String()
}

// Line is plain text on one line: for lists, titles and names of threads.
func Line(d Document) string { return strings.Join(strings.Fields(Text(d)), " ") }
