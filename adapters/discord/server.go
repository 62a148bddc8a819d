package discord

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"guichet/adapters/discord/rest"
)

// findServer chooses, among the servers the bot is in, the one with the configured channels,
// and reads its channels, roles and our own roles there.
func (a *Adapter) findServer(ctx context.Context) error {
	var mine []guild
	if err := a.get(ctx, "/users/@me/guilds", nil, &mine); err != nil {
		return err
	}
	best, most := -1, -1
	for i := range mine {
		if err := a.get(ctx, "/guilds/"+mine[i].ID+"/channels", nil, &mine[i].Channels); err != nil {
			return err
		}
		if n := a.directory.matches(mine[i].Channels); n > most {
			best, most = i, n
		}
	}
	if best < 0 {
		a.log.Error().Str("fix", "invite the bot with the link that `guichet setup discord` prints").Msg("the bot is in no server")
		return nil
	}
	for i, g := range mine {
		if i != best {
			a.log.Warn().Str("server", g.ID).Msg("another server, not served: only one can be")
		}
	}
	return a.loadServer(ctx, mine[best])
}

// loadServer reads the rest of a server's state and serves it.
func (a *Adapter) loadServer(ctx context.Context, g guild) error {
	channels := g.Channels
	if err := a.get(ctx, "/guilds/"+g.ID, nil, &g); err != nil {
		return err
	}
	if g.Channels = channels; channels == nil {
		if err := a.get(ctx, "/guilds/"+g.ID+"/channels", nil, &g.Channels); err != nil {
			return err
		}
	}
	a.warnMissing(a.directory.serve(g))
	self, err := a.member(ctx, a.directory.botID)
	if err != nil {
		return err
	}
	a.directory.mu.Lock()
	a.directory.botRoles = self.Roles
	a.directory.mu.Unlock()
	a.warnUnusable()
	a.findNamed(ctx)
	return nil
}

// warnUnusable names channels that exist and in which the bot cannot do what it must.
func (a *Adapter) warnUnusable() {
	for _, w := range a.wanted() {
		if f := a.channelFinding(w); !f.OK {
			a.log.Error().Str("channel", w.name).Str("fix", f.Fix["en"]).Msg(f.What["en"])
		}
	}
}

// warnMissing names channels of the configuration that are not in the server.
func (a *Adapter) warnMissing(missing []string) {
	for _, name := range missing {
		a.log.Error().Str("channel", name).
			Str("fix", "create it or let the bot see it (channel settings, Permissions), or correct its name in the configuration").
			Msg("a configured channel is not in the server; looking again every minute")
	}
}

// findNamed looks up the people whom the configuration names as managers or technicians, so
// that they can be mentioned before they have been seen.
func (a *Adapter) findNamed(ctx context.Context) {
	for _, list := range [][]string{a.config.Space.ManagerRoles, a.config.Space.Technicians} {
		for _, handle := range list {
			if strings.HasPrefix(handle, "role:") {
				continue
			}
			id, err := a.FindPerson(ctx, handle)
			if err != nil {
				a.log.Warn().Err(err).Str("person", handle).Msg("somebody named in the configuration was not found in the server")
				continue
			}
			a.directory.mu.Lock()
			a.directory.named[handle] = id.Local()
			a.directory.mu.Unlock()
		}
	}
}

// readMembers lists the server's members, where the intent allows it, to know who the
// managers are.
func (a *Adapter) readMembers(ctx context.Context) {
	p, guild := a.app.Load(), a.directory.guild()
	if p == nil || !p.guildMembers() || guild == "" {
		return
	}
	after := "0"
	for {
		var page []member
		q := url.Values{"limit": {strconv.Itoa(maxMembersPerRead)}, "after": {after}}
		if err := a.get(ctx, "/guilds/"+guild+"/members", q, &page); err != nil {
			a.log.Warn().Err(err).Msg("the server's members could not be listed")
			return
		}
		for _, m := range page {
			a.directory.saw(m)
		}
		if len(page) < maxMembersPerRead {
			return
		}
		after = page[len(page)-1].User.ID
	}
}

func (a *Adapter) get(ctx context.Context, path string, q url.Values, out any) error {
	return a.api.Do(ctx, rest.Call{Method: http.MethodGet, Path: path, Query: q, Out: out})
}
