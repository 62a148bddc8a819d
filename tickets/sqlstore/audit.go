package sqlstore

import (
	"context"
	"strconv"

	"guichet/tickets"
)

// AppendAudit is tickets.Tx's.
func (t *tx) AppendAudit(ctx context.Context, r *tickets.AuditRow) error {
	return t.one(ctx, "append to the audit", `insert into audit (at, actor, via, place, event, what, ticket, code, note)
		values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) returning id`,
		[]any{ms(r.At), text(r.Actor), text(r.Via), text(r.Place), text(r.Event), text(r.What), r.Ticket, text(r.Code), text(r.Note)}, &r.ID)
}

// Audit is tickets.Tx's.
func (t *tx) Audit(ctx context.Context, q tickets.AuditQuery) ([]*tickets.AuditRow, error) {
	f := &filter{}
	if q.Actor != "" {
		f.add("actor = ?", text(q.Actor))
	}
	if q.Ticket != 0 {
		f.add("ticket <> 0 and ticket = ?", q.Ticket)
	}
	if !q.Since.IsZero() {
		f.add("at >= ?", ms(q.Since))
	}
	query := "select id, at, actor, via, place, event, what, ticket, code, note from audit" + f.where() + " order by at desc, id desc"
	if q.Limit > 0 {
		query += " limit ?" + strconv.Itoa(len(f.args)+1)
		f.args = append(f.args, q.Limit)
	}
	var found []*tickets.AuditRow
	err := t.all(ctx, "list the audit", query, f.args, func(row scanner) error {
		var r tickets.AuditRow
		var when int64
		if err := row.Scan(&r.ID, &when, &r.Actor, &r.Via, &r.Place, &r.Event, &r.What, &r.Ticket, &r.Code, &r.Note); err != nil {
			return err
		}
		r.At = at(when)
		found = append(found, &r)
		return nil
	})
	return found, err
}
