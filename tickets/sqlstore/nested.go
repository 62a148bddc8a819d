package sqlstore

import "guichet/tickets"

// The nested parts of tickets and journal rows are stored as JSON; these copies hold
// their instants as the store promises them: UTC, whole milliseconds.

func inClock(c tickets.ClockState) tickets.ClockState {
	c.Deadline, c.Met = instant(c.Deadline), instant(c.Met)
	return c
}

func inClocks(c tickets.Clocks) tickets.Clocks {
	return tickets.Clocks{
		Respond:      inClock(c.Respond),
		FirstContact: inClock(c.FirstContact),
		Resolve:      inClock(c.Resolve),
	}
}

func inRating(r tickets.Rating) tickets.Rating {
	r.AskedAt, r.FirstAt = instant(r.AskedAt), instant(r.FirstAt)
	return r
}

// inDetail leaves the files out: they stand beside the words, where erasure reaches them.
func inDetail(d tickets.Detail) tickets.Detail {
	d.Deadline, d.DueAt = instant(d.Deadline), instant(d.DueAt)
	if d.Clocks != nil {
		c := inClocks(*d.Clocks)
		d.Clocks = &c
	}
	d.Files = nil
	return d
}
