package sqlstore

import (
	"context"
	"time"

	"guichet/tickets"
)

const selectHomes = "select user_id, opened_at, filter, page, shown from homes"

func scanHome(row scanner) (tickets.Home, error) {
	var h tickets.Home
	var opened int64
	err := row.Scan(&h.User, &opened, &h.Filter, &h.Page, &h.Shown)
	h.OpenedAt = at(opened)
	return h, err
}

// Home is tickets.Tx's.
func (t *tx) Home(ctx context.Context, u tickets.UserID) (h tickets.Home, err error) {
	var opened int64
	err = t.one(ctx, "load a home", selectHomes+" where user_id = ?1", []any{text(u)}, &h.User, &opened, &h.Filter, &h.Page, &h.Shown)
	h.OpenedAt = at(opened)
	return h, err
}

// SaveHome is tickets.Tx's.
func (t *tx) SaveHome(ctx context.Context, h tickets.Home) error {
	_, err := t.exec(ctx, "save a home", `insert into homes (user_id, space, opened_at, filter, page, shown)
		values (?1, ?2, ?3, ?4, ?5, ?6)
		on conflict (user_id) do update set opened_at = excluded.opened_at, filter = excluded.filter,
			page = excluded.page, shown = excluded.shown`,
		text(h.User), text(h.User.Space()), ms(h.OpenedAt), text(h.Filter), h.Page, text(h.Shown))
	return err
}

// Homes is tickets.Tx's.
func (t *tx) Homes(ctx context.Context, space string, since time.Time, limit int) (found []tickets.Home, err error) {
	err = t.all(ctx, "list homes", selectHomes+" where space = ?1 and opened_at >= ?2 order by opened_at desc, user_id limit ?3",
		[]any{text(space), ms(since), limit}, func(row scanner) error {
			h, err := scanHome(row)
			found = append(found, h)
			return err
		})
	return found, err
}
