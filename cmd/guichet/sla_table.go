package main

import (
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"guichet/tickets"
)

var clockNames = map[tickets.Clock]tickets.Words{
	tickets.ClockRespond:      say("prise en charge", "claim"),
	tickets.ClockFirstContact: say("premier contact", "first contact"),
	tickets.ClockResolve:      say("résolution", "resolution"),
}

var ballNames = map[tickets.Ball]tickets.Words{
	tickets.BallUs:        say("nous", "us"),
	tickets.BallRequester: say("le demandeur", "the requester"),
	tickets.BallSupplier:  say("un fournisseur", "a supplier"),
	tickets.BallOtherDesk: say("un autre guichet", "another desk"),
}

var reasonNames = map[tickets.Reason]tickets.Words{
	tickets.Working:  say("en cours", "being worked on"),
	tickets.OnHold:   say("en attente", "waiting"),
	tickets.Deciding: say("approbation attendue", "approval awaited"),
	tickets.Answer:   say("réponse attendue", "answer awaited"),
	tickets.Included: say("attente convenue", "agreed wait"),
	tickets.Ended:    say("terminé", "ended"),
}

// printExplanation prints the clocks in a table, then the stretches of each.
func (c *cli) printExplanation(x tickets.Explanation, zone *time.Location, lang string) error {
	var b strings.Builder
	if x.Ref != "" {
		b.WriteString(say("Ticket %s, ouvert %s\n\n", "Ticket %s, opened %s\n\n", x.Ref, stamp(x.Opened, zone)).In(lang))
	}
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, say("\tdélai\téchéance\tutilisé\treste\tétat", "\ttarget\tdeadline\tused\tleft\tstate").In(lang))
	for _, k := range x.Clocks {
		left := "–"
		if k.Length > 0 {
			left = length(k.Left)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", clockNames[k.Clock].In(lang), targetOf(k.Target), stamp(k.State.Deadline, zone), length(k.Used), left, standing(k, zone).In(lang))
	}
	_ = w.Flush() // into memory
	for _, k := range x.Clocks {
		fmt.Fprintf(&b, "\n%s (%s)\n", clockNames[k.Clock].In(lang), k.Priority)
		w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, say("  de\tà\touvert\tcompté\tpourquoi\tà qui", "  from\tto\topen\tcounted\twhy\twhose").In(lang))
		for i, s := range k.Segments {
			counted := say("non", "no")
			if s.Counted {
				counted = say("oui", "yes")
			}
			fmt.Fprintf(w, "  %s\t%s\t%s\t%s\t%s\t%s\n", stamp(s.From, zone), stamp(s.To, zone), length(s.Open), counted.In(lang), reasonNames[s.Why].In(lang)+newRule(k.Segments, i, lang), ballNames[s.Ball].In(lang))
		}
		_ = w.Flush() // into memory
	}
	if _, err := fmt.Fprint(c.out, trimLines(b.String())); err != nil {
		return fmt.Errorf("write the table: %w", err)
	}
	return nil
}

// newRule tells under which priority and category a segment began, where that is another rule than
// before it.
func newRule(all []tickets.Segment, i int, lang string) string {
	if i == 0 {
		return ""
	}
	out := ""
	if all[i].Priority != all[i-1].Priority {
		out += ", " + string(all[i].Priority)
	}
	if all[i].Category != all[i-1].Category {
		out += say(", catégorie %s", ", category %s", all[i].Category).In(lang)
	}
	return out
}

// trimLines takes off the spaces with which a table fills its last column.
func trimLines(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

// standing is where a clock stands.
func standing(k tickets.ClockExplanation, zone *time.Location) tickets.Words {
	out := say("court", "running")
	switch {
	case k.State.Void:
		out = say("ni tenu ni manqué : le travail continue dans un autre ticket", "neither held nor missed: the work goes on in another ticket")
	case !k.State.Met.IsZero() && k.State.Late:
		out = say("fait en retard %s", "done late %s", stamp(k.State.Met, zone))
	case !k.State.Met.IsZero():
		out = say("fait %s", "done %s", stamp(k.State.Met, zone))
	case k.State.Stopped:
		out = say("arrêtée", "stopped")
	case k.State.Deadline.IsZero():
		out = say("sans délai", "no target")
	case k.Left < 0:
		out = say("dépassée", "exceeded")
	}
	if first := k.State.First; !first.IsZero() {
		out = say(out["fr"]+", renégociée (d’abord %s)", out["en"]+", renegotiated (first %s)", stamp(first, zone))
	}
	return out
}

func stamp(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return "–"
	}
	t = t.In(zone)
	if t.Second() == 0 {
		return t.Format("2006-01-02 15:04")
	}
	return t.Format("2006-01-02 15:04:05")
}

// length is open time: 8h00, or 12s when it is short.
func length(d time.Duration) string {
	sign := ""
	if d < 0 {
		sign, d = "-", -d
	}
	if d < time.Minute {
		return fmt.Sprintf("%s%ds", sign, d/time.Second)
	}
	return fmt.Sprintf("%s%dh%02d", sign, d/time.Hour, d%time.Hour/time.Minute)
}
