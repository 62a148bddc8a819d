package adaptertest

import (
	"slices"
	"strings"

	"guichet/bot"
	"guichet/tickets"
)

// emojis are what people put and what the desk calls it, with the skin tones and variation
// selectors that clients send.
var emojis = []struct{ emoji, name string }{
	{"👀", "eyes"},
	{"⏸️", "double_vertical_bar"},
	{"⬆️", "arrow_up"},
	{"✅", "white_check_mark"},
	{"🚨", "rotating_light"},
	{"✋", "hand"},
	{"✋🏽", "hand"},
	{"✉️", "email"},
}

var reactionTests = []test{
	{"ReactionsHaveTheDesksNames", func(r *rig) {
		ref := r.post(r.in(tickets.PlacePool), card(r.a.Space(), "Nouveau"))
		m := r.see("tessa", ref)
		n := 0
		for _, x := range emojis {
			for _, on := range []bool{true, false} {
				r.Reacts("tessa", m, x.emoji, on)
				n++
				e := r.desk.last(r, bot.ReactionEvent, n)
				if e.Name != x.name || e.On != on || e.By.ID != r.Person("tessa").ID || !e.Roles.Technician {
					r.Errorf("%s put %v came as %+v", x.emoji, on, e)
				}
				if e.Where.Channel != ref.Channel || e.Where.Message != ref.Message || e.At.IsZero() {
					r.Errorf("%s is on %+v, want %+v", x.emoji, e.Where, ref)
				}
			}
		}
	}},
	{"TheBotsOwnReactionsMeanNothing", func(r *rig) {
		ref := r.post(r.in(tickets.PlacePool), card(r.a.Space(), "Nouveau"))
		r.Reacts("guichet", r.see("tessa", ref), "👀", true)
		r.desk.quiet(r, bot.ReactionEvent)
		got, err := r.a.Reactions(r.Context(), ref, []string{"eyes"})
		if err != nil || len(got["eyes"]) != 0 {
			r.Errorf("reactions %v, %v", got, err)
		}
	}},
	{"ReactionsAreRead", func(r *rig) {
		ref := r.post(r.in(tickets.PlacePool), card(r.a.Space(), "Nouveau"))
		if got, err := r.a.Reactions(r.Context(), ref, []string{"eyes", "hand"}); err != nil || len(got["eyes"])+len(got["hand"]) != 0 {
			r.Errorf("without reactions: %v, %v", got, err)
		}
		m := r.see("tessa", ref)
		r.stop() // as after a pause: no event tells of these
		for who, emoji := range map[string]string{"tessa": "✋", "tom": "✋🏽", "adam": "👀", "guichet": "👀"} {
			r.Reacts(who, m, emoji, true)
		}
		r.Reacts("tessa", m, "🚨", true)
		r.start()
		got, err := r.a.Reactions(r.Context(), ref, []string{"eyes", "hand"})
		if err != nil || len(got) != 2 {
			r.Fatalf("reactions %v, %v", got, err)
		}
		hands := []tickets.UserID{r.Person("tessa").ID, r.Person("tom").ID}
		slices.Sort(hands)
		slices.Sort(got["hand"])
		if !slices.Equal(got["hand"], hands) || !slices.Equal(got["eyes"], []tickets.UserID{r.Person("adam").ID}) {
			r.Errorf("reactions %v", got)
		}
	}},
	{"AnEventToldTwiceHasOneKey", func(r *rig) {
		ref := r.post(r.in(tickets.PlacePool), card(r.a.Space(), "Nouveau"))
		m := r.see("tessa", ref)
		twice := func(what string, kind bot.EventKind, act func()) {
			r.Helper()
			r.desk.forget()
			act()
			first := r.desk.last(r, kind, 1)
			r.Repeats()
			second := r.desk.last(r, kind, 2)
			if first.Key != second.Key || first.Key == "" && kind != bot.ReactionEvent && kind != bot.MessageEvent {
				r.Errorf("%s: keys %q and %q", what, first.Key, second.Key)
			}
			if first.Key == "" && (first.By.ID != second.By.ID || first.Where != second.Where || first.Name != second.Name || first.On != second.On) {
				r.Errorf("%s: %+v and %+v", what, first, second)
			}
		}
		twice("a reaction", bot.ReactionEvent, func() { r.Reacts("tessa", m, "👀", true) })
		twice("a message", bot.MessageEvent, func() { r.Writes("alice", "bonjour") })
		twice("a command", bot.CommandEvent, func() { r.Types("alice", Command{Sub: "list"}) })
		twice("a click", bot.ClickEvent, func() { r.Clicks("tessa", m, "Prendre en charge") })
		r.desk.forget()
		r.asked("alice", form(r.fields()[0]))
		r.desk.answers(nil)
		twice("a form", bot.SubmitEvent, func() { r.Fills("alice", map[string]string{"Objet": "x"}) })

		// Different acts have different keys.
		r.desk.forget()
		for range 2 {
			r.Types("alice", Command{Sub: "list"})
		}
		r.desk.last(r, bot.CommandEvent, 2)
		if all := r.desk.of(bot.CommandEvent); all[0].Key == all[1].Key {
			r.Errorf("two commands have the key %q", all[0].Key)
		}
	}},
}

