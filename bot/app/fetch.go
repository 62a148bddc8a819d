package app

import (
	"context"
	"errors"
	"io"
	"sync"
	"time"

	"guichet/bot"
	"guichet/tickets"
)

const (
	fetchAtOnce = 2                // files on their way from one platform
	fetchTime   = 10 * time.Minute // for one file
	fetchStall  = 30 * time.Second // without a byte, and it is tried again
	fetchUntil  = 24 * time.Hour   // a link of a day ago is dead
)

// joinedTo notes where files were joined, so that a link that has expired can be read again, and
// gives them names that are safe wherever they are said or written.
func joinedTo(files []tickets.File, m tickets.MessageRef) []tickets.File {
	out := make([]tickets.File, len(files))
	for i, f := range files {
		f.From, f.Name = m, tickets.SafeName(f.Name)
		out[i] = f
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// located notes where the files of an event were joined: a form or a command has no message.
func located(e bot.Event) bot.Event {
	at := tickets.MessageRef{Space: e.Space}
	if e.Kind == bot.MessageEvent || e.Kind == bot.EditedEvent {
		at = e.Where
	}
	e.Files = joinedTo(e.Files, at)
	if e.Target != nil {
		target := *e.Target
		target.Files = joinedTo(target.Files, target.Ref)
		e.Target = &target
	}
	return e
}

// fetch starts copying the files that wait in the space and returns how long to wait before
// looking again. Copying holds back nothing that is to be said.
func (d *dispatcher) fetch(ctx, calls context.Context, wg *sync.WaitGroup) time.Duration {
	from, ok := d.platform.(bot.FileFetcher)
	if d.app.files == nil || !ok || d.fetches() >= fetchAtOnce {
		return idleLook
	}
	var due []*tickets.Attachment
	var next time.Time
	err := d.app.store.View(ctx, func(tx tickets.Tx) (err error) {
		if due, err = tx.DueAttachments(ctx, d.space, 2*fetchAtOnce); err != nil {
			return err
		}
		next, err = tx.NextAttachmentAt(ctx, d.space)
		return err
	})
	if err != nil {
		if ctx.Err() == nil {
			d.app.log.Error().Err(err).Str("space", d.space).Msg("the files to fetch could not be listed")
		}
		return time.Second
	}
	for _, a := range due {
		if !d.takeFile(a.ID) {
			continue
		}
		wg.Go(func() {
			defer d.nudge()
			defer d.freeFile(a.ID)
			d.copyFile(calls, from, a)
		})
	}
	if next.IsZero() {
		return idleLook
	}
	return min(idleLook, max(next.Sub(d.app.now()), 10*time.Millisecond))
}

func (d *dispatcher) fetches() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.fetching)
}

func (d *dispatcher) takeFile(id int64) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fetching[id] || len(d.fetching) >= fetchAtOnce {
		return false
	}
	d.fetching[id] = true
	return true
}

func (d *dispatcher) freeFile(id int64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.fetching, id)
}

// copyFile copies one file into the store, and records what became of it. A process that stops
// meanwhile leaves it to be fetched again.
func (d *dispatcher) copyFile(calls context.Context, from bot.FileFetcher, a *tickets.Attachment) {
	ctx, cancel := context.WithTimeout(calls, fetchTime)
	defer cancel()
	got, err := d.copied(ctx, from, a)
	if calls.Err() != nil && err != nil {
		return
	}
	var no *tickets.RefusedError
	switch {
	case err == nil:
		d.settleFile(a, got)
	case errors.As(err, &no):
		d.refuseFile(a, no.Why)
	default:
		d.fileFailed(a, err)
	}
}

