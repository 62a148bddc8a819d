package tickets

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"time"
)

// Step is an item of a category's procedure.
type Step struct {
	ID   string `json:"id"`
	Text Words  `json:"text"`
}

// NewStep makes an item whose ID stays the same as long as its words do, wherever it stands in
// the list. The nth item of the same words, from 0, has an ID of its own.
func NewStep(text Words, nth int) Step {
	h := sha256.New()
	for _, locale := range slices.Sorted(maps.Keys(text)) {
		fmt.Fprintf(h, "%s\x00%s\x00", locale, text[locale])
	}
	fmt.Fprintf(h, "%d", nth)
	return Step{ID: hex.EncodeToString(h.Sum(nil)[:5]), Text: text}
}

// Check is an item of a ticket's procedure, with its words as they were when the ticket got it:
// what somebody ticked stays readable whatever becomes of the configuration.
type Check struct {
	ID   string    `json:"id"`
	Text Words     `json:"text"`
	By   UserID    `json:"by,omitempty"` // who ticked it, "" while it is open
	At   time.Time `json:"at,omitzero"`
}

// Done counts the items that are ticked.
func (t *Ticket) Done() (done int) {
	for _, c := range t.Checklist {
		if c.By != "" {
			done++
		}
	}
	return done
}

// checklist is the procedure of a category for a ticket that had one before: what is ticked
// stays ticked, and stays also when the new procedure lacks it.
func (p *Policy) checklist(category string, before []Check) []Check {
	var out []Check
	old := map[string]Check{}
	for _, c := range before {
		old[c.ID] = c
	}
	if cat := p.Category(category); cat != nil {
		for _, s := range cat.Checklist {
			c := Check{ID: s.ID, Text: s.Text}
			if had, ok := old[s.ID]; ok {
				c.By, c.At = had.By, had.At
			}
			delete(old, s.ID)
			out = append(out, c)
		}
	}
	for _, c := range before {
		if _, left := old[c.ID]; left && c.By != "" {
			out = append(out, c)
		}
	}
	return out
}

// Tick ticks an item of the ticket's procedure, or takes the tick off. What is so already is
// refused as NothingToChange: two who tick at once do not undo each other.
func (d *Desk) Tick(ctx context.Context, act Act, number int64, id string, done bool) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		if err := c.may(ActChecklist); err != nil {
			return err
		}
		if c.t.State.Terminal() {
			return c.refuse(Illegal, ActChecklist)
		}
		i := slices.IndexFunc(c.t.Checklist, func(one Check) bool { return one.ID == id })
		if i < 0 || (c.t.Checklist[i].By != "") == done {
			return c.refuse(NothingToChange, ActChecklist)
		}
		one := &c.t.Checklist[i]
		kind := Unticked
		one.By, one.At = "", time.Time{}
		if done {
			kind = Ticked
			one.By, one.At = act.By.ID, c.now
		}
		c.row(kind, Detail{Item: &Step{ID: one.ID, Text: one.Text}, Count: c.t.Done()}, "")
		return nil
	})
}
