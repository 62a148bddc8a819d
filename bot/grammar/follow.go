package grammar

import (
	"guichet/tickets"
)

// DelayUs is BallUs in buttons and forms, where a value cannot be empty.
const DelayUs = "us"

// Delays are whose a delay can be, in the order of the buttons.
var Delays = []string{DelayUs, string(tickets.BallRequester), string(tickets.BallSupplier), string(tickets.BallOtherDesk)}

// StopFollowing is the choice of /desk follow that ends it.
const StopFollowing = "stop"
