package config

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
)

// scalar is the value as it was written, whatever type YAML sees in it: 09:00 and 75% need no
// quotes. ok is false when nothing is there; a key with nothing after it is a mistake.
func (v value) scalar() (s string, ok bool) {
	switch n := v.node.(type) {
	case nil:
		return "", false
	case *ast.NullNode:
		v.fail(`is empty: write a value or remove the key (what begins with # needs quotes: "#helpdesk")`)
		return "", false
	case *ast.StringNode:
		return strings.TrimSpace(n.Value), true
	case *ast.LiteralNode:
		return strings.TrimSpace(n.Value.Value), true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return n.GetToken().Value, true
	default:
		v.fail("is %s: write a single value", kindOf(v.node))
		return "", false
	}
}

// read is the value as parse understands it, or the default when nothing is there. What parse
// refuses is a problem: its error completes the sentence "sla.P1.respond …".
func read[T any](v value, otherwise T, parse func(string) (T, error)) T {
	s, ok := v.scalar()
	if !ok {
		return otherwise
	}
	t, err := parse(s)
	if err != nil {
		v.fail("%v", err)
		return otherwise
	}
	return t
}

// text is words for people, of 1 to most characters.
func (v value) text(otherwise string, most int) string {
	return read(v, otherwise, func(s string) (string, error) {
		switch n := utf8.RuneCountInString(s); {
		case s == "":
			return "", fmt.Errorf("is empty: write some words")
		case n > most:
			return "", fmt.Errorf("has %d characters: at most %d fit", n, most)
		case strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) && r != '\n' }):
			return "", fmt.Errorf("has a control character: remove it")
		}
		return s, nil
	})
}

// whole is a whole number from least to most.
func (v value) whole(otherwise, least, most int) int {
	return read(v, otherwise, func(s string) (int, error) {
		n, err := strconv.Atoi(s)
		if err != nil {
			return 0, fmt.Errorf("is %q: write a whole number", s)
		}
		if n < least || n > most {
			return 0, fmt.Errorf("is %d: write a number from %d to %d", n, least, most)
		}
		return n, nil
	})
}

// flag is true or false.
func (v value) flag(otherwise bool) bool {
	return read(v, otherwise, func(s string) (bool, error) {
		switch s {
		case "true":
			return true, nil
		case "false":
			return false, nil
		}
		return false, fmt.Errorf("is %q: write true or false", s)
	})
}

// oneOf is one of the words.
func oneOf[T ~string](v value, otherwise T, words ...T) T {
	return read(v, otherwise, func(s string) (T, error) {
		if slices.Contains(words, T(s)) {
			return T(s), nil
		}
		names := make([]string, len(words))
		for i, w := range words {
			names[i] = string(w)
		}
		return "", fmt.Errorf("is %q: write %s", s, alternatives(names))
	})
}

// alternatives is "a, b or c".
func alternatives(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}
