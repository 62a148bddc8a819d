package markup

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// Measure is the length of a document as a platform counts it.
type Measure func(Document) int

// DiscordLength counts what Discord takes for a quoted document: characters of the strictest of
// its clients (UTF-16 units), markup included.
func DiscordLength(d Document) int { return units(Discord(d, true)) }

// TextLength counts the characters of a document, as InQuote writes it, where formatting takes none.
func TextLength(d Document) int {
	n := 0
	for _, b := range d {
		n += 2 + utf8.RuneCountInString(b.Code) + b.marks()
		for _, s := range b.Text {
			n += utf8.RuneCountInString(s.Text)
		}
	}
	return n
}

func units(s string) int {
	n := 0
	for _, r := range s {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}

// Split cuts a document into parts of at most limit each, where a reader would: between
// paragraphs, else lines, sentences and words, never within a character. A code block that is
// cut goes on as one in the next part. With more than most parts (0: any number) the rest is
// left out and whole is false.
func Split(d Document, limit, most int, measure Measure) (parts []Document, whole bool) {
	for !wordless(d) {
		if most > 0 && len(parts) == most {
			return parts, false
		}
		var part Document
		part, d = Cut(d, limit, measure)
		if !wordless(part) { // nobody misses a message of white space
			parts = append(parts, part)
		}
	}
	return parts, true
}

// wordless tells whether a document shows nothing.
func wordless(d Document) bool {
	return !slices.ContainsFunc(d, func(b Block) bool {
		return strings.TrimSpace(b.Code) != "" || strings.TrimSpace(spanText(b.Text)) != ""
	})
}

// Cut takes as much off the beginning of a document as limit allows, at least one character.
func Cut(d Document, limit int, measure Measure) (head, rest Document) {
	if measure(d) <= limit {
		return d, nil
	}
	n := fitting(len(d), func(n int) bool { return measure(d[:n]) <= limit })
	if n < len(d) {
		first, second, ok := cutBlock(d[:n], d[n], limit, measure)
		if ok {
			return append(slices.Clone(d[:n]), first), begin(append(Document{second}, d[n+1:]...))
		}
	}
	return d[:n], begin(slices.Clone(d[n:]))
}

// begin is a document that begins with what is left of another one.
func begin(d Document) Document {
	if len(d) > 0 {
		d[0].Apart = false
	}
	return d
}

// fitting is the largest number up to limit that fits, by halving.
func fitting(limit int, fits func(int) bool) int {
	low, high := 0, limit
	for low < high {
		mid := (low + high + 1) / 2
		if fits(mid) {
			low = mid
		} else {
			high = mid - 1
		}
	}
	return low
}

// cutBlock cuts a block behind others. Little is not cut off what could stand whole in the next
// part; what no part could hold is cut wherever it must be.
func cutBlock(before Document, b Block, limit int, measure Measure) (first, second Block, ok bool) {
	text := b.Code
	if b.Kind != Fence {
		text = spanText(b.Text)
	}
	ends := boundaries(text)
	n := fitting(len(ends), func(n int) bool {
		if n == 0 {
			return true
		}
		first, _ := halves(b, ends[n-1])
		return measure(append(slices.Clone(before), first)) <= limit
	})
	if n == 0 {
		if len(before) > 0 || len(ends) < 2 {
			return b, b, false
		}
		n = 1
	}
	if n == len(ends) {
		n--
	}
	at := pleasant(text, ends[:n])
	if i, exact := slices.BinarySearch(ends[:n], at); !exact { // a space that carries an accent is one character with it
		at = ends[i]
	}
	if len(before) > 0 && at < len(text) && measure(Document{b}) <= limit && at < len(text)/4 {
		return b, b, false
	}
	if at == 0 {
		return b, b, false
	}
	first, second = halves(b, at)
	return first, second, true
}

// boundaries are the ends of the characters of text, as people see them.
func boundaries(text string) []int {
	out := make([]int, 0, len(text))
	at, state := 0, -1
	for rest := text; rest != ""; {
		var c string
		c, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		at += len(c)
		if n := len(out); n > 0 && len(c) > maxCluster {
			// What goes on for ever is no character of any script.
			for i := at - len(c) + maxCluster; i < at; i += maxCluster {
				for !utf8.RuneStart(text[i]) {
					i--
				}
				out = append(out, i)
			}
		}
		out = append(out, at)
	}
	return out
}

// maxCluster is how long one character may be, in bytes, before it is cut after all.
const maxCluster = 256

// pleasant is the best place to cut up to the last of ends: after a line, a sentence, a word,
// in that order, if that wastes at most half, a third and a quarter of it.
func pleasant(text string, ends []int) int {
	last := ends[len(ends)-1]
	s := text[:last]
	if last < len(text) && (text[last] == '\n' || text[last] == ' ') {
		return last
	}
	if i := strings.LastIndexByte(s, '\n'); i+1 > last/2 {
		return i + 1
	}
	for _, end := range []string{". ", "! ", "? ", "… ", "; "} {
		if i := strings.LastIndex(s, end); i+len(end) > last*2/3 {
			return i + len(end)
		}
	}
	if i := strings.LastIndexFunc(s, unicode.IsSpace); i > last*3/4 {
		_, n := utf8.DecodeRuneInString(s[i:])
		return i + n
	}
	return last
}

func spanText(t []Span) string {
	var b strings.Builder
	for _, s := range t {
		b.WriteString(s.Text)
	}
	return b.String()
}

// halves cuts a block at a byte of its text.
func halves(b Block, at int) (first, second Block) {
	first, second = b, b
	second.Apart = false
	if b.Kind == Fence {
		first.Code, second.Code = strings.TrimSuffix(b.Code[:at], "\n"), strings.TrimPrefix(b.Code[at:], "\n")
		return first, second
	}
	first.Text, second.Text = nil, nil
	for _, s := range b.Text {
		switch {
		case at >= len(s.Text):
			first.Text = append(first.Text, s)
		case at <= 0:
			second.Text = append(second.Text, s)
		case s.User != "" || !s.At.IsZero() || s.URL != "" && len(first.Text) > 0: // these are not cut
			second.Text = append(second.Text, s)
		default:
			if s.URL == s.Text || len(s.URL) > 500 { // an address that fills a message is one no longer
				s.URL = ""
			}
			head, tail := s, s
			head.Text, tail.Text = s.Text[:at], s.Text[at:]
			first.Text, second.Text = append(first.Text, head), append(second.Text, tail)
		}
		at -= len(s.Text)
	}
	first.Text, second.Text = trimEnd(first.Text), trimStart(second.Text)
	return first, second
}

func trimEnd(t []Span) []Span {
	for len(t) > 0 {
		last := len(t) - 1
		if !plainSpan(t[last]) {
			return t
		}
		if s := strings.TrimRightFunc(t[last].Text, unicode.IsSpace); s != "" {
			t[last].Text = s
			return t
		}
		t = t[:last]
	}
	return t
}

func trimStart(t []Span) []Span {
	for len(t) > 0 {
		if !plainSpan(t[0]) {
			return t
		}
		if s := strings.TrimLeft(t[0].Text, "\n "); s != "" {
			t[0].Text = s
			return t
		}
		t = t[1:]
	}
	return t
}
