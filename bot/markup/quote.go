package markup

import "strings"

// quoteMark stands before each line of a quote within a quote, which neither platform has.
const quoteMark = "> "

// InQuote is a document as it stands where all of it is quoted: a quote of the writer's own is
// told apart by a sign before its lines.
func InQuote(d Document) Document {
	out := make(Document, len(d))
	for i, b := range d {
		if b.marked() {
			text := []Span{{Text: quoteMark}}
			for _, s := range b.Text {
				if plainSpan(s) {
					s.Text = strings.ReplaceAll(s.Text, "\n", "\n"+quoteMark)
				}
				text = append(text, s)
			}
			b.Text = text
		}
		out[i] = b
	}
	return out
}

// marked tells whether InQuote changes the block: lists and code keep their form.
func (b Block) marked() bool {
	return b.Quoted && b.Kind != Item && b.Kind != Fence && b.Kind != Heading
}

// marks is how many characters InQuote adds to the block.
func (b Block) marks() int {
	if !b.marked() {
		return 0
	}
	lines := 1
	for _, s := range b.Text {
		if plainSpan(s) {
			lines += strings.Count(s.Text, "\n")
		}
	}
	return lines * len(quoteMark)
}
