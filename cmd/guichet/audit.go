package main

import (
	"context"
	"errors"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"guichet/tickets"
	"guichet/tickets/sqlstore"
)

// auditShown is how many rows are printed unless more are asked for.
const auditShown = 100

func (c *cli) auditCommand() *cobra.Command {
	var asJSON bool
	var ticket, person, asked string
	var days, limit int
	cmd := &cobra.Command{
		Use:   "audit",
		Short: "Print who tried what without the right, and whose rights changed",
		Long: `Print the audit, newest first: acts refused for want of a right (not_found also stands for
tickets that are not theirs), what guests and outsiders tried, and changes of people's rights
that the platforms told of. It holds no words of people and is kept for a year. What was done
to a ticket is in the ticket's own history. The database is only read; the bot may be running.`,
		Example: `  guichet audit
  guichet audit --ticket INC-12
  guichet audit --person slack:U012AB --days 7 --json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			q := tickets.AuditQuery{Actor: tickets.UserID(person), Limit: limit}
			if ticket != "" {
				number, ok := ticketNumber(ticket)
				if !ok {
					return fmt.Errorf("%q is not a ticket's number: write 12, INC-12 or REQ-12", ticket)
				}
				q.Ticket = number
			}
			if days < 0 || limit < 0 {
				return errors.New("--days and --limit count from 0")
			}
			if days > 0 {
				q.Since = time.Now().AddDate(0, 0, -days)
			}
			env, desk, lang, err := c.settings(asked)
			if err != nil {
				return err
			}
			rows, err := readAudit(cmd.Context(), env.DatabaseURL.Reveal(), desk.Policy, q)
			switch {
			case err != nil:
				return notWell{err}
			case asJSON:
				return c.printAuditJSON(rows, desk.Policy.Zone)
			}
			return c.printAudit(rows, desk.Policy.Zone, lang)
		},
	}
	cmd.Flags().StringVar(&ticket, "ticket", "", "only about this ticket")
	cmd.Flags().StringVar(&person, "person", "", "only of this person (slack:U012AB, discord:8035…)")
	cmd.Flags().IntVar(&days, "days", 0, "only of the last days (0: all that is kept)")
	cmd.Flags().IntVar(&limit, "limit", auditShown, "at most so many rows (0: all)")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON: instants in RFC 3339")
	cmd.Flags().StringVar(&asked, "lang", "", "fr or en (default: the terminal's, else the desk's)")
	return cmd
}

func readAudit(ctx context.Context, url string, p *tickets.Policy, q tickets.AuditQuery) (rows []*tickets.AuditRow, err error) {
	store, err := sqlstore.Open(ctx, url, sqlstore.Options{})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	nobody := func(*tickets.Ticket, []*tickets.Entry) []tickets.Delivery { return nil }
	return tickets.NewDesk(store, p, nobody, nil).Audit(ctx, tickets.Actor{}, q)
}

type auditJSON struct {
	At     time.Time      `json:"at"`
	Person tickets.UserID `json:"person"`
	Via    string         `json:"via"`
	Place  string         `json:"place,omitempty"`
	What   string         `json:"what"`
	Ticket int64          `json:"ticket,omitempty"`
	Code   tickets.Code   `json:"refused,omitempty"`
	Note   string         `json:"roles,omitempty"`
	Event  string         `json:"event,omitempty"`
}

func (c *cli) printAuditJSON(rows []*tickets.AuditRow, zone *time.Location) error {
	out := []auditJSON{}
	for _, r := range rows {
		out = append(out, auditJSON{r.At.In(zone), r.Actor, r.Via, r.Place, r.What, r.Ticket, r.Code, r.Note, r.Event})
	}
	return c.printJSON(out)
}

func (c *cli) printAudit(rows []*tickets.AuditRow, zone *time.Location, lang string) error {
	if len(rows) == 0 {
		_, err := fmt.Fprintln(c.out, say("rien n’est noté", "nothing is recorded").In(lang))
		return err
	}
	w := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, say("QUAND\tQUI\tCOMMENT\tOÙ\tQUOI\tTICKET\tREFUS\tRÔLES", "WHEN\tWHO\tHOW\tWHERE\tWHAT\tTICKET\tREFUSED\tROLES").In(lang))
	for _, r := range rows {
		number := ""
		if r.Ticket != 0 {
			number = fmt.Sprint(r.Ticket)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", r.At.In(zone).Format("2006-01-02 15:04:05"), r.Actor, r.Via, r.Place, r.What, number, r.Code, r.Note)
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("print the audit: %w", err)
	}
	return nil
}
