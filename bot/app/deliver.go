package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"guichet/bot"
	"guichet/bot/speech"
	"guichet/tickets"
)

// errMoot says that there is nothing to say any more.
var errMoot = errors.New("bot: nothing to say any more")

// errNotLooked says that it could not be found out whether an earlier try stands.
var errNotLooked = errors.New("look for an earlier try")

// deliver sends one delivery and stores what became of it.
func (d *dispatcher) deliver(ctx context.Context, row *tickets.Delivery) {
	within := sendTime
	if row.Beside {
		within = uploadTime
	}
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	row, err := d.again(ctx, row)
	if err != nil || row == nil {
		return
	}
	outcome, err := d.send(ctx, row)
	if err == nil {
		d.answered(true)
		d.app.metrics.Delivery(d.space, outcome)
		return
	}
	if errors.Is(err, errMoot) {
		d.settle(row, func(r *tickets.Delivery) { r.State, r.SentAt = tickets.Sent, d.app.now() })
		return
	}
	d.failed(row, err)
}

// again reads a delivery anew, now that its ticket and place are ours: the list it came from
// may be older than what became of an earlier try. nil when there is nothing left to do.
func (d *dispatcher) again(ctx context.Context, row *tickets.Delivery) (*tickets.Delivery, error) {
	var now *tickets.Delivery
	err := d.app.store.View(ctx, func(tx tickets.Tx) (err error) {
		now, err = tx.Delivery(ctx, row.Key)
		if err == nil && (now.State != tickets.Queued || now.DueAt.After(tx.Now())) {
			now = nil
		}
		return err
	})
	return now, err
}

// send posts, finds or edits the message of a delivery. On success what was sent is stored.
func (d *dispatcher) send(ctx context.Context, row *tickets.Delivery) (outcome string, err error) {
	if speech.Purpose(row.Purpose) == speech.PurposeArchive {
		return d.archive(ctx, row)
	}
	if speech.Purpose(row.Purpose) == speech.PurposeMarked {
		return d.takeMarked(ctx, row)
	}
	if speech.Purpose(row.Purpose) == speech.PurposeWhich {
		m, to, err := d.renderWhich(ctx, row)
		if err != nil {
			return "", err
		}
		return d.say(ctx, row, m, to, nil)
	}
	if speech.Purpose(row.Purpose) == speech.PurposeIntake {
		m, to, err := d.renderIntake(ctx, row)
		if err != nil {
			return "", err
		}
		return d.say(ctx, row, m, to, nil)
	}
	if absent, err := d.absent(ctx, row); absent || err != nil {
		return "", firstError(err, errMoot)
	}
	if speech.Purpose(row.Purpose) == speech.PurposeReplySent && row.Ref.Message == "" {
		if marked, err := d.mark(ctx, row); marked || err != nil {
			return "marked", err
		}
	}
	m, sc, err := d.render(ctx, row)
	if err != nil {
		return "", err
	}
	if speech.Purpose(row.Purpose) == speech.PurposeCard && misplaced(d.platform, row, sc.Ticket) {
		return "moved", d.app.moveCard(ctx, row, sc.Ticket)
	}
	if row.Ref.Message != "" {
		return d.edit(ctx, row, m)
	}
	if err := d.tellUnfit(ctx, row, sc); err != nil {
		return "", err
	}
	to, counter, err := d.target(ctx, row, sc)
	if err != nil {
		return "", err
	}
	if sc.Recalled {
		return d.recall(ctx, row, m, to, counter)
	}
	outcome, err = d.say(ctx, row, m, to, counter)
	if err != nil {
		return "", d.threadless(ctx, row, err)
	}
	d.recount(ctx, sc.Alike)
	return outcome, nil
}

// recall looks for what an earlier try may have said of words that are taken back since. What is
// found stays queued, to be edited.
func (d *dispatcher) recall(ctx context.Context, row *tickets.Delivery, m bot.Message, to tickets.MessageRef, counter *tickets.Counter) (string, error) {
	ref, found, err := d.platform.Find(ctx, to, m, row.TriedAt)
	if err != nil {
		return "", fmt.Errorf("%w: %w", errNotLooked, err)
	}
	if found {
		found, err = d.unclaimed(ctx, ref, row.Key)
	}
	if err != nil || !found {
		return "", firstError(err, errMoot)
	}
	return "found", d.stands(ctx, row, ref, counter, tickets.Queued)
}

