package slack

import (
	"context"

	"guichet/tickets"
)

// contractRole is the name under which the roster keeps the people of a service contract.
func contractRole(id string) string { return "contract:" + id }

// Contracts lists the service contracts of somebody, as the roster last saw user groups and
// people. It asks nobody.
func (a *Adapter) Contracts(_ context.Context, id tickets.UserID) ([]string, error) {
	r := a.roster
	r.mu.RLock()
	defer r.mu.RUnlock()
	var out []string
	for _, c := range r.cfg.Contracts {
		if r.named[contractRole(c.ID)][id.Local()] {
			out = append(out, c.ID)
		}
	}
	return out, nil
}
