package sqlstore

import (
	"context"
	"errors"
	"time"

	"guichet/tickets"
)

// Lease is tickets.Tx's. The row stays after its end, so that the fence never falls.
func (t *tx) Lease(ctx context.Context, name, owner string, ttl time.Duration) (fence int64, ok bool, err error) {
	err = t.one(ctx, "take a lease", `insert into leases (name, owner, until_at, fence) values (?1, ?2, ?3, 1)
		on conflict (name) do update set owner = excluded.owner, until_at = excluded.until_at,
			fence = leases.fence + case when leases.owner = excluded.owner then 0 else 1 end
		where leases.owner = excluded.owner or leases.until_at <= ?4
		returning fence`,
		[]any{text(name), text(owner), ms(t.now.Add(ttl)), ms(t.now)}, &fence)
	if errors.Is(err, tickets.ErrNotFound) {
		return 0, false, nil
	}
	return fence, err == nil, err
}

// Unlease is tickets.Tx's; giving back what another owner holds does nothing.
func (t *tx) Unlease(ctx context.Context, name, owner string) error {
	_, err := t.exec(ctx, "give a lease back",
		"update leases set until_at = 0 where name = ?1 and owner = ?2", text(name), text(owner))
	return err
}
