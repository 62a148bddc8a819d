package adaptertest

import (
	"time"

	"guichet/bot"
	"guichet/tickets"
)

// counter opens alice's counter and returns a message of the bot in it.
func (r *rig) counter() Message {
	r.Helper()
	c, err := r.a.OpenCounter(r.Context(), bot.CounterRequest{Ticket: 12, User: r.Person("alice").ID, Name: "INC-12 · imprimante"})
	if err != nil {
		r.Fatal(err)
	}
	return r.see("alice", r.post(tickets.MessageRef{Space: r.a.Space(), Channel: c.Channel}, says("bonjour Alice")))
}

var revisingTests = []test{
	{"AnEditIsToldWithTheWordsOfNow", func(r *rig) {
		r.Replies("alice", r.counter(), "le bac est vide")
		said := r.desk.last(r, bot.MessageEvent, 1)
		r.Edits("alice", Message{Ref: said.Where}, "le bac 2 est vide")
		e := r.desk.last(r, bot.EditedEvent, 1)
		if e.Words != "le bac 2 est vide" || e.Where != said.Where || e.By.ID != said.By.ID || !e.At.After(e.Written) || e.Written.IsZero() || e.Direct != said.Direct {
			r.Errorf("the edit is %+v, the message was %+v", e, said)
		}
		r.Edits("alice", Message{Ref: said.Where}, "le bac 3 est vide")
		if again := r.desk.last(r, bot.EditedEvent, 2); !again.At.After(e.At) || !again.Written.Equal(e.Written) {
			r.Errorf("the second edit is %+v, the first was %+v", again, e)
		}
	}},
	{"AnEditReadsAsAMessageDoes", func(r *rig) {
		const typed = "*un* _deux_ `trois` a < b & c"
		root := r.counter()
		r.Replies("alice", root, typed)
		said := r.desk.last(r, bot.MessageEvent, 1)
		r.Replies("alice", root, "provisoire")
		r.Edits("alice", Message{Ref: r.desk.last(r, bot.MessageEvent, 2).Where}, typed)
		if e := r.desk.last(r, bot.EditedEvent, 1); e.Words != said.Words {
			r.Errorf("edited it reads %q, written %q", e.Words, said.Words)
		}
	}},
	{"AnEditIsReadBack", func(r *rig) {
		root := r.counter()
		r.Replies("alice", root, "le bac est vide")
		r.Replies("alice", root, "rien de neuf")
		said := r.desk.last(r, bot.MessageEvent, 2)
		first := r.desk.of(bot.MessageEvent)[0]
		r.stop()
		r.Edits("alice", Message{Ref: first.Where}, "le bac 2 est vide")
		r.start()
		at := said.Where
		at.Message = ""
		got, err := r.a.Read(r.Context(), at, first.At.Add(-time.Second))
		if err != nil || len(got) != 2 || got[0].Text != "le bac 2 est vide" || !got[0].EditedAt.After(got[0].At) || !got[1].EditedAt.IsZero() {
			r.Errorf("read back %+v, %v", got, err)
		}
	}},
	{"ADeletedMessageIsToldAndGone", func(r *rig) {
		r.Replies("alice", r.counter(), "à effacer")
		said := r.desk.last(r, bot.MessageEvent, 1)
		r.TakesBack("alice", Message{Ref: said.Where})
		e := r.desk.last(r, bot.DeletedEvent, 1)
		if e.Where.Channel != said.Where.Channel || e.Where.Message != said.Where.Message {
			r.Errorf("deleted is %+v, the message was %+v", e, said)
		}
		reader, ok := r.a.(bot.MessageReader)
		if !ok {
			return
		}
		_, err := reader.Message(r.Context(), said.Where)
		_ = r.fault("a message that is gone", err, bot.Gone)
	}},
	{"AMarkIsPutOnceAndTakenOff", func(r *rig) {
		marker, ok := r.a.(bot.SentMarker)
		if !ok {
			r.Fatal("the platform marks nothing")
		}
		ref := r.post(r.in(tickets.PlacePool), card(r.a.Space(), "Nouveau"))
		r.Replies("tessa", r.see("tessa", ref), "je regarde")
		said := r.desk.last(r, bot.MessageEvent, 1)
		for _, on := range []bool{true, true, false, false} {
			if err := marker.Mark(r.Context(), said.Where, "white_check_mark", on); err != nil {
				r.Errorf("mark %v: %v", on, err)
			}
			if got := r.see("tessa", said.Where).Marked; got != on {
				r.Errorf("marked is %v, want %v", got, on)
			}
		}
		r.desk.quiet(r, bot.ReactionEvent)
		r.TakesBack("tessa", Message{Ref: said.Where})
		_ = r.fault("a mark on what is gone", marker.Mark(r.Context(), said.Where, "white_check_mark", true), bot.Gone)
	}},
	{"ALetterIsReadBack", func(r *rig) {
		ref := r.post(r.in(tickets.PlacePool), card(r.a.Space(), "Nouveau"))
		m := r.see("tessa", ref)
		r.Replies("tessa", m, "à envoyer")
		r.Replies("tessa", m, "à garder")
		events := r.desk.waitFor(r, "both", 2, func(e bot.Event) bool { return e.Kind == bot.MessageEvent })
		letter := events[len(events)-1]
		r.stop()
		r.Reacts("tessa", Message{Ref: letter.Where}, "✉️", true)
		r.start()
		finder, ok := r.a.(bot.ThreadFinder)
		if !ok {
			r.Fatal("the platform finds no thread")
		}
		got, err := r.a.Read(r.Context(), finder.ThreadOf(ref), letter.At.Add(-time.Second))
		if err != nil || len(got) != 2 || !got[0].Letter || got[1].Letter {
			r.Fatalf("read back %+v, %v", got, err)
		}
		put, err := r.a.Reactions(r.Context(), got[0].Ref, []string{"email"})
		if err != nil || len(put["email"]) != 1 || put["email"][0] != r.Person("tessa").ID {
			r.Errorf("✉️ is of %v, %v", put, err)
		}
	}},
}
