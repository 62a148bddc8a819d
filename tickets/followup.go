package tickets

import "context"

// FollowUp gives the follow-up of a low mark to the manager who acts; with done it is over.
func (d *Desk) FollowUp(ctx context.Context, act Act, number int64, done bool) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		if err := c.may(ActFollowUp); err != nil {
			return err
		}
		r := &c.t.Rating
		switch {
		case r.FirstAt.IsZero():
			return c.refuse(NothingToChange, "")
		case !r.FollowedAt.IsZero(), !done && r.FollowUp == act.By.ID:
			return c.refuse(NothingToChange, "")
		}
		why := "taken"
		r.FollowUp = act.By.ID
		if done {
			why, r.FollowedAt = "done", c.now
		}
		c.row(FollowedUp, Detail{Subject: act.By.ID, Why: why}, "")
		return nil
	})
}
