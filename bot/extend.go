package bot

import (
	"context"
	"fmt"
	"slices"

	"guichet/tickets"
)

// extendForm asks for another date and its reason.
func (a *App) extendForm(ctx context.Context, e Event, in intent) (Answer, bool, error) {
	t, err := a.desk.MayExtend(ctx, actor(e), in.Ticket)
	if err != nil {
		return Answer{}, true, err
	}
	f := a.form(ctx, e, t, fmt.Sprintf("extend:%d", in.Ticket), map[string]string{"until": in.Until, "reason": in.Text}, nil)
	return Answer{Form: &f}, true, nil
}

// propose proposes the date that was typed or picked, in the desk's zone when it names none.
func (a *App) propose(ctx context.Context, e Event, by tickets.Act, number int64, until, reason string) (*tickets.Ticket, error) {
	date, ok := parseUntil(until, e.At, a.policy.Zone)
	if !ok {
		if t, err := a.desk.MayExtend(ctx, by.By, number); err != nil {
			return t, err
		}
		return nil, &tickets.Error{Code: tickets.BadDate, Field: "until"}
	}
	return a.desk.Propose(ctx, by, number, date, reason)
}

// attributeForm asks whose delay a missed deadline was.
func (a *App) attributeForm(ctx context.Context, e Event, in intent) (Answer, bool, error) {
	clock := tickets.Clock(in.Arg)
	if clock == "" {
		t, _, err := a.desk.Ticket(ctx, actor(e), in.Ticket)
		if err != nil {
			return Answer{}, true, err
		}
		clock = latestMissed(t)
	}
	t, err := a.desk.MayAttribute(ctx, actor(e), in.Ticket, clock)
	if err != nil {
		return Answer{}, true, err
	}
	f := a.form(ctx, e, t, fmt.Sprintf("attribute:%d", in.Ticket), nil, nil)
	return Answer{Form: &f}, true, nil
}

// latestMissed is the clock that is most likely meant: the last one whose deadline was missed,
// the resolution's when none was.
func latestMissed(t *tickets.Ticket) tickets.Clock {
	if missed := t.Clocks.Missed(); len(missed) > 0 {
		return missed[len(missed)-1]
	}
	return tickets.ClockResolve
}

// attribute notes whose delay it was. Buttons and forms say "us" for the desk itself.
func (a *App) attribute(ctx context.Context, by tickets.Act, number int64, clock, whose string) (*tickets.Ticket, error) {
	if clock == "" {
		t, _, err := a.desk.Ticket(ctx, by.By, number)
		if err != nil {
			return nil, err
		}
		clock = string(latestMissed(t))
	}
	if !slices.Contains(tickets.AllClocks, tickets.Clock(clock)) || !slices.Contains(delays, whose) {
		return nil, &tickets.Error{Code: tickets.NothingToChange}
	}
	ball := tickets.Ball(whose)
	if whose == delayUs {
		ball = tickets.BallUs
	}
	return a.desk.Attribute(ctx, by, number, tickets.Clock(clock), ball)
}

// delayUs is BallUs in buttons and forms, where a value cannot be empty.
const delayUs = "us"

// delays are whose a delay can be, in the order of the buttons.
var delays = []string{delayUs, string(tickets.BallRequester), string(tickets.BallSupplier), string(tickets.BallOtherDesk)}

// delayOf is the value of a ball in buttons and forms.
func delayOf(b tickets.Ball) string {
	if b == tickets.BallUs {
		return delayUs
	}
	return string(b)
}
