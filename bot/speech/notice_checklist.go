package speech

import (
	"strconv"
	"unicode/utf8"

	"guichet/bot"
	"guichet/tickets"
)

const (
	// maxChecks is how many items one message of a procedure has: five rows of five buttons.
	// https://docs.discord.com/developers/components/reference#action-row
	maxChecks = 25
	// maxCheckText is how many characters of items it has, in the longest language: less than an
	// embed's description takes, with room for who ticked what.
	maxCheckText = 3400
	// besideCheck is the room for who ticked an item, and when.
	besideCheck = 80
)

// CheckPages splits a procedure over as many messages as it needs. The split depends only on the
// items' words, so that a tick moves nothing.
func CheckPages(list []tickets.Check) [][]tickets.Check {
	var pages [][]tickets.Check
	size := 0
	for i := range list {
		longest := 0
		for _, words := range list[i].Text {
			longest = max(longest, utf8.RuneCountInString(words))
		}
		longest += besideCheck
		if n := len(pages); n == 0 || len(pages[n-1]) == maxChecks || size+longest > maxCheckText {
			pages = append(pages, nil)
			size = 0
		}
		last := len(pages) - 1
		pages[last] = append(pages[last], list[i])
		size += longest
	}
	return pages
}

// checklist shows one message of the ticket's procedure: who ticked what and when, and a button
// for each item while there is work to do.
func (s *Speech) checklist(sc Scene) bot.Message {
	t := sc.Ticket
	pages := CheckPages(t.Checklist)
	if sc.Part >= len(pages) {
		return bot.Message{Blocks: []bot.Block{Small(s.Text(sc.Locale, "checklist.over", nil))}, Tone: bot.Muted}
	}
	blocks := []bot.Block{heading(s.T(sc.Locale, "checklist.title", Vars{"Ref": t.Ref(), "Done": t.Done(), "Total": len(t.Checklist)}))}
	var buttons []bot.Button
	for _, c := range pages[sc.Part] {
		blocks = append(blocks, Paragraph(s.check(sc, c)))
		label, _ := Cut(c.Text.In(sc.Locale), MaxOptionLabel)
		to := "on"
		if c.By != "" {
			to = "off"
		}
		buttons = append(buttons, bot.Button{Label: label, Verb: Verb("check", t, c.ID, to), On: c.By != ""})
	}
	tone := bot.Calm
	if t.Done() == len(t.Checklist) {
		tone = bot.Good
	}
	if t.State.Terminal() {
		return bot.Message{Blocks: blocks, Tone: bot.Muted}
	}
	for i := 0; i < len(buttons); i += maxRowButtons {
		blocks = Row(blocks, buttons[i:min(i+maxRowButtons, len(buttons))]...)
	}
	return bot.Message{Blocks: blocks, Tone: tone}
}

// check is one item.
func (s *Speech) check(sc Scene, c tickets.Check) bot.Text {
	words := plain(c.Text.In(sc.Locale))
	if c.By == "" {
		return appendText(plain("☐ "), words)
	}
	return appendText(plain("☑ "), words, plain(" · "+sc.Name(c.By)+", "), s.Moment(sc, c.At))
}

// progress is "2/5", nothing for a ticket without a procedure.
func progress(t *tickets.Ticket) bot.Text {
	if len(t.Checklist) == 0 {
		return nil
	}
	return plain(strconv.Itoa(t.Done()) + "/" + strconv.Itoa(len(t.Checklist)))
}
