package speech

import (
	"context"

	"guichet/bot"
	"guichet/tickets"
)

// maxDigest is how many alerts a digest names before it only counts the rest.
const maxDigest = 20

// digest lists the alerts beyond the channel's budget, each as its ticket stands now.
func (s *Speech) digest(sc Scene) bot.Message {
	blocks := []bot.Block{Paragraph(s.Text(sc.Locale, "digest", Vars{"Count": sc.Total}))}
	open := false
	for _, h := range sc.Held {
		one := sc
		one.Ticket, one.Entry = h.Ticket, h.Entry
		line := s.Text(sc.Locale, "warn."+clockKey(h.Entry.Detail.Clock), s.about(one, Vars{
			"Percent": h.Entry.Detail.Percent, "When": s.Moment(one, h.Entry.Detail.Deadline),
		}))
		settled := s.settled(one)
		if settled != nil {
			line = settled
		}
		open = open || settled == nil
		blocks = append(blocks, Small(line))
	}
	if left := sc.Total - len(sc.Held); left > 0 {
		blocks = append(blocks, Small(s.Text(sc.Locale, "digest.more", Vars{"Count": left})))
	}
	blocks = append(blocks, Small(s.Text(sc.Locale, "digest.hint", Vars{"Command": CodeText(Command(sc.Locale, "list", nil))})))
	if open {
		return bot.Message{Blocks: blocks, Tone: bot.Warning}
	}
	return bot.Message{Blocks: blocks, Tone: bot.Muted}
}

// HeldFor finds what a digest lists: a row for each alert, its ticket as it stands now.
func HeldFor(ctx context.Context, tx tickets.Tx, key string) (held []HeldAlert, total int, err error) {
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
