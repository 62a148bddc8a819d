package main

import (
	"fmt"
	"strings"

	"guichet/tickets"
)

// say is a sentence in both languages.
func say(fr, en string, args ...any) tickets.Words {
	if len(args) == 0 {
		return tickets.Words{"fr": fr, "en": en}
	}
	return tickets.Words{"fr": fmt.Sprintf(fr, args...), "en": fmt.Sprintf(en, args...)}
}

// language is the one to speak: asked for with --lang, else the terminal's, else the
// fallback.
func (c *cli) language(asked, fallback string) (string, error) {
	switch asked {
	case "fr", "en":
		return asked, nil
	case "":
	default:
		return "", fmt.Errorf("--lang is %q: write fr or en", asked)
	}
	// POSIX: the first of these that is set decides.
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		value := c.variable(name)
		if value == "" {
			continue
		}
		switch lang, _, _ := strings.Cut(value, "_"); lang {
		case "fr", "en":
			return lang, nil
		}
		break // C, POSIX, or a language that we do not have
	}
	return fallback, nil
}

// variable is an environment variable that is no setting of Guichet.
func (c *cli) variable(name string) string {
	for _, pair := range c.environ {
		if v, ok := strings.CutPrefix(pair, name+"="); ok {
			return v
		}
	}
	return ""
}
