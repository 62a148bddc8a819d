package render

import (
	"strings"
	"unicode/utf16"
)

const ellipsis = "…"

// width counts characters as the strictest of Discord's clients does (UTF-16 units), which
// is never less than the number of code points.
func width(s string) int {
	n := 0
	for _, r := range s {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}

// cut shortens s to max characters; what was cut ends in "…".
func cut(s string, limit int) string {
	if width(s) <= limit {
		return s
	}
	n := 0
	for i, r := range s {
		w := max(1, utf16.RuneLen(r))
		if n+w > limit-1 {
			return strings.TrimRight(s[:i], " \n") + ellipsis
		}
		n += w
	}
	return s
}

// writer collects rendered pieces up to a limit and never cuts one in two.
type writer struct {
	b     strings.Builder
	used  int
	limit int
	full  bool
}

// fits tells whether so much more can be written, with room left for "…".
func (w *writer) fits(n int) bool { return w.used+n <= w.limit-1 }

// add writes one piece, or "…" once the limit is reached.
func (w *writer) add(piece string) {
	if w.full || piece == "" {
		return
	}
	n := width(piece)
	if !w.fits(n) {
		w.stop()
		return
	}
	w.b.WriteString(piece)
	w.used += n
}

func (w *writer) stop() {
	if !w.full {
		w.b.WriteString(ellipsis)
		w.full = true
	}
}

// lineStart tells whether the next piece begins a line.
func (w *writer) lineStart() bool {
	s := w.b.String()
	return s == "" || strings.HasSuffix(s, "\n") || strings.HasSuffix(s, "> ") || strings.HasSuffix(s, "-# ")
}

func (w *writer) String() string { return strings.TrimRight(w.b.String(), " \n") }
