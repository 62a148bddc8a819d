package slack

import (
	"fmt"
	"strings"

	"guichet/bot"
	"guichet/tickets"
)

// The adapter's own sentences: for when the bot itself could not answer.
var (
	ourFault = tickets.Words{
		"fr": "Une erreur est survenue de notre côté (référence %s). Réessayez dans un instant.",
		"en": "Something went wrong on our side (reference %s). Please try again in a moment.",
	}
	formMissed = tickets.Words{
		"fr": "Le formulaire n’a pas pu s’ouvrir à temps. Réessayez dans un instant.",
		"en": "The form could not be opened in time. Please try again in a moment.",
	}
)

func sentence(locale string, w tickets.Words, args ...any) bot.Message {
	return bot.Message{Blocks: []bot.Block{{Kind: bot.Paragraph, Text: bot.Text{{Kind: bot.Plain, Text: fmt.Sprintf(w.In(locale), args...)}}}}}
}

// tongue is the language to answer in: the person's when it is known, else the desk's.
func (s *session) tongue(locale string) string {
	switch {
	case locale == "":
		return orDefault(s.a.cfg.Space.Locale, "fr")
	case strings.HasPrefix(locale, "fr"):
		return "fr"
	}
	return "en"
}
