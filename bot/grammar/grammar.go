package grammar

import (
	"slices"
	"strings"
	"unicode"

	"guichet/bot"
	"guichet/tickets"
)

// Parsed is what a typed command means: a sub-command, a summary to open a ticket with, or a
// near miss to ask about.
type Parsed struct {
	Command *Command
	In      Intent
	Summary string
	Nearest string   // the sub-command probably meant, with what follows it
	Meant   Intent   // that
	Unfit   *Command // after /desk: what was probably meant, written otherwise
}

// ParseCommand reads the text typed after /ticket where the platform has no sub-commands of
// its own. A first word is a sub-command, in either language, only when what follows fits
// its grammar: nothing, a number, a person, and then words where the command takes some.
// Anything else is the summary of a new ticket.
func ParseCommand(text string) Parsed {
	text = strings.TrimSpace(text)
	first, rest := FirstWord(text)
	if text == "" {
		return Parsed{Command: findCommand("new"), In: Intent{Verb: "new"}}
	}
	if c := findCommand(first); c != nil {
		if in, ok := fit(c, rest); ok {
			return Parsed{Command: c, In: in}
		}
		return Parsed{Summary: text}
	}
	return near(Commands(), first, rest, text)
}

// near finds what was probably meant by a word that is no sub-command, when a number follows; by
// one of the other command: "/ticket approve 12"; or by a number that a sub-command follows:
// "12 claim".
func near(all []Command, first, rest, text string) Parsed {
	p := Parsed{Summary: text}
	every := slices.Concat(Commands(), DeskCommands())
	after, _ := FirstWord(rest)
	if _, number := ParseNumber(after); number {
		name := nearest(all, first)
		if c := findIn(every, first); c != nil {
			name = c.Name
		}
		if name != "" {
			p.Nearest = name + " " + rest
		}
	} else if _, number := ParseNumber(first); number {
		if c := findIn(all, rest); c != nil {
			p.Nearest = c.Name + " " + first
		}
	}
	if p.Nearest != "" {
		name, rest := FirstWord(p.Nearest)
		in, ok := fit(findIn(every, name), rest)
		if !ok {
			return Parsed{Summary: text}
		}
		p.Meant = in
	}
	return p
}

// FirstWord cuts the first word off, whatever space stands between.
func FirstWord(s string) (first, rest string) {
	s = strings.TrimSpace(s)
	i := strings.IndexFunc(s, unicode.IsSpace)
	if i < 0 {
		return s, ""
	}
	return s[:i], strings.TrimSpace(s[i:])
}

// ParseDesk reads the text typed after /desk: a sub-command of it, a near miss, one that is
// written otherwise, or nothing of these.
func ParseDesk(text string) Parsed {
	first, rest := FirstWord(text)
	if c := findIn(DeskCommands(), first); c != nil {
		if in, ok := fit(c, rest); ok {
			return Parsed{Command: c, In: in}
		}
		return Parsed{Unfit: c}
	}
	if p := near(DeskCommands(), first, rest, ""); p.Nearest != "" {
		return p
	}
	if c := findCommand(first); c != nil {
		return Parsed{Unfit: c}
	}
	return Parsed{Unfit: findIn(DeskCommands(), nearest(DeskCommands(), first))}
}

// fit reads what follows the sub-command, and tells whether it fits.
func fit(c *Command, rest string) (Intent, bool) {
	in := Intent{Verb: c.Name, Via: bot.ViaCommand}
	if rest == "" {
		return in, true
	}
	takes := map[OptionKind]*CommandOption{}
	for i := range c.Options {
		takes[c.Options[i].Kind] = &c.Options[i]
	}
	if takes[TicketOption] == nil {
		return bare(c, in, rest)
	}
	word, after := FirstWord(rest)
	if who, mentioned := parseMention(word); mentioned && takes[PersonOption] != nil { // "assign @tom 12"
		in.Person, rest = who, after
		word, after = FirstWord(rest)
	}
	n, ok := ParseNumber(word)
	if !ok {
		return in, false
	}
	in.Ticket, rest = n, after
	if takes[TicketOption].Name == OtherTicket && rest != "" {
		word, after := FirstWord(rest)
		if in.Other, ok = ParseNumber(word); !ok {
			return in, false
		}
		rest = after
	}
	if o := takes[PersonOption]; o != nil && rest != "" && in.Person == "" {
		word, after := FirstWord(rest)
		switch who, mentioned := parseMention(word); {
		case mentioned:
			in.Person, rest = who, strings.TrimSpace(after)
		case o.Required:
			return in, false
		}
	}
	if o := takes[ChoiceOption]; o != nil && rest != "" {
		word, after := FirstWord(rest)
		if v := choiceOf(o, word); v != "" {
			in.Level, rest = v, strings.TrimSpace(after)
		}
	}
	if rest != "" && takes[TextOption] == nil {
		return in, false
	}
	in.Text = rest
	return in, true
}

// bare reads what follows a sub-command that is about no ticket and has one option, or a period.
func bare(c *Command, in Intent, rest string) (Intent, bool) {
	if slices.ContainsFunc(c.Options, func(o CommandOption) bool { return o.Kind == PeriodOption }) {
		return fitPeriod(c, in, rest)
	}
	if len(c.Options) != 1 {
		return in, false
	}
	switch o := &c.Options[0]; o.Kind {
	case WhenOption:
		in.Until = rest
	case TextOption:
		in.Text = rest
	case ChoiceOption:
		in.Level = choiceOf(o, rest)
		return in, in.Level != ""
	default:
		return in, false
	}
	return in, true
}

// choiceOf finds a choice by its value, its name or a word of it in either language.
func choiceOf(o *CommandOption, word string) string {
	word = tickets.Fold(word)
	for _, c := range o.Choices {
		if word == tickets.Fold(c.Value) {
			return c.Value
		}
		for _, name := range c.Name {
			if name = tickets.Fold(name); word == name || slices.Contains(strings.Fields(name), word) && len(word) > 2 {
				return c.Value
			}
		}
	}
	return ""
}

// findCommand finds a sub-command by either name, accents and case aside.
func findCommand(word string) *Command { return findIn(Commands(), word) }

func findIn(all []Command, word string) *Command {
	word = tickets.Fold(word)
	for _, c := range all {
		if word == c.Name || word == tickets.Fold(c.French) {
			return &c
		}
	}
	return nil
}

// nearest is the sub-command that differs from the word by at most two typing slips, "" when
// none does.
func nearest(all []Command, word string) string {
	word = tickets.Fold(word)
	best, found := 3, ""
	for _, c := range all {
		for _, name := range []string{c.Name, tickets.Fold(c.French)} {
			if d := distance(word, name); d < best && d < len(name)/2+1 {
				best, found = d, c.Name
			}
		}
	}
	return found
}

// distance counts the insertions, deletions, substitutions and swaps of neighbours between two
// words (optimal string alignment).
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	d := make([][]int, len(x)+1)
	for i := range d {
		d[i] = make([]int, len(y)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(x)][len(y)]
}
