package tickets

import (
	"context"
	"slices"
)

// Follow adds a follower: whom the desk, requester or beneficiary want to be told as well. Who
// follows already and asks again for themselves stops following.
func (d *Desk) Follow(ctx context.Context, act Act, number int64, who Actor) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		if c.t.Follows(act.By.ID) && who.ID == act.By.ID {
			return c.unfollow(who.ID, ActUnfollow)
		}
		if err := c.may(ActFollow); err != nil {
			return err
		}
		switch {
		case who.ID == "" || who.Roles.Guest:
			return &Error{Code: UnknownPerson, Field: "person", Ticket: c.t}
		case c.t.Concerns(who.ID):
			return c.refuse(ToldAlready, "")
		case c.t.Follows(who.ID):
			return c.refuse(NothingToChange, "")
		case len(c.t.Followers) >= MaxFollowers:
			return &Error{Code: ManyFollowers, Ticket: c.t, Limit: MaxFollowers}
		}
		c.t.Followers = append(c.t.Followers, who.ID)
		c.row(FollowerAdded, Detail{Subject: who.ID}, "")
		return nil
	})
}

// Unfollow removes a follower: everybody themselves, and who could add one.
func (d *Desk) Unfollow(ctx context.Context, act Act, number int64, who UserID) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		a := ActFollow
		if who == act.By.ID {
			a = ActUnfollow
		}
		return c.unfollow(who, a)
	})
}

func (c *change) unfollow(who UserID, a Action) error {
	if err := c.may(a); err != nil {
		return err
	}
	if !c.t.Follows(who) {
		return c.refuse(NothingToChange, "")
	}
	c.t.Followers = slices.DeleteFunc(slices.Clone(c.t.Followers), func(u UserID) bool { return u == who })
	c.row(FollowerRemoved, Detail{Subject: who}, "")
	return nil
}
