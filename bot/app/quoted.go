package app

import (
	"context"
	"strings"
	"unicode/utf8"

	"guichet/bot"
	"guichet/bot/markup"
	"guichet/bot/speech"
	"guichet/tickets"
)

// unmentioned writes mentions of people as their names: a ticket is read on other platforms too.
func (a *App) unmentioned(ctx context.Context, d markup.Document) markup.Document {
	return d.Resolve(func(id tickets.UserID) string {
		return speech.FirstOf(a.people.known(ctx, id).Name, id.Local())
	}, nil)
}

// quotedWords are the summary and description that a message makes: its first line, and all of
// it with its formatting. What goes beyond limit is the rest; an ellipsis stands for it.
func (a *App) quotedWords(ctx context.Context, words string, limit int) (summary, description, rest string) {
	d := a.unmentioned(ctx, markup.Read(words))
	if description, rest = cutOwn(d, limit); rest != "" {
		description += "\n" + ellipsis
	}
	return firstLine(markup.Text(d)), description, rest
}

// formWords is how much of a message a form is filled with, in characters: its field takes a
// little more, for the ellipsis.
const formWords = tickets.MaxText - 10

// ellipsis stands for what a form has no room for.
const ellipsis = "…"

// completed puts the rest of a message back where its ellipsis still stands.
func completed(description, rest string) string {
	if head, ok := strings.CutSuffix(strings.TrimSpace(description), ellipsis); ok && rest != "" {
		return head + rest
	}
	return description
}

// fold makes a description fit its form, and tells whether it had to.
func (d *draft) fold() bool {
	whole := completed(d.Values["description"], d.Rest)
	if !d.Origin.Markup || utf8.RuneCountInString(whole) <= formWords {
		return false
	}
	head, tail := cutOwn(markup.Read(whole), formWords)
	d.Values["description"], d.Rest = head+"\n"+ellipsis, tail
	return true
}

// cutOwn cuts words in the desk's own Markdown after so many characters.
func cutOwn(d markup.Document, limit int) (head, rest string) {
	first, second := markup.Cut(d, limit, func(d markup.Document) int { return utf8.RuneCountInString(markup.Write(d)) })
	return markup.Write(first), markup.Write(second)
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
			return speech.Clip(line, tickets.MaxSummary)
		}
	}
	return speech.Clip(first, tickets.MaxSummary)
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
func beneficiaryOf(q *bot.Quoted) tickets.Beneficiary {
	if q.By != "" {
		return tickets.Beneficiary{User: q.By}
	}
	return tickets.Beneficiary{Name: speech.Clip(strings.Join(strings.Fields(q.Name), " "), tickets.MaxName)}
}

// originOf is where a ticket made of the message was taken from.
func originOf(q *bot.Quoted) tickets.Origin {
	o := tickets.Origin{Message: q.Ref, Markup: true}
	if len([]rune(q.Link)) <= tickets.MaxLink {
		o.Link = q.Link
	}
	return o
}
