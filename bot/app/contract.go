package app

import (
	"context"
	"slices"
	"time"

	"guichet/bot"
	"guichet/tickets"
)

// contractTime is how long an opening may wait to learn the beneficiary's service contract:
// well within the three seconds that platforms give an answer.
const contractTime = 1200 * time.Millisecond

// contractOf is the service contract of somebody: the first of the configuration that they
// belong to, "" when there is none or it cannot be told in time.
func (a *App) contractOf(ctx context.Context, who tickets.UserID) string {
	finder, ok := a.platforms[who.Space()].(bot.GroupFinder)
	if !ok || len(a.policy.Groups) == 0 {
		return ""
	}
	ctx, cancel := context.WithTimeout(ctx, contractTime)
	defer cancel()
	ids, err := finder.Contracts(ctx, who)
	if err != nil {
		logOf(ctx).Warn().Err(err).Msg("the service contract of a beneficiary could not be told: the usual targets hold")
		return ""
	}
	for _, g := range a.policy.Groups {
		if slices.Contains(ids, g.ID) {
			return g.ID
		}
	}
	return ""
}
