package tickets

import (
	"context"
	"slices"
	"time"
)

// AuditRow is one act that a ticket's journal does not show: refused for want of a right, a
// change of somebody's rights, or the use of a right that is about no one ticket. It holds
// no words of people.
type AuditRow struct {
	ID     int64
	At     time.Time
	Actor  UserID
	Via    string // as of Act; "look" for reading
	Place  string // channel the person acted in, "" unknown
	Event  string // key of the platform event, "" none
	What   string // the action
	Ticket int64  // 0 for none; it need not exist
	Code   Code   // why it was refused, "" for what was done
	Note   string // for changes of rights: the roles held now
}

// AuditQuery selects rows of the audit. Zero fields do not select.
type AuditQuery struct {
	Actor  UserID
	Ticket int64
	Since  time.Time
	Limit  int // 0 = no limit
}

// AuditKept is how long rows of the audit are kept.
const AuditKept = 365 * 24 * time.Hour

// What is recorded besides refused actions.
const (
	AuditRights = "rights" // somebody's roles at the desk changed
	AuditEnter  = "enter"  // a guest or an outsider spoke to the desk
)

// wantOfRight are the refusals that say: you lack the right.
var wantOfRight = []Code{NotFound, NotAllowed, NotAssignee, NotHolder, ManagersOnly, NotApprover, OwnRequest, Outsider}

// record notes a refusal for want of a right, and returns it. What technicians do not find
// does not exist: that is a slip of theirs and no attempt.
func (d *Desk) record(ctx context.Context, act Act, number int64, a Action, err error) error {
	code := CodeOf(err)
	if act.By.ID == "" || !slices.Contains(wantOfRight, code) || code == NotFound && StandingOf(act.By, nil).Has(staff) {
		return err
	}
	failed := d.note(ctx, AuditRow{
		Actor: act.By.ID, Via: act.Via, Place: act.By.Place, Event: act.Event, What: string(a), Ticket: number, Code: code,
	})
	if failed != nil {
		return failed
	}
	return err
}

func (d *Desk) note(ctx context.Context, row AuditRow) error {
	return d.store.Update(ctx, func(tx Tx) error {
		row.ID, row.At = 0, tx.Now()
		return tx.AppendAudit(ctx, &row)
	})
}

// Enter refuses guests and outsiders, who may not even ask; number is the ticket they asked
// for, 0 for none.
func (d *Desk) Enter(ctx context.Context, act Act, number int64) error {
	if mayDesk(act.By, ActOpen) == nil {
		return nil
	}
	return d.record(ctx, act, number, AuditEnter, &Error{Code: Outsider})
}

// RightsChanged notes that somebody's rights are others now. It is the platform that says so:
// nobody asks for it.
func (d *Desk) RightsChanged(ctx context.Context, of UserID, now Roles, place string) error {
	note := ""
	for _, r := range []struct {
		held bool
		name string
	}{
		{now.Technician, "technician"}, {now.Manager, "manager"}, {now.Admin, "admin"}, {now.Guest, "guest"},
	} {
		if r.held {
			note = join(note, r.name)
		}
	}
	return d.note(ctx, AuditRow{Actor: of, Via: "membership", Place: place, What: AuditRights, Note: note})
}

func join(list, one string) string {
	if list == "" {
		return one
	}
	return list + " " + one
}

// Audit lists the audit, newest first, for admins and for who runs the desk.
func (d *Desk) Audit(ctx context.Context, by Actor, q AuditQuery) (rows []*AuditRow, err error) {
	if err := mayDesk(by, ActAudit); err != nil {
		return nil, d.record(ctx, Act{By: by, Via: viaLook}, q.Ticket, ActAudit, err)
	}
	err = d.store.View(ctx, func(tx Tx) error {
		rows, err = tx.Audit(ctx, q)
		return err
	})
	return rows, err
}

// viaLook is how the audit calls what only looks.
const viaLook = "look"
