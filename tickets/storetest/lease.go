package storetest

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"guichet/tickets"
)

const ttl = time.Minute

func (d *desk) lease(name, owner string) (fence int64, ok bool) {
	d.Helper()
	d.update(func(ctx context.Context, tx tickets.Tx) (err error) {
		fence, ok, err = tx.Lease(ctx, name, owner, ttl)
		return err
	})
	return fence, ok
}

func (d *desk) unlease(name, owner string) {
	d.Helper()
	d.update(func(ctx context.Context, tx tickets.Tx) error { return tx.Unlease(ctx, name, owner) })
}

var leaseTests = []test{
	{"Lease/is held by one owner until its time, and prolonged by it", func(d *desk) {
		first, ok := d.lease("slack", "a")
		if !ok {
			d.Fatal("a free lease was refused")
		}
		if _, ok := d.lease("slack", "b"); ok {
			d.Error("two owners")
		}
		if _, ok := d.lease("discord", "b"); !ok {
			d.Error("another lease was refused")
		}
		d.Clock.Add(ttl - time.Millisecond)
		if again, ok := d.lease("slack", "a"); !ok || again != first {
			d.Errorf("prolonged: %v with fence %d, want %d", ok, again, first)
		}
		d.Clock.Add(ttl - time.Millisecond)
		if _, ok := d.lease("slack", "b"); ok {
			d.Error("the prolonged lease was given away")
		}
		d.Clock.Add(time.Millisecond)
		if second, ok := d.lease("slack", "b"); !ok || second <= first {
			d.Errorf("after its time: %v with fence %d after %d", ok, second, first)
		}
		if _, ok := d.lease("slack", "a"); ok {
			d.Error("the old owner still has it")
		}
	}},
	{"Unlease/gives back what the owner holds, and the fence never falls", func(d *desk) {
		first, _ := d.lease("slack", "a")
		d.unlease("slack", "b")
		d.unlease("nothing", "b")
		if _, ok := d.lease("slack", "b"); ok {
			d.Error("b gave back what a holds")
		}
		d.unlease("slack", "a")
		second, ok := d.lease("slack", "b")
		if !ok || second <= first {
			d.Errorf("given back: %v with fence %d after %d", ok, second, first)
		}
		d.unlease("slack", "a") // late: b holds it now
		if _, ok := d.lease("slack", "c"); ok {
			d.Error("a gave back what b holds")
		}
		d.unlease("slack", "b")
		if third, ok := d.lease("slack", "a"); !ok || third <= second {
			d.Errorf("given back again: %v with fence %d after %d", ok, third, second)
		}
	}},
	{"Lease/of twenty owners at once exactly one has it", func(d *desk) {
		var held atomic.Int64
		var wg sync.WaitGroup
		for i := range 20 {
			wg.Go(func() {
				mine := false
				if err := d.try(func(ctx context.Context, tx tickets.Tx) (err error) {
					_, mine, err = tx.Lease(ctx, "slack", string(rune('a'+i)), ttl)
					return err
				}); err != nil {
					d.Errorf("lease: %v", err)
				}
				if mine {
					held.Add(1)
				}
			})
		}
		wg.Wait()
		if held.Load() != 1 {
			d.Errorf("%d owners, want 1", held.Load())
		}
	}},
}
