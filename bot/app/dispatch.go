package app

import (
	"context"
	"strconv"
	"sync"
	"time"

	"guichet/bot"
	"guichet/bot/speech"
	"guichet/tickets"
)

const (
	dispatchBatch  = 200              // deliveries looked at in one go
	dispatchAtOnce = 16               // calls under way on one platform
	leaseTime      = 10 * time.Second // a replica that dies leaves its space after this
	leaseRenew     = 3 * time.Second
	sendTime       = 30 * time.Second // a call that hangs is given up; its outcome is uncertain
	uploadTime     = 5 * time.Minute  // as sendTime, for a message with files
	uploadsAtOnce  = 2                // messages with files under way on one platform
	drainTime      = 8 * time.Second  // what is under way when the bot stops may end
	idleLook       = 5 * time.Second  // rows are looked at again even if nobody called
	parkAfter      = 15 * time.Minute // of a healthy platform (SPEC §11)
	retryFirst     = time.Second
	retryMost      = time.Minute
	channelMissing = 15 * time.Second // a channel that is not there yet is looked for again
	lateAfter      = 5 * time.Second  // an alert told later than this tells its true time
)

// dispatcher sends what waits for one space. Dispatching for a space is one lease, so that its
// pace is kept in one place. First tries go out in order per place; per ticket the order is
// strict; edits converge and yield to what is new.
type dispatcher struct {
	app      *App
	platform bot.Platform
	space    string
	wake     chan struct{}

	mu           sync.Mutex
	lanes        map[int64]bool  // tickets with a call under way
	places       map[string]bool // places with a call under way
	uploading    int             // of these, with files
	fetching     map[int64]bool  // attachments on their way here
	standing     map[string]bool // cards seen to stand since the connection
	healthySince time.Time       // since when the platform has answered without a break
}

func newDispatcher(a *App, p bot.Platform) *dispatcher {
	return &dispatcher{
		app: a, platform: p, space: p.Space(), wake: make(chan struct{}, 1),
		lanes: map[int64]bool{}, places: map[string]bool{}, fetching: map[int64]bool{}, standing: map[string]bool{},
	}
}

// nudge says that there may be something to send.
func (d *dispatcher) nudge() {
	select {
	case d.wake <- struct{}{}:
	default:
	}
}

// mostStanding bounds how many cards are known to stand.
const mostStanding = 10_000

// unseen tells whether a card was not yet seen to stand since the connection.
func (d *dispatcher) unseen(card string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return !d.standing[card]
}

// saw notes that a card stands.
func (d *dispatcher) saw(card string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.standing) >= mostStanding {
		clear(d.standing)
	}
	d.standing[card] = true
}

// connected forgets what may have changed while nothing was heard.
func (d *dispatcher) connected() {
	d.mu.Lock()
	defer d.mu.Unlock()
	clear(d.standing)
}

// run dispatches until ctx ends, then waits for what is under way.
func (d *dispatcher) run(ctx context.Context) {
	calls, cancel := context.WithCancel(context.WithoutCancel(ctx))
	var wg sync.WaitGroup
	defer func() {
		stop := time.AfterFunc(drainTime, cancel)
		wg.Wait()
		stop.Stop()
		cancel()
		d.unlease()
	}()
	var leased time.Time
	for ctx.Err() == nil {
		wait := idleLook
		if _, connected := d.platform.Health(); connected {
			if time.Since(leased) > leaseRenew {
				if !d.lease(ctx) {
					d.pause(ctx, leaseRenew)
					continue
				}
				leased = time.Now()
			}
			wait = min(d.start(ctx, calls, &wg), d.fetch(ctx, calls, &wg))
		}
		d.pause(ctx, wait)
	}
}

func (d *dispatcher) pause(ctx context.Context, wait time.Duration) {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-d.wake:
	case <-timer.C:
	}
}

func (d *dispatcher) leaseName() string { return "dispatch:" + d.space }

func (d *dispatcher) lease(ctx context.Context) bool {
	ok := false
	err := d.app.store.Update(ctx, func(tx tickets.Tx) (err error) {
		if _, ok, err = tx.Lease(ctx, d.leaseName(), d.app.owner, leaseTime); err != nil || !ok {
			return err
		}
		return tx.SetValue(ctx, aliveKey(d.space), strconv.FormatInt(time.Now().UnixMilli(), 10))
	})
	if err != nil && ctx.Err() == nil {
		d.app.log.Error().Err(err).Str("space", d.space).Msg("the dispatcher's lease could not be taken")
	}
	return err == nil && ok
}

