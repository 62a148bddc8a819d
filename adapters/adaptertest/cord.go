package adaptertest

import (
	"context"
	"errors"
	"sync/atomic"

	"guichet/tickets"
)

// errPowerCut is what a store answers once its cord was pulled.
var errPowerCut = errors.New("adaptertest: the power is cut")

// cord is a store whose power can be cut: from that moment on nothing is read or written,
// like for a process that was killed. A transaction under way is committed or is not.
type cord struct {
	tickets.Store
	pulled atomic.Bool
}

// Update implements tickets.Store.
func (c *cord) Update(ctx context.Context, f func(tx tickets.Tx) error) error {
	if c.pulled.Load() {
		return errPowerCut
	}
	return c.Store.Update(ctx, func(tx tickets.Tx) error {
		if err := f(tx); err != nil {
			return err
		}
		if c.pulled.Load() {
			return errPowerCut
		}
		return nil
	})
}

// View implements tickets.Store.
func (c *cord) View(ctx context.Context, f func(tx tickets.Tx) error) error {
	if c.pulled.Load() {
		return errPowerCut
	}
	return c.Store.View(ctx, f)
}
