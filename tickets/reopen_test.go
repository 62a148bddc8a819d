package tickets_test

import (
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"guichet/tickets"
)

// closed is a ticket of alice that tessa has solved.
func (f *fixture) closed(t testing.TB) int64 {
	t.Helper()
	f.policy.Validation.ReopenWithin = tickets.Span{Days: 7}
	n := f.open(t, alice, "imprimante "+t.Name()+f.clock.Now().String()).Number
	for _, err := range []error{
		second(f.Claim(f.ctx, by(tessa), n)), second(f.Resolve(f.ctx, by(tessa), n, tickets.Resolution{Solution: "fait"})),
		second(f.Validate(f.ctx, by(alice), n, 0)),
	} {
		wantCode(t, err, "")
	}
	return n
}

func second(_ *tickets.Ticket, err error) error { return err }

func (f *fixture) kinds(t testing.TB, n int64) (out []tickets.EntryKind) {
	t.Helper()
	_, rows, err := f.Ticket(f.ctx, marie, n)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range rows {
		out = append(out, e.Kind)
	}
	return out
}

// Thanks after the end open nothing; other words are kept, and are the reason of a reopening.
func TestWordsAfterTheEnd(t *testing.T) {
	f := newDesk(t)
	n := f.closed(t)
	for words, kind := range map[string]tickets.EntryKind{"merciiii 👍": tickets.Thanked, "merci mais elle bloque": tickets.SaidLate} {
		tk, err := f.Say(f.ctx, by(alice), n, words, nil)
		wantCode(t, err, "")
		if all := f.kinds(t, n); all[len(all)-1] != kind || tk.State != tickets.ClosedState {
			t.Errorf("%q leads to %s, a row %s", words, tk.State, all[len(all)-1])
		}
	}
	_, err := f.Say(f.ctx, by(alice), n, "le bac 2", []tickets.File{{Name: "bac.jpg"}})
	wantCode(t, err, "")
	tk, err := f.Reopen(f.ctx, by(alice), n, tickets.Reopening{})
	wantCode(t, err, "")
	if tk.State != tickets.InProgress || tk.Assignee != tessa.ID || !tk.ClosedAt.IsZero() || tk.ClosedBy != "" {
		t.Errorf("reopened: %+v", tk)
	}
	_, rows, _ := f.Ticket(f.ctx, alice, n)
	if last := rows[len(rows)-1]; last.Words != "merci mais elle bloque\nle bac 2" || len(last.Detail.Files) != 1 {
		t.Errorf("the reason is %q with %d files", last.Words, len(last.Detail.Files))
	}
	_, err = f.Say(f.ctx, by(alice), n, "merci", nil)
	wantCode(t, err, "")
	if all := f.kinds(t, n); all[len(all)-1] != tickets.Said {
		t.Errorf("thanks while work goes on are %s", all[len(all)-1])
	}
}

// Who may reopen, until when; a second reopening at once changes nothing.
func TestReopening(t *testing.T) {
	f := newDesk(t)
	n := f.closed(t)
	why := tickets.Reopening{Reason: "elle bloque encore"}
	_, err := f.Reopen(f.ctx, by(bob), n, why)
	wantCode(t, err, tickets.NotFound)
	_, err = f.Follow(f.ctx, by(alice), n, bob)
	wantCode(t, err, "")
	_, err = f.Reopen(f.ctx, by(bob), n, why)
	wantCode(t, err, tickets.NotAllowed)
	_, err = f.Reopen(f.ctx, by(alice), n, tickets.Reopening{})
	wantCode(t, err, tickets.TextEmpty)
	f.clock.pass(7*24*time.Hour + time.Minute)
	for _, who := range []tickets.Actor{alice, tessa} {
		_, err = f.Reopen(f.ctx, by(who), n, why)
		wantCode(t, err, tickets.ReopenTooLate)
	}
	tk, err := f.Reopen(f.ctx, by(marie), n, tickets.Reopening{Reason: "à revoir", Gone: tessa.ID})
	wantCode(t, err, "")
	if tk.State != tickets.InProgress || tk.Assignee != "" {
		t.Errorf("her technician gone it is %s, with %q", tk.State, tk.Assignee)
	}
	_, err = f.Reopen(f.ctx, by(marie), n, why)
	wantCode(t, err, tickets.AlreadyOpen)

	n = f.closed(t)
	var wg sync.WaitGroup
	codes := make([]tickets.Code, 2)
	for i, who := range []tickets.Actor{alice, tessa} {
		wg.Go(func() { codes[i] = tickets.CodeOf(second(f.Reopen(f.ctx, by(who), n, why))) })
	}
	wg.Wait()
	if slices.Sort(codes); !slices.Equal(codes, []tickets.Code{"", tickets.AlreadyOpen}) {
		t.Errorf("two at once: %q", codes)
	}

	n = f.open(t, alice, "annulé").Number
	_, err = f.Cancel(f.ctx, by(alice), n, "")
	wantCode(t, err, "")
	_, err = f.Reopen(f.ctx, by(alice), n, why)
	wantCode(t, err, tickets.Illegal)
}

