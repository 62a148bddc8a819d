package grammar

// Filter says which tickets a list shows.
type Filter string

// The filters. Requesters have only the first.
const (
	FilterOwn  Filter = "own"  // what the person asked for, or has as a problem
	FilterMine Filter = "mine" // what the person holds
	FilterPool Filter = "pool" // what nobody holds
	FilterTeam Filter = "team" // all the desk has to do
	FilterLate Filter = "late" // what is past a deadline
)

// StaffFilters are those of technicians and managers, in the order of the buttons.
var StaffFilters = []Filter{FilterMine, FilterPool, FilterTeam, FilterLate, FilterOwn}
