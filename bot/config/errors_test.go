package config

import (
	"errors"
	"strings"
	"testing"
)

// Each bad file with the place and the words of every problem in it.
func TestMistakesAreSaidWhereTheyAre(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, source string
		want         []string
	}{
		{"unknown key", "desk:\n  nam: x\n", []string{"2:3: desk.nam is not a known key: did you mean name?"}},
		{"unknown key far from any", "claims:\n  whatever: x\n", []string{"2:3: claims.whatever is not a known key: here one can write lease"}},
		{"unknown section", "kalendars: {}\n", []string{"1:1: kalendars is not a known key: did you mean calendars?"}},
		{"unknown key in a flow mapping", "sla:\n  P1: { respond: 15m, resolv: 4h }\n", []string{"2:23: sla.P1.resolv is not a known key: did you mean resolve?"}},
		{"unknown priority", "sla:\n  P5: { respond: 15m }\n", []string{"2:3: sla.P5 is not a known key: here one can write P1, P2, P3, P4"}},
		{"the same key twice", "desk:\n  name: a\n  name: b\n", []string{`3:3: mapping key "name" already defined at [2:3]: write each key once`}},
		{"not YAML", "desk:\n  name: [a\n", []string{"2:9: this is not YAML"}},
		{"a tab", "desk:\n\tname: a\n", []string{"2:1: this is not YAML"}},
		{"two documents", "desk: {}\n---\nsla: {}\n", []string{"3:1: a second document begins here"}},
		{"a list as the file", "- desk\n", []string{"1:1: the file is a list: write keys with values here"}},
		{"a word where keys belong", "desk: hello\n", []string{"1:7: desk is a single value: write keys with values here"}},
		{"keys where a word belongs", "desk: { name: { a: b } }\n", []string{"1:15: desk.name is a group of keys: write a single value"}},
		{"a word where a list belongs", "desk: { admins: all }\n", []string{"1:17: desk.admins is a single value: write a list, [one, another]"}},
		{"an alias to nothing", "desk: { name: *x }\n", []string{"1:15: desk.name repeats *x, but nothing is called &x"}},
		{"a tag", "desk: { name: !!binary aGVsbG8= }\n", []string{"1:15: desk.name has the tag !!binary: leave it out"}},
		{"several at once", "desk:\n  locale: de\n  relay: maybe\nclaims: { lease: drop }\n", []string{
			`2:11: desk.locale is "de": write fr or en`,
			`3:10: desk.relay is "maybe": write explicit or automatic`,
			`4:18: claims.lease is "drop": write nudge, release or off`,
		}},

		{"unquoted channel", "channels:\n  helpdesk: #helpdesk\n", []string{"2:3: channels.helpdesk is empty: write a value or remove the key (what begins with # needs quotes"}},
		{"bad channel", "channels:\n  pool: \"#two words\"\n", []string{`2:9: channels.pool is "#two words", which no channel can be called`}},
		{"channel of an unknown space", "channels:\n  pool: { teams: \"#it\" }\n", []string{"2:11: channels.pool.teams is not a known key: here one can write slack, discord"}},
		{"channel id of another space", "channels:\n  pool: { discord: C0123ABCD }\n", []string{`2:20: channels.pool.discord is "C0123ABCD", which is not a channel id of discord`}},
		{"person without a space", "roles:\n  managers: [\"@marie\"]\n", []string{`2:14: roles.managers[1] is "@marie": write the space and the person`}},
		{"role on Slack", "roles:\n  technicians: [\"slack:role:IT\"]\n", []string{`2:17: roles.technicians[1] is "slack:role:IT": groups are`}},
		{"nameless role", "roles:\n  technicians: [\"discord:role: \"]\n", []string{"2:17: roles.technicians[1] names no role"}},

		{"unknown zone", "desk:\n  timezone: Europe/Pariss\n", []string{`2:13: desk.timezone is "Europe/Pariss", which is not a time zone: write one such as Europe/Paris`}},
		{"the machine's zone", "desk:\n  timezone: Local\n", []string{"2:13: desk.timezone names no place"}},
		{"calendar's unknown zone", "calendars:\n  office:\n    timezone: Mars/Olympus\n", []string{`3:15: calendars.office.timezone is "Mars/Olympus", which is not a time zone`}},
		{"unknown country", "calendars:\n  office:\n    holidays: XX\n", []string{`3:15: calendars.office.holidays cannot be: holidays "XX" are not known; use a country code such as FR`}},
		{"unknown region", "calendars:\n  office:\n    holidays: FR-BRETAGNE\n", []string{"3:15: calendars.office.holidays cannot be: holidays \"FR-BRETAGNE\" are not known; for this country there is FR, FR-ALSACE-MOSELLE"}},
		{"24:00 as a start", "calendars:\n  office:\n    hours:\n      mon: [\"24:00-08:00\"]\n", []string{"4:13: calendars.office.hours.mon[1] cannot be: window 24:00-08:00: 24:00 can only be an end"}},
		{"25:00", "calendars:\n  office:\n    hours: { mon: [\"08:00-25:00\"] }\n", []string{`3:20: calendars.office.hours.mon[1] cannot be: window "08:00-25:00": "25:00" is not a time of day`}},
		{"empty window", "calendars:\n  office:\n    hours: { mon: [\"08:00-08:00\"] }\n", []string{"3:20: calendars.office.hours.mon[1] cannot be: window 08:00-08:00 is empty"}},
		{"overlap", "calendars:\n  office:\n    hours:\n      mon-fri:\n        - 09:00-12:30\n        - 12:00-18:00\n        - 19:00-20:00\n", []string{"6:11: calendars.office.hours.mon-fri[2] cannot be: windows overlap: Monday 09:00-12:30 and Monday 12:00-18:00"}},
		{"overlap across midnight", "calendars:\n  office:\n    hours:\n      sun: [\"22:00-06:00\"]\n      mon: [\"05:00-08:00\"]\n", []string{"5:13: calendars.office.hours.mon[1] cannot be: windows overlap: Sunday 22:00-06:00 and Monday 05:00-08:00"}},
		{"unknown day", "calendars:\n  office:\n    hours: { lundi: [\"09:00-12:00\"] }\n", []string{`3:14: calendars.office.hours.lundi is not known: days "lundi": "lundi" is not a day; write mon, tue`}},
		{"a day twice", "calendars:\n  office:\n    hours:\n      mon-fri: 09:00-18:00\n      wed: []\n", []string{"5:7: calendars.office.hours.wed names Wednesday, which is in mon-fri already"}},
		{"no hours", "calendars:\n  office:\n    hours: { mon-sun: [] }\n", []string{"3:12: calendars.office.hours cannot be: the calendar never opens: no weekday has hours; write at least one window"}},
		{"closed for ever", "calendars:\n  office:\n    closed: [\"0001-01-01..9999-12-31\"]\n", []string{"2:3: calendars.office cannot be: the calendar never opens: every day is closed; open at least one day"}},
		{"closed backwards", "calendars:\n  office:\n    closed: [\"2026-12-31..2026-12-24\"]\n", []string{"3:14: calendars.office.closed[1] cannot be: 2026-12-31..2026-12-24 ends before it starts"}},
		{"no such day", "calendars:\n  office:\n    open: [2026-02-30]\n", []string{`3:12: calendars.office.open[1] cannot be: "2026-02-30" is not a date`}},
		{"bad name of a calendar", "calendars:\n  The Office: {}\n", []string{"2:3: calendars.The Office is not a good name"}},

		{"half a matrix", "priorities:\n  matrix:\n    high: { many: P1, team: P1, one: P2 }\n    low: { many: P3, team: P4, one: P4 }\n", []string{"3:5: priorities.matrix lacks the row medium"}},
		{"half a row", "priorities:\n  matrix:\n    high: { many: P1, team: P1, one: P2 }\n    medium: { many: P1, team: P1 }\n    low: { many: P3, team: P4, one: P4 }\n", []string{"4:5: priorities.matrix.medium lacks one"}},
		{"P5 in the matrix", "priorities:\n  matrix:\n    high: { many: P0, team: P1, one: P2 }\n    medium: { many: P1, team: P1, one: P2 }\n    low: { many: P3, team: P4, one: P4 }\n", []string{`3:19: priorities.matrix.high.many is "P0": write P1, P2, P3 or P4`}},
		{"impact steps falling", "priorities:\n  impact_steps: { team: 10, many: 3 }\n", []string{"2:17: priorities.impact_steps has team at 10 and many at 3"}},

		{"negative target", "sla:\n  P1: { respond: -15m }\n", []string{`2:18: sla.P1.respond is "-15m": a length of time cannot be negative`}},
		{"empty target", "sla:\n  P1: { respond: 0m }\n", []string{`2:18: sla.P1.respond is "0m": it must be longer than nothing`}},
		{"target without a unit", "sla:\n  P1: { respond: 15 }\n", []string{`2:18: sla.P1.respond is "15": write a whole number and a unit, as in 30s, 15m, 4h or 2d`}},
		{"target of two units", "sla:\n  P1: { respond: 1h30m }\n", []string{`2:18: sla.P1.respond is "1h30m": write a whole number and a unit`}},
		{"endless target", "sla:\n  P1: { resolve: 99999999999d }\n", []string{`2:18: sla.P1.resolve is "99999999999d": that is too long`}},
		{"deadline centuries away", "calendars:\n  rare: { hours: { mon: [\"09:00-09:01\"] } }\nsla:\n  P1: { calendar: rare, respond: 15m, first_contact: 30m, resolve: 4000h }\n", []string{"4:68: sla.P1.resolve makes a deadline centuries away: 4000h of resolve last until the year 6"}},
		{"default targets centuries away", "calendars:\n  rare: { hours: { mon: [\"09:00-09:01\"] }, closed: [\"2027-01-01..2300-01-01\"] }\nsla:\n  P4: { calendar: rare }\n", []string{"4:19: sla.P4.calendar makes a deadline centuries away: 4h of respond"}},
		{"calendar that opens in centuries", "calendars:\n  rare: { hours: { mon: [\"09:00-09:01\"] }, closed: [\"2020-01-01..2300-01-01\"] }\nsla:\n  P1: { calendar: rare }\n", []string{"4:19: sla.P1.calendar makes a deadline centuries away: 15m of respond last until the year 2300"}},
		{"first contact before the claim", "sla:\n  P1: { respond: 30m, first_contact: 10m }\n", []string{"2:38: sla.P1.first_contact is 10m, before respond, 30m: both count from the opening, make first_contact at least 30m"}},
		{"resolved before the first contact", "sla:\n  P3: { first_contact: 4d, resolve: 3d }\n", []string{"2:37: sla.P3.resolve is 3d, before first_contact, 4d"}},
		{"claim after the default first contact", "sla:\n  P1: { respond: 2h }\n", []string{"2:18: sla.P1.respond is 2h, after first_contact, 30m"}},
		{"unknown calendar", "calendars: { night: {} }\nsla:\n  P1: { calendar: always }\n", []string{`3:19: sla.P1.calendar is "always", which is not a calendar: write night or office, or describe it under calendars`}},
		{"100 %", "alerts: { warn_at: [100%] }\n", []string{`1:21: alerts.warn_at[1] is "100%": write a percentage from 1% to 99%`}},
		{"falling warnings", "alerts: { warn_at: [90%, 75%] }\n", []string{"1:26: alerts.warn_at[2] is 75% after 90%: write them rising, each once"}},
		{"no budget", "alerts: { budget_per_hour: 0 }\n", []string{"1:28: alerts.budget_per_hour is 0: write a number from 1 to 1000"}},

		{"category without anything", "categories:\n  - keywords: [vpn]\n", []string{"2:5: categories[1] lacks an id", "2:5: categories[1] lacks name"}},
		{"category that is a word", "categories:\n  - network\n", []string{"2:5: categories[1] is a single value: write keys with values here"}},
		{"bad id", "categories:\n  - { id: Réseau, name: Réseau }\n", []string{`2:11: categories[1].id is "Réseau": write at most 40 small letters`}},
		{"the same id twice", "categories:\n  - { id: a, name: A }\n  - { id: a, name: B }\n", []string{`3:11: categories[2].id is "a", which is there already`}},
		{"a third language", "categories:\n  - { id: a, name: { de: A } }\n", []string{"2:22: categories[1].name.de is not a known key: here one can write fr, en"}},
		{"bad pattern", "categories:\n  - id: a\n    name: A\n    fields:\n      - { id: f, label: F, pattern: \"[A-\" }\n", []string{"5:37: categories[1].fields[1].pattern is not a pattern that can be used"}},
		{"approval of incidents", "categories:\n  - id: a\n    name: A\n    type: incident\n    approval: { by: managers }\n", []string{"5:5: categories[1].approval is for requests, but the type is incident"}},
		{"approval by nobody", "categories:\n  - id: a\n    name: A\n    approval: { by: [] }\n", []string{"4:21: categories[1].approval.by names nobody"}},
		{"stand-in of a role", "categories:\n  - id: a\n    name: A\n    approval: { stand_ins: { \"discord:role:IT\": \"slack:@a\" } }\n", []string{`4:30: categories[1].approval.stand_ins.discord:role:IT is "discord:role:IT", which is a group`}},
		{"stand-in for oneself", "categories:\n  - id: a\n    name: A\n    approval: { stand_ins: { \"slack:@a\": \"slack:@a\" } }\n", []string{`4:42: categories[1].approval.stand_ins.slack:@a is "slack:@a", who stands in for themselves`}},
		{"category's target against the desk's", "categories:\n  - id: a\n    name: A\n    sla: { P2: { resolve: 20m } }\n", []string{"4:27: categories[1].sla.P2.resolve is 20m, before first_contact, 1h"}},
		{"contract against a category", "categories:\n  - id: a\n    name: A\n    sla: { P2: { first_contact: 4h } }\ngroups:\n  - id: g\n    name: G\n    people: [\"slack:@x\"]\n    sla: { P2: { resolve: 2h } }\n", []string{"9:16: groups[1].sla.P2 does not go with the category a: together they are respond 30m, first_contact 4h, resolve 2h"}},
		{"group without people", "groups:\n  - { id: g, name: G }\n", []string{"2:5: groups[1] lacks people"}},

		{"handover at 24:00", "rota: { handover: \"24:00\" }\n", []string{`1:19: rota.handover is "24:00": write a time of day from 00:00 to 23:59`}},
		{"nobody on duty", "rota: { level1: { every: day } }\n", []string{"1:9: rota.level1 has nobody on duty"}},
		{"level 3", "rota: { level3: { people: [\"slack:@a\"] } }\n", []string{"1:9: rota.level3 is not a known key: did you mean level1?"}},
		{"closure before its reminder", "validation: { close_after: 12h, remind_after: 24h }\n", []string{"1:28: validation.close_after cannot be: close_after is 12h and remind_after 24h; the reminder must come first"}},
		{"survey over before its reminder", "survey: { remind_after: 20d }\n", []string{"1:25: survey.remind_after cannot be: expire_after is 14d and remind_after 20d"}},
		{"share over 100 %", "survey: { target: { share: 101% } }\n", []string{`1:28: survey.target.share is "101%": write a whole percentage`}},
		{"survey of an unknown category", "survey: { target: { categories: [network] } }\n", []string{`1:34: survey.target.categories[1] is "network", which is not a category: write other`}},
		{"unknown placeholder", "macros:\n  - { id: m, text: \"Bonjour {prenom}\" }\n", []string{"2:20: macros[1].text has {prenom}, which stands for nothing"}},
		{"unknown placeholder in one language", "macros:\n  - id: m\n    text:\n      fr: \"Bonjour {requester}\"\n      en: \"Hello {Requester}\"\n", []string{"5:11: macros[1].text.en has {Requester}, which stands for nothing"}},
		{"open brace", "macros:\n  - { id: m, text: \"Bonjour {requester\" }\n", []string{"2:20: macros[1].text opens a brace that nothing closes: write {{ for a brace"}},
		{"size in bits", "files: { max_size: 25Mb/s }\n", []string{`1:20: files.max_size is "25Mb/s": write a number and KB, MB or GB, as in 25MB`}},
		{"retention in hours", "retention: { closed_tickets: 12h }\n", []string{`1:30: retention.closed_tickets is "12h": write days`}},
		{"weekly report without a day", "reports:\n  - { to: \"#m\", every: week, at: \"09:05\" }\n", []string{`2:34: reports[1].at is "09:05": every week takes a time as in "mon 09:05"`}},
		{"monthly report on the 31st", "reports:\n  - { to: \"#m\", every: month, at: \"31 09:05\" }\n", []string{"2:35: reports[1].at names a day that not every month has"}},
		{"report to nowhere", "reports:\n  - { every: day, at: \"09:05\" }\n", []string{"2:5: reports[1] lacks to"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			desk, err := Parse("g.yaml", []byte(c.source), Env{})
			if err == nil {
				t.Fatalf("accepted: %+v", desk)
			}
			var ps Problems
			if !errors.As(err, &ps) {
				t.Fatalf("not Problems: %T %v", err, err)
			}
			if len(ps) != len(c.want) {
				t.Fatalf("%d problems instead of %d:\n%v", len(ps), len(c.want), err)
			}
			for i, want := range c.want {
				if got := ps[i].Error(); !strings.HasPrefix(got, "g.yaml:"+want) {
					t.Errorf("problem %d is\n%s\nwanted\ng.yaml:%s", i+1, got, want)
				}
			}
		})
	}
}

func TestExcerptMarksTheColumn(t *testing.T) {
	t.Parallel()
	_, err := Parse("desk/guichet.yaml", []byte("desk:\r\n  locale: é\r\n  name: x\r\n"), Env{})
	want := `desk/guichet.yaml:2:11: desk.locale is "é": write fr or en
     1 | desk:
>    2 |   locale: é
                   ^`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwanted\n%s", err, want)
	}
}

func TestManyProblemsAreCut(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	for i := range 30 {
		b.WriteString(strings.Repeat("y", i+50) + ": 1\n")
	}
	_, err := Parse("g.yaml", []byte(b.String()), Env{})
	if err == nil || strings.Count(err.Error(), "is not a known key") != 20 || !strings.HasSuffix(err.Error(), "\nand 10 more") {
		t.Errorf("got %v", err)
	}
}
