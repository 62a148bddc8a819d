package app

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"guichet/bot"
	"guichet/tickets"
)

// GroupAdmins are the admins of a space, as GroupLister lists them.
const GroupAdmins = tickets.GroupOfAdmins

// findHandles looks up everybody whom the configuration names on the space, and who belongs to
// its groups.
func (d *directory) findHandles(ctx context.Context, p bot.Platform) {
	if finder, ok := p.(bot.PersonFinder); ok {
		for _, ref := range d.app.handles() {
			if ref.Space() == p.Space() {
				_, _ = d.find(ctx, finder, ref) // what goes wrong is logged there
			}
		}
	}
	d.findMembers(ctx, p)
}

// find looks somebody up by a reference of the configuration, and remembers who it is; "" when
// there is nobody.
func (d *directory) find(ctx context.Context, finder bot.PersonFinder, ref tickets.UserID) (tickets.UserID, error) {
	id, err := finder.FindPerson(ctx, ref.Local())
	if err != nil && bot.FaultOf(err).Fault != bot.Gone {
		if !errors.Is(err, context.Canceled) {
			d.app.log.Warn().Err(err).Str("who", string(ref)).Msg("somebody whom the configuration names could not be looked up")
		}
		return "", err
	}
	value := string(id)
	if err != nil {
		d.app.log.Warn().Err(err).Str("who", string(ref)).Msg("the configuration names somebody who cannot be found")
		value, id = tickets.Nobody, ""
	}
	if err := d.remember(ctx, tickets.HandleKey(ref), value); err != nil {
		return "", err
	}
	return id, nil
}

// findMembers remembers who belongs to the groups that approve requests: the desk asks them
// without waiting for the platform.
func (d *directory) findMembers(ctx context.Context, p bot.Platform) {
	lister, ok := p.(bot.GroupLister)
	if !ok || !d.app.approves() {
		return
	}
	groups := []string{bot.GroupManagers, GroupAdmins}
	for _, ref := range d.app.approvers() {
		if ref.Space() == p.Space() && isGroup(ref) {
			groups = append(groups, string(ref))
		}
	}
	for _, g := range groups {
		d.recall(ctx, p, g)
		kept, keeps := p.(bot.GroupKeeper)
		people, all, err := lister.Members(ctx, g)
		if err != nil {
			if ctx.Err() == nil {
				d.app.log.Warn().Err(err).Str("space", p.Space()).Str("group", g).Msg("the members of a group that approves requests could not be listed")
			}
			continue
		}
		if g == bot.GroupManagers {
			for _, u := range d.rememberedManagers(ctx, p.Space()) { // who acted as one, where the platform lists only some
				if !all && !slices.Contains(people, u) {
					people = append(people, u)
				}
			}
		}
		if keeps && !all && len(people) == 0 {
			continue // it is being read: what was known of it before is better than nothing
		}
		_ = d.remember(ctx, tickets.MembersKey(p.Space(), g), tickets.FormatMembers(people, all)) // logged there
		if keeps && all && !kept.ReadAt(g).IsZero() {
			_ = d.remember(ctx, readKey(p.Space(), g), strconv.FormatInt(kept.ReadAt(g).UnixMilli(), 10))
		}
	}
}

// readKey is the fact when a group was last read as a whole.
func readKey(space, group string) string { return tickets.MembersKey(space, group) + ":read" }

// recall gives a platform back what it read of a group before a restart.
func (d *directory) recall(ctx context.Context, p bot.Platform, group string) {
	keeper, ok := p.(bot.GroupKeeper)
	if !ok {
		return
	}
	var at, list string
	err := d.app.store.View(ctx, func(tx tickets.Tx) (err error) {
		if at, err = tx.Value(ctx, readKey(p.Space(), group)); err == nil {
			list, err = tx.Value(ctx, tickets.MembersKey(p.Space(), group))
		}
		return err
	})
	if err != nil {
		d.app.log.Warn().Err(err).Str("group", group).Msg("who belongs to a group could not be recalled; it is read again")
	}
	ms, _ := strconv.ParseInt(at, 10, 64)
	if people, all := tickets.ParseMembers(list); all && ms > 0 {
		keeper.Recall(ctx, group, people, time.UnixMilli(ms))
	}
}

// remember stores a fact. It writes only when that is new.
func (d *directory) remember(ctx context.Context, key, value string) error {
	was := ""
	err := d.app.store.View(ctx, func(tx tickets.Tx) (err error) {
		was, err = tx.Value(ctx, key)
		return err
	})
	if err == nil && was != value {
		err = d.app.store.Update(ctx, func(tx tickets.Tx) error { return tx.SetValue(ctx, key, value) })
	}
	if err != nil {
		d.app.log.Warn().Err(err).Msg("a person of the configuration could not be remembered")
	}
	return err
}

// handles lists the people whom the policy names by handle.
func (a *App) handles() []tickets.UserID {
	var out []tickets.UserID
	add := func(refs ...tickets.UserID) {
		for _, u := range refs {
			if tickets.IsHandle(u) && !isGroup(u) {
				out = append(out, u)
			}
		}
	}
	for _, s := range a.policy.Rota.Levels {
		add(s.People...)
	}
	for _, c := range a.policy.Categories {
		add(tickets.UserID(c.Specialist))
	}
	add(a.approvers()...)
	slices.Sort(out)
	return slices.Compact(out)
}

// approvers lists whom the categories name to approve requests, with their stand-ins.
func (a *App) approvers() []tickets.UserID {
	var out []tickets.UserID
	for _, c := range a.policy.Categories {
		if c.Approval == nil {
			continue
		}
		out = append(out, c.Approval.People...)
		for of, to := range c.Approval.StandIns {
			out = append(out, of, to)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// approves tells whether any category wants requests to be approved.
func (a *App) approves() bool {
	return slices.ContainsFunc(a.policy.Categories, func(c tickets.Category) bool { return c.Approval != nil })
}
