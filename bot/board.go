package bot

import (
	"context"
	"slices"
	"strconv"

	"guichet/tickets"
)

// filter says which tickets a list shows.
type filter string

// The filters. Requesters have only the first.
const (
	filterOwn  filter = "own"  // what the person asked for, or has as a problem
	filterMine filter = "mine" // what the person holds
	filterPool filter = "pool" // what nobody holds
	filterTeam filter = "team" // all the desk has to do
	filterLate filter = "late" // what is past a deadline
)

// staffFilters are those of technicians and managers, in the order of the buttons.
var staffFilters = []filter{filterMine, filterPool, filterTeam, filterLate, filterOwn}

// standing are the states in which somebody still has something to do or to answer.
var standing = slices.DeleteFunc(slices.Clone(tickets.States), tickets.State.Terminal)

// board is one page of a list.
type board struct {
	Filter  filter
	Staff   bool // the filters are offered
	Tickets []*tickets.Ticket
	Total   int
	Page    int // from 1
	Pages   int
}

// board reads a page of a person's list. What they may not see turns into their own tickets;
// a page that is no longer there into the last one.
func (a *App) board(ctx context.Context, by tickets.Actor, f filter, page, size int) (board, error) {
	b := board{Filter: f, Staff: tickets.May(by, tickets.ActListQueue, nil), Page: max(page, 1)}
	switch {
	case !b.Staff:
		b.Filter = filterOwn
	case !slices.Contains(staffFilters, f):
		b.Filter = filterTeam
	}
	q := tickets.Query{Unfinished: true, Order: tickets.ByDeadline, Limit: size}
	switch b.Filter {
	case filterOwn:
		q = tickets.Query{Concerns: by.ID, States: standing, Order: tickets.ByNewest, Limit: size}
	case filterMine:
		q.Assignee = by.ID
	case filterPool:
		q.Pool = true
	case filterLate:
		q.Late = a.now()
	}
	for {
		q.Offset = (b.Page - 1) * size
		ts, total, err := a.desk.List(ctx, q)
		if err != nil {
			return b, err
		}
		b.Tickets, b.Total, b.Pages = ts, total, max((total+size-1)/size, 1)
		if b.Page <= b.Pages {
			return b, nil
		}
		b.Page = b.Pages
	}
}

// boardScene is the scene of a list, with the names it speaks of.
func (a *App) boardScene(ctx context.Context, p tickets.Person, roles tickets.Roles, b board) Scene {
	sc := a.stage(ctx, p, nil, nil, false)
	sc.Roles = roles
	for _, t := range b.Tickets {
		a.names(ctx, &sc, t.Assignee, t.Requester, t.Beneficiary.User)
	}
	return sc
}

// Board shows a page of a list: filters, the tickets with their next step, a menu to open one
// of them, and the pages. Its buttons carry all they need ("list:2:pool").
func (s *Speech) Board(sc Scene, b board) Message {
	blocks := append([]Block{heading(s.T(sc.Locale, "list.title."+string(b.Filter), vars{"Count": b.Total}))}, s.filters(sc.Locale, b)...)
	if len(b.Tickets) == 0 {
		return Message{Blocks: append(blocks, s.emptyBoard(sc.Locale, b))}
	}
	menu := &Menu{Placeholder: s.T(sc.Locale, "list.show", nil), Verb: "show"}
	for _, t := range b.Tickets[:min(len(b.Tickets), maxListed)] {
		one := sc
		one.Ticket = t
		blocks = append(blocks, paragraph(s.boardLine(one, b)))
		menu.Options = append(menu.Options, Option{Label: clip(s.title(one)+" · "+t.Summary, optionLabel), Value: strconv.FormatInt(t.Number, 10)})
	}
	return Message{Blocks: append(append(blocks, Block{Kind: Select, Menu: menu}), s.boardTurns(sc.Locale, b)...)}
}

func (s *Speech) emptyBoard(locale string, b board) Block {
	if b.Filter == filterOwn {
		return paragraph(s.text(locale, "list.empty", vars{"Command": codeText(command(locale, "new", nil))}))
	}
	return paragraph(s.text(locale, "list.empty_queue", nil))
}

// filters is the row of filters, the chosen one pressed.
func (s *Speech) filters(locale string, b board) []Block {
	if !b.Staff {
		return nil
	}
	var out []Button
	for _, f := range staffFilters {
		out = append(out, Button{Label: s.T(locale, "list.filter."+string(f), nil), Verb: "list:1:" + string(f), On: f == b.Filter})
	}
	return row(nil, out...)
}

func (s *Speech) boardTurns(locale string, b board) []Block {
	if b.Pages < 2 {
		return nil
	}
	blocks := []Block{small(s.text(locale, "list.page", vars{"Page": b.Page, "Pages": b.Pages}))}
	turn := func(label string, page int) Button {
		return Button{Label: s.T(locale, label, nil), Verb: "list:" + strconv.Itoa(page) + ":" + string(b.Filter)}
	}
	var out []Button
	if b.Page > 1 {
		out = append(out, turn("list.previous", b.Page-1))
	}
	if b.Page < b.Pages {
		out = append(out, turn("list.next", b.Page+1))
	}
	return row(blocks, out...)
}

// boardLine is one ticket of a list: for the desk who holds it and its deadline, for requester
// and beneficiary what comes next.
func (s *Speech) boardLine(sc Scene, b board) Text {
	if b.Filter != filterOwn {
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
func (s *Speech) nextStep(sc Scene) Text {
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
		return s.text(sc.Locale, "yours.promise", vars{"Promise": promise})
	}
	if x := t.Clocks.Extension; x != nil && x.State == tickets.ExtensionOpen && !t.State.Finished() {
		step = "date"
	}
	return s.text(sc.Locale, "yours."+step, nil)
}
