package bot

import (
	"context"
	"regexp"
	"strings"

	"guichet/tickets"
)

// Quoter is for platforms where a message can be read that anybody wrote, bots too: what 🎫
// was put on. Gone when it is no longer there.
type Quoter interface {
	Quote(ctx context.Context, at tickets.MessageRef) (Quoted, error)
}

var mentionMark = regexp.MustCompile(`<@([a-z]+:[^<>\s]+)>`)

// unmentioned writes mentions of people as their names: a ticket is read on other platforms too.
func (a *App) unmentioned(ctx context.Context, words string) string {
	return mentionMark.ReplaceAllStringFunc(words, func(s string) string {
		id, ok := parseMention(s)
		if !ok {
			return s
		}
		name := a.people.known(ctx, id).Name
		if name == "" {
			name = id.Local()
		}
		return "@" + name
	})
}

// quotedWords are the summary and description that a message makes: its first line, and all of it.
func (a *App) quotedWords(ctx context.Context, q *Quoted) (summary, description string) {
	description = strings.TrimSpace(a.unmentioned(ctx, q.Text))
	summary = firstLine(description)
	if r := []rune(description); len(r) > tickets.MaxText {
		description = clip(description, tickets.MaxText)
	}
	return summary, description
}

// firstLine is what of several lines says most shortly what they are about: the first one that
// is no greeting, cut to the length of a summary.
func firstLine(words string) string {
	first := ""
	for line := range strings.Lines(words) {
		line = strings.Join(strings.Fields(line), " ")
		if line == "" {
			continue
		}
		if first == "" {
			first = line
		}
		if !isGreeting(line) {
			return clip(line, tickets.MaxSummary)
		}
	}
	return clip(first, tickets.MaxSummary)
}

// greetings are lines that say hello and nothing else, without accents and case.
var greetings = map[string]bool{
	"bonjour": true, "bonsoir": true, "salut": true, "coucou": true, "bonjour a tous": true, "bonjour a toutes et a tous": true,
	"hello": true, "hi": true, "hey": true, "hi all": true, "hello all": true, "hi everyone": true, "hello everyone": true, "hi there": true,
	"good morning": true, "good afternoon": true, "good evening": true, "bonjour madame": true, "bonjour monsieur": true,
}

func isGreeting(line string) bool {
	return greetings[strings.TrimRight(tickets.Fold(line), " ,.!…:;-")]
}

// beneficiaryOf is who has the problem that a message tells of: its author; an app, or
// somebody unknown, has only a name.
func (q *Quoted) beneficiary() tickets.Beneficiary {
	if q.By != "" {
		return tickets.Beneficiary{User: q.By}
	}
	return tickets.Beneficiary{Name: clip(strings.Join(strings.Fields(q.Name), " "), tickets.MaxName)}
}

// origin is where a ticket made of the message was taken from.
func (q *Quoted) origin() tickets.Origin {
	o := tickets.Origin{Message: q.Ref}
	if len([]rune(q.Link)) <= tickets.MaxLink {
		o.Link = q.Link
	}
	return o
}
