package tickets_test

import (
	"slices"
	"testing"
	"time"

	"guichet/tickets"
)

// wrote is a message of alice with files, and its row.
func (f *fixture) wrote(t *testing.T, number int64, words string, names ...string) (tickets.Original, []tickets.File) {
	t.Helper()
	ref := tickets.MessageRef{Space: "slack", Channel: "D1", Message: words, Thread: "1"}
	files := joined(ref, names...)
	act := by(alice)
	act.Original = &tickets.Original{Ref: ref, Author: alice.ID, At: f.clock.Now()}
	if _, err := f.Say(f.ctx, act, number, words, files); err != nil {
		t.Fatal(err)
	}
	var o *tickets.Original
	err := f.store.View(f.ctx, func(tx tickets.Tx) (err error) {
		o, err = tx.OriginalAt(f.ctx, ref)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return *o, files
}

func joined(at tickets.MessageRef, names ...string) (files []tickets.File) {
	for _, n := range names {
		files = append(files, tickets.File{Name: n, ID: n, From: at, URL: "https://files.example.org/" + n})
	}
	return files
}

// fetched settles all that waits, and returns the names.
func (f *fixture) fetched(t *testing.T, number int64) (names []string) {
	t.Helper()
	all, err := f.Attachments(f.ctx, number)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range all {
		if a.State != tickets.ToFetch {
			continue
		}
		names = append(names, a.File.Name)
		kept := a.File
		kept.Hash = "hash of " + kept.Name
		if err := f.Settle(f.ctx, a, kept); err != nil {
			t.Fatal(err)
		}
	}
	return names
}

func (f *fixture) listed(t *testing.T, number int64) (names []string) {
	t.Helper()
	tk, _, err := f.Ticket(f.ctx, tickets.Actor{}, number)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range tk.Files {
		names = append(names, file.Name)
	}
	return names
}

func (f *fixture) want(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

// An edit fetches what it adds and nothing twice; what it takes off is off the ticket, and both
// versions stay in the journal.
func TestAnEditKeepsAddsAndTakesOffFiles(t *testing.T) {
	f := newDesk(t)
	number := f.open(t, alice, "imprimante").Number
	o, files := f.wrote(t, number, "voici", "a.txt", "b.txt")
	f.want(t, "first", f.fetched(t, number), "a.txt", "b.txt")
	edit := func(words string, files []tickets.File) error {
		f.clock.pass(time.Second)
		for i := range files {
			files[i].URL += "?signed-anew"
		}
		_, err := f.Edit(f.ctx, by(alice), o, f.clock.Now(), words, files)
		return err
	}
	if err := edit("voilà", slices.Clone(files)); err != nil {
		t.Fatal(err)
	}
	f.want(t, "other words", f.fetched(t, number))
	wantCode(t, edit("voilà", slices.Clone(files)), tickets.Seen)

	if err := edit("voilà", append(slices.Clone(files[1:]), joined(o.Ref, "c.txt")...)); err != nil {
		t.Fatal(err)
	}
	f.want(t, "one more", f.fetched(t, number), "c.txt")
	f.want(t, "the ticket", f.listed(t, number), "b.txt", "c.txt")
	_, journal, err := f.Ticket(f.ctx, tickets.Actor{}, number)
	if err != nil {
		t.Fatal(err)
	}
	last := journal[len(journal)-1]
	if last.Kind != tickets.Filed || last.Detail.Why != string(tickets.Said) || len(last.Detail.Files) != 1 {
		t.Errorf("the last row is %+v", last)
	}
	edited := journal[len(journal)-2]
	if edited.Kind != tickets.Edited || edited.Detail.Count != 1 || !slices.Equal(edited.Detail.Joined, []tickets.Joined{{Row: o.Entry, Files: 2}}) ||
		edited.Detail.Files[0].Hash == "" {
		t.Errorf("the edit is %+v", edited.Detail)
	}

	// What a reader is told, and what is said of the first files, is what stands.
	for _, e := range tickets.PresentJournal(journal) {
		if e.Kind == tickets.Said && (len(e.Detail.Files) != 2 || e.Detail.Files[0].Name != "b.txt") ||
			e.Kind == tickets.Filed && e.Detail.Of == o.Entry && (len(e.Detail.Files) != 1 || e.Detail.Files[0].Name != "b.txt") {
			t.Errorf("%s reads %+v", e.Kind, e.Detail.Files)
		}
	}
	if _, err := f.Retract(f.ctx, by(alice), o, ""); err != nil {
		t.Fatal(err)
	}
	f.want(t, "taken back", f.listed(t, number))
	if _, journal, err = f.Ticket(f.ctx, tickets.Actor{}, number); err != nil {
		t.Fatal(err)
	}
	gone := journal[len(journal)-1].Detail
	if len(gone.Joined) != 2 || gone.Count != 2 {
		t.Errorf("taken back: %+v", gone)
	}
	for _, e := range journal {
		if e.Kind != tickets.Filed {
			continue
		}
		err := f.store.View(f.ctx, func(tx tickets.Tx) error {
			now, o, err := tickets.Present(f.ctx, tx, e)
			if err == nil && (o == nil || !o.Gone || len(now.Detail.Removed) != len(e.Detail.Files) || len(e.Detail.Removed) > 0) {
				t.Errorf("of row %d is gone %+v", e.ID, now.Detail.Removed)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// Deleted before it was fetched: the copy is made all the same, for the record.
func TestFilesOfADeletedMessageAreStillKept(t *testing.T) {
	f := newDesk(t)
	number := f.open(t, alice, "imprimante").Number
	o, _ := f.wrote(t, number, "voici", "a.txt")
	if _, err := f.Retract(f.ctx, by(alice), o, ""); err != nil {
		t.Fatal(err)
	}
	f.want(t, "later", f.fetched(t, number), "a.txt")
	f.want(t, "the ticket", f.listed(t, number))
}

// What was written after the end is fetched once, also when the ticket is opened again with it.
func TestFilesOfAReopeningAreNotFetchedTwice(t *testing.T) {
	f := newDesk(t)
	f.policy.Validation.ReopenWithin = tickets.Span{Time: 24 * time.Hour}
	number := f.open(t, alice, "imprimante").Number
	steps := []func() error{
		func() error { _, err := f.Claim(f.ctx, by(tessa), number); return err },
		func() error { _, err := f.Contact(f.ctx, by(tessa), number); return err },
		func() error {
			_, err := f.Resolve(f.ctx, by(tessa), number, tickets.Resolution{Solution: "redémarrée"})
			return err
		},
		func() error { _, err := f.Validate(f.ctx, by(alice), number, 1); return err },
	}
	for _, do := range steps {
		if err := do(); err != nil {
			t.Fatal(err)
		}
	}
	late := joined(tickets.MessageRef{Space: "slack", Channel: "D1", Message: "2"}, "photo.png")
	if _, err := f.Say(f.ctx, by(alice), number, "toujours en panne", late); err != nil {
		t.Fatal(err)
	}
	f.want(t, "after the end", f.fetched(t, number), "photo.png")
	if _, err := f.Reopen(f.ctx, by(alice), number, tickets.Reopening{}); err != nil {
		t.Fatal(err)
	}
	f.want(t, "reopened", f.fetched(t, number))
	if n := len(f.rows); f.rows[n-1] != tickets.Filed || f.rows[n-2] != tickets.Reopened {
		t.Errorf("the rows end with %v", f.rows[n-2:])
	}
}
