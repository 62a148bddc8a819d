package speech

import (
	"strconv"

	"guichet/bot"
	"guichet/tickets"
)

// Proposals are known incidents that may be the reader's own: to join, or whose workaround may
// have helped already.
func (s *Speech) Proposals(sc Scene, known []*tickets.Ticket) []bot.Block {
	blocks := []bot.Block{Paragraph(s.Text(sc.Locale, "known", nil))}
	for _, k := range known {
		other := strconv.FormatInt(k.Number, 10)
		blocks = append(blocks, Paragraph(appendText(nil, boldText(k.Announcement.Title), plain(" ("+k.Ref()+")"))))
		var buttons []bot.Button
		of := ""
		if len(known) > 1 { // where buttons stand below all texts, each says what it is about
			of = " (" + k.Ref() + ")"
		}
		if k.State.Finished() {
			blocks = Quoted(blocks, Clip(k.Solution, maxCardWords))
		} else {
			buttons = append(buttons, bot.Button{Label: s.T(sc.Locale, "button.metoo", nil) + of, Verb: Verb("join", sc.Ticket, other), Style: bot.Primary})
		}
		buttons = append(buttons, bot.Button{Label: s.T(sc.Locale, "button.helped", nil) + of, Verb: Verb("helped", sc.Ticket, other)})
		blocks = Row(blocks, buttons...)
	}
	return append(blocks, Small(s.Text(sc.Locale, "known.hint", nil)))
}
