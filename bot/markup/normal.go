package markup

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// normal gives equal documents one shape, which is the one that Write writes and Read reads:
// neighbours of one look are one span, no style hangs on white space or reaches over a line,
// addresses are links, and paragraphs are what stands between empty lines.
func normal(d Document) Document {
	var out Document
	for _, b := range d {
		if b.Kind == Fence {
			b.Code = strings.Trim(Clean(b.Code), "\n")
			b.Lang = language(b.Lang)
			b.Text, b.Level, b.Depth, b.Number = nil, 0, 0, 0
			if strings.TrimSpace(b.Code) != "" {
				out = append(out, b)
			}
			continue
		}
		b.Lang, b.Code = "", ""
		b.Text = spans(b.Text)
		switch b.Kind {
		case Heading:
			b.Level = min(max(b.Level, 1), 3)
			b.Depth, b.Number = 0, 0
			b.Text = oneLine(b.Text)
		case Item:
			b.Level = 0
			b.Depth = min(max(b.Depth, 0), maxDepth)
			b.Number = min(max(b.Number, 0), 999_999_999)
			b.Text = tight(b.Text)
		default:
			b.Level, b.Depth, b.Number = 0, 0, 0
			out = paragraphs(out, b)
			continue
		}
		if b.Text = trim(b.Text); len(b.Text) > 0 {
			out = append(out, b)
		}
	}
	return settle(out)
}

// settle mends what blocks are to their neighbours.
func settle(d Document) Document {
	var out Document
	for _, b := range d {
		last := len(out) - 1
		if last < 0 {
			b.Apart = false
			if b.Kind == Item {
				b.Depth = 0
			}
			out = append(out, b)
			continue
		}
		p := &out[last]
		if b.Kind == Item {
			switch {
			case p.Kind != Item || p.Quoted != b.Quoted:
				b.Depth = 0
			default:
				b.Depth = min(b.Depth, p.Depth+1)
			}
		}
		if b.Kind == Paragraph && !b.Apart && b.Quoted == p.Quoted {
			switch p.Kind {
			case Paragraph:
				p.Text = spans(append(append(p.Text, Span{Text: "\n"}), b.Text...))
				continue
			case Item: // a line that is indented would be more of the item
				b.Text = trim(b.Text)
			}
		}
		out = append(out, b)
	}
	return out
}

// paragraphs adds a paragraph, one for each run of lines between empty ones.
func paragraphs(out Document, b Block) Document {
	rest := b
	var line []Span
	var text []Span
	flush := func() {
		if t := trimLines(text); len(t) > 0 {
			one := rest
			one.Text = t
			out = append(out, one)
			rest.Apart = false
		}
		text = nil
	}
	end := func() {
		if blank(line) {
			flush()
			rest.Apart = true
		} else {
			if len(text) > 0 {
				text = append(text, Span{Text: "\n"})
			}
			text = append(text, line...)
		}
		line = nil
	}
	for _, s := range b.Text {
		if s.Text == "\n" && plainSpan(s) {
			end()
			continue
		}
		line = append(line, s)
	}
	end()
	flush()
	return out
}

func blank(line []Span) bool {
	for _, s := range line {
		if !plainSpan(s) || strings.TrimSpace(s.Text) != "" {
			return false
		}
	}
	return true
}

func plainSpan(s Span) bool {
	return s.Style == 0 && s.URL == "" && s.User == "" && s.At.IsZero()
}

// spans gives text one shape: every line break a span of its own without style.
func spans(in []Span) []Span {
	var out []Span
	add := func(s Span) {
		last := len(out) - 1
		if last >= 0 && s.Text != "\n" && out[last].Text != "\n" && sameLook(out[last], s) {
			out[last].Text += s.Text
			return
		}
		out = append(out, s)
	}
	for _, s := range in {
		if s.User != "" || !s.At.IsZero() {
			s.URL = ""
			s.Style &^= Code
			s.Text = strings.Join(strings.Fields(Clean(s.Text)), " ")
			out = append(out, s)
			continue
		}
		if s.Style&Code != 0 {
			s.Style = Code
			s.Text = strings.Join(strings.Split(s.Text, "\n"), " ")
		}
		if s.URL != "" {
			label := strings.Join(strings.Fields(Clean(s.Text)), " ")
			if s.URL = Link(s.URL); s.URL != "" {
				if s.Text = label; label == "" {
					s.Text = s.URL
				}
				if Link(label) == s.URL {
					s.Text = s.URL
				}
				if s.Style&Code != 0 && s.Text == s.URL {
					s.Style = 0
				}
				add(s)
				continue
			}
		}
		for i, part := range strings.Split(Clean(s.Text), "\n") {
			if i > 0 {
				out = append(out, Span{Text: "\n"})
			}
			lookFor(s, part, add)
		}
	}
	for range 4 { // white space of one style may have stood between white space of others
		next := merge(edges(out))
		if slices.Equal(next, out) {
			break
		}
		out = next
	}
	return out
}

