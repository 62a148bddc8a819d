package tickets

import (
	"strings"
	"unicode"

	"guichet/tickets/search"
)

// GuessCategory is the category whose keywords the words speak of most, of those that take the
// kind; the only one when there is only one; "" when nothing tells.
func (p *Policy) GuessCategory(k Kind, words string) string {
	said := map[string]bool{}
	for _, w := range strings.FieldsFunc(Fold(words), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		said[w] = true
	}
	best, most, candidates := "", 0, 0
	last := ""
	for _, c := range p.CategoriesOf(k) {
		candidates++
		last = c.ID
		found := 0
		for _, kw := range c.Keywords {
			if said[Fold(kw)] {
				found++
			}
		}
		if found > most {
			best, most = c.ID, found
		}
	}
	if best == "" && candidates == 1 {
		return last
	}
	return best
}

// CategoriesOf are the categories that take tickets of the kind; "" is either.
func (p *Policy) CategoriesOf(k Kind) []Category {
	var out []Category
	for _, c := range p.Categories {
		if c.Type == "" || k == "" || c.Type == k {
			out = append(out, c)
		}
	}
	return out
}

// Fold lowers case and drops accents: people type both.
func Fold(s string) string { return search.Fold(s) }
