package bot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"guichet/tickets"
)

// upload puts into the scene of a message with files which of them go along: not those over what
// the platform takes, nor those that the store has lost.
func (d *dispatcher) upload(row *tickets.Delivery, sc *Scene) error {
	sc.Part = partOf(row.Key)
	for _, f := range packOf(sc.Entry, sc.Part).kept {
		if row.Reason == ReasonTooLarge || f.Size > maxUpload(d.platform) {
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
			return &PlatformError{Fault: Retryable, Reason: "files_dir", Err: err}
		}
		_ = body.Close() // it was only looked for
		sc.Uploads = append(sc.Uploads, f)
	}
	return nil
}

// maxUpload is the most bytes that a platform takes of one file.
func maxUpload(p Platform) int64 {
	if l, ok := p.(UploadLimiter); ok {
		return l.MaxUpload()
	}
	return 1 << 62
}

// attach adds the files themselves to a message.
func (d *dispatcher) attach(m *Message, files []tickets.File) {
	for _, f := range files {
		m.Files = append(m.Files, Upload{
			Name: tickets.SafeName(f.Name), Type: f.Type, Size: f.Size,
			Open: func() (io.ReadCloser, error) { return d.app.files.Open(f.Hash) },
		})
	}
}

// unfitPrefix and the key of a message with files make the key of what its sender is told.
const unfitPrefix = "unfit:"

// tellUnfit has the sender told which files do not fit through here: who reads them there sees
// only links. Once, however often the message is tried.
func (d *dispatcher) tellUnfit(ctx context.Context, row *tickets.Delivery, sc Scene) error {
	if Purpose(row.Purpose) != PurposeFiles || len(sc.Unfit) == 0 || row.Ref.Message != "" || sc.Recalled {
		return nil
	}
	e := entry(sc)
	to := tickets.Place{Space: e.Detail.Subject.Space(), Kind: tickets.PlaceThread}
	if slices.Contains(sc.Ticket.Audience(), e.Detail.Subject) {
		to = counterOf(e.Detail.Subject)
	} else if p := d.app.platforms[to.Space]; p == nil || !p.Has(tickets.PlacePool) {
		to.Space = d.reportSpace()
	}
	err := d.app.store.Update(ctx, func(tx tickets.Tx) error {
		return tx.Enqueue(ctx, &tickets.Delivery{
			Key: fmt.Sprintf("%s%d:%d:%s", unfitPrefix, e.ID, sc.Part, d.space), Ticket: row.Ticket, Entry: e.ID, Purpose: string(PurposeUnfit), Place: to,
		})
	})
	d.app.wake()
	return err
}

// unfit puts into the scene what the sender is told about: those of the part that are too large
// there, or all of them when the platform refused a size that it says it takes.
func (d *dispatcher) unfit(row *tickets.Delivery, sc *Scene) {
	var part int
	var space string
	if _, err := fmt.Sscanf(strings.ReplaceAll(strings.TrimPrefix(row.Key, unfitPrefix), ":", " "), "%d %d %s", new(int64), &part, &space); err != nil {
		return
	}
	all := packOf(sc.Entry, part).kept
	for _, f := range all {
		if p := d.app.platforms[space]; p != nil && f.Size > maxUpload(p) {
			sc.Unfit = append(sc.Unfit, f)
		}
	}
	if sc.Unfit == nil {
		sc.Unfit = all
	}
}
