package sqlstore

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"guichet/tickets"
)

// ticketColumns are the columns of tickets besides number and version, in the order of
// ticketValues and scanTicket.
var ticketColumns = []string{
	"checklist", "fields",
	"kind", "state", "unfinished", "summary", "description", "phone", "urgency", "impact",
	"priority", "category", "source", "files", "requester", "beneficiary_user", "beneficiary",
	"assignee", "waiting_on", "waited_from", "wait_reason", "solution", "workaround",
	"root_cause", "resolutions", "closed_by", "people_hit", "rating", "prompt",
	"opened_at", "claimed_at", "assigned_at", "contact_at", "resolved_at", "closed_at",
	"steps",
	"next_due", "clocks", "last_entry", "contract", "resolved_by", "origin", "announcement",
	"followers", "links",
}

var (
	selectTickets = "select number, version, " + strings.Join(ticketColumns, ", ") + " from tickets"
	insertTicket  = "insert into tickets (version, " + strings.Join(ticketColumns, ", ") +
		") values (1, " + placeholders(1, len(ticketColumns)) + ") returning number"
	updateTicket = "update tickets set version = version + 1, " + assignments(3, ticketColumns) +
		" where number = ?1 and version = ?2"
)

// placeholders are n placeholders from ?first on.
func placeholders(first, n int) string {
	all := make([]string, n)
	for i := range all {
		all[i] = "?" + strconv.Itoa(first+i)
	}
	return strings.Join(all, ", ")
}

// assignments are "column = ?first, …" of an update.
func assignments(first int, columns []string) string {
	all := make([]string, len(columns))
	for i, c := range columns {
		all[i] = c + " = ?" + strconv.Itoa(first+i)
	}
	return strings.Join(all, ", ")
}

func ticketValues(t *tickets.Ticket) ([]any, error) {
	checklist, err := body(t.Checklist)
	if err != nil {
		return nil, err
	}
	fields, err := body(t.Fields)
	if err != nil {
		return nil, err
	}
	files, err := body(t.Files)
	if err != nil {
		return nil, err
	}
	beneficiary := t.Beneficiary
	beneficiary.User = "" // it has a column
	someone, err := body(beneficiary)
	if err != nil {
		return nil, err
	}
	rating, err := body(t.Rating)
	if err != nil {
		return nil, err
	}
	clocks, err := body(t.Clocks)
	if err != nil {
		return nil, err
	}
	steps, err := body(t.Steps)
	if err != nil {
		return nil, err
	}
	origin, err := body(t.Origin)
	if err != nil {
		return nil, err
	}
	announcement, err := body(t.Announcement)
	if err != nil {
		return nil, err
	}
	followers, err := body(t.Followers)
	if err != nil {
		return nil, err
	}
	links, err := body(t.Links)
	if err != nil {
		return nil, err
	}
	var nextDue any
	if !t.NextDue.IsZero() {
		nextDue = ms(t.NextDue)
	}
	return []any{
		checklist, fields,
		text(t.Kind), text(t.State), !t.State.Finished(), text(t.Summary), text(t.Description),
		text(t.Phone), text(t.Urgency), text(t.Impact), text(t.Priority), text(t.Category),
		text(t.Source), files, text(t.Requester), text(t.Beneficiary.User), someone,
		text(t.Assignee), text(t.WaitingOn), text(t.WaitedFrom), text(t.WaitReason),
		text(t.Solution), t.Workaround, text(t.RootCause), t.Resolutions, text(t.ClosedBy),
		t.PeopleHit, rating, text(t.Prompt), ms(t.OpenedAt), ms(t.ClaimedAt),
		ms(t.AssignedAt), ms(t.ContactAt), ms(t.ResolvedAt), ms(t.ClosedAt),
		steps,
		nextDue, clocks,
		t.LastEntry, text(t.Group), text(t.ResolvedBy), origin, announcement, followers, links,
	}, nil
}

