package web

import (
	"regexp"
	"slices"
	"strings"

	"guichet/adapters/web/chat"
	"guichet/bot"
	"guichet/bot/markup"
	"guichet/tickets"
)

var (
	typedMention = regexp.MustCompile(`(^|[\s(,;:])@([\pL\pN_-]{1,40})`)
	mention      = regexp.MustCompile(`<@` + Space + `:([\pL\pN_-]{1,40})>`)
)

// withMentions turns "@tom" into the mention "<@web:tom>".
func (a *Adapter) withMentions(text string) string {
	return typedMention.ReplaceAllStringFunc(text, func(s string) string {
		before, name, _ := strings.Cut(s, "@")
		for _, p := range a.chat.People() {
			if strings.EqualFold(p.ID, name) {
				return before + "<@" + string(userID(p.ID)) + ">"
			}
		}
		return s
	})
}

// spans are the words of a person with their mentions.
func (a *Adapter) spans(words string) bot.Text {
	var out bot.Text
	from := 0
	for _, m := range mention.FindAllStringSubmatchIndex(words, -1) {
		p, err := a.chat.Person(words[m[2]:m[3]])
		if err != nil {
			continue
		}
		if m[0] > from {
			out = append(out, bot.Span{Text: cleanWords(words[from:m[0]])})
		}
		out = append(out, bot.Span{Kind: bot.Mention, User: userID(p.ID), Text: p.Name})
		from = m[1]
	}
	if from < len(words) || out == nil {
		out = append(out, bot.Span{Text: cleanWords(words[from:])})
	}
	return out
}

// written are the words of a person in the desk's own Markdown: what is typed here has the marks
// of Discord's.
func written(words string) string {
	return markup.Write(markup.ReadDiscord(words, markup.Names{Own: true}))
}

// body is how the words of a person are shown: with their formatting, where they have any.
func (a *Adapter) body(words string) []bot.Block {
	d := markup.ReadDiscord(words, markup.Names{Own: true})
	plain := len(d) == 0
	if len(d) == 1 && d[0].Kind == markup.Paragraph && !d[0].Quoted {
		plain = !slices.ContainsFunc(d[0].Text, func(s markup.Span) bool { return s.Style != 0 || s.URL != "" || !s.At.IsZero() })
	}
	if plain {
		return []bot.Block{{Kind: bot.Paragraph, Text: a.spans(words)}}
	}
	return []bot.Block{{Kind: bot.Words, Words: d.Resolve(func(u tickets.UserID) string {
		if p, err := a.chat.Person(u.Local()); err == nil {
			return p.Name
		}
		return u.Local()
	}, nil)}}
}

// mentioned lists whom the words name and who sees the channel.
func (a *Adapter) mentioned(words, channel string) []string {
	var out []string
	for _, m := range mention.FindAllStringSubmatch(words, -1) {
		if !slices.Contains(out, m[1]) && a.sees(m[1], channel) {
			out = append(out, m[1])
		}
	}
	return out
}

// Typed is what a person typed to say these words, to be corrected.
func Typed(m chat.Message) string { return mention.ReplaceAllString(m.Words, "@$1") }

// Emoji is a reaction that can be put.
type Emoji struct {
	Name  string // canonical
	Char  string
	Means map[string]string // what it does on a card, by locale
}

// Emojis are the reactions that mean something, in the order of the work.
var Emojis = []Emoji{
	{"eyes", "👀", map[string]string{"fr": "Prendre en charge", "en": "Claim"}},
	{"double_vertical_bar", "⏸️", map[string]string{"fr": "Mettre en attente", "en": "Wait"}},
	{"arrow_up", "⬆️", map[string]string{"fr": "Escalader", "en": "Escalate"}},
	{"white_check_mark", "✅", map[string]string{"fr": "Résoudre", "en": "Resolve"}},
	{"rotating_light", "🚨", map[string]string{"fr": "Urgence haute", "en": "High urgency"}},
	{"hand", "✋", map[string]string{"fr": "Moi aussi", "en": "Me too"}},
	{"ticket", "🎫", map[string]string{"fr": "Ouvrir un ticket avec ce message", "en": "Open a ticket with this message"}},
	{"email", "✉️", map[string]string{"fr": "Envoyer au demandeur", "en": "Send to requester"}},
}

// IsEmoji tells whether a reaction can be put.
func IsEmoji(name string) bool {
	return slices.ContainsFunc(Emojis, func(e Emoji) bool { return e.Name == name })
}