func (d *dispatcher) unlease() {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	err := d.app.store.Update(ctx, func(tx tickets.Tx) error { return tx.Unlease(ctx, d.leaseName(), d.app.owner) })
	if err != nil {
		d.app.log.Warn().Err(err).Str("space", d.space).Msg("the dispatcher's lease could not be given back; it ends by itself")
	}
}

// start starts what can be sent now and returns how long to wait before looking again.
func (d *dispatcher) start(ctx, calls context.Context, wg *sync.WaitGroup) time.Duration {
	var rows []*tickets.Delivery
	var next time.Time
	err := d.app.store.View(ctx, func(tx tickets.Tx) (err error) {
		if rows, err = tx.NextDeliveries(ctx, d.space, dispatchBatch); err != nil {
			return err
		}
		next, err = tx.NextDeliveryAt(ctx, d.space)
		return err
	})
	if err != nil {
		if ctx.Err() == nil {
			d.app.log.Error().Err(err).Str("space", d.space).Msg("the queue could not be read")
		}
		return time.Second
	}
	wait := idleLook
	if !next.IsZero() {
		wait = min(wait, max(next.Sub(d.app.now()), 10*time.Millisecond))
	}
	return min(wait, d.startRows(calls, wg, rows))
}

// startRows starts the rows whose ticket and place are free and which the platform takes now:
// first what is new, then edits. Order holds also among what must still wait: a row that is
// held back holds back its ticket and its place. What goes beside waits for its ticket, and
// holds back only what goes beside to the same place.
func (d *dispatcher) startRows(calls context.Context, wg *sync.WaitGroup, rows []*tickets.Delivery) time.Duration {
	wait := idleLook
	lanes, places := map[int64]bool{}, map[string]bool{}
	for _, edits := range []bool{false, true} {
		for _, row := range rows {
			edit := row.Ref.Message != ""
			if edit != edits {
				continue
			}
			place, op, channel := d.place(row), bot.OpPost, d.channel(row)
			lane := !edit && !row.Beside
			if row.Beside {
				place = "beside:" + place
			}
			if edit {
				place, op, channel = "edit:"+row.Key, bot.OpEdit, row.Ref.Channel
			}
			if lanes[row.Ticket] && row.Ticket != 0 && !edit || places[place] {
				continue
			}
			pace := d.platform.Pace(op, channel)
			if pace > 0 {
				wait = min(wait, pace)
			}
			if pace > 0 || !d.take(row, place, edit) {
				lanes[row.Ticket] = lanes[row.Ticket] || lane
				places[place] = true
				continue
			}
			lanes[row.Ticket] = lanes[row.Ticket] || lane
			places[place] = true
			wg.Go(func() {
				defer d.nudge()
				defer d.free(row, place, edit)
				d.deliver(calls, row)
			})
		}
	}
	return max(wait, time.Millisecond)
}

// place is what keeps first tries in order: the channel, thread or counter.
func (d *dispatcher) place(row *tickets.Delivery) string {
	switch row.Place.Kind {
	case tickets.PlaceThread, tickets.PlaceCounter:
		return row.Place.String() + ":" + speech.TicketName(row.Ticket)
	default:
		return row.Place.String()
	}
}

// channel is the channel that paces the row, "" when it is not known before it is opened.
func (d *dispatcher) channel(row *tickets.Delivery) string {
	switch row.Place.Kind {
	case tickets.PlaceCounter:
		return ""
	case tickets.PlaceThread:
		return d.platform.Channel(tickets.PlacePool, "")
	default:
		return d.platform.Channel(row.Place.Kind, "")
	}
}

func (d *dispatcher) take(row *tickets.Delivery, place string, edit bool) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.places) >= dispatchAtOnce || d.places[place] || !edit && row.Ticket != 0 && d.lanes[row.Ticket] {
		return false
	}
	switch {
	case edit:
	case row.Beside && d.uploading >= uploadsAtOnce:
		return false
	case row.Beside:
		d.uploading++
	default:
		d.lanes[row.Ticket] = true
	}
	d.places[place] = true
	return true
}

func (d *dispatcher) free(row *tickets.Delivery, place string, edit bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.places, place)
	switch {
	case edit:
	case row.Beside:
		d.uploading--
	default:
		delete(d.lanes, row.Ticket)
	}
}

// answered notes that the platform answers, or does not: only the time of a healthy platform
// counts before something is parked.
func (d *dispatcher) answered(ok bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	switch {
	case !ok:
		d.healthySince = time.Time{}
	case d.healthySince.IsZero():
		d.healthySince = time.Now()
	}
}

func (d *dispatcher) healthyFor() time.Duration {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.healthySince.IsZero() {
		return 0
	}
	return time.Since(d.healthySince)
}
