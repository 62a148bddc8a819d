package bot

import (
	"context"

	"guichet/tickets"
)

// maxDigest is how many alerts a digest names before it only counts the rest.
const maxDigest = 20

// digest lists the alerts beyond the channel's budget, each as its ticket stands now.
func (s *Speech) digest(sc Scene) Message {
	blocks := []Block{paragraph(s.text(sc.Locale, "digest", vars{"Count": sc.Total}))}
	open := false
	for _, h := range sc.Held {
		one := sc
		one.Ticket, one.Entry = h.Ticket, h.Entry
		line := s.text(sc.Locale, "warn."+clockKey(h.Entry.Detail.Clock), s.about(one, vars{
			"Percent": h.Entry.Detail.Percent, "When": s.moment(one, h.Entry.Detail.Deadline),
		}))
		settled := s.settled(one)
		if settled != nil {
			line = settled
		}
		open = open || settled == nil
		blocks = append(blocks, small(line))
	}
	if left := sc.Total - len(sc.Held); left > 0 {
		blocks = append(blocks, small(s.text(sc.Locale, "digest.more", vars{"Count": left})))
	}
	blocks = append(blocks, small(s.text(sc.Locale, "digest.hint", vars{"Command": codeText(command(sc.Locale, "list", nil))})))
	if open {
		return Message{Blocks: blocks, Tone: Warning}
	}
	return Message{Blocks: blocks, Tone: Muted}
}

// heldFor finds what a digest lists: a row for each alert, its ticket as it stands now.
func heldFor(ctx context.Context, tx tickets.Tx, key string) (held []HeldAlert, total int, err error) {
	budget, from, until, ok := tickets.DigestOf(key)
	if !ok {
		return nil, 0, nil
	}
	rows, total, err := tx.HeldAlerts(ctx, budget, from, until, maxDigest)
	if err != nil {
		return nil, 0, err
	}
	for _, row := range rows {
		t, err := tx.Ticket(ctx, row.Ticket)
		if err != nil {
			return nil, 0, err
		}
		e, err := tx.Entry(ctx, row.Entry)
		if err != nil {
			return nil, 0, err
		}
		held = append(held, HeldAlert{Ticket: t, Entry: e})
	}
	return held, total, nil
}
