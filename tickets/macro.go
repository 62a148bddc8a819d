package tickets

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Macro is a canned answer of the configuration.
type Macro struct {
	ID   string
	Name Words // what menus call it; without one its first words do
	Text Words // with placeholders, see ParseMacro
}

// Placeholders are what a macro's text may hold in braces: {requester} and so on.
var Placeholders = []string{"requester", "beneficiary", "technician", "ticket", "summary", "category", "desk", "deadline"}

// MacroPart is a piece of a macro's text: words, or the placeholder that stands there.
type MacroPart struct {
	Text        string
	Placeholder string
}

// ParseMacro splits a macro's text. "{requester}" is a placeholder, "{{" is a brace, and so is a
// "}" that closes nothing ("}}" is one). A placeholder that stands for nothing is an error whose
// text completes a sentence about the macro.
func ParseMacro(text string) ([]MacroPart, error) {
	var parts []MacroPart
	var words strings.Builder
	flush := func() {
		if words.Len() > 0 {
			parts = append(parts, MacroPart{Text: words.String()})
			words.Reset()
		}
	}
	for text != "" {
		at := strings.IndexAny(text, "{}")
		if at < 0 {
			words.WriteString(text)
			break
		}
		words.WriteString(text[:at])
		brace := text[at : at+1]
		text = text[at+1:]
		if strings.HasPrefix(text, brace) {
			words.WriteString(brace)
			text = text[1:]
			continue
		}
		if brace == "}" {
			words.WriteString(brace)
			continue
		}
		name, rest, closed := strings.Cut(text, "}")
		if !closed {
			return nil, errors.New("opens a brace that nothing closes: write {{ for a brace")
		}
		if !slices.Contains(Placeholders, name) {
			return nil, fmt.Errorf("has {%s}, which stands for nothing: there are {%s}, and {{ for a brace", name, strings.Join(Placeholders, "}, {"))
		}
		flush()
		parts = append(parts, MacroPart{Placeholder: name})
		text = rest
	}
	flush()
	return parts, nil
}

// Macro finds a macro, nil when the configuration does not have it (any more).
func (p *Policy) Macro(id string) *Macro {
	for i := range p.Macros {
		if p.Macros[i].ID == id {
			return &p.Macros[i]
		}
	}
	return nil
}

// CannedReply is an answer made of a macro.
type CannedReply struct {
	Macro string
	// Template is the macro's text as it was sent, so that each person reads it in their own
	// language; nil when the technician has changed the words.
	Template Words
	Words    string // as the requester reads it
}

// SendMacro is Reply with a macro: the journal keeps which, for the figures.
func (d *Desk) SendMacro(ctx context.Context, act Act, number int64, r CannedReply) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		if err := c.may(ActMacro); err != nil {
			return err
		}
		words, err := c.text(r.Words, "text", false)
		if err != nil {
			return err
		}
		detail := Detail{Macro: r.Macro, Template: r.Template}
		if r.Template != nil {
			detail.Category, detail.Deadline = c.t.Category, c.t.Promised()
		}
		c.row(Replied, detail, words)
		return nil
	})
}

// Promised is the running deadline of the resolution, zero when none runs: the ticket is
// finished, waits for somebody else, or has no target.
func (t *Ticket) Promised() (at time.Time) {
	if r := t.Clocks.Resolve; r.Running() && !t.State.Finished() {
		return r.Deadline
	}
	return at
}
