package acceptance

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"testing"
	"time"

	"guichet/acceptance/stage"
)

// kill -9 again and again while people open, claim and resolve: what was confirmed is there,
// nothing is said twice, and old buttons still work.
func TestPowerCuts(t *testing.T) {
	play := func(w *stage.World) {
		people := []stage.Person{w.Person("alice"), w.Person("bob"), w.Person("benoit")}
		tessa, tom := w.Person("tessa"), w.Person("tom")
		confirmed := map[string]stage.Person{}
		for n := 1; n <= 4; n++ {
			summary := fmt.Sprintf("avant les coupures %d fin", n)
			people[0].Opens(stage.Opening{Summary: summary})
			confirmed[summary] = people[0]
		}
		old := tessa.SeesCard("INC-1", "Nouveau")
		tessa.SeesCard("INC-4", "Nouveau")

		var claimed []string
		for round := range 3 {
			cut := time.After(time.Duration(100+rand.IntN(1100)) * time.Millisecond)
			stop := make(chan struct{})
			opened := make(chan string, 100)
			go func() {
				defer close(opened)
				for n := range 6 { // platforms take about one message a second in a channel
					select {
					case <-stop:
						return
					case <-time.After(time.Duration(rand.IntN(150)) * time.Millisecond):
					}
					who := people[n%len(people)]
					summary := fmt.Sprintf("coupure %d ticket %d fin", round, n)
					if who.TriesToOpen(stage.Opening{Summary: summary}) {
						opened <- summary
					}
				}
			}()
			claims := make(chan bool, 1)
			ref := fmt.Sprint("INC-", round+2)
			go func() {
				time.Sleep(time.Duration(rand.IntN(1000)) * time.Millisecond)
				claims <- tom.Tries(stage.Command{Name: "claim", Ticket: ref})
			}()
			<-cut
			w.Bot.Kill()
			close(stop)
			if <-claims {
				claimed = append(claimed, ref)
			}
			n := 0
			for s := range opened {
				var number int
				if _, err := fmt.Sscanf(s, "coupure %d ticket %d fin", new(int), &number); err != nil {
					w.T.Fatal(err)
				}
				confirmed[s] = people[number%len(people)]
				n++
			}
			w.T.Logf("power cut %d after %d confirmed tickets; claimed so far: %v", round+1, n, claimed)
			w.Wake()
		}

		// Every confirmed ticket has one card and one message in its requester's counter.
		var cards []stage.Message
		w.Eventually("one card and one word to its requester for each confirmed ticket", 60*time.Second, func() bool {
			cards = tessa.Pool()
			for summary, who := range confirmed {
				if count(cards, summary) < 1 || confirmations(who, summary) < 1 {
					return false
				}
			}
			return true
		}, func() string { return fmt.Sprint(confirmed, "\n", stage.Show(cards)) })
		time.Sleep(2 * time.Second)
		cards = tessa.Pool()
		seen := map[string]bool{}
		for summary, who := range confirmed {
			if n := count(cards, summary); n != 1 {
				w.T.Errorf("%d cards for %q", n, summary)
			}
			if n := confirmations(who, summary); n != 1 {
				w.T.Errorf("%s is told %d times of %q", who.Name, n, summary)
			}
		}
		for _, m := range cards {
			ref := reference.FindString(m.Text)
			if ref == "" || seen[ref] {
				w.T.Errorf("the number %q twice, or none: %s", ref, m)
			}
			seen[ref] = true
		}

		for _, ref := range claimed {
			tessa.SeesCard(ref, "Pris en charge", tom.FullName())
			if n := count(people[0].Counter(), ref, tom.FullName()); n != 1 {
				w.T.Errorf("alice is told %d times who has %s", n, ref)
			}
		}

		// The button of before all power cuts still works, and the rest of the story too.
		tessa.Clicks(old, "Prendre en charge")
		now := tessa.SeesCard("INC-1", "Pris en charge", tessa.FullName())
		if now.ID != old.ID {
			w.T.Errorf("another card than before: %s", now)
		}
		told := len(people[0].Counter())
		people[0].SeesInCounter("INC-1", tessa.FullName())
		w.KillAndWake()
		time.Sleep(time.Second)
		if n := len(people[0].Counter()); n > told+1 {
			w.T.Errorf("told again after a restart:\n%s", stage.Show(people[0].Counter()))
		}
		if r := tom.Types(stage.Command{Name: "claim", Ticket: "1"}); !contains(r.Text(), tessa.FullName()) {
			w.T.Errorf("after the restart tom is told %q", r.Text())
		}
	}
	onEach(t, stage.Script{Config: alwaysOpen, Allowed: cutOff}, play)
	t.Run("slack-postgres", func(t *testing.T) {
		t.Parallel()
		needsPostgres(t)
		on(t, stage.Script{Config: alwaysOpen, Postgres: true, Allowed: cutOff}, play, stage.Slack)
	})
}

// reference is a ticket's name in a text.
var reference = regexp.MustCompile(`(INC|REQ)-\d+`)

// cutOff are what a platform complains of when a bot dies with people's acts in its hands.
var cutOff = []string{"missing_ack", "late_ack", "ack_missing", "ack_late", "heartbeat_missed", "expired_trigger_id"}

// 👀 put or taken off while the bot was down is honoured on its return.
func TestReactionsWhileDown(t *testing.T) {
	onEach(t, stage.Script{Config: alwaysOpen, Allowed: cutOff}, func(w *stage.World) {
		alice, tessa, tom := w.Person("alice"), w.Person("tessa"), w.Person("tom")
		for _, s := range []string{"un", "deux", "trois"} {
			alice.Opens(stage.Opening{Summary: "panne " + s})
		}
		first, second, third := tessa.SeesCard("INC-1"), tessa.SeesCard("INC-2"), tessa.SeesCard("INC-3")
		tessa.Reacts(first, "👀")
		tessa.SeesCard("INC-1", "Pris en charge", tessa.FullName())
		tessa.Reacts(third, "👀")
		tessa.SeesCard("INC-3", "Pris en charge", tessa.FullName())
		tom.Reacts(third, "👀") // too late: this one is stale from now on
		tom.IsWhispered(third, tessa.FullName())

		w.Bot.Kill()
		tessa.TakesOff(first, "👀")
		tom.Reacts(second, "👀")
		tessa.TakesOff(third, "👀")
		w.Wake()
		tessa.SeesCard("INC-1", "Nouveau")
		tessa.SeesCard("INC-2", "Pris en charge", tom.FullName())
		tessa.SeesCard("INC-3", "Nouveau")
		time.Sleep(time.Second)
		if now := tessa.SeesCard("INC-3"); !now.Has("Nouveau") {
			w.T.Errorf("a stale 👀 has claimed at the catch-up: %s", now)
		}
		for _, c := range []stage.Message{first, second, third} {
			if now := tessa.Again(c); now.ID != c.ID {
				w.T.Errorf("another card: %s", now)
			}
		}
		if !slices.ContainsFunc(alice.Counter(), func(m stage.Message) bool { return m.Has(tom.FullName()) }) {
			alice.SeesInCounter("INC-2", tom.FullName())
		}
	})
}

// confirmations are how often somebody is told that their ticket is recorded.
func confirmations(who stage.Person, summary string) int {
	return count(who.Counter(), summary, who.Word("Objet", "Summary"))
}

// count is how many messages of the bot say something.
func count(list []stage.Message, words ...string) int {
	n := 0
	for _, m := range list {
		if m.FromBot && !m.Ephemeral && m.Has(words...) {
			n++
		}
	}
	return n
}
