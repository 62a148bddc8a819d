package config

import (
	"slices"
	"strings"

	"guichet/tickets"
)

// The rows, columns and cells of the matrix, in the order people read them.
var (
	urgencies  = []tickets.Urgency{tickets.High, tickets.Medium, tickets.Low}
	impacts    = []tickets.Impact{tickets.Many, tickets.Team, tickets.One}
	priorities = []tickets.Priority{tickets.P1, tickets.P2, tickets.P3, tickets.P4}
)

// defaultMatrix is urgency × impact of guichet.example.yaml.
func defaultMatrix() map[tickets.Urgency]map[tickets.Impact]tickets.Priority {
	row := func(many, team, one tickets.Priority) map[tickets.Impact]tickets.Priority {
		return map[tickets.Impact]tickets.Priority{tickets.Many: many, tickets.Team: team, tickets.One: one}
	}
	return map[tickets.Urgency]map[tickets.Impact]tickets.Priority{
		tickets.High:   row(tickets.P1, tickets.P1, tickets.P2),
		tickets.Medium: row(tickets.P2, tickets.P3, tickets.P3),
		tickets.Low:    row(tickets.P3, tickets.P4, tickets.P4),
	}
}

// Steps of the impact when the file names none, in people hit.
const (
	defaultTeamStep = 3
	defaultManyStep = 10
	maxStep         = 100_000
)

func readPriorities(v value) (map[tickets.Urgency]map[tickets.Impact]tickets.Priority, map[tickets.Impact]int) {
	o := v.object("matrix", "impact_steps")
	steps := o.get("impact_steps").object("team", "many")
	team := steps.get("team").whole(defaultTeamStep, 2, maxStep)
	many := steps.get("many").whole(defaultManyStep, 2, maxStep)
	if team >= many {
		steps.fail("has team at %d and many at %d: many must be the greater one", team, many)
	}
	return readMatrix(o.get("matrix")), map[tickets.Impact]int{tickets.Team: team, tickets.Many: many}
}

// readMatrix reads the whole matrix: half of one would leave half of the default in force
// without anybody seeing it.
func readMatrix(v value) map[tickets.Urgency]map[tickets.Impact]tickets.Priority {
	if !v.present() {
		return defaultMatrix()
	}
	matrix := map[tickets.Urgency]map[tickets.Impact]tickets.Priority{}
	rows := v.object(names(urgencies)...)
	for _, u := range urgencies {
		row := rows.get(string(u))
		if !row.present() {
			if rows.broken {
				continue
			}
			rows.fail("lacks the row %s: write %s: { many: P1, team: P2, one: P3 }", u, u)
			continue
		}
		cells := row.object(names(impacts)...)
		matrix[u] = map[tickets.Impact]tickets.Priority{}
		for _, i := range impacts {
			cell := cells.get(string(i))
			if cell.node == nil && !cells.broken {
				cells.failKey("lacks %s: write %s: and one of %s", i, i, strings.Join(names(priorities), ", "))
				continue
			}
			matrix[u][i] = oneOf(cell, tickets.P3, priorities...)
		}
	}
	return matrix
}

func names[T ~string](words []T) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = string(w)
	}
	return out
}

// Alerts when the file names none.
var defaultWarnAt = []int{75, 90}

const defaultBudget = 6

func readAlerts(v value) (warnAt []int, budget int) {
	o := v.object("warn_at", "budget_per_hour")
	budget = o.get("budget_per_hour").whole(defaultBudget, 1, 1000)
	list := o.get("warn_at")
	if !list.present() {
		return slices.Clone(defaultWarnAt), budget
	}
	warnAt = []int{}
	for _, item := range list.items() {
		percent := read(item, 0, parseShareOfTime)
		if n := len(warnAt); percent > 0 && n > 0 && percent <= warnAt[n-1] {
			item.fail("is %d%% after %d%%: write them rising, each once", percent, warnAt[n-1])
		}
		warnAt = append(warnAt, percent)
	}
	return warnAt, budget
}
