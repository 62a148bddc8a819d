package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"guichet/bot/config"
	"guichet/tickets"
	"guichet/tickets/sqlstore"
)

func (c *cli) slaExplainCommand() *cobra.Command {
	var asJSON bool
	var asked string
	cmd := &cobra.Command{
		Use:   "explain TICKET",
		Short: "Print the stretches of time that make a ticket's deadlines",
		Long: `Print, for each clock of a ticket (12, INC-12 or inc12), its target, what is used of it, its
deadline, and the stretches of time it is made of: from when to when, how much of it was
opening hours, whether it counts and why, and whose time it was. The database
(DATABASE_URL, else guichet.db) is only read; the bot may be running.`,
		Example: `  guichet sla explain INC-12
  guichet sla explain 12 --json`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errors.New("which ticket? Write one number, as in guichet sla explain INC-12")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			number, ok := ticketNumber(args[0])
			if !ok {
				return fmt.Errorf("%q is not a ticket's number: write 12, INC-12 or REQ-12", args[0])
			}
			env, desk, lang, err := c.settings(asked)
			if err != nil {
				return err
			}
			x, err := explainTicket(cmd.Context(), env, desk, number)
			switch {
			case tickets.CodeOf(err) == tickets.NotFound:
				return notWell{errors.New(say("le ticket %d n’existe pas", "there is no ticket %d", number).In(lang))}
			case err != nil:
				return notWell{err}
			case asJSON:
				return c.printExplanationJSON(x, desk.Policy.Zone)
			}
			return c.printExplanation(x, desk.Policy.Zone, lang)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON: instants in RFC 3339, lengths in seconds")
	cmd.Flags().StringVar(&asked, "lang", "", "fr or en (default: the terminal's, else the desk's)")
	return cmd
}

// ticketNumber reads 12, INC-12, REQ-12 or inc12.
func ticketNumber(s string) (int64, bool) {
	s = strings.ToUpper(s)
	for _, prefix := range []string{"INC", "REQ"} {
		if rest, ok := strings.CutPrefix(s, prefix); ok {
			s = strings.TrimPrefix(rest, "-")
			break
		}
	}
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil && n > 0 && s[0] != '+'
}

func explainTicket(ctx context.Context, env config.Env, desk *config.Desk, number int64) (x tickets.Explanation, err error) {
	store, err := sqlstore.Open(ctx, env.DatabaseURL.Reveal(), sqlstore.Options{})
	if err != nil {
		return x, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	nobody := func(*tickets.Ticket, []*tickets.Entry) []tickets.Delivery { return nil }
	_, x, err = tickets.NewDesk(store, desk.Policy, nobody, nil).Explain(ctx, tickets.Actor{}, number)
	return x, err
}

// For machines: instants in RFC 3339, lengths in seconds of open time.
type (
	clockJSON struct {
		Clock     tickets.Clock `json:"clock"`
		Priority  string        `json:"priority"`
		Target    string        `json:"target,omitempty"`
		Deadline  time.Time     `json:"deadline,omitzero"`
		First     time.Time     `json:"first_deadline,omitzero"`
		Agreed    time.Time     `json:"agreed_deadline,omitzero"`
		Before    time.Time     `json:"deadline_before_agreement,omitzero"`
		Met       time.Time     `json:"met,omitzero"`
		Stopped   bool          `json:"stopped"`
		Late      bool          `json:"late"`
		Void      bool          `json:"void"`
		Delay     string        `json:"delay_of,omitempty"`
		Length    int64         `json:"target_seconds"`
		Used      int64         `json:"used_seconds"`
		Left      int64         `json:"left_seconds"`
		Stretches []segmentJSON `json:"segments"`
	}
	segmentJSON struct {
		From    time.Time      `json:"from"`
		To      time.Time      `json:"to"`
		Counted bool           `json:"counted"`
		Why     tickets.Reason `json:"why"`
		Whose   string         `json:"whose"`
		Rule    string         `json:"priority"`
		Of      string         `json:"category,omitempty"`
		Open    int64          `json:"open_seconds"`
		Used    int64          `json:"used_seconds"`
	}
)

func (c *cli) printExplanationJSON(x tickets.Explanation, zone *time.Location) error {
	local := func(t time.Time) time.Time {
		if t.IsZero() {
			return t
		}
		return t.In(zone)
	}
	out := struct {
		Ticket string      `json:"ticket"`
		Opened time.Time   `json:"opened"`
		Clocks []clockJSON `json:"clocks"`
	}{x.Ref, local(x.Opened), []clockJSON{}}
	for _, k := range x.Clocks {
		one := clockJSON{
			Clock: k.Clock, Priority: string(k.Priority), Deadline: local(k.State.Deadline), First: local(k.First), Agreed: local(k.Agreed),
			Before: local(k.State.First), Met: local(k.State.Met), Stopped: k.State.Stopped, Late: k.State.Late, Void: k.State.Void,
			Length: seconds(k.Length), Used: seconds(k.Used), Left: seconds(k.Left), Stretches: []segmentJSON{},
		}
		if !k.Target.IsZero() {
			one.Target = config.FormatSpan(k.Target)
		}
		if k.State.Delay != nil {
			one.Delay = whose(k.State.Delay.Ball)
		}
		for _, s := range k.Segments {
			one.Stretches = append(one.Stretches, segmentJSON{
				From: local(s.From), To: local(s.To), Counted: s.Counted, Why: s.Why, Whose: whose(s.Ball), Rule: string(s.Priority), Of: s.Category,
				Open: seconds(s.Open), Used: seconds(s.Used),
			})
		}
		out.Clocks = append(out.Clocks, one)
	}
	return c.printJSON(out)
}

func seconds(d time.Duration) int64 { return int64(d / time.Second) }

// whose names a ball for machines, where nothing would say little.
func whose(b tickets.Ball) string {
	if b == tickets.BallUs {
		return "us"
	}
	return string(b)
}
