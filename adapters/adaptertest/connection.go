package adaptertest

import (
	"fmt"
	"sync"
	"time"

	"go.uber.org/goleak"

	"guichet/bot"
	"guichet/tickets"
)

// soon is how long an idle adapter may take to end.
const soon = 3 * time.Second

var connectionTests = []test{
	{"Connects", func(r *rig) {
		e := r.desk.of(bot.ConnectedEvent)[0]
		if e.Space != r.a.Space() || r.a.Space() == "" || e.At.IsZero() {
			r.Errorf("connected: %+v on %q", e, r.a.Space())
		}
		until(r, "Health to say so too", func() bool {
			heard, connected := r.a.Health()
			return connected && time.Since(heard) < patience
		})
		seen := map[string]bool{}
		for _, k := range []tickets.PlaceKind{tickets.PlacePool, tickets.PlaceEscalation, tickets.PlaceManagers} {
			if c := r.a.Channel(k, ""); !r.a.Has(k) || c == "" || seen[c] {
				r.Errorf("%s: Has %v, Channel %q", k, r.a.Has(k), c)
			}
			seen[r.a.Channel(k, "")] = true
		}
		if r.a.Channel(tickets.PlacePool, "no such category") != r.a.Channel(tickets.PlacePool, "") {
			r.Error("a category without a channel of its own is not in the pool channel")
		}
		if w := r.a.Pace(bot.OpPost, r.a.Channel(tickets.PlacePool, "")); w != 0 {
			r.Errorf("an idle platform asks to wait %v", w)
		}
	}},
	{"ConnectsAgainAfterADrop", func(r *rig) {
		r.Drops()
		r.desk.last(r, bot.ConnectedEvent, 2)
		until(r, "Health to say connected", func() bool { _, ok := r.a.Health(); return ok })
		r.Types("alice", Command{Sub: "list"})
		r.desk.last(r, bot.CommandEvent, 1)
	}},
	{"EndsSoonAndLeavesNothing", func(r *rig) {
		r.stop()
		if _, connected := r.a.Health(); connected {
			r.Error("still connected after Run has returned")
		}
		before := goleak.IgnoreCurrent()
		r.start()
		r.desk.privately(says("voici"))
		r.Types("alice", Command{Sub: "list"})
		r.post(r.in(tickets.PlacePool), card(r.a.Space(), "Nouveau"))
		began := time.Now()
		r.stop()
		if took := time.Since(began); took > soon {
			r.Errorf("Run returned %v after its context had ended", took)
		}
		goleak.VerifyNone(r, before)
	}},
	{"EndsRevokedWhenAccessIsWithdrawn", func(r *rig) {
		r.running.refused = true
		r.Withdraws()
		_ = r.fault("Run", r.running.end(), bot.Revoked)
		if _, connected := r.a.Health(); connected {
			r.Error("still connected")
		}
		_, err := r.a.Post(r.Context(), r.in(tickets.PlacePool), says("trop tard"))
		_ = r.fault("Post", err, bot.Revoked)
	}},
	{"OneEventAtATimeForAPersonAndAMessage", func(r *rig) {
		ref := r.post(r.in(tickets.PlacePool), card(r.a.Space(), "Nouveau"))
		m := r.see("tessa", ref)
		var mu sync.Mutex
		busy := map[string]bool{}
		together, most := 0, 0
		r.desk.answers(func(e bot.Event) (bot.Answer, error) {
			keys := []string{string(e.By.ID), e.Where.Channel + "/" + e.Where.Message}
			mark := func(on bool) {
				mu.Lock()
				defer mu.Unlock()
				for _, k := range keys {
					if on && busy[k] {
						r.Errorf("two events of %s at once", k)
					}
					busy[k] = on
				}
				if together--; on {
					together += 2
				}
				most = max(most, together)
			}
			mark(true)
			time.Sleep(30 * time.Millisecond)
			mark(false)
			return bot.Answer{}, nil
		})
		var all sync.WaitGroup
		for n := range 4 {
			for _, who := range []string{"alice", "bob"} {
				all.Go(func() { r.Writes(who, fmt.Sprintf("mot %d", n)) })
			}
		}
		for _, who := range []string{"tessa", "tom", "adam"} {
			all.Go(func() { r.Reacts(who, m, "👀", true) })
		}
		all.Wait()
		r.desk.waitFor(r, "all messages", 8, func(e bot.Event) bool { return e.Kind == bot.MessageEvent })
		r.desk.waitFor(r, "all reactions", 3, func(e bot.Event) bool { return e.Kind == bot.ReactionEvent })
		r.stop()
		if most < 2 {
			r.Error("people wait for each other")
		}
	}},
}
