package tickets

import "context"

// Say records what requester, beneficiary or a follower wrote to the desk; it goes to the
// thread, and to the others who have a counter. What is written to a ticket that was merged
// goes to where its work goes on.
func (d *Desk) Say(ctx context.Context, act Act, number int64, words string, files []File) (*Ticket, error) {
	return d.changeAt(ctx, act, number, goesOn(number), func(c *change) error {
		if err := c.may(ActSay); err != nil {
			if CodeOf(err) == NotAllowed && c.t.approvedBy(act.By) {
				return c.refuse(ApproverWords, ActSay)
			}
			return err
		}
		words, err := c.text(words, "text", len(files) > 0)
		if err != nil {
			return err
		}
		c.t.Files = append(c.t.Files, files...)
		return c.heard(ctx, words, files)
	})
}

// Reply records what the desk answers the requester, on purpose; it goes to the counters.
func (d *Desk) Reply(ctx context.Context, act Act, number int64, words string, files []File) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		if err := c.may(ActReply); err != nil {
			return err
		}
		words, err := c.text(words, "text", len(files) > 0)
		if err != nil {
			return err
		}
		detail := Detail{Files: files}
		if o := act.Original; o != nil && o.Author != act.By.ID {
			detail.Subject = o.Author // who wrote what the actor sends
		}
		c.row(Replied, detail, words)
		return nil
	})
}

// Note records what the desk tells itself. It never leaves the desk.
func (d *Desk) Note(ctx context.Context, act Act, number int64, note Note) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		if err := c.may(ActNote); err != nil {
			return err
		}
		words, err := c.text(string(note), "text", false)
		if err != nil {
			return err
		}
		c.row(Noted, Detail{}, "")
		c.rows[len(c.rows)-1].Note = Note(words)
		return nil
	})
}
