package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"guichet/bot"
	"guichet/bot/outbox"
	"guichet/bot/speech"
	"guichet/tickets"
)

// upload puts into the scene of a message with files which of them go along: not those over what
// the platform takes, nor those that the store has lost.
func (d *dispatcher) upload(row *tickets.Delivery, sc *speech.Scene) error {
	sc.Part = speech.PartOf(row.Key)
	for _, f := range speech.PackOf(sc.Entry, sc.Part).Kept {
		if row.Reason == bot.ReasonTooLarge || f.Size > maxUpload(d.platform) {
			sc.Unfit = append(sc.Unfit, f)
			continue
		}
		if d.app.files == nil {
			continue
		}
		body, err := d.app.files.Open(f.Hash)
		if errors.Is(err, tickets.ErrNotFound) {
			d.app.log.Error().Int64("ticket", row.Ticket).Str("hash", f.Hash).Msg("a file is missing in FILES_DIR; its link is told instead")
			continue
		}
		if err != nil {
			return &bot.PlatformError{Fault: bot.Retryable, Reason: "files_dir", Err: err}
		}
		_ = body.Close() // it was only looked for
		sc.Uploads = append(sc.Uploads, f)
	}
	return nil
}

// maxUpload is the most bytes that a platform takes of one file.
func maxUpload(p bot.Platform) int64 {
	if l, ok := p.(bot.UploadLimiter); ok {
		return l.MaxUpload()
	}
	return 1 << 62
}

// unfitPrefix and the key of a message with files make the key of what its sender is told.
const unfitPrefix = "unfit:"

// tellUnfit has the sender told which files do not fit through here: who reads them there sees
// only links. Once, however often the message is tried.
func (d *dispatcher) tellUnfit(ctx context.Context, row *tickets.Delivery, sc speech.Scene) error {
	if speech.Purpose(row.Purpose) != speech.PurposeFiles || len(sc.Unfit) == 0 || row.Ref.Message != "" || sc.Recalled {
		return nil
	}
	e := speech.Entry(sc)
	to := tickets.Place{Space: e.Detail.Subject.Space(), Kind: tickets.PlaceThread}
	if slices.Contains(sc.Ticket.Audience(), e.Detail.Subject) {
		to = outbox.CounterOf(e.Detail.Subject)
	} else if p := d.app.platforms[to.Space]; p == nil || !p.Has(tickets.PlacePool) {
		to.Space = d.reportSpace()
	}
	err := d.app.store.Update(ctx, func(tx tickets.Tx) error {
		return tx.Enqueue(ctx, &tickets.Delivery{
			Key: fmt.Sprintf("%s%d:%d:%s", unfitPrefix, e.ID, sc.Part, d.space), Ticket: row.Ticket, Entry: e.ID, Purpose: string(speech.PurposeUnfit), Place: to,
		})
	})
	d.app.wake()
	return err
}

// unfit puts into the scene what the sender is told about: those of the part that are too large
// there, or all of them when the platform refused a size that it says it takes.
func (d *dispatcher) unfit(row *tickets.Delivery, sc *speech.Scene) {
	var part int
	var space string
	if _, err := fmt.Sscanf(strings.ReplaceAll(strings.TrimPrefix(row.Key, unfitPrefix), ":", " "), "%d %d %s", new(int64), &part, &space); err != nil {
		return
	}
	all := speech.PackOf(sc.Entry, part).Kept
	for _, f := range all {
		if p := d.app.platforms[space]; p != nil && f.Size > maxUpload(p) {
			sc.Unfit = append(sc.Unfit, f)
		}
	}
	if sc.Unfit == nil {
		sc.Unfit = all
	}
}
