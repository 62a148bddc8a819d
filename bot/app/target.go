package app

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"guichet/bot"
	"guichet/bot/outbox"
	"guichet/bot/speech"
	"guichet/tickets"
)

// target finds where a delivery is to be posted, opening its counter or thread if need be.
// counter is set for counters: it is stored with the outcome.
func (d *dispatcher) target(ctx context.Context, row *tickets.Delivery, sc speech.Scene) (to tickets.MessageRef, counter *tickets.Counter, err error) {
	switch row.Place.Kind {
	case tickets.PlaceCounter:
		return d.counter(ctx, row, sc)
	case tickets.PlaceThread:
		to, err = d.thread(ctx, row, sc)
		return to, nil, err
	case tickets.PlaceOrigin:
		return under(sc.Ticket.Origin.Message), nil, nil
	default:
		category := ""
		if sc.Ticket != nil && row.Place.Kind == tickets.PlacePool {
			category = sc.Ticket.Category
		}
		ch := d.platform.Channel(row.Place.Kind, category)
		if ch == "" {
			return to, nil, &bot.PlatformError{Fault: bot.Retryable, Reason: tickets.ChannelMissing}
		}
		return tickets.MessageRef{Space: d.space, Channel: ch}, nil, nil
	}
}

// counter finds the private conversation of the ticket with the person. One that turned out
// to be closed to us (blocked DM, thread that may not be made) is replaced by the other kind.
func (d *dispatcher) counter(ctx context.Context, row *tickets.Delivery, sc speech.Scene) (tickets.MessageRef, *tickets.Counter, error) {
	var c *tickets.Counter
	err := d.app.store.View(ctx, func(tx tickets.Tx) (err error) {
		c, err = tx.Counter(ctx, row.Ticket, row.Place.User)
		return err
	})
	if err != nil && !errors.Is(err, tickets.ErrNotFound) {
		return tickets.MessageRef{}, nil, err
	}
	avoid := otherPlace[row.Reason]
	if c == nil && avoid == "" && d.inPerson(row) {
		avoid = "thread" // an approver has no part in the conversation: they are asked in their DM
	} else if avoid == "" && speech.Purpose(row.Purpose) == speech.PurposeRelief {
		avoid = "thread" // one sentence needs no thread of its own
	}
	if _, second := otherPlace[row.Reason]; second || c != nil && c.Kind == "thread" {
		// A thread takes words also when nobody reads them any more.
		if who, err := d.platform.Person(ctx, row.Place.User); err == nil && who.Gone || err != nil && bot.FaultOf(err).Fault == bot.Gone {
			return tickets.MessageRef{}, nil, &bot.PlatformError{Fault: bot.Gone, Reason: bot.ReasonPersonGone}
		}
	}
	if c == nil || c.Channel == "" || c.Kind == avoid || row.Reason == placeGone {
		opened, err := d.platform.OpenCounter(ctx, bot.CounterRequest{
			Ticket: row.Ticket, User: row.Place.User, Name: counterName(sc, row.Place.User), Avoid: avoid,
		})
		if f := bot.FaultOf(err); err != nil && f.Fault == bot.Forbidden && avoid == "" {
			opened, err = d.platform.OpenCounter(ctx, bot.CounterRequest{
				Ticket: row.Ticket, User: row.Place.User, Name: counterName(sc, row.Place.User), Avoid: "thread",
			})
		}
		if err != nil {
			return tickets.MessageRef{}, nil, err
		}
		opened.Ticket, opened.User = row.Ticket, row.Place.User
		c = &opened
		if err := d.knowCounter(ctx, opened); err != nil {
			return tickets.MessageRef{}, nil, err
		}
	}
	return tickets.MessageRef{Space: d.space, Channel: c.Channel, Thread: c.Thread}, c, nil
}

// knowCounter stores a counter as soon as it is open, so that what somebody writes there at
// once is known to be for the ticket. A thread of a DM has no name before its first message.
func (d *dispatcher) knowCounter(ctx context.Context, c tickets.Counter) error {
	if d.threadsInDM() {
		return nil
	}
	return d.app.store.Update(ctx, func(tx tickets.Tx) error { return tx.SaveCounter(ctx, c) })
}

// Reasons under which a delivery is tried again at once, at another place.
const (
	avoidDM     = "avoid_dm"
	avoidThread = "avoid_thread"
	placeGone   = "place_gone"
)

// cardGone is the reason of what waits under a card that is being posted again.
const cardGone = "card_gone"

