package tickets

import "time"

// Announcement is what the desk says of an incident in public: never the requester's words.
// The zero Announcement is a ticket that was not announced.
type Announcement struct {
	Title string    `json:"title,omitempty"`
	By    UserID    `json:"by,omitempty"`
	At    time.Time `json:"at,omitzero"`
	// Withdrawn is when it was taken back; it stays in its channels and says so.
	Withdrawn time.Time `json:"withdrawn,omitzero"`
	// Joined are the people who said "me too", in that order: they are told of a workaround
	// and of the end.
	Joined []UserID `json:"joined,omitempty"`
}

// Announced tells whether the ticket is announced now.
func (t *Ticket) Announced() bool {
	return t.Announcement.Title != "" && t.Announcement.Withdrawn.IsZero()
}
