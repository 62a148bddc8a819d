package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"guichet/bot/config"
	"guichet/tickets"
)

// dueQuestion is what guichet sla due is asked.
type dueQuestion struct {
	priority, category, group string
	from                      string
	waits                     []string
}

func (c *cli) slaDueCommand() *cobra.Command {
	var q dueQuestion
	var asJSON bool
	var asked string
	cmd := &cobra.Command{
		Use:   "due",
		Short: "Print the deadlines of a ticket that would be opened at a time",
		Long: `Print the deadlines of a ticket of the priority that is opened at TIME, by the desk's file
alone: no database and no platform is touched. Each --wait is a time during which the
ticket waits, so that the resolution's clock stops.

TIME is a date and time such as 2026-11-23T09:00, "2026-11-23 09:00" or
2026-11-23T09:00:00+01:00; without an offset it is in the time zone of the calendar.`,
		Example: `  guichet sla due --priority P2 --from "2026-11-23 16:00"
  guichet sla due --config guichet.yaml --priority P3 --category network --from 2026-11-23T16:00 \
      --wait 2026-11-24T09:00..2026-11-25T12:00 --json`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, desk, lang, err := c.settings(asked)
			if err != nil {
				return err
			}
			x, zone, err := q.answer(desk.Policy)
			if err != nil {
				return err
			}
			if asJSON {
				return c.printDueJSON(x, zone)
			}
			return c.printExplanation(x, zone, lang)
		},
	}
	f := cmd.Flags()
	f.StringVar(&q.priority, "priority", "", "P1, P2, P3 or P4")
	f.StringVar(&q.category, "category", "", "id of a category (default: none, the desk's targets)")
	f.StringVar(&q.group, "group", "", "id of a service contract (default: none)")
	f.StringVar(&q.from, "from", "", "when the ticket is opened, TIME")
	f.StringArrayVar(&q.waits, "wait", nil, "TIME..TIME during which it waits; can be repeated")
	f.BoolVar(&asJSON, "json", false, "print JSON: the deadlines in RFC 3339, null where there is no target")
	f.StringVar(&asked, "lang", "", "fr or en (default: the terminal's, else the desk's)")
	return cmd
}

// answer makes the journal that the question describes and explains it.
func (q dueQuestion) answer(p *tickets.Policy) (x tickets.Explanation, zone *time.Location, err error) {
	priority, err := q.rule(p)
	if err != nil {
		return x, nil, err
	}
	targets := p.TargetsFor(priority, q.category, q.group)
	zone = targets.Calendar.Zone()
	if q.from == "" {
		return x, nil, errors.New(`--from is missing: write when the ticket is opened, as in --from "2026-11-23 09:00"`)
	}
	from, err := parseInstant(q.from, zone)
	if err != nil {
		return x, nil, fmt.Errorf("--from %w", err)
	}
	waits, err := q.waiting(from, zone)
	if err != nil {
		return x, nil, err
	}
	journal := []*tickets.Entry{{Kind: tickets.Opened, At: from, Detail: tickets.Detail{Priority: priority, Category: q.category, Group: q.group}}}
	for _, w := range waits {
		journal = append(journal,
			&tickets.Entry{Kind: tickets.Waiting, At: w[0], Detail: tickets.Detail{Ball: tickets.BallRequester}},
			&tickets.Entry{Kind: tickets.Resumed, At: w[1]})
	}
	// Each clock as seen at its own deadline: then every stretch that makes it is told.
	clocks := tickets.Reckon(p, journal).Clocks()
	for i, k := range tickets.AllClocks {
		one := tickets.Explain(p, &tickets.Ticket{}, journal, clocks.Of(k).Deadline)
		x.Opened = one.Opened
		x.Clocks = append(x.Clocks, one.Clocks[i])
	}
	return x, zone, nil
}

