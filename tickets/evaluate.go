package tickets

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"
)

// Evaluate notes what a technician found out about a request: feasibility, cost, impact and a
// recommendation. It starts the evaluation where it has not begun; a request that nobody holds
// becomes the actor's. During the approval it takes the request back: approvers are asked anew
// once it is submitted again. With submit it goes on at once (see Submit).
func (d *Desk) Evaluate(ctx context.Context, act Act, number int64, e Evaluation, submit bool) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		if err := c.may(ActEvaluate); err != nil {
			return err
		}
		if err := c.legal(ActEvaluate); err != nil {
			return err
		}
		if err := c.checkEvaluation(&e); err != nil {
			return err
		}
		if c.t.Assignee == "" {
			if err := c.take(ctx, ActClaim, Claimed); err != nil {
				return err
			}
		}
		if c.t.State != InEvaluation {
			c.t.Steps.Evaluation = &Evaluation{Manual: true}
			if ap := c.t.Steps.Approval; ap != nil {
				ap.State = ApprovalMoot // what was approved is not what is evaluated now
			}
			if err := c.enter(ctx, InEvaluation, ""); err != nil {
				return err
			}
		}
		e.Manual = c.t.Steps.Evaluation != nil && c.t.Steps.Evaluation.Manual
		e.By, e.At, e.Done = act.By.ID, c.now, time.Time{}
		c.t.Steps.Evaluation = &e
		c.row(Evaluated, Detail{Why: string(e.Feasible)}, e.words())
		if submit {
			return c.submit(ctx)
		}
		return nil
	})
}

// words are what the journal keeps of an evaluation.
func (e *Evaluation) words() string {
	var out []string
	for _, w := range []string{e.Cost, e.Impact, e.Advice} {
		if w != "" {
			out = append(out, w)
		}
	}
	return strings.Join(out, "\n")
}

func (c *change) checkEvaluation(e *Evaluation) error {
	e.Cost = oneLine(e.Cost)
	e.Impact, e.Advice = strings.TrimSpace(e.Impact), strings.TrimSpace(e.Advice)
	for _, f := range []struct {
		field, text string
		limit       int
	}{{"cost", e.Cost, MaxCost}, {"effect", e.Impact, MaxEvaluated}, {"advice", e.Advice, MaxEvaluated}} {
		if utf8.RuneCountInString(f.text) > f.limit {
			return &Error{Code: TextTooLong, Field: f.field, Ticket: c.t, Limit: f.limit}
		}
	}
	switch e.Feasible {
	case Feasible, Conditional, NotFeasible:
		return nil
	}
	return &Error{Code: TextEmpty, Field: "feasible", Ticket: c.t}
}

// Submit ends the evaluation: the approvers are asked, or the work begins where the category
// wants no approval. It also asks for an approval that a request still lacks.
func (d *Desk) Submit(ctx context.Context, act Act, number int64) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		if err := c.may(ActSubmit); err != nil {
			return err
		}
		if err := c.legal(ActSubmit); err != nil {
			return err
		}
		return c.submit(ctx)
	})
}

func (c *change) submit(ctx context.Context) error {
	if c.pending() == StepEvaluation {
		ev := c.t.Steps.Evaluation
		if !ev.Filled() {
			return c.refuse(NeedsEvaluation, ActSubmit)
		}
		ev.Done = c.now
	}
	switch {
	case c.pending() == StepApproval:
		return c.enter(ctx, AwaitingApproval, "")
	case c.t.State == InEvaluation:
		return c.enter(ctx, InProgress, string(StepEvaluation))
	}
	return c.refuse(NothingToChange, ActSubmit)
}