// say posts a message that is rendered and has its place, or edits the one that stands.
func (d *dispatcher) say(ctx context.Context, row *tickets.Delivery, m bot.Message, to tickets.MessageRef, counter *tickets.Counter) (string, error) {
	if row.Ref.Message != "" {
		return d.edit(ctx, row, m)
	}
	if instead := row.Ref.Thread; instead != "" {
		m.Key += againMark + instead // under its old key the platform would take the former message for it
	}
	if !row.TriedAt.IsZero() {
		ref, found, err := d.platform.Find(ctx, to, m, row.TriedAt)
		if err != nil {
			return "", fmt.Errorf("%w: %w", errNotLooked, err)
		}
		if found {
			if found, err = d.unclaimed(ctx, ref, row.Key); err != nil {
				return "", err
			}
		}
		if found {
			return "found", d.found(ctx, row, ref, counter)
		}
	}
	if wait := d.platform.Pace(bot.OpPost, to.Channel); wait > 0 {
		return "", &bot.PlatformError{Fault: bot.Limited, After: wait, Reason: "paced"}
	}
	if err := d.tried(ctx, row); err != nil {
		return "", err
	}
	ref, err := d.platform.Post(ctx, to, m)
	if err != nil {
		return "", unheard(row, elsewhere(row, counter, err))
	}
	if m.IsCard {
		d.saw(ref.Message)
	}
	return "sent", d.sent(ctx, row, ref, counter)
}

// found stores where a message stands that an earlier try left. When it was made due again since
// then, it says what was true at that time: it stays queued, to be edited.
func (d *dispatcher) found(ctx context.Context, row *tickets.Delivery, ref tickets.MessageRef, counter *tickets.Counter) error {
	if triedNow := !row.FirstAt.IsZero(); triedNow {
		return d.sent(ctx, row, ref, counter)
	}
	return d.stands(ctx, row, ref, counter, tickets.Queued)
}

// unclaimed tells whether a message that was found is not another delivery's: where messages
// carry no key, one with the same words, said before, is found too.
func (d *dispatcher) unclaimed(ctx context.Context, ref tickets.MessageRef, key string) (bool, error) {
	other, err := d.app.deliveryAt(ctx, ref)
	if errors.Is(err, tickets.ErrNotFound) {
		return true, nil
	}
	return err == nil && other.Key == key, err
}

// archive closes the private thread of a story that has ended; elsewhere there is nothing to do.
func (d *dispatcher) archive(ctx context.Context, row *tickets.Delivery) (string, error) {
	var c *tickets.Counter
	err := d.app.store.View(ctx, func(tx tickets.Tx) (err error) {
		c, err = tx.Counter(ctx, row.Ticket, row.Place.User)
		return err
	})
	if errors.Is(err, tickets.ErrNotFound) || err == nil && c.Kind != "thread" {
		return "", errMoot
	}
	if err != nil {
		return "", err
	}
	if err := d.platform.Archive(ctx, *c); err != nil {
		if f := bot.FaultOf(err).Fault; f == bot.Gone || f == bot.Forbidden {
			return "", errMoot
		}
		return "", err
	}
	row.State, row.SentAt = tickets.Sent, d.app.now()
	return "archived", d.app.store.Update(ctx, func(tx tickets.Tx) error { return tx.SaveDelivery(ctx, row) })
}

// tried notes, durably, that the message may stand from now on.
func (d *dispatcher) tried(ctx context.Context, row *tickets.Delivery) error {
	now := d.app.now()
	if row.FirstAt.IsZero() {
		row.FirstAt = now
	}
	row.TriedAt = now
	return d.app.store.Update(ctx, func(tx tickets.Tx) error { return tx.SaveDelivery(ctx, row) })
}

// sent stores where the message stands. The first message in a DM on Slack is the root of the
// ticket's thread there.
func (d *dispatcher) sent(ctx context.Context, row *tickets.Delivery, ref tickets.MessageRef, counter *tickets.Counter) error {
	return d.stands(ctx, row, ref, counter, tickets.Sent)
}

func (d *dispatcher) stands(ctx context.Context, row *tickets.Delivery, ref tickets.MessageRef, counter *tickets.Counter, state tickets.DeliveryState) error {
	row.State, row.Ref, row.SentAt, row.Reason = state, ref, d.app.now(), ""
	row.FirstAt, row.TriedAt = time.Time{}, time.Time{}
	ctx = context.WithoutCancel(ctx)
	return d.app.store.Update(ctx, func(tx tickets.Tx) error {
		if counter != nil {
			if counter.Thread == "" && d.threadsInDM() {
				counter.Thread = ref.Message
			}
			if err := tx.SaveCounter(ctx, *counter); err != nil {
				return err
			}
		}
		if speech.Purpose(row.Purpose) == speech.PurposeCard {
			if err := followCard(ctx, tx, row); err != nil {
				return err
			}
		}
		return tx.SaveDelivery(ctx, row)
	})
}

// threadsInDM tells whether a counter is a thread of a DM here.
func (d *dispatcher) threadsInDM() bool {
	_, ok := d.platform.(bot.DMThreads)
	return ok
}

// againMark stands in a key between that of the delivery and the message that it replaces.
const againMark = ":again:"

// insteadOf is where a delivery stands that is posted again in place of a message of its own.
func insteadOf(former tickets.MessageRef) tickets.MessageRef {
	return tickets.MessageRef{Thread: former.Message}
}

// messageGone is the reason of a message that somebody deleted and that is posted again.
const messageGone = "message_gone"