// lookFor adds a piece of one line, with the addresses in it as links.
func lookFor(s Span, part string, add func(Span)) {
	if s.Style&Code != 0 {
		if strings.TrimSpace(part) != "" {
			add(Span{Text: part, Style: Code})
		} else if part != "" {
			add(Span{Text: part})
		}
		return
	}
	from := 0
	for i := 0; i < len(part); i++ {
		if part[i] != 'h' {
			continue
		}
		raw, link := addressAt(part[i:])
		if raw == "" || wordBefore(part[:i]) {
			continue
		}
		if i > from {
			add(Span{Text: part[from:i], Style: s.Style})
		}
		add(Span{Text: link, Style: s.Style, URL: link})
		from = i + len(raw)
		i = from - 1
	}
	if from < len(part) {
		add(Span{Text: part[from:], Style: s.Style})
	}
}

func wordBefore(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return s != "" && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

func sameLook(a, b Span) bool {
	return a.Style == b.Style && a.URL == b.URL && a.URL == "" && a.User == "" && b.User == "" && a.At.IsZero() && b.At.IsZero()
}

// edges takes the style off white space at the edges of what has one.
func edges(in []Span) []Span {
	var out []Span
	for i, s := range in {
		if s.Style == 0 || s.Style == Code || s.URL != "" || s.User != "" || !s.At.IsZero() {
			out = append(out, s)
			continue
		}
		before, after := Style(0), Style(0)
		if i > 0 {
			before = in[i-1].Style
		}
		if i+1 < len(in) {
			after = in[i+1].Style
		}
		head := len(s.Text) - len(strings.TrimLeftFunc(s.Text, unicode.IsSpace))
		tail := len(strings.TrimRightFunc(s.Text, unicode.IsSpace))
		if head == len(s.Text) { // nothing but white space
			s.Style &= before & after &^ Code
			out = append(out, s)
			continue
		}
		if head > 0 && s.Style&^before != 0 {
			out = append(out, Span{Text: s.Text[:head], Style: s.Style & before &^ Code})
			s.Text, tail = s.Text[head:], tail-head
		}
		if tail < len(s.Text) && s.Style&^after != 0 {
			out = append(out, Span{Text: s.Text[:tail], Style: s.Style}, Span{Text: s.Text[tail:], Style: s.Style & after &^ Code})
			continue
		}
		out = append(out, s)
	}
	return out
}

// merge joins neighbours of one look.
func merge(in []Span) []Span {
	var out []Span
	for _, s := range in {
		if s.Text == "" && s.User == "" && s.At.IsZero() {
			continue
		}
		last := len(out) - 1
		if last >= 0 && s.Text != "\n" && out[last].Text != "\n" && sameLook(out[last], s) {
			out[last].Text += s.Text
			continue
		}
		out = append(out, s)
	}
	return out
}

// trim takes the white space off both ends.
func trim(t []Span) []Span {
	for len(t) > 0 && plainSpan(t[0]) {
		if s := strings.TrimLeftFunc(t[0].Text, unicode.IsSpace); s != "" {
			t[0].Text = s
			break
		}
		t = t[1:]
	}
	for len(t) > 0 && plainSpan(t[len(t)-1]) {
		last := len(t) - 1
		if s := strings.TrimRightFunc(t[last].Text, unicode.IsSpace); s != "" {
			t[last].Text = s
			break
		}
		t = t[:last]
	}
	return t
}

// trimLines takes the white space off the ends of all lines, and what is before the first.
func trimLines(t []Span) []Span {
	var out, line []Span
	end := func() {
		for len(line) > 0 && plainSpan(line[len(line)-1]) {
			last := len(line) - 1
			if s := strings.TrimRightFunc(line[last].Text, unicode.IsSpace); s != "" {
				line[last].Text = s
				break
			}
			line = line[:last]
		}
		out = append(out, line...)
		line = nil
	}
	for _, s := range t {
		if s.Text == "\n" && plainSpan(s) {
			end()
			out = append(out, s)
			continue
		}
		line = append(line, s)
	}
	end()
	return out
}

// tight is the text of an item: lines without white space around them, none empty.
func tight(t []Span) []Span {
	var out, line []Span
	end := func() {
		if line = trim(line); len(line) > 0 {
			if len(out) > 0 {
				out = append(out, Span{Text: "\n"})
			}
			out = append(out, line...)
		}
		line = nil
	}
	for _, s := range t {
		if s.Text == "\n" && plainSpan(s) {
			end()
			continue
		}
		line = append(line, s)
	}
	end()
	return out
}

// oneLine is text without line breaks.
func oneLine(t []Span) []Span {
	out := make([]Span, len(t))
	for i, s := range t {
		if s.Text == "\n" {
			s.Text = " "
		}
		out[i] = s
	}
	return spans(out)
}

var notLanguage = regexp.MustCompile(`[^A-Za-z0-9+#._-]`)

// language is a code block's language, at most 20 characters of a name.
func language(s string) string {
	s = notLanguage.ReplaceAllString(s, "")
	return s[:min(len(s), 20)]
}