// otherPlace lists the reasons, with the kind of counter to avoid.
var otherPlace = map[string]string{avoidDM: "dm", avoidThread: "thread", placeGone: ""}

// elsewhere turns the failure of a place that is closed to us, or gone, into a try at another
// one: each of them once.
func elsewhere(row *tickets.Delivery, c *tickets.Counter, err error) error {
	f := bot.FaultOf(err)
	if _, again := otherPlace[row.Reason]; again {
		return err
	}
	switch {
	case f.Fault == bot.Forbidden && c != nil:
		return &bot.PlatformError{Fault: bot.Retryable, Reason: "avoid_" + c.Kind, Err: err}
	case f.Fault == bot.Gone && (c != nil || row.Place.Kind == tickets.PlaceThread):
		return &bot.PlatformError{Fault: bot.Retryable, Reason: placeGone, Err: err}
	}
	return err
}

// counterName is the name of a private thread: unique per ticket and person.
func counterName(sc speech.Scene, u tickets.UserID) string {
	const most = 90 // Discord takes 100 characters
	name := []rune(fmt.Sprintf("%s · %s", sc.Ticket.Ref(), sc.Ticket.Summary))
	switch {
	case sc.Ticket.Joined(u) && !sc.Ticket.ShownTo(u): // the summary is not theirs to read
		name = []rune(fmt.Sprintf("%s · %s · %s", sc.Ticket.Ref(), sc.Name(u), sc.Ticket.Announcement.Title))
	case u != sc.Ticket.Requester:
		name = []rune(fmt.Sprintf("%s · %s · %s", sc.Ticket.Ref(), sc.Name(u), sc.Ticket.Summary))
	}
	if len(name) > most {
		name = append(name[:most-1], '…')
	}
	return string(name)
}

// threadUser stands for the technicians in the row that remembers a card's thread.
func threadUser(space string) tickets.UserID { return tickets.UserID(space + ":thread") }

// thread finds the technicians' thread under the card.
func (d *dispatcher) thread(ctx context.Context, row *tickets.Delivery, sc speech.Scene) (tickets.MessageRef, error) {
	var card *tickets.Delivery
	var known *tickets.Counter
	err := d.app.store.View(ctx, func(tx tickets.Tx) (err error) {
		if card, err = tx.Delivery(ctx, outbox.CardKey(row.Ticket, d.space)); err != nil {
			return err
		}
		known, err = tx.Counter(ctx, row.Ticket, threadUser(d.space))
		if errors.Is(err, tickets.ErrNotFound) {
			err = nil
		}
		return err
	})
	switch {
	case err == nil && card.Ref.Message == "" && card.State == tickets.Queued && card.Reason != tickets.ChannelMissing:
		return tickets.MessageRef{}, &bot.PlatformError{Fault: bot.Retryable, Reason: cardGone} // it is being posted again
	case errors.Is(err, tickets.ErrNotFound) || err == nil && card.Ref.Message == "":
		return tickets.MessageRef{}, &bot.PlatformError{Fault: bot.Retryable, Reason: tickets.ChannelMissing}
	case err != nil:
		return tickets.MessageRef{}, err
	case misplaced(d.platform, card, sc.Ticket):
		if err := d.app.moveCard(ctx, card, sc.Ticket); err != nil {
			return tickets.MessageRef{}, err
		}
		return tickets.MessageRef{}, &bot.PlatformError{Fault: bot.Retryable, Reason: "card_moves"}
	}
	if known != nil && known.Kind == card.Ref.Message && row.Reason != placeGone {
		if err := d.cardStands(ctx, card); err != nil {
			return tickets.MessageRef{}, err
		}
		return tickets.MessageRef{Space: d.space, Channel: known.Channel, Thread: known.Thread}, nil
	}
	to, err := d.platform.OpenThread(ctx, card.Ref, counterName(sc, sc.Ticket.Requester))
	if bot.FaultOf(err).Fault == bot.Gone && err != nil {
		if d.app.channelLost(d.platform, card.Ref, err) {
			return to, &bot.PlatformError{Fault: bot.Retryable, Reason: tickets.ChannelMissing, Err: err}
		}
		return to, d.repost(ctx, card)
	}
	if err != nil {
		return to, err
	}
	// Kind remembers under which card: a card posted again has a new thread.
	err = d.app.store.Update(ctx, func(tx tickets.Tx) error {
		return tx.SaveCounter(ctx, tickets.Counter{
			Ticket: row.Ticket, User: threadUser(d.space), Channel: to.Channel, Thread: to.Thread, Kind: card.Ref.Message,
		})
	})
	return to, err
}