// copied streams a file from the platform into the store. What was announced of it only serves
// to refuse it sooner.
func (d *dispatcher) copied(ctx context.Context, from bot.FileFetcher, a *tickets.Attachment) (tickets.File, error) {
	f, limit := a.File, d.app.policy.Files.Limit()
	if f.Size > limit {
		return f, &tickets.RefusedError{Why: tickets.FileTooLarge}
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	body, err := from.Fetch(ctx, f)
	if err != nil {
		return f, err
	}
	defer func() { _ = body.Close() }() // it was only read
	if body.Size > limit {
		return f, &tickets.RefusedError{Why: tickets.FileTooLarge}
	}
	stall := time.AfterFunc(fetchStall, cancel)
	defer stall.Stop()
	c, err := d.app.files.Keep(ctx, &moving{r: body, stall: stall}, limit, func(mediaType string) bool {
		return d.app.policy.Files.Takes(f.Name, mediaType)
	})
	f.Hash, f.Type = c.Hash, c.Type
	if err == nil {
		f.Size = c.Size
	}
	return f, err
}

// moving is a reader that must not stand still.
type moving struct {
	r     io.Reader
	stall *time.Timer
}

func (m *moving) Read(b []byte) (int, error) {
	n, err := m.r.Read(b)
	if n > 0 {
		m.stall.Reset(fetchStall)
	}
	return n, err
}

func (d *dispatcher) refuseFile(a *tickets.Attachment, why tickets.Refusal) {
	f := a.File
	f.Hash, f.Type, f.Refused = "", "", why
	d.settleFile(a, f)
}

func (d *dispatcher) settleFile(a *tickets.Attachment, f tickets.File) {
	outcome := "kept"
	if f.Refused != "" {
		outcome = string(f.Refused)
	}
	d.app.metrics.File(d.space, outcome)
	ctx, cancel := context.WithTimeout(context.Background(), sendTime)
	defer cancel()
	if err := d.app.desk.Settle(ctx, a, f); err != nil {
		d.app.log.Error().Err(err).Str("space", d.space).Int64("ticket", a.Ticket).Msg("what became of a file could not be stored; it will be fetched again")
	}
}

// refusals says what a fault of a platform means for a file.
var refusals = map[bot.Fault]tickets.Refusal{
	bot.Gone: tickets.FileGone, bot.Forbidden: tickets.FileForbidden, bot.Refused: tickets.FileForbidden, bot.Revoked: "",
}

// fileFailed gives up on a file that cannot be had, or puts it off.
func (d *dispatcher) fileFailed(a *tickets.Attachment, err error) {
	f := bot.FaultOf(err)
	why := refusals[f.Fault]
	switch f.Reason {
	case bot.ReasonForeign:
		why = tickets.FileForeign
	case bot.ReasonExpired:
		why = tickets.FileExpired
	}
	now, tried := d.app.now(), time.Duration(0)
	if !a.FirstAt.IsZero() {
		tried = now.Sub(a.FirstAt)
	}
	var full *tickets.StorageError
	switch {
	case errors.As(err, &full): // no fault of the platform
		f = &bot.PlatformError{Fault: bot.Retryable, Reason: "files_dir", Err: full}
		d.app.log.Error().Err(full).Msg("FILES_DIR takes no file; is its disk full?")
		if why = ""; tried > parkAfter {
			why = tickets.FileNoRoom
		}
	case why == "":
		if tried > parkAfter && d.healthyFor() > parkAfter && f.Fault != bot.Limited || tried > fetchUntil {
			why = tickets.FileUnreachable
		}
	}
	log := d.app.log.Warn().Str("space", d.space).Int64("ticket", a.Ticket).Str("reason", f.Reason).Err(f.Err)
	if why != "" {
		log.Msg("a file cannot be copied; its link is kept")
		d.refuseFile(a, why)
		return
	}
	log.Msg("a file could not be copied yet; it will be tried again")
	wait := min(retryFirst<<min(a.Attempts, 6), retryMost)
	if f.Fault == bot.Limited {
		wait = max(f.After, time.Second)
	}
	ctx, cancel := context.WithTimeout(context.Background(), sendTime)
	defer cancel()
	if err := d.app.desk.Postpone(ctx, a, now.Add(wait)); err != nil {
		d.app.log.Error().Err(err).Str("space", d.space).Msg("a file could not be put off")
	}
}
