package web

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"guichet/bot"
)

// Completion is what could stand at the cursor.
type Completion struct {
	From  int          // characters of the text that stay
	Items []Suggestion // at most completions
	Hint  string       // what is expected, when there is nothing to choose from
}

// Suggestion is one way to go on.
type Suggestion struct {
	Insert string // replaces the text after From
	Label  string
	Detail string
}

// completions is how many suggestions are shown at most.
const completions = 12

// Complete proposes how the text, which ends at the cursor, could go on: commands in the
// person's language, their arguments, and people.
func (a *Adapter) Complete(ctx context.Context, t Act, text string) (Completion, error) {
	p, err := a.chat.Person(t.Who)
	if err != nil {
		return Completion{}, err
	}
	words := strings.Split(text, " ")
	last := words[len(words)-1]
	c := Completion{From: utf8.RuneCountInString(text) - utf8.RuneCountInString(last)}
	switch {
	case strings.HasPrefix(last, "@") && !strings.HasPrefix(text, "/"):
		c.Items = a.people(last[1:], func(string) bool { return true })
	case !strings.HasPrefix(text, "/"):
		return Completion{}, nil
	case len(words) == 1:
		if strings.HasPrefix("/ticket", last) {
			c.Items = []Suggestion{{Insert: "/ticket ", Label: "/ticket", Detail: bot.TicketDescription.In(p.Locale)}}
		}
	case words[0] != "/ticket":
	case len(words) == 2:
		c.Items = a.subCommands(p.Locale, t.Who, last)
		if last == "" {
			c.Hint = orEnglish(p.Locale, "Ou quelques mots pour ouvrir un ticket", "Or a few words to open a ticket")
		}
	default:
		err = a.argument(ctx, t, p.Locale, words[1:], &c)
	}
	c.Items = c.Items[:min(len(c.Items), completions)]
	return c, err
}

func orEnglish(locale, fr, en string) string {
	if locale == "fr" {
		return fr
	}
	return en
}

// subCommands lists those that begin so in the person's language, then in English.
func (a *Adapter) subCommands(locale, who, typed string) []Suggestion {
	staff := a.roles(who)
	var first, second []Suggestion
	for _, c := range bot.Commands() {
		if c.Staff && !staff.Staff() {
			continue
		}
		name := nameIn(c, locale)
		s := Suggestion{Insert: name + " ", Label: usage(c, locale), Detail: c.Description.In(locale)}
		switch {
		case strings.HasPrefix(fold(name), fold(typed)):
			first = append(first, s)
		case strings.HasPrefix(c.Name, fold(typed)) || strings.HasPrefix(fold(c.French), fold(typed)):
			second = append(second, s)
		}
	}
	return append(first, second...)
}

func nameIn(c bot.Command, locale string) string {
	if locale == "fr" {
		return c.French
	}
	return c.Name
}

// usage is the sub-command with its arguments.
func usage(c bot.Command, locale string) string {
	parts := []string{nameIn(c, locale)}
	for _, o := range typedOptions(c) {
		name := "‹" + strings.ToLower(o.Description.In(locale)) + "›"
		if !o.Required {
			name = "[" + name + "]"
		}
		parts = append(parts, name)
	}
	return strings.Join(parts, " ")
}

// typedOptions are the options that can be typed after the sub-command: those of "new" are
// fields of its form.
func typedOptions(c bot.Command) []bot.CommandOption {
	if c.Name == "new" {
		return nil
	}
	return c.Options
}

// argument proposes what follows a sub-command. words begin with it; the last is being typed.
func (a *Adapter) argument(ctx context.Context, t Act, locale string, words []string, c *Completion) error {
	i := slices.IndexFunc(bot.Commands(), func(k bot.Command) bool {
		return fold(words[0]) == k.Name || fold(words[0]) == fold(k.French)
	})
	if i < 0 {
		return nil
	}
	options := typedOptions(bot.Commands()[i])
	at := len(words) - 2
	if at >= len(options) {
		return nil
	}
	o, typed := options[at], words[len(words)-1]
	c.Hint = o.Description.In(locale)
	switch o.Kind {
	case bot.TicketOption:
		e := t.event(bot.CompletionEvent)
		e.Key = ""
		e.Name, e.Focus, e.Words = "ticket", o.Name, typed
		done := a.turns.take(t.Who, "")
		defer done()
		r, err := a.hand(ctx, e)
		for _, choice := range r.Choices {
			c.Items = append(c.Items, Suggestion{Insert: choice.Value + " ", Label: choice.Label})
		}
		return err
	case bot.PersonOption:
		c.Items = a.people(strings.TrimPrefix(typed, "@"), func(who string) bool { return a.roles(who).Technician })
	case bot.ChoiceOption:
		for _, choice := range o.Choices {
			if strings.HasPrefix(fold(choice.Name.In(locale)), fold(typed)) || strings.HasPrefix(choice.Value, fold(typed)) {
				c.Items = append(c.Items, Suggestion{Insert: choice.Value + " ", Label: choice.Name.In(locale)})
			}
		}
	}
	return nil
}

func (a *Adapter) people(typed string, ok func(who string) bool) []Suggestion {
	var out []Suggestion
	for _, p := range a.chat.People() {
		if ok(p.ID) && (strings.HasPrefix(fold(p.ID), fold(typed)) || strings.HasPrefix(fold(p.Name), fold(typed))) {
			out = append(out, Suggestion{Insert: "@" + p.ID + " ", Label: p.Name, Detail: p.Title})
		}
	}
	return out
}

// fold lowers case and drops accents.
func fold(s string) string {
	out, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), strings.ToLower(s))
	if err != nil {
		return strings.ToLower(s)
	}
	return out
}
