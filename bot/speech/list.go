package speech

import (
	"strconv"

	"guichet/bot"
	"guichet/tickets"
)

// maxListed is how many tickets one page of a list shows at most: one menu's options on
// every platform (https://docs.discord.com/developers/components/reference#string-select).
const maxListed = 25

// List shows a page of tickets, with a menu to open one of them and buttons to turn the page
// (verb:page, pages count from 1). The title is shown as it is given.
func (s *Speech) List(sc Scene, title string, ts []*tickets.Ticket, page, pages int, verb string) bot.Message {
	blocks := []bot.Block{heading(title)}
	if len(ts) == 0 {
		return bot.Message{Blocks: append(blocks, Paragraph(s.Text(sc.Locale, "list.empty", Vars{"Command": CodeText(Command(sc.Locale, "new", nil))})))}
	}
	menu := &bot.Menu{Placeholder: s.T(sc.Locale, "list.show", nil), Verb: "show"}
	for _, t := range ts[:min(len(ts), maxListed)] {
		one := sc
		one.Ticket = t
		blocks = append(blocks, Paragraph(s.listed(one)))
		menu.Options = append(menu.Options, bot.Option{Label: s.title(one), Value: strconv.FormatInt(t.Number, 10)})
	}
	blocks = append(blocks, bot.Block{Kind: bot.Select, Menu: menu})
	if pages > 1 {
		blocks = append(blocks, Small(s.Text(sc.Locale, "list.page", Vars{"Page": page, "Pages": pages})))
	}
	return bot.Message{Blocks: Row(blocks, s.turns(sc.Locale, page, pages, verb)...)}
}

// listed is one line of a list: name, state, summary, who holds it, next deadline.
func (s *Speech) listed(sc Scene) bot.Text {
	t := sc.Ticket
	line := appendText(boldText(s.title(sc)), plain("\n"+t.Summary+"\n"), s.holder(sc))
	if t.State.Finished() || t.NextDue.IsZero() {
		return line
	}
	line = appendText(line, plain(" · "), s.Moment(sc, t.NextDue))
	if t.NextDue.Before(sc.Now) {
		line = appendText(line, plain(" · "), boldText(s.T(sc.Locale, "deadline.late", nil)))
	}
	return line
}

// turns are the buttons Previous and Next.
func (s *Speech) turns(locale string, page, pages int, verb string) []bot.Button {
	var out []bot.Button
	if page > 1 {
		out = append(out, bot.Button{Label: s.T(locale, "list.previous", nil), Verb: verb + ":" + strconv.Itoa(page-1)})
	}
	if page < pages {
		out = append(out, bot.Button{Label: s.T(locale, "list.next", nil), Verb: verb + ":" + strconv.Itoa(page+1)})
	}
	return out
}