// After a reopening the clock counts on where it stood; the next closure asks for marks anew,
// the one before no longer.
func TestClocksAndMarksAfterReopening(t *testing.T) {
	f := newDesk(t)
	n := f.closed(t)
	f.clock.pass(5 * time.Hour) // closed time is nobody's
	tk, err := f.Reopen(f.ctx, by(alice), n, tickets.Reopening{Reason: "encore"})
	wantCode(t, err, "")
	if want := f.clock.Now().Add(8 * time.Hour); !tk.Clocks.Resolve.Deadline.Equal(want) || !tk.Clocks.Resolve.Running() {
		t.Errorf("the deadline is %v, want %v", tk.Clocks.Resolve.Deadline, want)
	}
	_, err = f.Rate(f.ctx, by(alice), n, 3, 0)
	wantCode(t, err, tickets.RatingClosed)
	tk, err = f.Resolve(f.ctx, by(tessa), n, tickets.Resolution{Solution: "galet changé"})
	wantCode(t, err, "")
	if tk.Resolutions != 2 {
		t.Errorf("round %d", tk.Resolutions)
	}
	_, err = f.Validate(f.ctx, by(alice), n, 2)
	wantCode(t, err, "")
	tk, err = f.Rate(f.ctx, by(alice), n, 4, 5)
	wantCode(t, err, "")
	asked := 0
	for _, k := range f.kinds(t, n) {
		if k == tickets.RatingAsked {
			asked++
		}
	}
	if asked != 2 || tk.Rating.Times != 1 || tk.Rating.Speed != 4 {
		t.Errorf("asked %d times; %+v", asked, tk.Rating)
	}
}

// A ticket that is opened from one that has ended is linked to it, both ways; a ticket that the
// person may not see is not.
func TestALinkedTicketAfterTheEnd(t *testing.T) {
	f := newDesk(t)
	n := f.closed(t)
	tk, err := f.Open(f.ctx, by(alice), tickets.Opening{Summary: "elle bloque encore", Related: n})
	wantCode(t, err, "")
	old, _, _ := f.Ticket(f.ctx, alice, n)
	if !slices.Equal(tk.Links, []tickets.Link{{Kind: tickets.LinkRelated, Ticket: n}}) || !slices.Equal(old.Links, []tickets.Link{{Kind: tickets.LinkRelated, Ticket: tk.Number}}) {
		t.Errorf("links %v and %v", tk.Links, old.Links)
	}
	tk, err = f.Open(f.ctx, by(bob), tickets.Opening{Summary: "chez moi aussi", Related: n})
	wantCode(t, err, "")
	if len(tk.Links) > 0 {
		t.Errorf("bob's is linked: %v", tk.Links)
	}
}

// The reason keeps the formatting of the messages it is made of, unless one of them has none.
func TestReasonOfAReopeningKeepsItsFormatting(t *testing.T) {
	for name, markups := range map[string][]bool{"messages": {true, true}, "a form and a message": {false, true}, "a message and a form": {true, false}} {
		f := newDesk(t)
		n := f.closed(t)
		for i, markup := range markups {
			act := by(alice)
			act.Event, act.Markup = name+strconv.Itoa(i), markup
			_, err := f.Say(f.ctx, act, n, "le bac **deux** "+strconv.Itoa(i), nil)
			wantCode(t, err, "")
		}
		_, err := f.Reopen(f.ctx, by(alice), n, tickets.Reopening{})
		wantCode(t, err, "")
		_, rows, err := f.Ticket(f.ctx, alice, n)
		if last := rows[len(rows)-1]; err != nil || last.Detail.Markup != (markups[0] && markups[1]) || last.Words != "le bac **deux** 0\nle bac **deux** 1" {
			t.Errorf("%s: %v, the reason is %q, in Markdown: %v", name, err, last.Words, last.Detail.Markup)
		}
	}
}
