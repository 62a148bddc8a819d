// Package story plays people in the playground: who does what and when, written down in a
// file that reads like a story. The sample desk is one, and --script plays others. People act
// through the same doors as on the page: they type, click, fill and react.
package story

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Step is one line of a story.
type Step struct {
	Line    int
	Ticket  string // name of the ticket in the story, "" none
	When    When
	Who     string
	Verb    string
	Words   []string          // quoted or bare, in their order
	Options map[string]string // name=value
}

// When says when a step happens.
type When struct {
	Kind WhenKind
	Days int           // Day: working days before today
	Time time.Duration // Day: since midnight. Ago, After: how long
}

// WhenKind is a way to say when.
type WhenKind int

// The ways to say when.
const (
	Next  WhenKind = iota // right after the step before
	Day                   // "day -3 10:15": three working days ago, at the desk's time
	Ago                   // "ago 35m"
	After                 // "+20m": after the step before
)

// Parse reads a story:
//
//	ticket printer                               # names a ticket; the steps under it are about it
//	  day -3 10:15  alice opens "Printer is stuck" urgency=high
//	  +20m          tessa claims
//	pause 2s                                     # really
//	clock x60                                    # real, x60, x600, next
//
// Every mistake is reported with its line.
func Parse(name string, r io.Reader) ([]Step, error) {
	var out []Step
	lines := bufio.NewScanner(r)
	ticket := ""
	for n := 1; lines.Scan(); n++ {
		words, err := split(lines.Text())
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		if len(words) == 0 {
			continue
		}
		if words[0].text == "ticket" && len(words) == 2 {
			ticket = words[1].text
			continue
		}
		step, err := parseStep(words)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		step.Line, step.Ticket = n, ticket
		out = append(out, step)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return out, nil
}

type word struct {
	text   string
	quoted bool
}

// split splits a line into words; what is in quotes is one, and # begins a remark.
func split(line string) (out []word, err error) {
	rest := []rune(strings.TrimSpace(line))
	for len(rest) > 0 && rest[0] != '#' {
		var w word
		for len(rest) > 0 && !unicode.IsSpace(rest[0]) {
			if rest[0] != '"' {
				w.text += string(rest[0])
				rest = rest[1:]
				continue
			}
			w.quoted = true
			end := 1
			for end < len(rest) && rest[end] != '"' {
				end++
			}
			if end == len(rest) {
				return nil, fmt.Errorf("a quote is not closed")
			}
			w.text += strings.ReplaceAll(string(rest[1:end]), `\n`, "\n")
			rest = rest[end+1:]
		}
		out = append(out, w)
		for len(rest) > 0 && unicode.IsSpace(rest[0]) {
			rest = rest[1:]
		}
	}
	return out, nil
}

func parseStep(words []word) (s Step, err error) {
	if s.When, words, err = parseWhen(words); err != nil {
		return s, err
	}
	if len(words) < 2 {
		return s, fmt.Errorf("write who does what, as in: alice opens \"Printer is stuck\"")
	}
	s.Who, s.Verb, s.Options = words[0].text, words[1].text, map[string]string{}
	if s.Who == "pause" || s.Who == "clock" {
		s.Verb, s.Words, s.Who = s.Who, []string{s.Verb}, ""
	}
	verb, known := verbs[s.Verb]
	if !known {
		return s, fmt.Errorf("%q is nothing that people do here: %s", s.Verb, strings.Join(Verbs(), ", "))
	}
	for _, w := range words[2:] {
		name, value, option := strings.Cut(w.text, "=")
		if option && verb.takes(name) {
			s.Options[name] = value
			continue
		}
		s.Words = append(s.Words, w.text)
	}
	if len(s.Words) < verb.words {
		return s, fmt.Errorf("%s needs %s", s.Verb, verb.needs)
	}
	return s, nil
}

func parseWhen(words []word) (When, []word, error) {
	switch first := words[0].text; {
	case first == "day" && len(words) > 3:
		days, err := strconv.Atoi(words[1].text)
		if err != nil || days > 0 {
			return When{}, nil, fmt.Errorf("day %s: write how many working days ago, as in day -3 10:15", words[1].text)
		}
		at, err := time.Parse("15:04", words[2].text)
		if err != nil {
			return When{}, nil, fmt.Errorf("%s is no time of day: write it as in 10:15", words[2].text)
		}
		return When{Kind: Day, Days: -days, Time: time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute}, words[3:], nil
	case first == "ago" && len(words) > 2:
		d, err := time.ParseDuration(words[1].text)
		if err != nil || d < 0 {
			return When{}, nil, fmt.Errorf("ago %s: write how long ago, as in ago 35m", words[1].text)
		}
		return When{Kind: Ago, Time: d}, words[2:], nil
	case strings.HasPrefix(first, "+"):
		d, err := time.ParseDuration(first[1:])
		if err != nil || d < 0 {
			return When{}, nil, fmt.Errorf("%s: write how long after, as in +20m", first)
		}
		return When{Kind: After, Time: d}, words[1:], nil
	}
	return When{}, words, nil
}