var conversationTests = []test{
	{"ACounterOpensOnceAndIsFoundAgain", func(r *rig) {
		alice := r.Person("alice").ID
		q := bot.CounterRequest{Ticket: 12, User: alice, Name: "INC-12 · imprimante"}
		first, err := r.a.OpenCounter(r.Context(), q)
		if err != nil || first.Channel == "" || first.Ticket != 12 || first.User != alice || first.Kind != "dm" && first.Kind != "thread" {
			r.Fatalf("the counter is %+v, %v", first, err)
		}
		to := tickets.MessageRef{Space: r.a.Space(), Channel: first.Channel}
		ref := r.post(to, says("bonjour Alice"))
		if m := r.finds("alice", "bonjour Alice"); !m.Private || m.Ref.Message != ref.Message {
			r.Errorf("alice sees %+v", m)
		}
		r.onlySees("bonjour Alice", "alice")
		for again := range 2 {
			if c, err := r.a.OpenCounter(r.Context(), q); err != nil || c != first {
				r.Errorf("try %d: the counter is %+v, %v; it was %+v", again, c, err, first)
			}
			if again == 0 { // the second time nothing is remembered
				r.stop()
				r.start()
			}
		}
		other, err := r.a.OpenCounter(r.Context(), bot.CounterRequest{Ticket: 12, User: r.Person("bob").ID, Name: "INC-12 · Bob · imprimante"})
		if err != nil || other.Channel == first.Channel {
			r.Errorf("bob's counter is %+v, %v", other, err)
		}
		if err := r.a.Archive(r.Context(), first); err != nil {
			r.Errorf("archive: %v", err)
		}
	}},
	{"WordsInACounterAreHeardAndReadBack", func(r *rig) {
		began := r.Person("alice")
		c, err := r.a.OpenCounter(r.Context(), bot.CounterRequest{Ticket: 12, User: began.ID, Name: "INC-12 · imprimante"})
		if err != nil {
			r.Fatal(err)
		}
		root := r.post(tickets.MessageRef{Space: r.a.Space(), Channel: c.Channel}, says("bonjour Alice"))
		if _, threads := r.a.(bot.DMThreads); threads {
			c.Thread = root.Message
		}
		m := r.see("alice", root)
		var said []string
		for _, w := range hostile {
			if w = strings.TrimSpace(strings.ReplaceAll(w, "\x00", "")); w != "" && len([]rune(w)) < 2000 {
				said = append(said, w)
			}
		}
		for n, w := range said {
			r.Replies("alice", m, w)
			e := r.desk.last(r, bot.MessageEvent, n+1)
			if !heard(e.Words, w) || e.By.ID != began.ID || e.Where.Channel != c.Channel || e.Where.Thread != c.Thread || e.Where.Message == "" {
				r.Errorf("%q came as %+v", w, e)
			}
		}
		got, err := r.a.Read(r.Context(), tickets.MessageRef{Space: r.a.Space(), Channel: c.Channel, Thread: c.Thread}, r.desk.of(bot.ConnectedEvent)[0].At)
		if err != nil || len(got) != len(said) {
			r.Fatalf("%d messages are read back, %d were written: %v", len(got), len(said), err)
		}
		events := r.desk.of(bot.MessageEvent)
		for n, s := range got {
			if !heard(s.Text, said[n]) || s.By != began.ID || s.Ref != events[n].Where || s.At.IsZero() {
				r.Errorf("read back %+v, the event was %+v", s, events[n])
			}
		}
		last := tickets.MessageRef{Space: r.a.Space(), Channel: c.Channel, Thread: c.Thread, Message: got[len(got)-2].Ref.Message}
		if rest, err := r.a.Read(r.Context(), last, r.desk.of(bot.ConnectedEvent)[0].At); err != nil || len(rest) != 1 {
			r.Errorf("after the last but one %d messages are read: %v", len(rest), err)
		}
	}},
	{"AWordInTheDMIsDirect", func(r *rig) {
		r.Writes("alice", "il y a quelqu’un ?")
		e := r.desk.last(r, bot.MessageEvent, 1)
		if !e.Direct || e.Words != "il y a quelqu’un ?" || e.By.ID != r.Person("alice").ID || e.Where.Thread != "" {
			r.Errorf("the event is %+v", e)
		}
	}},
	{"TheBotDoesNotHearItself", func(r *rig) {
		r.Writes("alice", "bonjour")
		e := r.desk.last(r, bot.MessageEvent, 1)
		r.desk.forget()
		if err := r.a.Whisper(r.Context(), r.Person("alice").ID, e.Where, says("bonjour à vous")); err != nil {
			r.Fatal(err)
		}
		r.post(tickets.MessageRef{Space: r.a.Space(), Channel: e.Where.Channel}, says("encore"))
		r.desk.quiet(r, bot.MessageEvent)
	}},
	{"AThreadOpensOnceUnderItsCard", func(r *rig) {
		ref := r.post(r.in(tickets.PlacePool), card(r.a.Space(), "Nouveau"))
		to, err := r.a.OpenThread(r.Context(), ref, "INC-12 · imprimante")
		if err != nil || to.Space != r.a.Space() || to.Channel == "" || to.Message != "" {
			r.Fatalf("the thread is %+v, %v", to, err)
		}
		if again, err := r.a.OpenThread(r.Context(), ref, "INC-12 · imprimante"); err != nil || again != to {
			r.Errorf("opened again it is %+v, %v", again, err)
		}
		r.stop()
		r.start()
		if again, err := r.a.OpenThread(r.Context(), ref, "un autre nom"); err != nil || again != to {
			r.Errorf("opened after a restart it is %+v, %v", again, err)
		}
		note := r.post(to, says("sous la carte"))
		if m := r.see("tom", note); m.Under != ref.Message || m.In != Pool {
			r.Errorf("tom sees %+v", m)
		}
		if r.look("alice", note) != nil {
			r.Error("alice sees the technicians' thread")
		}
		r.Replies("tessa", r.see("tessa", ref), "je regarde")
		e := r.desk.last(r, bot.MessageEvent, 1)
		if e.Words != "je regarde" || e.Direct || e.Where.Channel != to.Channel || e.Where.Thread != to.Thread || !e.Roles.Technician {
			r.Errorf("words under the card come as %+v", e)
		}
		if reader, ok := r.a.(bot.MessageReader); ok {
			if said, err := reader.Message(r.Context(), e.Where); err != nil || said.Text != "je regarde" || said.By != r.Person("tessa").ID {
				r.Errorf("the message reads %+v, %v", said, err)
			}
		}
	}},
	{"AWhisperReachesOnePerson", func(r *rig) {
		ref := r.post(r.in(tickets.PlacePool), card(r.a.Space(), "Nouveau"))
		if err := r.a.Whisper(r.Context(), r.Person("tom").ID, ref, says("trop tard, Tom")); err != nil {
			r.Fatal(err)
		}
		r.onlySees("trop tard, Tom", "tom")
		if err := r.a.Whisper(r.Context(), r.Person("alice").ID, tickets.MessageRef{}, says("nulle part")); err != nil {
			r.Fatal(err)
		}
		r.onlySees("nulle part", "alice")
	}},
}
