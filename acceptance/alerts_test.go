package acceptance

import (
	"slices"
	"strings"
	"testing"
	"time"

	"guichet/acceptance/stage"
)

// hurried is a desk with targets of seconds. Each ticket of the story runs into one clock:
// normal urgency into the response, high into the resolution, low into the first contact.
const hurried = `
calendars:
  always: { hours: { mon-sun: ["00:00-24:00"] }, holidays: none }
sla:
  P1: { calendar: always, respond: 15m, first_contact: 30m, resolve: 4h }
  P2: { calendar: always, respond: 24s, first_contact: 25s, resolve: 28s }
  P3: { calendar: always, respond: 24s, first_contact: 2h, resolve: 4h }
  P4: { calendar: always, respond: 11s, first_contact: 12s, resolve: 5h }
rota:
  level1: { every: day, people: ["{space}:@tessa"] }
`

// Alerts come at 75 %, at 90 % and at the breach, once each, also when the bot was down then.
func TestAlerts(t *testing.T) {
	onEach(t, stage.Script{Config: hurried}, func(w *stage.World) {
		alice, tessa, tom, marie := w.Person("alice"), w.Person("tessa"), w.Person("tom"), w.Person("marie")
		marie.Types(stage.Command{Name: "help"}) // so that the bot knows a manager it may mention

		began := time.Now()
		alice.Opens(stage.Opening{Summary: "nobody answers", Urgency: "medium"})
		tessa.SeesCard("INC-1", "P3")
		alice.Opens(stage.Opening{Summary: "nobody resolves", Urgency: "high"})
		second := tessa.SeesCard("INC-2", "P2")
		tom.Clicks(second, "Prendre en charge")
		second = tessa.SeesCard("INC-2", "Pris en charge", tom.FullName())
		tom.Clicks(second, "Premier contact")
		second = tessa.SeesCard("INC-2", "En cours")
		alice.Opens(stage.Opening{Summary: "nobody calls", Urgency: "low"})
		third := tessa.SeesCard("INC-3", "P4")
		tom.Clicks(third, "Prendre en charge")
		third = tessa.SeesCard("INC-3", "Pris en charge", tom.FullName())

		// First contact only nudges the assignee.
		w.Eventually("a nudge in the thread of INC-3", 14*time.Second,
			func() bool { return len(warnings(tom, third)) >= 1 }, func() string { return stage.Show(tom.Thread(third)) })

		// 75 % of the response is at 18 s: the bot is away then.
		time.Sleep(time.Until(began.Add(15 * time.Second)))
		w.Bot.Kill()
		time.Sleep(time.Until(began.Add(18500 * time.Millisecond)))
		w.Wake()

		// Response: the pool channel, duty person mentioned; at the breach the escalation
		// channel, managers mentioned.
		w.Eventually("two warnings of INC-1 in the pool channel", 20*time.Second,
			func() bool { return len(tessa.Cards("INC-1")) >= 3 }, func() string { return stage.Show(tessa.Pool()) })
		for _, m := range tessa.Cards("INC-1")[1:] {
			if !slices.Contains(m.Pinged, "tessa") {
				w.T.Errorf("the duty person is not mentioned: %s %q", m, m.Pinged)
			}
		}
		wantBreach(w, "INC-1")

		// Resolution: the card's thread, assignee mentioned; then the escalation channel.
		w.Eventually("two warnings in the thread of INC-2", 20*time.Second,
			func() bool { return len(warnings(tessa, second)) >= 2 }, func() string { return stage.Show(tessa.Thread(second)) })
		wantBreach(w, "INC-2")

		// Once each: neither time nor a restart says anything again.
		before := said(w, second, third)
		w.KillAndWake()
		time.Sleep(3 * time.Second)
		if after := said(w, second, third); after != before {
			w.T.Errorf("said again after a restart:\n%s\n=== before:\n%s", after, before)
		}
		if n := len(tessa.Cards("INC-1")); n != 3 {
			w.T.Errorf("%d warnings of INC-1 instead of 2:\n%s", n-1, stage.Show(tessa.Pool()))
		}
		if n := len(warnings(tessa, second)); n != 2 {
			w.T.Errorf("%d warnings of INC-2 instead of 2:\n%s", n, stage.Show(tessa.Thread(second)))
		}
	})
}

// warnings are the alerts in the thread that mention tom, the assignee of this story.
func warnings(who stage.Person, card stage.Message) []stage.Message {
	var out []stage.Message
	for _, m := range who.Thread(card) {
		if m.FromBot && slices.Contains(m.Pinged, "tom") {
			out = append(out, m)
		}
	}
	return out
}

// breaches are what the escalation channel says of a ticket's clock.
func breaches(w *stage.World, ref string) []stage.Message {
	var out []stage.Message
	for _, m := range w.Person("marie").Channel("helpdesk-escalations") {
		if m.FromBot && m.Has(ref) {
			out = append(out, m)
		}
	}
	return out
}

// wantBreach waits for the one breach of a ticket and looks for the manager's mention.
func wantBreach(w *stage.World, ref string) {
	w.T.Helper()
	w.Eventually("the breach of "+ref+" in the escalation channel", 20*time.Second,
		func() bool { return len(breaches(w, ref)) >= 1 }, func() string { return stage.Show(w.Person("marie").Channel("helpdesk-escalations")) })
	time.Sleep(300 * time.Millisecond)
	all := breaches(w, ref)
	if len(all) != 1 {
		w.T.Errorf("%s is breached %d times:\n%s", ref, len(all), stage.Show(all))
	}
	if p := all[0].Pinged; !slices.Contains(p, "marie") && !slices.ContainsFunc(p, func(s string) bool { return strings.HasPrefix(s, "@") }) {
		w.T.Errorf("no manager is mentioned at the breach of %s: %s %q", ref, all[0], p)
	}
}

// said is all that the desk's channels and these threads say, without the edits of cards.
func said(w *stage.World, cards ...stage.Message) string {
	tessa := w.Person("tessa")
	lists := [][]stage.Message{tessa.Pool(), w.Person("marie").Channel("helpdesk-escalations"), w.Person("alice").Counter()}
	for _, c := range cards {
		lists = append(lists, tessa.Thread(c))
	}
	var out []string
	for _, l := range lists {
		for _, m := range l {
			first, _, _ := strings.Cut(m.Text, "\n")
			out = append(out, m.Channel+" "+m.ID+" "+first)
		}
	}
	return strings.Join(out, "\n")
}
