package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/french"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// MaxTerms bounds the terms of one text: what a ticket is about is said early.
const MaxTerms = 40

// maxWord is the most characters of a word that is worth a term: longer ones are addresses and keys.
const maxWord = 40

// Terms are the stems of a text, each once, in its order. Stop words of both languages and what
// people write in every ticket say nothing of what it is about and are left out. A word gives
// its French stem and its English one, where they differ, since nobody says in which language
// they write.
func Terms(text string) []string {
	var out []string
	for _, word := range strings.FieldsFunc(strings.ToLower(norm.NFC.String(text)), func(r rune) bool { return !inWord(r) && !joins(r) }) {
		for _, part := range parts(word) {
			n := utf8.RuneCountInString(part)
			if n < 2 || n > maxWord {
				continue
			}
			folded := Fold(part)
			if stopped(part, folded) {
				continue
			}
			for _, stem := range stems(part, folded) {
				if !slices.Contains(out, stem) {
					out = append(out, stem)
				}
			}
			if len(out) >= MaxTerms {
				return out[:MaxTerms]
			}
		}
	}
	return out
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// joins tells of the hyphens, the one that does not break among them.
func joins(r rune) bool { return r == '-' || r == '\u2010' || r == '\u2011' }

// parts are what a word with hyphens is found by: "wi-fi" is written "wifi" too, and a long part
// may stand alone elsewhere.
func parts(word string) []string {
	all := strings.FieldsFunc(word, joins)
	if len(all) < 2 {
		return all
	}
	out := []string{strings.Join(all, "")}
	for _, part := range all {
		if utf8.RuneCountInString(part) > 2 {
			out = append(out, part)
		}
	}
	return out
}

func stopped(word, folded string) bool {
	if everywhere[folded] || french.IsStopWord(folded) || english.IsStopWord(folded) {
		return true
	}
	return word != folded && (french.IsStopWord(word) || english.IsStopWord(word))
}

// stems are a word's terms: accents may be typed or not, so the French stem is taken of both.
func stems(word, folded string) []string {
	all := []string{bare(french.Stem(folded, true)), Fold(english.Stem(folded, true))}
	if word != folded {
		all = slices.Insert(all, 0, bare(french.Stem(word, true)))
	}
	var out []string
	for _, stem := range all {
		if stem != "" && !slices.Contains(out, stem) {
			out = append(out, stem)
		}
	}
	return out
}

// bare takes off the mute endings that a stemmer leaves where an accent was not typed.
func bare(stem string) string {
	stem = Fold(stem)
	if short := strings.TrimRight(stem, "e"); len(short) > 2 {
		return short
	}
	return stem
}

// Fold lowers case and drops accents: people type both.
func Fold(s string) string {
	if isASCII(s) {
		return strings.ToLower(s)
	}
	t := transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC)
	out, _, err := transform.String(t, strings.ToLower(s))
	if err != nil {
		return strings.ToLower(s)
	}
	return out
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// everywhere are words of every other ticket, without accents: they tell nothing apart.
var everywhere = set(`le les ca cela ce cette ces il elle on ne pas au aux du des mon ma mes panne pannes probleme problemes souci soucis bug bugs erreur erreurs marche marcher fonctionne fonctionner
	fonctionnent fonctionnait impossible bloque bloquee bloques bloquees bonjour bonsoir merci svp urgent urgence aide aider besoin plus depuis
	matin hier aujourd hui toujours encore chez tout toute tous voudrais pouvez voulez faire
	problem problems issue issues error errors work works working broken fails failed failing help please thanks thank hello urgent
	need since morning yesterday today still cannot can could would get getting does doesn don isn ticket incident`)

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}
