package adaptertest

import (
	"slices"
	"time"

	"guichet/bot"
	"guichet/tickets"
)

var postingTests = []test{
	{"PostThenEditInPlace", func(r *rig) {
		ref := r.post(r.in(tickets.PlacePool), card(r.a.Space(), "Nouveau"))
		if ref.Space != r.a.Space() || ref.Channel != r.a.Channel(tickets.PlacePool, "") || ref.Message == "" {
			r.Fatalf("posted as %+v", ref)
		}
		m := r.see("tessa", ref)
		if !m.Bot || m.In != Pool || !m.Has("INC-12 · Nouveau", "État") || len(m.Buttons) != 1 || len(m.Options) != 2 {
			r.Errorf("tessa sees %+v", m)
		}
		if r.look("alice", ref) != nil {
			r.Error("alice sees the technicians' channel")
		}
		changed := card(r.a.Space(), "Clos")
		changed.Blocks = changed.Blocks[:2]
		if err := r.a.Edit(r.Context(), ref, changed); err != nil {
			r.Fatal(err)
		}
		now := r.see("tessa", ref)
		if now.Edits != 1 || !now.Has("Clos") || now.Has("Nouveau") || len(now.Buttons)+len(now.Options) > 0 {
			r.Errorf("after the edit tessa sees %+v", now)
		}
		if n := len(r.having("tessa", "INC-12")); n != 1 {
			r.Errorf("tessa sees %d cards", n)
		}
	}},
	{"EveryKindOfTextIsRead", func(r *rig) {
		at := time.Date(2031, 5, 4, 8, 30, 0, 0, time.UTC)
		text := bot.Text{
			{Kind: bot.Plain, Text: "simple "},
			{Kind: bot.Bold, Text: "gras"},
			{Kind: bot.Plain, Text: " "},
			{Kind: bot.Code, Text: "/ticket aide"},
			{Kind: bot.Plain, Text: " "},
			{Kind: bot.Mention, User: r.Person("tessa").ID, Text: "Tessa"},
			{Kind: bot.Plain, Text: " "},
			{Kind: bot.Mention, User: "elsewhere:7", Text: "Ailleurs"},
			{Kind: bot.Plain, Text: " "},
			{Kind: bot.When, At: at, Text: "le 4 mai"},
			{Kind: bot.Plain, Text: " "},
			{Kind: bot.Anchor, Text: "le lien", URL: "https://example.org/a"},
		}
		for _, kind := range []bot.BlockKind{bot.Paragraph, bot.Quote, bot.Small} {
			m := r.see("tessa", r.post(r.in(tickets.PlaceEscalation), bot.Message{Blocks: []bot.Block{{Kind: kind, Text: text}}}))
			if !m.Has("simple gras /ticket aide", "@"+r.Person("tessa").Name, "Ailleurs", "le lien") || m.Has("elsewhere:7") {
				r.Errorf("kind %d reads %q", kind, m.Text)
			}
			if !slices.Equal(m.Pings, []string{"tessa"}) {
				r.Errorf("kind %d pings %q", kind, m.Pings)
			}
		}
	}},
	{"AGroupIsCalled", func(r *rig) {
		text := bot.Text{{Kind: bot.Group, Role: bot.GroupManagers, Text: "les responsables"}, {Kind: bot.Plain, Text: " : échéance dépassée"}}
		var m Message
		until(r, "the managers to be pinged", func() bool { // who they are may still be read
			m = r.see("marie", r.post(r.in(tickets.PlaceEscalation), bot.Message{Blocks: []bot.Block{{Kind: bot.Paragraph, Text: text}}}))
			return len(m.Pings) > 0
		})
		if !slices.ContainsFunc(m.Pings, func(p string) bool { return p == "marie" || p == "@Manager" }) || slices.Contains(m.Pings, "alice") {
			r.Errorf("the managers' call pings %q", m.Pings)
		}
	}},
	{"AnUncertainPostIsFound", func(r *rig) {
		pool := r.in(tickets.PlacePool)
		thread, err := r.a.OpenThread(r.Context(), r.post(pool, card(r.a.Space(), "Nouveau")), "INC-12")
		if err != nil {
			r.Fatal(err)
		}
		for _, to := range []tickets.MessageRef{pool, thread} {
			since := time.Now()
			m := says("une seule fois " + to.Thread + to.Channel)
			m.Key, m.Ticket = "note:"+to.Thread+to.Channel, 12
			r.Suffers(AnswerLost, 1)
			_, err := r.a.Post(r.Context(), to, m)
			_ = r.fault("a post whose answer is lost", err, bot.Uncertain)
			r.Heals()
			ref, found, err := r.a.Find(r.Context(), to, m, since)
			if err != nil || !found || ref.Channel != to.Channel || ref.Thread != to.Thread || ref.Space != r.a.Space() {
				r.Fatalf("found %+v %v %v", ref, found, err)
			}
			if got := r.see("tessa", ref); !got.Has("une seule fois") {
				r.Errorf("another message was found: %+v", got)
			}
			m.Blocks = says("jamais dite").Blocks
			m.Key = "never:" + to.Channel
			if ref, found, err := r.a.Find(r.Context(), to, m, since); found || err != nil {
				r.Errorf("what was never posted is found: %+v %v", ref, err)
			}
		}
	}},
	{"AnUncertainCardIsFoundThoughItChanged", func(r *rig) {
		since := time.Now()
		r.Suffers(AnswerLost, 1)
		_, err := r.a.Post(r.Context(), r.in(tickets.PlacePool), card(r.a.Space(), "Nouveau"))
		_ = r.fault("a card whose answer is lost", err, bot.Uncertain)
		r.Heals()
		if _, found, err := r.a.Find(r.Context(), r.in(tickets.PlacePool), card(r.a.Space(), "En cours"), since); !found || err != nil {
			r.Errorf("found %v, %v", found, err)
		}
	}},
	{"ACardIsRecognised", func(r *rig) {
		who, ok := r.a.(bot.Identifier)
		if !ok {
			r.Skip("messages do not carry what they are here")
		}
		ref := r.post(r.in(tickets.PlacePool), card(r.a.Space(), "Nouveau"))
		key, number, ours, err := who.Identify(r.Context(), ref)
		if err != nil || !ours || number != 12 || key != "" && key != "card:12:"+r.a.Space() {
			r.Errorf("the card is %q of %d, ours %v, %v", key, number, ours, err)
		}
		r.Replies("tessa", r.see("tessa", ref), "bonjour")
		var theirs Message
		until(r, "tessa's words", func() bool {
			for _, m := range r.Sees("tom") {
				if m.Has("bonjour") {
					theirs = m
				}
			}
			return theirs.Text != ""
		})
		if _, _, ours, err := who.Identify(r.Context(), theirs.Ref); ours || err != nil {
			r.Errorf("tessa's message is ours: %v %v", ours, err)
		}
	}},
}