func scanTicket(row scanner) (*tickets.Ticket, error) {
	var (
		checklist, fields                                  string
		t                                                  tickets.Ticket
		unfinished                                         bool
		user                                               tickets.UserID
		files, beneficiary, rating, clocks, origin, public string
		followers, links                                   string
		opened, claimed, assigned, contact, done, ended    int64
		nextDue                                            *int64
		steps                                              string
	)
	err := row.Scan(&t.Number, &t.Version,
		&checklist, &fields,
		&t.Kind, &t.State, &unfinished, &t.Summary, &t.Description,
		&t.Phone, &t.Urgency, &t.Impact, &t.Priority, &t.Category,
		&t.Source, &files, &t.Requester, &user, &beneficiary,
		&t.Assignee, &t.WaitingOn, &t.WaitedFrom, &t.WaitReason,
		&t.Solution, &t.Workaround, &t.RootCause, &t.Resolutions, &t.ClosedBy,
		&t.PeopleHit, &rating, &t.Prompt, &opened, &claimed,
		&assigned, &contact, &done, &ended,
		&steps,
		&nextDue, &clocks, &t.LastEntry, &t.Group, &t.ResolvedBy,
		&origin, &public, &followers, &links)
	if err != nil {
		return nil, err
	}
	for _, part := range []struct {
		json string
		into any
	}{
		{checklist, &t.Checklist},
		{fields, &t.Fields},
		{steps, &t.Steps},
		{files, &t.Files},
		{beneficiary, &t.Beneficiary},
		{rating, &t.Rating},
		{clocks, &t.Clocks},
		{origin, &t.Origin},
		{public, &t.Announcement},
		{followers, &t.Followers},
		{links, &t.Links},
	} {
		if err := parse(part.json, part.into); err != nil {
			return nil, fmt.Errorf("ticket %d: %w", t.Number, err)
		}
	}
	t.Beneficiary.User = user
	t.OpenedAt, t.ClaimedAt, t.AssignedAt = at(opened), at(claimed), at(assigned)
	t.ContactAt, t.ResolvedAt, t.ClosedAt = at(contact), at(done), at(ended)
	if nextDue != nil {
		t.NextDue = at(*nextDue)
	}
	return &t, nil
}

// InsertTicket is tickets.Tx's.
func (t *tx) InsertTicket(ctx context.Context, ticket *tickets.Ticket) error {
	values, err := ticketValues(ticket)
	if err != nil {
		return err
	}
	if err := t.one(ctx, "insert a ticket", insertTicket, values, &ticket.Number); err != nil {
		return err
	}
	ticket.Version = 1
	if len(ticket.Followers) == 0 {
		return nil
	}
	return t.saveFollowers(ctx, ticket)
}

// SaveTicket is tickets.Tx's.
func (t *tx) SaveTicket(ctx context.Context, ticket *tickets.Ticket) error {
	values, err := ticketValues(ticket)
	if err != nil {
		return err
	}
	n, err := t.exec(ctx, "save a ticket", updateTicket, append([]any{ticket.Number, ticket.Version}, values...)...)
	if err != nil {
		return err
	}
	if n == 0 {
		var version int64
		what := "save ticket " + strconv.FormatInt(ticket.Number, 10)
		if err := t.one(ctx, what, "select version from tickets where number = ?1", []any{ticket.Number}, &version); err != nil {
			return err
		}
		return fmt.Errorf("sqlstore: %s, version %d of %d: %w", what, ticket.Version, version, tickets.ErrStale)
	}
	ticket.Version++
	return t.saveFollowers(ctx, ticket)
}

// Ticket is tickets.Tx's.
func (t *tx) Ticket(ctx context.Context, number int64) (*tickets.Ticket, error) {
	query := selectTickets + " where number = ?1"
	if t.mode != reading {
		query += t.dialect.forUpdate()
	}
	var found *tickets.Ticket
	err := t.all(ctx, "load a ticket", query, []any{number}, func(row scanner) (err error) {
		found, err = scanTicket(row)
		return err
	})
	if err == nil && found == nil {
		err = fmt.Errorf("sqlstore: ticket %d: %w", number, tickets.ErrNotFound)
	}
	return found, err
}
