package storetest

import (
	"context"
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"

	"guichet/tickets"
)

// hostile are words that people or platforms may send, and what a store makes of them.
var hostile = []struct{ in, want string }{
	{"zero\x00byte", "zerobyte"},
	{"\x00", ""},
	{"cut in a rune: \xc3", "cut in a rune: \ufffd"},
	{"\xff\xfe", "\ufffd"},
	{`no zero: \u0000`, `no zero: \u0000`},
	{`nor here: \\u0000\`, `nor here: \\u0000\`},
	{"\u202Egnirts\u200F", "\u202Egnirts\u200F"},
	{"<!channel> @everyone &lt; </script>", "<!channel> @everyone &lt; </script>"},
	{"Robert'); drop table tickets; --", "Robert'); drop table tickets; --"},
	{"?1 $1 %s :name @name", "?1 $1 %s :name @name"},
	{"line\nline\r\n\ttab\u2028", "line\nline\r\n\ttab\u2028"},
	{strings.Repeat("é😀", 2000), strings.Repeat("é😀", 2000)},
}

// words fills every text of a ticket and its parts that people can reach.
func words(s string, number, version int64) *tickets.Ticket {
	return &tickets.Ticket{
		Number: number, Version: version, Kind: tickets.Incident, State: tickets.New,
		Summary: s, Description: s, Phone: s, Category: s, WaitReason: s, Solution: s, RootCause: s,
		Files:       []tickets.File{{Name: "name " + s, URL: s, ID: s}},
		Beneficiary: tickets.Beneficiary{User: tickets.UserID(s), Name: s, Email: s},
		Rating:      tickets.Rating{Comment: s},
	}
}

// sound makes cmp forgive how many marks stand for a run of bytes that is no text.
var sound = cmp.Transformer("sound", func(s string) string {
	for strings.Contains(s, "\ufffd\ufffd") {
		s = strings.ReplaceAll(s, "\ufffd\ufffd", "\ufffd")
	}
	return s
})

var hostileTests = []test{
	{"Hostile words/in tickets and their journal", func(d *desk) {
		for _, h := range hostile {
			t := words(h.in, 0, 0)
			e := &tickets.Entry{Kind: tickets.Said, Event: h.in, Words: h.in, Detail: tickets.Detail{Why: h.in, Files: t.Files}}
			d.update(func(ctx context.Context, tx tickets.Tx) error {
				if err := tx.InsertTicket(ctx, t); err != nil {
					return err
				}
				e.Ticket = t.Number
				return tx.Append(ctx, e)
			})
			want := words(h.want, t.Number, t.Version)
			if diff := cmp.Diff(want, d.ticket(t.Number), sound); diff != "" {
				d.Errorf("%.40q: want → got\n%s", h.in, diff)
			}
			d.view(func(ctx context.Context, tx tickets.Tx) error {
				got, err := tx.Entry(ctx, e.ID)
				if err != nil {
					return err
				}
				row := &tickets.Entry{
					ID: e.ID, Ticket: t.Number, Kind: tickets.Said, Event: h.want, Words: h.want,
					Detail: tickets.Detail{Why: h.want, Files: want.Files},
				}
				if diff := cmp.Diff(row, got, sound); diff != "" {
					d.Errorf("%.40q: want → got\n%s", h.in, diff)
				}
				if h.want == "" { // selects everything
					return nil
				}
				found, err := tx.FindTickets(ctx, tickets.Query{Summary: h.in, Description: &h.in})
				if len(found) != 1 || found[0].Number != t.Number {
					d.Errorf("%.40q: not found by its words", h.in)
				}
				return err
			})
		}
	}},
	{"Hostile words/in everything else", func(d *desk) {
		for _, h := range hostile {
			key := "key " + h.in
			user := tickets.UserID("slack:" + h.in)
			ref := tickets.MessageRef{Space: "slack", Channel: "C" + h.in, Message: "m" + h.in}
			d.update(func(ctx context.Context, tx tickets.Tx) error {
				for _, want := range []bool{true, false} {
					if first, err := tx.FirstSeen(ctx, key); err != nil || first != want {
						d.Errorf("%.40q: first seen %v, %v; want %v", h.in, first, err, want)
					}
				}
				if err := tx.SetReaction(ctx, tickets.Reaction{On: ref, Name: h.in, By: user}, true, tx.Now()); err != nil {
					return err
				}
				if present, _, err := tx.Reaction(ctx, tickets.Reaction{On: ref, Name: h.in, By: user}); err != nil || !present {
					d.Errorf("%.40q: reaction: %v, %v", h.in, present, err)
				}
				if err := tx.Enqueue(ctx, &tickets.Delivery{Key: key, Purpose: h.in, Place: tickets.Place{Space: key, User: user}}); err != nil {
					return err
				}
				del, err := tx.Delivery(ctx, key)
				if err != nil {
					return err
				}
				del.Ref, del.Reason = ref, h.in
				if err := tx.SaveDelivery(ctx, del); err != nil {
					return err
				}
				if del, err = tx.DeliveryByMessage(ctx, ref); err != nil || del.Reason != h.want || del.Key != "key "+h.want {
					d.Errorf("%.40q: delivery: %+v, %v", h.in, del, err)
				}
				if due, err := tx.NextDeliveries(ctx, key, 10); err != nil || len(due) != 1 {
					d.Errorf("%.40q: next deliveries: %d, %v", h.in, len(due), err)
				}
				if err := tx.SavePerson(ctx, tickets.Person{ID: user, Name: h.in, Locale: h.in, Email: h.in}); err != nil {
					return err
				}
				if p, _, err := tx.Person(ctx, user); err != nil || p.Name != h.want {
					d.Errorf("%.40q: person: %+v, %v", h.in, p, err)
				}
				if err := tx.SaveCounter(ctx, tickets.Counter{User: user, Channel: h.in, Thread: h.in, Kind: h.in}); err != nil {
					return err
				}
				if c, err := tx.CounterAt(ctx, "slack", h.in, h.in); err != nil || c.Channel != h.want {
					d.Errorf("%.40q: counter: %+v, %v", h.in, c, err)
				}
				if err := tx.SaveDraft(ctx, key, []byte(h.in), tx.Now().Add(time.Hour)); err != nil {
					return err
				}
				if draft, err := tx.Draft(ctx, key); err != nil || string(draft) != h.in {
					d.Errorf("%.40q: draft: %.40q, %v", h.in, draft, err)
				}
				if err := tx.SetValue(ctx, key, h.in); err != nil {
					return err
				}
				if v, err := tx.Value(ctx, key); err != nil || v != h.want {
					d.Errorf("%.40q: value: %.40q, %v", h.in, v, err)
				}
				_, ok, err := tx.Lease(ctx, key, h.in, time.Minute)
				if !ok {
					d.Errorf("%.40q: the lease was refused", h.in)
				}
				return err
			})
		}
	}},
}
