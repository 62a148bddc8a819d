package tickets

import "context"

// Completion is what the counter's form adds to a ticket that was made at once.
type Completion struct {
	Words    string
	Files    []File
	Category string  // "" as it is
	Urgency  Urgency // "" as it is
}

// Incomplete tells what nobody was asked: a ticket made by a reaction has a category only if
// the words told it, and the urgency that all have; a short form may lack the category. Once it
// is claimed, that is the technician's matter.
func (t *Ticket) Incomplete() bool { return (t.Origin.Quick || t.Category == "") && t.State == New }

// Complete adds information of requester or beneficiary: words and files, and what an
// incomplete ticket lacks.
func (d *Desk) Complete(ctx context.Context, act Act, number int64, m Completion) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		if err := c.may(ActSay); err != nil {
			return err
		}
		changed := false
		if cat := c.policy.Category(m.Category); c.t.Incomplete() && cat != nil && m.Category != c.t.Category {
			changed = true
			if err := c.categorise(ctx, m.Category); err != nil {
				return err
			}
		}
		if c.t.Incomplete() && m.Urgency != "" && m.Urgency != c.t.Urgency {
			changed = true
			c.setUrgency(m.Urgency)
		}
		words, err := c.text(m.Words, "text", changed || len(m.Files) > 0)
		if err != nil {
			return err
		}
		if words != "" || len(m.Files) > 0 {
			said := Detail{Files: m.Files}
			c.t.Files = append(c.t.Files, m.Files...)
			c.answers(words, &said)
			c.row(Said, said, words)
		}
		return nil
	})
}
