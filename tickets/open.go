package tickets

import (
	"context"
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"guichet/tickets/search"
)

// sameWordsWithin is how long the same words of the same person make the same ticket.
const sameWordsWithin = 60 * time.Second

// Opening is a filled form.
type Opening struct {
	Kind        Kind // "" is an incident; a category chosen for one kind only decides it
	Summary     string
	Description string
	Urgency     Urgency // "" is medium
	Impact      Impact  // "" is one person; technicians only
	Category    string  // "" is guessed by the keywords, and stays open when none is found
	Beneficiary Beneficiary
	Fields      map[string]string // of the category's own fields, by id
	Group       string            // service contract of the beneficiary, "" none
	Phone       string
	Files       []File
	Origin      Origin // the message it is taken from
	Source      Source // "" is chat
	Solved      bool   // solved at first call: opened and resolved at once, technicians only
	Solution    string
	Related     int64 // the ticket it follows from, 0 none; one the person may not see is left out

	values []FieldValue
}

// Open records a ticket. The same words of the same person within a minute are refused as
// Duplicate with the ticket they made first. Field errors name the form's field.
func (d *Desk) Open(ctx context.Context, act Act, o Opening) (*Ticket, error) {
	if err := d.check(act.By, &o); err != nil {
		return nil, d.record(ctx, act, 0, ActOpen, err)
	}
	var out *Ticket
	terms := search.Terms(o.Summary + "\n" + o.Description) // now, since on SQLite others wait during an Update
	err := d.store.Update(ctx, func(tx Tx) error {
		if err := begin(ctx, tx, act); err != nil {
			return err
		}
		now := tx.Now()
		if twin, err := twinOf(ctx, tx, act.By.ID, &o); err != nil {
			return err
		} else if twin != nil {
			return &Error{Code: Duplicate, Ticket: twin}
		}
		c := &change{tx: tx, now: now, act: act, t: d.newTicket(act.By.ID, o, now), policy: d.policy, terms: terms}
		if err := tx.InsertTicket(ctx, c.t); err != nil {
			return err
		}
		c.row(Opened, Detail{
			To: New, Kind: c.t.Kind, Urgency: c.t.Urgency, Impact: c.t.Impact, Priority: c.t.Priority,
			Category: c.t.Category, Group: c.t.Group, Source: c.t.Source, Files: o.Files, Subject: c.t.Beneficiary.User,
		}, words2(o.Summary, o.Description))
		if err := c.restep(ctx, ""); err != nil {
			return err
		}
		if o.Solved {
			if err := c.solveAtFirstCall(ctx, o.Solution); err != nil {
				return err
			}
		}
		out = c.t
		return d.finishOpening(ctx, c, o.Related)
	})
	if err != nil {
		return nil, err
	}
	d.wake()
	return out, nil
}

// twinOf is the ticket that the same words of the person have just made, nil none. Words for
// somebody else are others, and a ticket that was taken back is no answer to who asks again.
func twinOf(ctx context.Context, tx Tx, by UserID, o *Opening) (*Ticket, error) {
	if err := tx.Alone(ctx, "opening:"+string(by)); err != nil {
		return nil, err
	}
	twins, err := tx.FindTickets(ctx, Query{
		Requester: by, Summary: o.Summary, Description: &o.Description, OpenedSince: tx.Now().Add(-sameWordsWithin),
	})
	for _, t := range twins {
		if t.Beneficiary == o.Beneficiary && t.State != CancelledState {
			return t, err
		}
	}
	return nil, err
}

// finishOpening is finish, with the link to the ticket that the new one follows from.
func (d *Desk) finishOpening(ctx context.Context, c *change, related int64) error {
	if related == 0 {
		return d.finish(ctx, c)
	}
	t, err := c.tx.Ticket(ctx, related)
	if errors.Is(err, ErrNotFound) || err == nil && !May(c.act.By, ActShow, t) {
		return d.finish(ctx, c)
	}
	if err != nil {
		return err
	}
	other := c.beside(t)
	c.link(other, LinkRelated)
	if err := d.finish(ctx, c); err != nil {
		return err
	}
	return d.finish(ctx, other)
}

