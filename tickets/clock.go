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
	Met      time.Time `json:"met,omitzero"`      // when it was done
	Stopped  bool      `json:"stopped,omitempty"` // waiting: the deadline moves
	Late     bool      `json:"late,omitempty"`    // done after the deadline
}

// Running tells whether the clock still counts.
func (c ClockState) Running() bool {
	return c.Met.IsZero() && !c.Stopped && !c.Deadline.IsZero()
}

// Clocks are the three clocks of a ticket.
type Clocks struct {
	Respond      ClockState `json:"respond,omitzero"`
	FirstContact ClockState `json:"first_contact,omitzero"`
	Resolve      ClockState `json:"resolve,omitzero"`
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
