package tickets

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// budgetTime is the time in which a channel has its number of alerts, and in which one digest
// takes up those beyond it.
const budgetTime = time.Hour

// say enqueues a delivery. An alert beyond the budget of its channel is held back: the
// channel's digest lists it. What was said within the hour is counted in the queue, so that
// every replica counts the same.
func (c *change) say(ctx context.Context, dl Delivery) error {
	if dl.Digest == "" || dl.OnlyStale || c.policy.AlertBudget <= 0 {
		return c.tx.Enqueue(ctx, &dl)
	}
	said, err := c.tx.SaidAlerts(ctx, dl.Budget, c.now.Add(-budgetTime))
	if err != nil {
		return err
	}
	if said < c.policy.AlertBudget {
		return c.tx.Enqueue(ctx, &dl)
	}
	dl.State = Held
	if err := c.tx.Enqueue(ctx, &dl); err != nil {
		return err
	}
	began, err := c.digestBegan(ctx, dl.Budget)
	if err != nil {
		return err
	}
	return c.tx.Enqueue(ctx, &Delivery{
		Key: DigestKey(dl.Budget, began), Ticket: dl.Ticket, Purpose: dl.Digest, Place: dl.Place, Stale: true,
	})
}

// digestBegan is when the channel's present digest began: now, when there is none or its hour
// is over.
func (c *change) digestBegan(ctx context.Context, budget string) (time.Time, error) {
	name := "digest:" + budget
	value, err := c.tx.Value(ctx, name)
	if err != nil {
		return time.Time{}, err
	}
	if ms, err := strconv.ParseInt(value, 10, 64); err == nil {
		if began := time.UnixMilli(ms); c.now.Before(began.Add(budgetTime)) {
			return began, nil
		}
	}
	return c.now, c.tx.SetValue(ctx, name, strconv.FormatInt(c.now.UnixMilli(), 10))
}

// DigestKey is the key of the digest of a channel's budget that began at the instant.
func DigestKey(budget string, began time.Time) string {
	return fmt.Sprintf("digest:%s:%d", budget, began.UnixMilli())
}

// DigestOf reads a key that DigestKey made: which alerts, enqueued from when until when.
func DigestOf(key string) (budget string, from, until time.Time, ok bool) {
	rest, ok := strings.CutPrefix(key, "digest:")
	i := strings.LastIndexByte(rest, ':')
	if !ok || i <= 0 {
		return "", from, until, false
	}
	ms, err := strconv.ParseInt(rest[i+1:], 10, 64)
	from = time.UnixMilli(ms).UTC()
	return rest[:i], from, from.Add(budgetTime), err == nil
}