// rule checks what decides on the targets.
func (q dueQuestion) rule(p *tickets.Policy) (tickets.Priority, error) {
	priority := tickets.Priority(strings.ToUpper(q.priority))
	switch {
	case q.priority == "":
		return "", errors.New("--priority is missing: write P1, P2, P3 or P4")
	case !slices.Contains([]tickets.Priority{tickets.P1, tickets.P2, tickets.P3, tickets.P4}, priority):
		return "", fmt.Errorf("--priority is %q: write P1, P2, P3 or P4", q.priority)
	case q.category != "" && p.Category(q.category) == nil:
		return "", fmt.Errorf("--category is %q, which is not a category of the desk: write %s", q.category, idsOf(p.Categories, func(c tickets.Category) string { return c.ID }))
	case q.group != "" && p.Group(q.group) == nil && len(p.Groups) == 0:
		return "", fmt.Errorf("--group is %q, but the desk's file describes no groups", q.group)
	case q.group != "" && p.Group(q.group) == nil:
		return "", fmt.Errorf("--group is %q, which is not a group of the desk: write %s", q.group, idsOf(p.Groups, func(g tickets.Group) string { return g.ID }))
	}
	return priority, nil
}

func idsOf[T any](all []T, id func(T) string) string {
	out := make([]string, len(all))
	for i, one := range all {
		out[i] = id(one)
	}
	return strings.Join(out, ", ")
}

// waiting reads the waits, in order of time.
func (q dueQuestion) waiting(from time.Time, zone *time.Location) ([][2]time.Time, error) {
	var out [][2]time.Time
	for _, w := range q.waits {
		start, end, ok := strings.Cut(w, "..")
		if !ok {
			return nil, fmt.Errorf(`--wait is %q: write two times, as in --wait "2026-11-23 10:00..2026-11-23 14:00"`, w)
		}
		var times [2]time.Time
		for i, s := range []string{start, end} {
			t, err := parseInstant(strings.TrimSpace(s), zone)
			if err != nil {
				return nil, fmt.Errorf("--wait %w", err)
			}
			times[i] = t
		}
		switch {
		case !times[1].After(times[0]):
			return nil, fmt.Errorf("--wait %s ends before it starts", w)
		case times[0].Before(from):
			return nil, fmt.Errorf("--wait %s starts before --from: the ticket is not open yet", w)
		}
		out = append(out, times)
	}
	slices.SortFunc(out, func(a, b [2]time.Time) int { return cmp.Compare(a[0].UnixNano(), b[0].UnixNano()) })
	for i := 1; i < len(out); i++ {
		if out[i][0].Before(out[i-1][1]) {
			return nil, fmt.Errorf("two --wait overlap at %s: write them as one", out[i][0].In(zone).Format("2006-01-02 15:04"))
		}
	}
	return out, nil
}

// instantForms are how a time can be written without an offset.
var instantForms = []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04"}

// parseInstant reads a time; one without an offset is the wall clock's in the zone. An hour that
// the clock skips is the instant of the change, one that comes twice is the first of both.
func parseInstant(s string, zone *time.Location) (time.Time, error) {
	for _, form := range []string{time.RFC3339, "2006-01-02 15:04:05Z07:00", "2006-01-02T15:04Z07:00", "2006-01-02 15:04Z07:00"} {
		if t, err := time.Parse(form, s); err == nil {
			return t.In(zone), nil
		}
	}
	for _, form := range instantForms {
		t, err := time.ParseInLocation(form, s, zone)
		if err != nil {
			continue
		}
		start, end := t.ZoneBounds()
		if wall := t.Format(form); wall != s {
			if wall < s {
				return end, nil
			}
			return start, nil
		}
		if earlier := t.Add(-time.Hour); !start.IsZero() && earlier.Before(start) && earlier.Format(form) == s {
			return earlier, nil
		}
		return t, nil
	}
	return time.Time{}, fmt.Errorf(`is %q, which is not a time: write it as in 2026-11-23T09:00, "2026-11-23 09:00" or 2026-11-23T09:00:00+01:00`, s)
}

// due are the deadlines for machines.
type due struct {
	Respond      *time.Time `json:"respond"`
	FirstContact *time.Time `json:"first_contact"`
	Resolve      *time.Time `json:"resolve"`
}

func (c *cli) printDueJSON(x tickets.Explanation, zone *time.Location) error {
	at := map[tickets.Clock]*time.Time{}
	for _, one := range x.Clocks {
		if d := one.State.Deadline; !d.IsZero() {
			local := d.In(zone)
			at[one.Clock] = &local
		}
	}
	return c.printJSON(due{Respond: at[tickets.ClockRespond], FirstContact: at[tickets.ClockFirstContact], Resolve: at[tickets.ClockResolve]})
}

// targetOf writes a target as the desk's file does.
func targetOf(s tickets.Span) string {
	if s.IsZero() {
		return "–"
	}
	return config.FormatSpan(s)
}
