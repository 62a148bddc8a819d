package tickets

import "time"

// Clock is one of the three clocks of the service level agreement.
type Clock string

// The clocks. All count from the opening, in the business time of the ticket's calendar.
const (
	ClockRespond      Clock = "respond"       // to the first claim (prise en compte)
	ClockFirstContact Clock = "first_contact" // to the first contact
	ClockResolve      Clock = "resolve"       // to the resolution; stops while the ball is not ours
)

// ClockState is what one clock shows.
type ClockState struct {
	Deadline time.Time `json:"deadline,omitzero"` // zero: no target, or stopped
	First    time.Time `json:"first,omitzero"`    // the deadline before the first renegotiation
	Agreed   int       `json:"agreed,omitempty"`  // the round of Extension that made the deadline, 0 none
	Met      time.Time `json:"met,omitzero"`      // when it was done
	Stopped  bool      `json:"stopped,omitempty"` // waiting: the deadline moves
	Late     bool      `json:"late,omitempty"`    // done after the deadline
	Breached time.Time `json:"breached,omitzero"` // when the desk found its target used up, first
	Void     bool      `json:"void,omitempty"`    // closed as a duplicate or merged: neither held nor missed
	Delay    *Delay    `json:"delay,omitempty"`   // whose delay it was said to be; nil: not said
}

// Delay says whose time made a deadline be missed.
type Delay struct {
	Ball Ball      `json:"ball,omitempty"` // BallUs is the desk itself
	By   UserID    `json:"by,omitempty"`
	At   time.Time `json:"at,omitzero"`
}

// Running tells whether the clock still counts.
func (c ClockState) Running() bool {
	return c.Met.IsZero() && !c.Stopped && !c.Deadline.IsZero()
}

// AllClocks lists the clocks in the order in which they are due.
var AllClocks = []Clock{ClockRespond, ClockFirstContact, ClockResolve}

// Clocks are the three clocks of a ticket.
type Clocks struct {
	Respond      ClockState `json:"respond,omitzero"`
	FirstContact ClockState `json:"first_contact,omitzero"`
	Resolve      ClockState `json:"resolve,omitzero"`
	Extension    *Extension `json:"extension,omitempty"` // the latest proposal of another date
}

// Of is the clock by name.
func (c Clocks) Of(k Clock) ClockState {
	switch k {
	case ClockRespond:
		return c.Respond
	case ClockFirstContact:
		return c.FirstContact
	default:
		return c.Resolve
	}
}
