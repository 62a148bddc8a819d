package tickets

import (
	"context"
	"time"
)

// MaxFigured is of how many tickets figures are made at most.
const MaxFigured = 10_000

// Figures are those since an instant until now: of the tickets of one technician, or of the
// whole desk ("") with what each technician did and the marks for managers. A technician asks
// for the desk or for themselves. TooManyTickets when there are more than MaxFigured.
func (d *Desk) Figures(ctx context.Context, by Actor, since time.Time, of UserID) (f Figures, err error) {
	if err := d.mayFigures(by, of); err != nil {
		return f, d.record(ctx, Act{By: by, Via: viaLook}, 0, ActStats, err)
	}
	err = d.store.View(ctx, func(tx Tx) error {
		in := Period{From: since, To: tx.Now().Add(time.Millisecond)}
		ts, err := ticketsIn(ctx, tx, in, of)
		if err != nil {
			return err
		}
		f = FiguresOf(d.policy, in, ts)
		switch {
		case May(by, ActStatsEach, nil):
			if of == "" {
				f.Each = PerformancesOf(in, ts)
			}
		case of == "":
			f.Speed, f.Answer = Average{}, Average{} // marks are the assignee's and the managers'
		}
		f.Open, err = tx.CountTickets(ctx, Query{Unfinished: true, Assignee: of})
		return err
	})
	return f, err
}

func (d *Desk) mayFigures(by Actor, of UserID) error {
	if err := mayDesk(by, ActStats); err != nil || of == "" || of == by.ID {
		return err
	}
	return mayDesk(by, ActStatsEach)
}

// ticketsIn are the tickets that were opened, resolved or ended in the period, each once. What
// was resolved is either still so, or has ended since.
func ticketsIn(ctx context.Context, tx Tx, in Period, of UserID) ([]*Ticket, error) {
	seen := map[int64]bool{}
	var out []*Ticket
	for _, q := range []Query{
		{OpenedSince: in.From},
		{EndedSince: in.From},
		{States: []State{ResolvedState}},
	} {
		q.Assignee, q.Limit = of, MaxFigured+1
		ts, err := tx.FindTickets(ctx, q)
		if err != nil {
			return nil, err
		}
		for _, t := range ts {
			if !seen[t.Number] {
				seen[t.Number] = true
				out = append(out, t)
			}
		}
		if len(ts) > MaxFigured || len(out) > MaxFigured {
			return nil, &Error{Code: TooManyTickets, Limit: MaxFigured}
		}
	}
	return out, nil
}
