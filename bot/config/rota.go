package config

import "guichet/tickets"

// readRota reads who is on duty. Without a time the turn changes at midnight.
func readRota(v value) (r tickets.Rota, overloadAt int) {
	o := v.object("handover", "level1", "level2", "overload_at")
	r.Handover = read(o.get("handover"), 0, parseClock)
	r.Levels = map[int]tickets.Shift{}
	for level, key := range map[int]string{1: "level1", 2: "level2"} {
		shift := o.get(key)
		if !shift.present() {
			continue
		}
		so := shift.object("every", "people")
		people := so.get("people")
		if people.isList() && len(people.items()) == 0 || !people.present() && !so.broken {
			so.failKey(`has nobody on duty: write people: ["slack:@tessa"], or remove %s`, key)
		}
		r.Levels[level] = tickets.Shift{
			Weekly: oneOf(so.get("every"), "day", "day", "week") == "week",
			People: people.refs(parsePerson),
		}
	}
	return r, o.get("overload_at").whole(0, 1, 10_000)
}