func words2(summary, description string) string {
	return strings.TrimSpace(summary + "\n\n" + description)
}

// CheckOpening tells what is wrong with a filled form before its ticket is opened: so that the
// next page is not asked in vain.
func (d *Desk) CheckOpening(by Actor, o Opening) error { return d.check(by, &o) }

func (d *Desk) newTicket(by UserID, o Opening, now time.Time) *Ticket {
	return &Ticket{
		Kind: o.Kind, State: New, Summary: o.Summary, Description: o.Description, Phone: o.Phone,
		Urgency: o.Urgency, Impact: o.Impact, Priority: d.policy.Priority(o.Urgency, o.Impact),
		Category: o.Category, Group: o.Group, Source: o.Source, Files: o.Files, Origin: o.Origin, Requester: by,
		Beneficiary: o.Beneficiary, OpenedAt: now, Fields: o.values, Checklist: d.policy.checklist(o.Category, nil),
	}
}

func (c *change) solveAtFirstCall(ctx context.Context, solution string) error {
	if err := c.take(ctx, ActClaim, Claimed); err != nil {
		return err
	}
	if err := c.contact(); err != nil {
		return err
	}
	return c.resolve(Resolution{Solution: solution})
}

// check trims what was typed, fills in what was left out, and refuses what cannot be.
func (d *Desk) check(by Actor, o *Opening) error {
	if err := mayDesk(by, ActOpen); err != nil {
		return err
	}
	o.Summary = oneLine(o.Summary)
	o.Description = strings.TrimSpace(o.Description)
	o.Phone = oneLine(o.Phone)
	o.Beneficiary.Name = oneLine(o.Beneficiary.Name)
	o.Solution = strings.TrimSpace(o.Solution)
	describing := MaxText
	if o.Origin.Markup {
		describing = MaxMessage
	}
	for _, f := range []struct {
		field, text string
		limit       int
		code        Code
	}{
		{"summary", o.Summary, MaxSummary, SummaryTooLong},
		{"description", o.Description, describing, TextTooLong},
		{"phone", o.Phone, MaxPhone, PhoneTooLong},
		{"caller", o.Beneficiary.Name, MaxName, TextTooLong},
		{"solution", o.Solution, MaxText, TextTooLong},
	} {
		if utf8.RuneCountInString(f.text) > f.limit {
			return &Error{Code: f.code, Field: f.field, Limit: f.limit}
		}
	}
	switch {
	case o.Summary == "":
		return &Error{Code: SummaryEmpty, Field: "summary"}
	case o.Solved && o.Solution == "":
		return &Error{Code: TextEmpty, Field: "solution"}
	}
	if !May(by, ActOnBehalf, nil) {
		o.Impact, o.Source, o.Solved, o.Beneficiary.Name, o.Beneficiary.Email = One, SourceChat, false, "", ""
	}
	chosen := o.Category != ""
	if cat := d.policy.Category(o.Category); cat != nil && cat.Type != "" {
		o.Kind = cat.Type // its steps are those of that kind
	}
	o.Kind = orElse(o.Kind, Incident)
	o.Urgency = orElse(o.Urgency, Medium)
	o.Impact = orElse(o.Impact, One)
	o.Source = orElse(o.Source, SourceChat)
	if o.Beneficiary.User == "" && o.Beneficiary.Name == "" {
		o.Beneficiary.User = by.ID
	}
	if !chosen {
		o.Category = d.policy.GuessCategory(o.Kind, o.Summary+" "+o.Description)
	}
	if d.policy.Group(o.Group) == nil {
		o.Group = ""
	}
	cat := d.policy.Category(o.Category)
	switch {
	case o.Category != "" && cat == nil:
		return &Error{Code: UnknownCategory, Field: "category"}
	case o.Solved && o.Kind == Request && cat != nil && (cat.Evaluation || cat.Approval != nil):
		return &Error{Code: ApprovalFirst, Field: "solved"}
	}
	var err error
	o.values, err = d.policy.fieldValues(o.Category, chosen, o.Fields)
	return err
}

func orElse[T ~string](v, other T) T {
	if v == "" {
		return other
	}
	return v
}

// oneLine folds what was typed into one line, for fields that are shown on one.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
