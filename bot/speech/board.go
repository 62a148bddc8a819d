package speech

import (
	"slices"
	"strconv"

	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/tickets"
)

// Standing are the states in which somebody still has something to do or to answer.
var Standing = slices.DeleteFunc(slices.Clone(tickets.States), tickets.State.Terminal)

// Board is one page of a list.
type Board struct {
	Filter  grammar.Filter
	Staff   bool // the filters are offered
	Tickets []*tickets.Ticket
	Total   int
	Page    int // from 1
	Pages   int
}

// Board shows a page of a list: filters, the tickets with their next step, a menu to open one
// of them, and the pages. Its buttons carry all they need ("list:2:pool").
func (s *Speech) Board(sc Scene, b Board) bot.Message {
	blocks := append([]bot.Block{heading(s.T(sc.Locale, "list.title."+string(b.Filter), Vars{"Count": b.Total}))}, s.filters(sc.Locale, b)...)
	if len(b.Tickets) == 0 {
		return bot.Message{Blocks: append(blocks, s.emptyBoard(sc.Locale, b))}
	}
	menu := &bot.Menu{Placeholder: s.T(sc.Locale, "list.show", nil), Verb: "show"}
	for _, t := range b.Tickets[:min(len(b.Tickets), maxListed)] {
		one := sc
		one.Ticket = t
		blocks = append(blocks, Paragraph(s.boardLine(one, b)))
		menu.Options = append(menu.Options, bot.Option{Label: Clip(s.title(one)+" · "+t.Summary, OptionLabel), Value: strconv.FormatInt(t.Number, 10)})
	}
	return bot.Message{Blocks: append(append(blocks, bot.Block{Kind: bot.Select, Menu: menu}), s.boardTurns(sc.Locale, b)...)}
}

func (s *Speech) emptyBoard(locale string, b Board) bot.Block {
	if b.Filter == grammar.FilterOwn {
		return Paragraph(s.Text(locale, "list.empty", Vars{"Command": CodeText(Command(locale, "new", nil))}))
	}
	return Paragraph(s.Text(locale, "list.empty_queue", nil))
}

// filters is the row of filters, the chosen one pressed.
func (s *Speech) filters(locale string, b Board) []bot.Block {
	if !b.Staff {
		return nil
	}
	var out []bot.Button
	for _, f := range grammar.StaffFilters {
		out = append(out, bot.Button{Label: s.T(locale, "list.filter."+string(f), nil), Verb: "list:1:" + string(f), On: f == b.Filter})
	}
	return Row(nil, out...)
}

func (s *Speech) boardTurns(locale string, b Board) []bot.Block {
	if b.Pages < 2 {
		return nil
	}
	blocks := []bot.Block{Small(s.Text(locale, "list.page", Vars{"Page": b.Page, "Pages": b.Pages}))}
	turn := func(label string, page int) bot.Button {
		return bot.Button{Label: s.T(locale, label, nil), Verb: "list:" + strconv.Itoa(page) + ":" + string(b.Filter)}
	}
	var out []bot.Button
	if b.Page > 1 {
		out = append(out, turn("list.previous", b.Page-1))
	}
	if b.Page < b.Pages {
		out = append(out, turn("list.next", b.Page+1))
	}
	return Row(blocks, out...)
}

// boardLine is one ticket of a list: for the desk who holds it and its deadline, for requester
// and beneficiary what comes next.
func (s *Speech) boardLine(sc Scene, b Board) bot.Text {
	if b.Filter != grammar.FilterOwn {
		return s.listed(sc)
	}
	t := sc.Ticket
	line := appendText(boldText(s.title(sc)), plain("\n"+t.Summary))
	if next := s.nextStep(sc); next != nil {
		line = appendText(line, plain("\n"), next)
	}
	return line
}

// nextStep is what comes next, for who asked.
func (s *Speech) nextStep(sc Scene) bot.Text {
	t := sc.Ticket
	step := ""
	switch t.State {
	case tickets.ResolvedState:
		step = "answer"
	case tickets.WaitingState:
		step = "wait_" + string(t.WaitingOn)
		if t.WaitingOn == tickets.BallUs {
			return nil
		}
	case tickets.InEvaluation:
		step = "evaluation"
	case tickets.AwaitingApproval:
		step = "approval"
	default:
		promise := s.Promise(sc)
		if promise == nil {
			return nil
		}
		return s.Text(sc.Locale, "yours.promise", Vars{"Promise": promise})
	}
	if x := t.Clocks.Extension; x != nil && x.State == tickets.ExtensionOpen && !t.State.Finished() {
		step = "date"
	}
	return s.Text(sc.Locale, "yours."+step, nil)
}
