package storetest

import (
	"context"
	"time"

	"github.com/google/go-cmp/cmp"

	"guichet/tickets"
)

var auditTests = []test{
	{"Audit/comes back as it was, newest first", func(d *desk) {
		var want []*tickets.AuditRow
		for i, who := range []tickets.UserID{"slack:bob", "slack:gina", "slack:bob"} {
			r := &tickets.AuditRow{
				At: stored(d.Clock.Now()), Actor: who, Via: "command", Place: "C1", Event: "Ev1", What: "claim",
				Ticket: int64(i), Code: tickets.NotFound, Note: "technician",
			}
			d.update(func(ctx context.Context, tx tickets.Tx) error { return tx.AppendAudit(ctx, r) })
			if r.ID == 0 {
				d.Error("the row has no id")
			}
			want = append([]*tickets.AuditRow{r}, want...)
			d.Clock.Add(time.Second)
		}
		d.audit(tickets.AuditQuery{}, want...)
		d.audit(tickets.AuditQuery{Limit: 2}, want[:2]...)
		d.audit(tickets.AuditQuery{Actor: "slack:bob"}, want[0], want[2])
		d.audit(tickets.AuditQuery{Ticket: 1}, want[1])
		d.audit(tickets.AuditQuery{Since: want[1].At}, want[:2]...)
		d.audit(tickets.AuditQuery{Actor: "slack:bob", Ticket: 2, Since: want[1].At, Limit: 5}, want[0])
	}},
	{"Prune/keeps the audit for a year", func(d *desk) {
		r := &tickets.AuditRow{At: stored(d.Clock.Now()), Actor: "slack:bob", What: "show"}
		d.update(func(ctx context.Context, tx tickets.Tx) error { return tx.AppendAudit(ctx, r) })
		d.Clock.Add(tickets.AuditKept - time.Minute)
		d.update(func(ctx context.Context, tx tickets.Tx) error { return tx.Prune(ctx) })
		d.audit(tickets.AuditQuery{}, r)
		d.Clock.Add(2 * time.Minute)
		d.update(func(ctx context.Context, tx tickets.Tx) error { return tx.Prune(ctx) })
		d.audit(tickets.AuditQuery{})
	}},
}

// audit fails the test unless the query lists exactly these rows.
func (d *desk) audit(q tickets.AuditQuery, want ...*tickets.AuditRow) {
	d.Helper()
	d.view(func(ctx context.Context, tx tickets.Tx) error {
		got, err := tx.Audit(ctx, q)
		if diff := cmp.Diff(want, got); diff != "" {
			d.Errorf("%+v (-want +got):\n%s", q, diff)
		}
		return err
	})
}