// edit brings a message that stands up to date. A card that somebody deleted is posted again.
func (d *dispatcher) edit(ctx context.Context, row *tickets.Delivery, m bot.Message) (string, error) {
	err := d.platform.Edit(ctx, row.Ref, m)
	if err == nil {
		row.State, row.SentAt, row.Reason = tickets.Sent, d.app.now(), ""
		row.FirstAt, row.TriedAt = time.Time{}, time.Time{}
		ctx = context.WithoutCancel(ctx)
		return "edited", d.app.store.Update(ctx, func(tx tickets.Tx) error { return tx.SaveDelivery(ctx, row) })
	}
	if bot.FaultOf(err).Fault != bot.Gone {
		return "", err
	}
	switch speech.Purpose(row.Purpose) {
	case speech.PurposeCard:
		if d.app.channelLost(d.platform, row.Ref, err) {
			return "", &bot.PlatformError{Fault: bot.Retryable, Reason: tickets.ChannelMissing, Err: err}
		}
	case speech.PurposeChecklist: // somebody deleted it, and the desk works with it
		row.Ref = insteadOf(row.Ref)
		return "", &bot.PlatformError{Fault: bot.Retryable, Reason: messageGone, Err: err}
	default:
		return "", errMoot
	}
	d.app.log.Warn().Str("space", d.space).Int64("ticket", row.Ticket).Msg("the card is gone; it is posted again")
	return "reposted", d.app.cardGone(ctx, row)
}

// failed stores when to try again, or parks what can never be said.
func (d *dispatcher) failed(row *tickets.Delivery, err error) {
	f := bot.FaultOf(err)
	d.app.metrics.PlatformError(d.space, f.Reason)
	d.answered(f.Fault != bot.Retryable && f.Fault != bot.Uncertain && f.Fault != bot.Revoked)
	wait := retryFirst << min(row.Attempts, 6)
	if _, again := otherPlace[f.Reason]; again {
		wait = 0
	}
	park := false
	switch f.Fault {
	case bot.Limited:
		wait = f.After
		if d.platform.Pace(bot.OpPost, d.channel(row)) > 0 && isChannel(row.Place) {
			wait = 0 // its place is held back as a whole: what comes after it does not overtake it
		}
	case bot.Retryable:
	case bot.Gone, bot.Forbidden, bot.Refused:
		park = true
	}
	if f.Reason == bot.ReasonTooLarge && len(row.Reason) == 0 && speech.Purpose(row.Purpose) == speech.PurposeFiles {
		park, wait = false, 0 // the links are told instead
	}
	unknown := errors.Is(err, errNotLooked) // an earlier try may stand still, and is as old as it was
	if f.Fault != bot.Uncertain && !unknown {
		row.TriedAt = time.Time{}
	}
	now := d.app.now()
	if row.FirstAt.IsZero() && !unknown {
		row.FirstAt = now
	}
	since := row.FirstAt
	if since.IsZero() {
		since = now
	}
	late := now.Sub(since) > parkAfter && d.healthyFor() > parkAfter
	reason := f.Reason
	if f.Reason == tickets.ChannelMissing || park && (isChannel(row.Place) || withoutPool(row.Place, f)) {
		// Somebody has to invite the bot, or make the channel. A card waits for that as long
		// as it takes: the desk works with it.
		reason, park, wait = tickets.ChannelMissing, false, channelMissing
		late = now.Sub(since) > parkAfter && speech.Purpose(row.Purpose) != speech.PurposeCard
	}
	log := d.app.log.Warn().Str("space", d.space).Str("purpose", row.Purpose).Int64("ticket", row.Ticket).Str("reason", f.Reason)
	if park || late && f.Fault != bot.Limited {
		log.Err(f.Err).Msg("cannot be said; parked")
		d.unreached(row)
		d.park(row, reason)
		return
	}
	if f.Fault != bot.Limited {
		log.Err(f.Err).Msg("not said yet; will be tried again")
	}
	d.app.metrics.Delivery(d.space, "retry")
	d.settle(row, func(r *tickets.Delivery) {
		r.Reason, r.DueAt = reason, now.Add(min(wait, max(retryMost, f.After)))
		if f.Fault != bot.Limited {
			r.Attempts++
		}
	})
}

// settle stores a delivery outside the call's own context.
func (d *dispatcher) settle(row *tickets.Delivery, change func(r *tickets.Delivery)) {
	ctx, cancel := context.WithTimeout(context.Background(), sendTime)
	defer cancel()
	change(row)
	if err := d.app.store.Update(ctx, func(tx tickets.Tx) error { return tx.SaveDelivery(ctx, row) }); err != nil {
		d.app.log.Error().Err(err).Str("space", d.space).Msg("a delivery's outcome could not be stored; it will be tried again")
	}
}

// unheard lets go what a channel that is not the desk's refuses: the number of a ticket under
// the message it was taken from. Card and counter have it.
func unheard(row *tickets.Delivery, err error) error {
	if f := bot.FaultOf(err).Fault; row.Place.Kind == tickets.PlaceOrigin && (f == bot.Gone || f == bot.Forbidden || f == bot.Refused) {
		return errMoot
	}
	return err
}
