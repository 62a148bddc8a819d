package tickets

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Announce says of an incident in public that it is known, with a title that the desk writes:
// never the requester's words. Announced again with other words, the title changes.
func (d *Desk) Announce(ctx context.Context, act Act, number int64, title string) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		if err := c.may(ActAnnounce); err != nil {
			return err
		}
		title := strings.Join(strings.Fields(title), " ")
		switch {
		case c.t.Kind != Incident || c.t.State.Finished():
			return c.refuse(Illegal, ActAnnounce)
		case title == "":
			return &Error{Code: SummaryEmpty, Field: "title", Ticket: c.t}
		case utf8.RuneCountInString(title) > MaxSummary:
			return &Error{Code: SummaryTooLong, Field: "title", Ticket: c.t, Limit: MaxSummary}
		case c.t.Announced() && c.t.Announcement.Title == title:
			return c.refuse(NothingToChange, ActAnnounce)
		}
		p := &c.t.Announcement
		p.Title, p.By, p.At, p.Withdrawn = title, act.By.ID, c.now, time.Time{}
		c.row(AnnouncedPublicly, Detail{}, title)
		return nil
	})
}

// Withdraw takes an announcement back. Who has said "me too" stays told.
func (d *Desk) Withdraw(ctx context.Context, act Act, number int64) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		if err := c.may(ActAnnounce); err != nil {
			return err
		}
		if !c.t.Announced() {
			return c.refuse(NothingToChange, ActAnnounce)
		}
		c.withdraw()
		return nil
	})
}

// withdraw takes the announcement back, if there is one.
func (c *change) withdraw() {
	if c.t.Announced() {
		c.t.Announcement.Withdrawn = c.now
		c.row(Withdrawn, Detail{}, "")
	}
}

// JoinIn counts one more person who has the problem ("me too"); the impact rises by the
// configured steps, and they are told of a workaround and of the end. Each person counts once;
// requester and beneficiary are counted already. To whom the ticket is not theirs it exists
// only once it is announced.
func (d *Desk) JoinIn(ctx context.Context, act Act, number int64) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		if err := c.mayJoin(); err != nil {
			return err
		}
		switch {
		case c.t.State.Finished():
			return c.refuse(Illegal, ActMeToo)
		case c.t.Concerns(act.By.ID), c.t.Joined(act.By.ID):
			return c.refuse(AlreadyHit, ActMeToo)
		}
		c.join(act.By.ID)
		return nil
	})
}

// mayJoin lets pass who may say "me too": whom the table lets, and any member once the ticket
// is announced.
func (c *change) mayJoin() error {
	err := c.may(ActMeToo)
	if err != nil && c.t.Announced() && StandingOf(c.act.By, c.t).Has(AsMember) {
		return nil
	}
	return err
}

// join counts somebody in.
func (c *change) join(u UserID) {
	c.t.PeopleHit++
	c.t.Announcement.Joined = append(c.t.Announcement.Joined, u)
	c.row(MeToo, Detail{Count: c.t.PeopleHit, Subject: u}, "")
	c.raiseImpact()
}

// DropOut takes a "me too" back: ✋ was taken off. The impact stays: somebody who works at the
// desk lowers it.
func (d *Desk) DropOut(ctx context.Context, act Act, number int64) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		if err := c.mayJoin(); err != nil {
			return err
		}
		if !c.t.Joined(act.By.ID) {
			return c.refuse(NothingToChange, ActMeToo)
		}
		c.t.PeopleHit = max(0, c.t.PeopleHit-1)
		c.t.Announcement.Joined = slices.DeleteFunc(slices.Clone(c.t.Announcement.Joined), func(u UserID) bool { return u == act.By.ID })
		c.row(NotMeToo, Detail{Count: c.t.PeopleHit, Subject: act.By.ID}, "")
		return nil
	})
}

// Joined tells whether the person has said "me too".
func (t *Ticket) Joined(u UserID) bool { return u != "" && slices.Contains(t.Announcement.Joined, u) }

// Witnesses are the people who said "me too" and who are not told of the ticket anyway.
func (t *Ticket) Witnesses() []UserID {
	return slices.DeleteFunc(slices.Clone(t.Announcement.Joined), t.ShownTo)
}
