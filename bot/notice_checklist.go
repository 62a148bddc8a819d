package bot

import (
	"strconv"
	"unicode/utf8"

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

// checkPages splits a procedure over as many messages as it needs. The split depends only on the
// items' words, so that a tick moves nothing.
func checkPages(list []tickets.Check) [][]tickets.Check {
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
func (s *Speech) checklist(sc Scene) Message {
	t := sc.Ticket
	pages := checkPages(t.Checklist)
	if sc.Part >= len(pages) {
		return Message{Blocks: []Block{small(s.text(sc.Locale, "checklist.over", nil))}, Tone: Muted}
	}
	blocks := []Block{heading(s.T(sc.Locale, "checklist.title", vars{"Ref": t.Ref(), "Done": t.Done(), "Total": len(t.Checklist)}))}
	var buttons []Button
	for _, c := range pages[sc.Part] {
		blocks = append(blocks, paragraph(s.check(sc, c)))
		label, _ := cut(c.Text.In(sc.Locale), maxOptionLabel)
		to := "on"
		if c.By != "" {
			to = "off"
		}
		buttons = append(buttons, Button{Label: label, Verb: verb("check", t, c.ID, to), On: c.By != ""})
	}
	tone := Calm
	if t.Done() == len(t.Checklist) {
		tone = Good
	}
	if t.State.Terminal() {
		return Message{Blocks: blocks, Tone: Muted}
	}
	for i := 0; i < len(buttons); i += maxRowButtons {
		blocks = row(blocks, buttons[i:min(i+maxRowButtons, len(buttons))]...)
	}
	return Message{Blocks: blocks, Tone: tone}
}

// check is one item.
func (s *Speech) check(sc Scene, c tickets.Check) Text {
	words := plain(c.Text.In(sc.Locale))
	if c.By == "" {
		return appendText(plain("☐ "), words)
	}
	return appendText(plain("☑ "), words, plain(" · "+sc.Name(c.By)+", "), s.moment(sc, c.At))
}

// progress is "2/5", nothing for a ticket without a procedure.
func progress(t *tickets.Ticket) Text {
	if len(t.Checklist) == 0 {
		return nil
	}
	return plain(strconv.Itoa(t.Done()) + "/" + strconv.Itoa(len(t.Checklist)))
}