// cardStands looks, once per connection, whether the card is still there whose thread is written
// in: who deletes it leaves its thread behind, where nobody looks. While connected the platform
// tells; while its pace leaves no room to look, the card is taken to stand.
func (d *dispatcher) cardStands(ctx context.Context, card *tickets.Delivery) error {
	if !d.unseen(card.Ref.Message) || d.platform.Pace(bot.OpRead, card.Ref.Channel) > 0 {
		return nil
	}
	_, err := d.platform.Reactions(ctx, card.Ref, nil)
	switch f := bot.FaultOf(err); {
	case err == nil:
		d.saw(card.Ref.Message)
	case f.Fault == bot.Gone && d.app.channelLost(d.platform, card.Ref, err):
		return &bot.PlatformError{Fault: bot.Retryable, Reason: tickets.ChannelMissing, Err: err}
	case f.Fault == bot.Gone:
		return d.repost(ctx, card)
	case f.Fault != bot.Limited && f.Fault != bot.Forbidden:
		return &bot.PlatformError{Fault: bot.Retryable, Reason: f.Reason, Err: err}
	}
	return nil
}

// repost has a card that somebody deleted posted again; what was to be said under it waits.
func (d *dispatcher) repost(ctx context.Context, card *tickets.Delivery) error {
	if err := d.app.cardGone(ctx, card); err != nil {
		return err
	}
	return &bot.PlatformError{Fault: bot.Retryable, Reason: cardGone}
}

// threadless takes the failure of a thread that is gone although its card stands: a card has one
// thread in its life, so that it is posted again, and what stands becomes a pointer to it.
func (d *dispatcher) threadless(ctx context.Context, row *tickets.Delivery, failure error) error {
	if row.Place.Kind != tickets.PlaceThread || row.Reason != placeGone || bot.FaultOf(failure).Fault != bot.Gone {
		return failure
	}
	if d.threadsInDM() && speech.Problems[bot.FaultOf(failure).Reason] != "thread_gone" {
		return failure // where threads are no places of their own it is the channel's failure
	}
	var card *tickets.Delivery
	err := d.app.store.View(ctx, func(tx tickets.Tx) (err error) {
		card, err = tx.Delivery(ctx, outbox.CardKey(row.Ticket, d.space))
		return err
	})
	if err == nil {
		err = d.app.cardReplaced(ctx, card)
	}
	if err != nil {
		return err
	}
	return &bot.PlatformError{Fault: bot.Retryable, Reason: cardGone, Err: failure}
}

