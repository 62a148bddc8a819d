package web

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/tickets"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
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
		for _, s := range slashCommands {
			if strings.HasPrefix(s.name, last) {
				c.Items = append(c.Items, Suggestion{Insert: s.name + " ", Label: s.name, Detail: s.about.In(p.Locale)})
			}
		}
	case subCommandsOf(words[0]) == nil:
	case len(words) == 2:
		c.Items = a.subCommands(words[0], p.Locale, t.Who, last)
		if last == "" && words[0] == slashCommands[0].name {
			c.Hint = orEnglish(p.Locale, "Ou quelques mots pour ouvrir un ticket", "Or a few words to open a ticket")
		}
	default:
		err = a.argument(ctx, t, p.Locale, words, &c)
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

// slashCommands are the commands there are.
var slashCommands = []struct {
	name  string
	about tickets.Words
	subs  func() []grammar.Command
}{
	{"/ticket", grammar.TicketDescription, grammar.Commands},
	{"/desk", grammar.DeskDescription, grammar.DeskCommands},
}

// subCommandsOf are those of a slash command, nil when it does not exist.
func subCommandsOf(slash string) []grammar.Command {
	for _, s := range slashCommands {
		if s.name == slash {
			return s.subs()
		}
	}
	return nil
}

// subCommands lists those that begin so in the person's language, then in English.
func (a *Adapter) subCommands(slash, locale, who, typed string) []Suggestion {
	staff := a.roles(who)
	var first, second []Suggestion
	for _, c := range subCommandsOf(slash) {
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

func nameIn(c grammar.Command, locale string) string {
	if locale == "fr" {
		return c.French
	}
	return c.Name
}

// usage is the sub-command with its arguments.
func usage(c grammar.Command, locale string) string {
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
func typedOptions(c grammar.Command) []grammar.CommandOption {
	if c.Name == "new" {
		return nil
	}
	return c.Options
}

// argument proposes what follows a sub-command, the second of the words; the last is being typed.
func (a *Adapter) argument(ctx context.Context, t Act, locale string, words []string, c *Completion) error {
	subs := subCommandsOf(words[0])
	i := slices.IndexFunc(subs, func(k grammar.Command) bool {
		return fold(words[1]) == k.Name || fold(words[1]) == fold(k.French)
	})
	if i < 0 {
		return nil
	}
	options := typedOptions(subs[i])
	at := len(words) - 3
	if at >= len(options) {
		return nil
	}
	o, typed := options[at], words[len(words)-1]
	c.Hint = o.Description.In(locale)
	switch o.Kind {
	case grammar.TicketOption:
		e := t.event(bot.CompletionEvent)
		e.Key = ""
		e.Name, e.Sub, e.Focus, e.Words = strings.TrimPrefix(words[0], "/"), subs[i].Name, o.Name, typed
		done := a.turns.take(t.Who, "")
		defer done()
		r, err := a.hand(ctx, e)
		for _, choice := range r.Choices {
			c.Items = append(c.Items, Suggestion{Insert: choice.Value + " ", Label: choice.Label})
		}
		return err
	case grammar.PersonOption:
		c.Items = a.people(strings.TrimPrefix(typed, "@"), func(who string) bool { return !o.Required || a.roles(who).Technician })
	case grammar.ChoiceOption:
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
