package adaptertest

import (
	"strings"

	"guichet/bot"
	"guichet/bot/speech"
	"guichet/tickets"
)

var peopleTests = []test{
	{"PersonTellsNameAndId", func(r *rig) {
		for _, who := range Cast {
			want := r.Person(who)
			p, err := r.a.Person(r.Context(), want.ID)
			if err != nil || p.ID != want.ID || p.Name != want.Name || p.Gone {
				r.Errorf("%s is %+v (%v), want %+v", who, p, err, want)
			}
			if p.Locale != "" && speech.LocaleOf(p.Locale, "") != speech.LocaleOf(want.Locale, "") {
				r.Errorf("%s speaks %q, want %q", who, p.Locale, want.Locale)
			}
			if want.ID.Space() != r.a.Space() {
				r.Errorf("%s is %s on %s", who, want.ID, r.a.Space())
			}
		}
	}},
	{"NobodyIsGone", func(r *rig) {
		for _, id := range []string{"0", "U0NOBODY", "999999999999999999"} {
			nobody := tickets.UserID(r.a.Space() + ":" + id)
			p, err := r.a.Person(r.Context(), nobody)
			if (err == nil || bot.FaultOf(err).Fault != bot.Gone) && !p.Gone {
				r.Errorf("%s is %+v, %v", nobody, p, err)
			}
			if roles, err := r.a.Roles(r.Context(), nobody); roles.Staff() || err != nil && bot.FaultOf(err).Fault != bot.Gone {
				r.Errorf("%s has the roles %+v, %v", nobody, roles, err)
			}
		}
	}},
	{"RolesAreThoseOfTheChannels", func(r *rig) {
		for who, want := range map[string]tickets.Roles{
			"alice": {}, "tessa": {Technician: true}, "tom": {Technician: true}, "marie": {Manager: true}, "adam": {Admin: true},
		} {
			if got, err := r.a.Roles(r.Context(), r.Person(who).ID); err != nil || got != want {
				r.Errorf("%s: %+v (%v), want %+v", who, got, err, want)
			}
		}
	}},
	{"FindsPeopleOfTheConfiguration", func(r *rig) {
		f, ok := r.a.(bot.PersonFinder)
		if !ok {
			r.Skip("the platform cannot find people")
		}
		tessa := r.Person("tessa").ID
		for _, handle := range []string{"@tessa", tessa.Local()} {
			if id, err := f.FindPerson(r.Context(), handle); err != nil || id != tessa {
				r.Errorf("%q is %q, %v", handle, id, err)
			}
		}
		_, err := f.FindPerson(r.Context(), "@"+strings.Repeat("nobody", 3))
		_ = r.fault("nobody", err, bot.Gone)
	}},
}
