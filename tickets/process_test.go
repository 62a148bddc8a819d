package tickets

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

var allActions = []Action{
	ActClaim, ActRelease, ActAssign, ActContact, ActWait, ActResume, ActEvaluate, ActSubmit, ActApprove,
	ActReject, ActResolve, ActValidate, ActRefuse, ActExpire, ActCancel, ActReopen, ActEscalate, ActUrgent, ActFold, ActBulkClose,
}

// No path leads outside the table: whatever is asked in whatever order, the state is one of
// the known ones, and an action is taken exactly when Possible lists it.
func TestNoPathLeadsOutsideTheTable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom([]Kind{Incident, Request}).Draw(t, "kind")
		p := ProcessOf(kind)
		state, waitedFrom := New, State("")
		for _, a := range rapid.SliceOfN(rapid.SampledFrom(allActions), 0, 60).Draw(t, "actions") {
			next, ok := p.Next(state, a, waitedFrom)
			if ok != slices.Contains(p.Possible(state), a) {
				t.Fatalf("%s from %s: taken=%v, but possible are %v", a, state, ok, p.Possible(state))
			}
			if !ok {
				continue
			}
			if a == ActWait && state != WaitingState {
				waitedFrom = state
			}
			state = next
			if !slices.Contains(States, state) {
				t.Fatalf("%s leads to %q, which is no state", a, state)
			}
		}
	})
}

func TestEveryStateCanBeReachedAndLeft(t *testing.T) {
	for _, kind := range []Kind{Incident, Request} {
		p := ProcessOf(kind)
		reached := map[State]bool{New: true}
		for range p {
			for _, l := range p {
				if reached[l.From] && l.To != back {
					reached[l.To] = true
				}
			}
		}
		for _, s := range States {
			requestOnly := s == InEvaluation || s == AwaitingApproval || s == RejectedState
			if want := kind == Request || !requestOnly; reached[s] != want {
				t.Errorf("%s: %s reachable is %v, want %v", kind, s, reached[s], want)
			}
			if reached[s] && s != CancelledState && s != RejectedState && len(p.Possible(s)) == 0 {
				t.Errorf("%s: nothing is possible from %s", kind, s)
			}
		}
	}
}

// Nothing can be resolved before approval (SPEC §5).
func TestRequestIsNotResolvedBeforeApproval(t *testing.T) {
	for _, s := range []State{InEvaluation, AwaitingApproval} {
		if _, ok := ProcessOf(Request).Next(s, ActResolve, ""); ok {
			t.Errorf("resolve is possible from %s", s)
		}
	}
}

func TestTableHasNoLineTwice(t *testing.T) {
	for _, kind := range []Kind{Incident, Request} {
		seen := map[Transition]bool{}
		for _, l := range ProcessOf(kind) {
			key := Transition{From: l.From, Action: l.Action}
			if seen[key] {
				t.Errorf("%s: two lines for %s from %s", kind, l.Action, l.From)
			}
			seen[key] = true
		}
	}
}
