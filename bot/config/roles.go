package config

import (
	"guichet/bot"
	"guichet/tickets"
)

// roles are the rights given besides channel membership.
type roles struct{ technicians, managers []tickets.UserID }

func readRoles(v value) roles {
	o := v.object("technicians", "managers")
	return roles{o.get("technicians").refs(parseRef), o.get("managers").refs(parseRef)}
}

// spaces puts together what each space is told.
func spaces(c channels, r roles, g general, categories []category, groups []tickets.Group) map[string]bot.SpaceConfig {
	out := map[string]bot.SpaceConfig{}
	for _, space := range Spaces {
		s := bot.SpaceConfig{
			Helpdesk:     c.helpdesk[space],
			Pool:         c.pool[space],
			Escalation:   c.escalation[space],
			Managers:     c.managers[space],
			Watched:      c.watched[space],
			Technicians:  onSpace(r.technicians, space),
			ManagerRoles: onSpace(r.managers, space),
			Admins:       onSpace(g.admins, space),
			CounterDM:    g.counter == "dm",
			Locale:       g.locale,
		}
		for _, cat := range categories {
			if pool := cat.pool[space]; pool != "" && pool != s.Pool {
				if s.CategoryPools == nil {
					s.CategoryPools = map[string]string{}
				}
				s.CategoryPools[cat.ID] = pool
			}
		}
		for _, contract := range groups {
			if people := onSpace(contract.People, space); len(people) > 0 {
				s.Contracts = append(s.Contracts, bot.Contract{ID: contract.ID, People: people})
			}
		}
		for _, ref := range approvers(categories, space) {
			s.Contracts = append(s.Contracts, bot.Contract{ID: string(ref), People: []string{ref.Local()}})
		}
		out[space] = s
	}
	return out
}
