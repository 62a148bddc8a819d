package tickets_test

import (
	"errors"
	"regexp"
	"slices"
	"testing"
	"time"

	"guichet/tickets"
)

func said(s string) *string { return &s }

// newEditedDesk has a category with its own pool, fields, procedure and targets.
func newEditedDesk(t *testing.T) *fixture {
	t.Helper()
	d := newDesk(t)
	fast := d.policy.Targets["P3"]
	fast.Resolve = tickets.Span{Time: 2 * time.Hour}
	d.policy.Categories = append(d.policy.Categories,
		tickets.Category{
			ID: "network", Targets: map[tickets.Priority]tickets.Targets{"P3": fast},
			Checklist: []tickets.Step{tickets.NewStep(tickets.Words{"fr": "Ping"}, 0)},
			Fields: []tickets.CategoryField{
				{ID: "socket", Label: tickets.Words{"fr": "Prise"}, Required: true, Pattern: regexp.MustCompile(`^[A-Z]\d+$`)},
			},
		},
		tickets.Category{ID: "access", Type: tickets.Request},
	)
	return d
}

func (f *fixture) row(t *testing.T, number int64, kind tickets.EntryKind) *tickets.Entry {
	t.Helper()
	_, journal, err := f.Ticket(f.ctx, tessa, number)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(journal, func(e *tickets.Entry) bool { return e.Kind == kind })
	if i < 0 {
		t.Fatalf("no row %q", kind)
	}
	return journal[i]
}

func TestATicketIsAmended(t *testing.T) {
	d := newEditedDesk(t)
	made := d.open(t, alice, "imprimante")
	if made.Category != "other" {
		made.Category = ""
	}
	d.clock.pass(time.Hour)
	got, since, err := d.Amend(d.ctx, by(tessa), made.Number, tickets.Amendment{
		Base: made.LastEntry, Summary: said("  imprimante \n du 2e "), Description: said("rouge\r\nfixe  "),
		Category: "network", Urgency: tickets.High, Impact: tickets.Team, Fields: map[string]string{"socket": "B12"},
	})
	if err != nil || len(since) != 0 {
		t.Fatalf("%v, %v", since, err)
	}
	if got.Summary != "imprimante du 2e" || got.Description != "rouge\nfixe" || got.Category != "network" || got.Priority != "P1" ||
		len(got.Fields) != 1 || len(got.Checklist) != 1 {
		t.Errorf("%+v", got)
	}
	if e := d.row(t, made.Number, tickets.Retitled); e.Was != "imprimante" || e.Words != "imprimante du 2e" || e.Actor != tessa.ID {
		t.Errorf("%+v", e)
	}
	if e := d.row(t, made.Number, tickets.Filled); e.Was != "" || e.Words != "Prise: B12" {
		t.Errorf("%+v", e)
	}
	if e := d.row(t, made.Number, tickets.Categorised); e.Detail.Category != "network" || e.Detail.CategoryWas != made.Category {
		t.Errorf("%+v", e.Detail)
	}
	if e := d.row(t, made.Number, tickets.ImpactSet); e.Detail.Impact != tickets.Team || e.Detail.ImpactWas != tickets.One {
		t.Errorf("%+v", e.Detail)
	}
	// As it is already: nothing to change.
	_, _, err = d.Amend(d.ctx, by(tessa), made.Number, tickets.Amendment{Summary: said("imprimante du 2e"), Category: "network", Fields: map[string]string{"socket": "B12"}})
	wantCode(t, err, tickets.NothingToChange)
	// Back again: what was written into the other category's field stays.
	got, _, err = d.Amend(d.ctx, by(tessa), made.Number, tickets.Amendment{Category: "other"})
	if err != nil || got.Category != "other" || len(got.Fields) != 1 || len(got.Checklist) != 0 {
		t.Fatalf("%+v, %v", got, err)
	}
	if got, _, err = d.Amend(d.ctx, by(tessa), made.Number, tickets.Amendment{Category: "network"}); err != nil || got.Category != "network" {
		t.Errorf("back: %v", err)
	}
}

func TestWhatCannotBeAmended(t *testing.T) {
	d := newEditedDesk(t)
	made := d.open(t, alice, "imprimante")
	for _, c := range []struct {
		by   tickets.Actor
		with tickets.Amendment
		want tickets.Code
	}{
		{alice, tickets.Amendment{Summary: said("x")}, tickets.NotAllowed},
		{bob, tickets.Amendment{Summary: said("x")}, tickets.NotFound},
		{gina, tickets.Amendment{Summary: said("x")}, tickets.NotFound},
		{tessa, tickets.Amendment{Summary: said(" \n ")}, tickets.SummaryEmpty},
		{tessa, tickets.Amendment{Summary: said(string(make([]rune, tickets.MaxSummary+1)))}, tickets.SummaryTooLong},
		{tessa, tickets.Amendment{Category: "gone"}, tickets.UnknownCategory},
		{tessa, tickets.Amendment{Category: "access"}, tickets.UnknownCategory}, // of requests only
		{tessa, tickets.Amendment{Category: "network"}, tickets.FieldEmpty},
		{tessa, tickets.Amendment{Category: "network", Fields: map[string]string{"socket": "?"}}, tickets.FieldUnexpected},
		{marie, tickets.Amendment{Urgency: tickets.High}, tickets.NotAllowed}, // a manager sorts, technicians weigh
	} {
		_, _, err := d.Amend(d.ctx, by(c.by), made.Number, c.with)
		if tickets.CodeOf(err) != c.want {
			t.Errorf("%s, %+v: %v, want %s", c.by.Name, c.with, err, c.want)
		}
	}
	got, err := d.Amendable(d.ctx, tessa, made.Number)
	if err != nil || got.Summary != "imprimante" || got.Category != made.Category || got.LastEntry != made.LastEntry {
		t.Errorf("a refused edit changed something: %+v, %v", got, err)
	}
	if _, err := d.Cancel(d.ctx, by(alice), made.Number, ""); err != nil {
		t.Fatal(err)
	}
	_, _, err = d.Amend(d.ctx, by(tessa), made.Number, tickets.Amendment{Summary: said("x")})
	wantCode(t, err, tickets.Illegal)
	_, err = d.Amendable(d.ctx, tessa, made.Number)
	wantCode(t, err, tickets.Illegal)
}

