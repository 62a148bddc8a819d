package config

import (
	"slices"
	"strings"
)

func contains(words []string, w string) bool { return slices.Contains(words, w) }

// nearest is the word that was probably meant: at most two letters away, or one in a short
// word. "" when there is none.
func nearest(typed string, words []string) string {
	if len(typed) > 40 { // no key is this long, and distance is quadratic
		return ""
	}
	typed = strings.ToLower(strings.ReplaceAll(typed, "-", "_"))
	best, least := "", 3
	if len(typed) < 5 {
		least = 2
	}
	for _, w := range words {
		if d := distance(typed, w); d < least {
			best, least = w, d
		}
	}
	return best
}

// distance is the number of letters to add, remove, change or swap with the next one.
func distance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
