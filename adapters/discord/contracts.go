package discord

import (
	"context"
	"errors"

	"guichet/tickets"
)

// Contracts lists the service contracts of somebody, by their roles in the server: as last
// seen, which a form or command that names them brings along, else Discord is asked.
func (a *Adapter) Contracts(ctx context.Context, id tickets.UserID) ([]string, error) {
	if len(a.directory.space.Contracts) == 0 {
		return nil, nil
	}
	m, err := a.member(ctx, id.Local())
	switch {
	case errors.Is(err, errAbsent):
		return nil, nil
	case err != nil:
		return nil, err
	}
	return a.directory.contracts(m), nil
}

func (d *directory) contracts(m member) []string {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.contractsOf(m)
}

// contractsOf is contracts. The lock is held.
func (d *directory) contractsOf(m member) []string {
	var out []string
	for _, c := range d.space.Contracts {
		if d.listed(c.People, m) {
			out = append(out, c.ID)
		}
	}
	return out
}

// sawResolved takes in the people whom an option or field named: Discord sends their roles
// along, apart from their accounts.
func (a *Adapter) sawResolved(data *interactionData) {
	for id, m := range data.Resolved.Members {
		u, ok := data.Resolved.Users[id]
		if !ok {
			continue
		}
		m.User = u
		a.members.put(sighting{member: m})
	}
}
