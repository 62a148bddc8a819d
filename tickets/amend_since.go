package tickets

import "context"

// Names of the fields of a ticket that an edit can change, as forms call them.
const (
	FieldSummary     = "summary"
	FieldDescription = "description"
	FieldCategory    = "category"
	FieldUrgency     = "urgency"
	FieldImpact      = "impact"
)

// FieldChange is what somebody else has made of a field since a form was shown.
type FieldChange struct {
	Field string // FieldSummary…
	By    UserID // "" is the desk itself
	Was   string // what the form showed
	Now   string
}

// editedField is a field of a form with its three values: as the form showed it, as it is now, and
// as the form has it.
type editedField struct {
	name            string
	base, now, mine string
	by              UserID // who made base into now
	apply           func(ctx context.Context) error
}

// changes tells whether the form has something new for the field.
func (f *editedField) changes() bool { return f.mine != f.base && f.mine != f.now }

// compare lists what others have changed since the form was shown; conflict tells that the form
// has changed one of these fields to something else.
func compare(fields []*editedField) (since []FieldChange, conflict bool) {
	for _, f := range fields {
		if f.base == f.now {
			continue
		}
		since = append(since, FieldChange{Field: f.name, By: f.by, Was: f.base, Now: f.now})
		conflict = conflict || f.changes()
	}
	return since, conflict
}

// earlier is what a field was, and who changed it last.
type earlier struct {
	value string
	by    UserID
}

// valuesAt are the fields that were changed after the row base, as they were then.
func valuesAt(journal []*Entry, base int64) map[string]earlier {
	out := map[string]earlier{}
	note := func(e *Entry, field, was string) {
		if first, known := out[field]; known {
			was = first.value
		}
		out[field] = earlier{was, e.Actor}
	}
	for _, e := range journal {
		if e.ID <= base {
			continue
		}
		switch d := e.Detail; e.Kind {
		case Retitled:
			note(e, FieldSummary, e.Was)
		case Described:
			note(e, FieldDescription, e.Was)
		case UrgencySet:
			note(e, FieldUrgency, string(d.UrgencyWas))
		case ImpactSet:
			note(e, FieldImpact, string(d.ImpactWas))
		case Categorised:
			note(e, FieldCategory, d.CategoryWas)
		case TypeSet:
			if d.Category != d.CategoryWas {
				note(e, FieldCategory, d.CategoryWas)
			}
		}
	}
	return out
}