// Two edit at once: who comes second overwrites nothing without having seen it.
func TestTwoAmendAtOnce(t *testing.T) {
	d := newEditedDesk(t)
	made := d.open(t, alice, "imprimante")
	form := tickets.Amendment{Base: made.LastEntry, Summary: said(made.Summary), Description: said(""), Urgency: tickets.Medium, Impact: tickets.One}
	first, second := form, form
	first.Summary, first.Urgency = said("imprimante du 2e"), tickets.High
	if _, _, err := d.Amend(d.ctx, by(tom), made.Number, first); err != nil {
		t.Fatal(err)
	}
	second.Summary, second.Description = said("copieur du 2e"), said("bourrage")
	_, _, err := d.Amend(d.ctx, by(tessa), made.Number, second)
	wantCode(t, err, tickets.EditedSince)
	var refusal *tickets.Error
	if !errors.As(err, &refusal) || len(refusal.Since) != 2 || refusal.Ticket.Description != "" {
		t.Fatalf("%+v", refusal)
	}
	if s := refusal.Since[0]; s != (tickets.FieldChange{Field: "summary", By: tom.ID, Was: "imprimante", Now: "imprimante du 2e"}) {
		t.Errorf("%+v", s)
	}
	// Having seen it, the second decides.
	second.Base, second.Urgency = refusal.Ticket.LastEntry, tickets.High
	got, _, err := d.Amend(d.ctx, by(tessa), made.Number, second)
	if err != nil || got.Summary != "copieur du 2e" || got.Description != "bourrage" || got.Urgency != tickets.High {
		t.Fatalf("%+v, %v", got, err)
	}

	// Other fields: both changes stand, and the second is told of the first.
	base := got.LastEntry
	if _, err := d.SetImpact(d.ctx, by(tom), made.Number, tickets.Many); err != nil {
		t.Fatal(err)
	}
	got, since, err := d.Amend(d.ctx, by(tessa), made.Number, tickets.Amendment{Base: base, Summary: said("copieurs"), Impact: tickets.One, Urgency: tickets.High})
	if err != nil || got.Impact != tickets.Many || got.Summary != "copieurs" || len(since) != 1 || since[0].Field != "impact" {
		t.Errorf("%+v, %+v, %v", got, since, err)
	}
}

// The targets are those of category and priority; the time used stays used, and the explanation
// says so.
func TestAnotherCategoryHasOtherTargets(t *testing.T) {
	d := newEditedDesk(t)
	made := d.open(t, alice, "imprimante")
	d.clock.pass(time.Hour)
	got, _, err := d.Amend(d.ctx, by(tessa), made.Number, tickets.Amendment{Category: "network", Fields: map[string]string{"socket": "B12"}})
	if err != nil {
		t.Fatal(err)
	}
	if want := made.OpenedAt.Add(2 * time.Hour); !got.Clocks.Resolve.Deadline.Equal(want) {
		t.Errorf("the resolution is due at %v, want %v", got.Clocks.Resolve.Deadline, want)
	}
	d.clock.pass(time.Minute)
	_, x, err := d.Explain(d.ctx, tessa, made.Number)
	if err != nil {
		t.Fatal(err)
	}
	c := x.Clocks[2]
	if c.Used != 61*time.Minute || c.Left != 59*time.Minute || len(c.Segments) != 2 || c.Segments[1].Category != "network" {
		t.Errorf("%+v", c)
	}
	d.clock.pass(time.Minute)
	got, _, err = d.Amend(d.ctx, by(tessa), made.Number, tickets.Amendment{Category: "other"})
	if want := made.OpenedAt.Add(8 * time.Hour); err != nil || !got.Clocks.Resolve.Deadline.Equal(want) {
		t.Errorf("back: due at %v, want %v, %v", got.Clocks.Resolve.Deadline, want, err)
	}
}

// A ticket is found by the words it has now.
func TestAnAmendedTicketIsFoundByItsNewWords(t *testing.T) {
	d := newEditedDesk(t)
	made := d.open(t, alice, "machin truc")
	other := d.open(t, bob, "imprimante bloquée au deuxième étage")
	similar := func() int {
		_, total, err := d.Similar(d.ctx, tessa, other.Number, 5)
		if err != nil {
			t.Fatal(err)
		}
		return total
	}
	if similar() != 0 {
		t.Fatal("they are alike already")
	}
	if _, _, err := d.Amend(d.ctx, by(tessa), made.Number, tickets.Amendment{Summary: said("imprimante bloquée au deuxième")}); err != nil {
		t.Fatal(err)
	}
	if similar() != 1 {
		t.Error("the new words find nothing")
	}
}
