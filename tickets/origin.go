package tickets

// Origin is the message that a ticket was taken from, by a shortcut or by 🎫. The zero Origin
// is a ticket that was written for the desk.
type Origin struct {
	Message MessageRef `json:"message,omitzero"`
	Link    string     `json:"link,omitempty"` // for people who see the message where it stands
	// Quick tells that the ticket was made at once, by a reaction: what nobody was asked can
	// still be completed from the counter.
	Quick bool `json:"quick,omitempty"`
	// Markup tells that the ticket's description is in the desk's own Markdown (package markup),
	// as the message was; otherwise it is plain text as typed in a form.
	Markup bool `json:"markup,omitempty"`
}

// MaxLink is the most characters of an origin's link; a longer one is no platform's.
const MaxLink = 500
