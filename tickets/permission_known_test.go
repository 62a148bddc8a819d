package tickets_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"guichet/tickets"
)

// Each exported method of the desk is in the tests of the table: with its action when somebody
// acts or looks by it, as machinery when nobody does.
func TestTheTestsKnowEveryUseCase(t *testing.T) {
	known := map[string]bool{}
	for _, u := range useCases {
		method, _, _ := strings.Cut(u.name, "/")
		known[method] = true
	}
	for _, u := range deskCases {
		known[u.name] = true
	}
	desk := reflect.TypeFor[*tickets.Desk]()
	for i := range desk.NumMethod() {
		m := desk.Method(i)
		switch why := machinery[m.Name]; {
		case hasActor(m.Type) && !known[m.Name]:
			t.Errorf("Desk.%s takes an actor and no test of rights calls it: add it to useCases or deskCases (permission_cases_test.go) with its action", m.Name)
		case !hasActor(m.Type) && why == "":
			t.Errorf("Desk.%s takes no actor: nobody's right is asked; if that is meant, say why in machinery (permission_cases_test.go)", m.Name)
		}
		delete(known, m.Name)
	}
	for name := range known {
		t.Errorf("there is no use case Desk.%s", name)
	}
	for name := range machinery {
		if m, ok := desk.MethodByName(name); !ok || hasActor(m.Type) {
			t.Errorf("Desk.%s is no machinery", name)
		}
	}
}

func hasActor(method reflect.Type) bool {
	return slices.ContainsFunc(slices.Collect(method.Ins()), func(in reflect.Type) bool {
		return in == reflect.TypeFor[tickets.Act]() || in == reflect.TypeFor[tickets.Actor]()
	})
}

// Each action of the table is asked by some use case here, or named as one that only a platform's
// way in asks.
func TestEveryRowIsTried(t *testing.T) {
	elsewhere := map[tickets.Action]string{
		tickets.ActOnBehalf: "a field of Open: TestOnlyTechniciansOpenOnBehalf",
		tickets.ActListOwn:  "package app: lists", tickets.ActListQueue: "package bot: lists",
		tickets.ActPanel:  "package app: panels",
		tickets.ActExport: "package app: transcripts", tickets.ActExportAll: "package app: transcripts",
		tickets.ActExpire: "a timer", tickets.ActFold: "by Merge and Link", tickets.ActBulkClose: "by ConfirmBulk",
	}
	tried := map[tickets.Action]bool{}
	for _, u := range useCases {
		tried[u.action] = true
	}
	for _, u := range deskCases {
		tried[u.action] = true
	}
	for _, row := range tickets.Permissions {
		if !tried[row.Action] && elsewhere[row.Action] == "" {
			t.Errorf("no test asks for %q", row.Action)
		}
	}
}

// What is about no ticket: every role × use case.
func TestTheTableHoldsForTheDeskItself(t *testing.T) {
	for role, roles := range roleSets {
		for _, u := range deskCases {
			f := newDesk(t)
			actor := tickets.Actor{ID: "slack:who", Roles: roles}
			err := u.do(f.Desk, f.ctx, tickets.Act{By: actor, Via: "command"})
			may := tickets.May(actor, u.action, nil)
			if denied := slices.Contains(refusals, tickets.CodeOf(err)); denied == may || err != nil && tickets.CodeOf(err) == "" {
				t.Errorf("%s, %s: may %v, got %v", role, u.name, may, err)
			}
			rows, err := f.Audit(f.ctx, tickets.Actor{}, tickets.AuditQuery{Actor: actor.ID})
			if recorded := len(rows) == 1; err != nil || recorded == may && u.name != "CheckOpening" {
				t.Errorf("%s, %s: may %v, and the audit has %d rows (%v)", role, u.name, may, len(rows), err)
			}
		}
	}
}

// Where two tickets are named, whoever knows of one of them learns nothing of the other.
func TestTheOtherTicketDoesNotShowEither(t *testing.T) {
	f := newDesk(t)
	f.announced(t)
	mine, secret := f.open(t, alice, "vpn").Number, f.open(t, bob, "souris").Number
	for name, do := range map[string]func(one, two int64) error{
		"Link": func(one, two int64) error {
			_, _, err := f.Link(f.ctx, by(alice), one, two, tickets.LinkDuplicate)
			return err
		},
		"Unlink":   func(one, two int64) error { _, _, err := f.Unlink(f.ctx, by(alice), one, two); return err },
		"Merge":    func(one, two int64) error { _, _, err := f.Merge(f.ctx, by(alice), one, two); return err },
		"MayMerge": func(one, two int64) error { _, _, err := f.MayMerge(f.ctx, alice, one, two); return err },
		"Deflect":  func(one, two int64) error { _, err := f.Deflect(f.ctx, by(alice), one, two, true); return err },
	} {
		for where, err := range map[string][2]error{
			"second": {do(mine, secret), do(mine, 99)}, "first": {do(secret, mine), do(99, mine)},
		} {
			if err[0] == nil || err[1] == nil || err[0].Error() != err[1].Error() {
				t.Errorf("%s, %s: %v is not %v", name, where, err[0], err[1])
			}
		}
	}
}

// Words of a form that only technicians are shown do nothing when somebody else sends them.
func TestOnlyTechniciansOpenOnBehalf(t *testing.T) {
	for role, roles := range roleSets {
		f := newDesk(t)
		actor := tickets.Actor{ID: "slack:who", Roles: roles}
		tk, err := f.Open(f.ctx, by(actor), tickets.Opening{
			Summary: "x", Beneficiary: tickets.Beneficiary{Name: "M. Paul"}, Source: tickets.SourcePhone,
			Impact: tickets.Many, Solved: true, Solution: "fait",
		})
		switch may := tickets.May(actor, tickets.ActOnBehalf, nil); {
		case !tickets.May(actor, tickets.ActOpen, nil):
			wantCode(t, err, tickets.NotAllowed)
		case err != nil:
			t.Errorf("%s: %v", role, err)
		case may != (tk.Source == tickets.SourcePhone), may != (tk.Beneficiary.Name != ""), may != (tk.Impact == tickets.Many), may != (tk.State == tickets.ResolvedState):
			t.Errorf("%s, who may: %v, opened %+v", role, may, tk)
		}
	}
}

// A guest is given nothing either: neither a ticket to hold, nor one to read along, nor a seat.
func TestNothingIsGivenToGuests(t *testing.T) {
	f := requestDesk(t)
	n := f.requests(t, alice, "managers").Number
	guest := tickets.Actor{ID: gina.ID, Roles: tickets.Roles{Guest: true, Technician: true, Manager: true}}
	for name, give := range map[string]func() (*tickets.Ticket, error){
		"Assign":   func() (*tickets.Ticket, error) { return f.Assign(f.ctx, by(tessa), n, guest) },
		"Follow":   func() (*tickets.Ticket, error) { return f.Follow(f.ctx, by(tessa), n, guest) },
		"Delegate": func() (*tickets.Ticket, error) { return f.Delegate(f.ctx, by(marie), n, 0, guest) },
	} {
		if _, err := give(); tickets.CodeOf(err) != tickets.UnknownPerson && tickets.CodeOf(err) != tickets.NotTechnician {
			t.Errorf("%s: %v", name, err)
		}
	}
}
