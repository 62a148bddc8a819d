package tickets

import (
	"time"

	"guichet/tickets/calendar"
)

// Span is a length of business time: a duration, or a number of working days (never both).
// The zero Span is "no target".
type Span struct {
	Days int
	Time time.Duration
}

// IsZero tells whether there is no target.
func (s Span) IsZero() bool { return s.Days == 0 && s.Time == 0 }

// Targets are what a priority promises.
type Targets struct {
	Calendar     *calendar.Calendar
	Respond      Span // to the first claim
	FirstContact Span // to the first contact
	Resolve      Span // to the resolution
}

// Of is the target of the clock.
func (t Targets) Of(c Clock) Span {
	switch c {
	case ClockRespond:
		return t.Respond
	case ClockFirstContact:
		return t.FirstContact
	default:
		return t.Resolve
	}
}

// over is t where it says something, else base.
func (t Targets) over(base Targets) Targets {
	if t.Calendar != nil {
		base.Calendar = t.Calendar
	}
	for _, s := range []struct {
		to   *Span
		from Span
	}{{&base.Respond, t.Respond}, {&base.FirstContact, t.FirstContact}, {&base.Resolve, t.Resolve}} {
		if !s.from.IsZero() {
			*s.to = s.from
		}
	}
	return base
}

// Words is a text in the languages of the desk, by locale ("fr", "en").
type Words map[string]string

// In is the text in the locale, else in French, else in any.
func (w Words) In(locale string) string {
	if s := w[locale]; s != "" {
		return s
	}
	if s := w["fr"]; s != "" {
		return s
	}
	for _, s := range w {
		return s
	}
	return ""
}

// Category is a kind of trouble with its own people and targets.
type Category struct {
	ID         string
	Name       Words
	Type       Kind // "" is both
	Specialist string
	Keywords   []string
	Fields     []CategoryField      // asked besides the usual ones
	Checklist  []Step               // the procedure, in its order
	Targets    map[Priority]Targets // complete: the desk's with the category's changes
	Evaluation bool                 // requests are evaluated first
	Approval   *ApprovalRule        // who approves requests; nil: they need no approval
}

// Group is a service contract: people who get other targets.
type Group struct {
	ID      string
	Name    Words
	People  []UserID             // references, also to user groups and roles of the platforms
	Targets map[Priority]Targets // what the contract changes; a zero field stays as without it
}

// Rota is who is on duty at the levels.
type Rota struct {
	Handover time.Duration // time of day of the change, since local midnight
	Levels   map[int]Shift // 1, 2
}

// Shift is a level's turn: each of People in order, for a day or a week.
type Shift struct {
	Weekly bool
	People []UserID
}

// Policy is the desk's configuration as the desk needs it: resolved, checked, complete.
type Policy struct {
	Name        string
	Locale      string // language of the channels: "fr" or "en"
	Zone        *time.Location
	Calendar    *calendar.Calendar // the default calendar
	Categories  []Category         // at least one
	Former      map[string]Words   // names of categories that were taken out of the configuration
	Matrix      map[Urgency]map[Impact]Priority
	ImpactSteps map[Impact]int // people hit that raise the impact to this
	Targets     map[Priority]Targets
	Groups      []Group // the first that a beneficiary belongs to holds
	WarnAt      []int   // percent, rising
	AlertBudget int     // alerts an hour and channel, then one digest
	Lease       string  // "nudge", "release", "off"
	Relay       string  // "explicit", "automatic"
	Files       FilePolicy
	Validation  Validation
	Survey      Survey
	Rota        Rota
	Macros      []Macro // canned answers, in the order of the menu
	Spaces      []Space // the connected spaces
}

// Validation is how long a resolution waits for an answer, in business time.
type Validation struct {
	RemindAfter  Span
	CloseAfter   Span
	ReopenWithin Span
}

// Survey is whom the two marks are asked of.
type Survey struct {
	RemindAfter Span
	ExpireAfter Span
	OnCard      bool
	Cooldown    Span
	Share       int      // percent of the closed tickets
	Categories  []string // none = all
}

// Priority is the matrix's answer for urgency × impact.
func (p *Policy) Priority(u Urgency, i Impact) Priority {
	if pr := p.Matrix[u][i]; pr != "" {
		return pr
	}
	return P3
}

// Category finds a category, nil when the configuration no longer has it.
func (p *Policy) Category(id string) *Category {
	for i := range p.Categories {
		if p.Categories[i].ID == id {
			return &p.Categories[i]
		}
	}
	return nil
}

// CategoryName is the name of a category, also of one that the configuration no longer has; its
// id, when no name is known.
func (p *Policy) CategoryName(id string) Words {
	if c := p.Category(id); c != nil && len(c.Name) > 0 {
		return c.Name
	}
	if name := p.Former[id]; len(name) > 0 {
		return name
	}
	return Words{"fr": id}
}

// Group finds a service contract, nil when the configuration no longer has it.
func (p *Policy) Group(id string) *Group {
	for i := range p.Groups {
		if p.Groups[i].ID == id {
			return &p.Groups[i]
		}
	}
	return nil
}

// TargetsFor are the targets of a ticket of this priority and category, for a beneficiary of
// this service contract ("" none). A contract beats the category, which beats the desk.
func (p *Policy) TargetsFor(pr Priority, category, group string) Targets {
	t := p.Targets[pr]
	if c := p.Category(category); c != nil {
		if own, ok := c.Targets[pr]; ok {
			t = own
		}
	}
	if group == "" {
		return t
	}
	if g := p.Group(group); g != nil {
		t = g.Targets[pr].over(t)
	}
	return t
}

// OnDuty is the person on duty at the level at the instant, "" when the rota has none.
func (p *Policy) OnDuty(level int, at time.Time) UserID {
	shift, ok := p.Rota.Levels[level]
	if !ok || len(shift.People) == 0 {
		return ""
	}
	local := at.In(p.Zone).Add(-p.Rota.Handover)
	day := int(time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, time.UTC).Unix() / 86400)
	turn := day
	if shift.Weekly {
		turn = (day + 3) / 7 // 1 January 1970 was a Thursday: weeks change on Monday
	}
	return shift.People[turn%len(shift.People)]
}