// render renders a delivery as it must read now.
func (d *dispatcher) render(ctx context.Context, row *tickets.Delivery) (bot.Message, speech.Scene, error) {
	var t *tickets.Ticket
	var e, first, answered *tickets.Entry
	var held []speech.HeldAlert
	var journal []*tickets.Entry
	var original *tickets.Original
	problem, total := "", 0
	err := d.app.store.View(ctx, func(tx tickets.Tx) (err error) {
		if key, ok := strings.CutPrefix(row.Key, outbox.ParkedPrefix); ok {
			parked, err := tx.Delivery(ctx, key)
			if err != nil {
				return err
			}
			problem = parked.Reason
		}
		if t, err = tx.Ticket(ctx, row.Ticket); err != nil {
			return err
		}
		if speech.Purpose(row.Purpose) == speech.PurposeDigest {
			held, total, err = speech.HeldFor(ctx, tx, row.Key)
			return err
		}
		if speech.Purpose(row.Purpose) == speech.PurposeFollowing {
			if journal, err = tx.Journal(ctx, row.Ticket); err != nil {
				return err
			}
		}
		if row.Entry == 0 {
			return nil
		}
		if e, err = tx.Entry(ctx, row.Entry); err == nil && speech.Purpose(row.Purpose) == speech.PurposeValidation {
			answered, err = answerOf(ctx, tx, row.Ticket, e.Detail.Round)
		}
		first = e
		if err == nil {
			e, original, err = tickets.Present(ctx, tx, e)
		}
		return err
	})
	if errors.Is(err, tickets.ErrNotFound) {
		return bot.Message{}, speech.Scene{}, errMoot
	}
	if err != nil {
		return bot.Message{}, speech.Scene{}, err
	}
	recalled := row.Ref.Message == "" && takenBack(e, original, row)
	if recalled {
		if row.TriedAt.IsZero() {
			return bot.Message{}, speech.Scene{}, errMoot // withdrawn before it was said here
		}
		e, original = first, nil // as it may stand
	}
	viewer := tickets.Person{Locale: d.app.policy.Locale}
	if row.Place.Kind == tickets.PlaceCounter {
		viewer = d.app.people.ask(ctx, row.Place.User)
		viewer.ID = row.Place.User
	}
	sc := d.app.stage(ctx, viewer, t, e, true)
	sc.Space, sc.Place, sc.Problem = d.space, row.Place, problem
	sc.Left = d.absentee(ctx, row, t)
	sc.Room, sc.Part = d.platform.Features().Room, speech.WordsPart(row.Key)
	if speech.Purpose(row.Purpose) == speech.PurposeChecklist {
		sc.Part = speech.PartOf(row.Key)
	}
	if p := speech.Purpose(row.Purpose); p == speech.PurposeMoved || p == speech.PurposeMovedHere {
		if sc.Link, err = d.elsewhereLink(ctx, row); err != nil {
			return bot.Message{}, speech.Scene{}, err
		}
	}
	sc.Delays = e != nil && !e.Detail.DueAt.IsZero() && e.At.Sub(e.Detail.DueAt) > lateAfter
	sc.Telling = row.Ref.Message == ""
	sc.Revised, sc.Recalled = revised(original), recalled
	if row.Place.Kind == tickets.PlaceEscalation || row.Place.Kind == tickets.PlaceManagers {
		sc.Managers = d.app.people.managers(ctx, d.platform)
	}
	if answered != nil {
		sc.Answered = answered
		d.app.names(ctx, &sc, answered.Actor)
	}
	for _, h := range held {
		d.app.names(ctx, &sc, h.Ticket.Assignee)
	}
	for _, e := range journal {
		d.app.names(ctx, &sc, e.Actor, e.Detail.Assignee, e.Detail.Subject)
	}
	sc.Held, sc.Total, sc.Journal = held, total, journal
	if speech.Purpose(row.Purpose) == speech.PurposeCard {
		sc.Similar, sc.Alike = d.app.similarTo(ctx, t)
	}
	switch speech.Purpose(row.Purpose) {
	case speech.PurposeFiles:
		if err := d.upload(row, &sc); err != nil {
			return bot.Message{}, speech.Scene{}, err
		}
	case speech.PurposeUnfit:
		d.unfit(row, &sc)
	}
	m := d.app.speech.Say(speech.Purpose(row.Purpose), sc)
	d.attach(&m, sc.Uploads)
	m.Key, m.Ticket = row.Key, row.Ticket
	m.HadFiles = speech.Purpose(row.Purpose) == speech.PurposeFiles || sc.Revised != ""
	if len(held) > 0 {
		m.Ticket = 0 // it is about several
	}
	return m, sc, nil
}

// takenBack tells whether nothing is left of what a delivery is to say.
func takenBack(e *tickets.Entry, o *tickets.Original, row *tickets.Delivery) bool {
	if e == nil || e.Kind != tickets.Filed {
		return o != nil && o.Gone
	}
	if speech.Purpose(row.Purpose) == speech.PurposeUnfiled {
		_, refused := speech.Sorted(tickets.Without(e.Detail.Files, e.Detail.Removed))
		return len(refused) == 0
	}
	p := speech.PackOf(e, speech.PartOf(row.Key))
	return len(p.Kept)+len(p.Refused) == 0 && p.Gone > 0
}

// revised is what has become of a message, "" nothing.
func revised(o *tickets.Original) tickets.EntryKind {
	switch {
	case o == nil || o.Latest == 0:
		return ""
	case o.Gone:
		return tickets.Retracted
	}
	return tickets.Edited
}

// answerOf is the row that validated or refused the resolution, nil while nobody has.
func answerOf(ctx context.Context, tx tickets.Tx, number int64, round int) (*tickets.Entry, error) {
	journal, err := tx.Journal(ctx, number)
	for _, e := range journal {
		if (e.Kind == tickets.Validated || e.Kind == tickets.Refused) && e.Detail.Round == round {
			return e, nil
		}
	}
	return nil, err
}

// under is where an answer to a message goes: its thread, or the one that hangs from it.
func under(m tickets.MessageRef) tickets.MessageRef {
	if m.Thread == "" {
		m.Thread = m.Message
	}
	m.Message = ""
	return m
}
