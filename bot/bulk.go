package bot

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"guichet/tickets"
)

// bulkShown is how many tickets a preview or report names.
const bulkShown = 15

// bulk takes /desk bulk and its buttons: a form, a preview, the change, its undoing.
func (a *App) bulk(ctx context.Context, e Event, in intent) (answer Answer, ok bool, err error) {
	_, id := cutVerb(e.Verb)
	switch in.Verb {
	case "bulk":
		if err := a.desk.MayBulk(ctx, actor(e)); err != nil {
			return Answer{}, true, err
		}
		f := a.form(ctx, e, nil, "bulk:0", map[string]string{"filter": in.Text}, nil)
		return Answer{Form: &f}, true, nil
	case "bulkgo":
		b, err := a.desk.ConfirmBulk(ctx, act(e, viaButton), id)
		if tickets.CodeOf(err) == tickets.Seen {
			return a.bulkNow(ctx, e, id)
		}
		if err != nil {
			return Answer{}, true, err
		}
		a.later.do("bulk", a.runBulks)
		m := a.speech.Sentence(a.people.locale(a.viewer(ctx, e.By)), "bulk.running", nil)
		m.Blocks = row(m.Blocks, a.bulkButton(ctx, e, "button.bulk_report", "bulkreport:"+b.ID, Neutral))
		return Answer{Replace: &m}, true, nil
	case "bulkundo":
		_, err := a.desk.UndoBulk(ctx, act(e, viaButton), id)
		if tickets.CodeOf(err) == tickets.Seen {
			return a.bulkNow(ctx, e, id)
		}
		if err != nil {
			return Answer{}, true, err
		}
		a.later.do("bulk", a.runBulks)
		m := a.speech.Sentence(a.people.locale(a.viewer(ctx, e.By)), "bulk.undoing", nil)
		m.Blocks = row(m.Blocks, a.bulkButton(ctx, e, "button.bulk_report", "bulkreport:"+id, Neutral))
		return Answer{Replace: &m}, true, nil
	case "bulkreport":
		return a.bulkNow(ctx, e, id)
	}
	return Answer{}, false, nil
}

// bulkNow shows in place what stands: also on a message that was overtaken, whose buttons no
// longer mean anything.
func (a *App) bulkNow(ctx context.Context, e Event, id string) (Answer, bool, error) {
	m, err := a.bulkReport(ctx, actor(e), a.viewer(ctx, e.By), id)
	return Answer{Replace: &m}, true, err
}

func (a *App) bulkButton(ctx context.Context, e Event, label, verb string, style ButtonStyle) Button {
	return Button{Label: a.speech.T(a.people.locale(a.viewer(ctx, e.By)), label, nil), Verb: verb, Style: style}
}

// BulkForm asks what is to be done with which tickets, ID "bulk:0". Five fields: one page on
// every platform.
func (s *Speech) BulkForm(sc Scene, vals, errs map[string]string) Form {
	f := s.filler(sc, vals, errs)
	f.choice("what", "bulk.what.", "close", true, "close", "assign")
	f.line("filter", "bulk_filter", tickets.MaxSummary, false)
	f.add("holder", Field{ID: "holder", Kind: PersonField, Hint: f.hint("bulk_holder")})
	f.add("bulk_to", Field{ID: "person", Kind: PersonField, Hint: f.hint("bulk_to")})
	f.long("reason", "reason", "bulk_reason", false)
	return f.form("bulk:0", "bulk", "bulk", nil)
}

// previewBulk shows what a bulk would change, with the button that does it.
func (a *App) previewBulk(ctx context.Context, e Event, v map[string]string) (Answer, error) {
	b := &tickets.Bulk{ID: uuid.Must(uuid.NewV7()).String(), Action: tickets.ActBulkClose, Reason: clip(strings.TrimSpace(v["reason"]), tickets.MaxText)}
	if v["what"] == "assign" {
		b.Action, b.To = tickets.ActAssign, tickets.UserID(v["person"])
		if err := a.assignable(ctx, b.To); err != nil {
			return Answer{}, err
		}
	}
	found, err := a.bulkTickets(ctx, b, v["filter"], tickets.UserID(v["holder"]))
	if err != nil {
		return Answer{}, err
	}
	if len(found) == 0 {
		return Answer{}, &tickets.Error{Code: tickets.BulkEmpty, Field: "filter"}
	}
	if err := a.desk.PreviewBulk(ctx, actor(e), b, found); err != nil {
		return Answer{}, err
	}
	found = found[:min(len(found), tickets.MaxBulk)]
	sc := a.stage(ctx, a.viewer(ctx, e.By), nil, nil, false)
	a.names(ctx, &sc, b.To)
	m := a.speech.BulkPreview(sc, b, found)
	return Answer{Private: &m}, nil
}

// BulkPreview says how many tickets, which, and what happens to them.
func (s *Speech) BulkPreview(sc Scene, b *tickets.Bulk, found []*tickets.Ticket) Message {
	key, yes := "bulk.preview_close", "button.bulk_close"
	if b.Action == tickets.ActAssign {
		key, yes = "bulk.preview_assign", "button.bulk_assign"
	}
	blocks := []Block{paragraph(s.text(sc.Locale, key, vars{"Count": len(found), "Name": sc.Name(b.To)}))}
	var lines Text
	for _, t := range found[:min(len(found), bulkShown)] {
		one := sc
		one.Ticket = t
		lines = appendText(lines, plain("• "+s.title(one)+" · "+t.Summary+"\n"))
	}
	if more := len(found) - bulkShown; more > 0 {
		lines = appendText(lines, s.text(sc.Locale, "bulk.more", vars{"Count": more}))
	}
	blocks = append(blocks, paragraph(lines), small(s.text(sc.Locale, "bulk.hint", nil)))
	return Message{Tone: Warning, Blocks: row(blocks, Button{
		Label: s.T(sc.Locale, yes, vars{"Count": len(found)}), Verb: "bulkgo:" + b.ID, Style: Danger,
	})}
}

// bulkTickets are the tickets that a filter means: words of it that name a state, a category or
// an age ("30j", "30d") select by that, the others must stand in the summary or description.
func (a *App) bulkTickets(ctx context.Context, b *tickets.Bulk, typed string, holder tickets.UserID) ([]*tickets.Ticket, error) {
	q := tickets.Query{States: standing, Assignee: holder, Order: tickets.ByNumber}
	if b.Action == tickets.ActAssign {
		q.States, q.Unfinished = nil, true
	}
	var states []tickets.State
	var rest []string
	for _, part := range strings.FieldsFunc(typed, func(r rune) bool { return r == ',' || r == ';' }) {
		part = strings.TrimSpace(part)
		if s := a.stateNamed(part); s != "" {
			states = append(states, s)
			continue
		}
		if c := a.categoryNamed(part); c != "" {
			q.Category = c
			continue
		}
		for _, word := range strings.Fields(part) {
			if days := age(word); days > 0 {
				q.OpenedBefore = a.now().AddDate(0, 0, -days)
				continue
			}
			rest = append(rest, tickets.Fold(word))
		}
	}
	if len(states) > 0 {
		q.States = states
	}
	found, err := a.find(ctx, q)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(found, func(t *tickets.Ticket) bool {
		text := tickets.Fold(t.Summary + " " + t.Description)
		return slices.ContainsFunc(rest, func(w string) bool { return !strings.Contains(text, w) }) ||
			b.Action == tickets.ActAssign && t.Assignee == b.To
	}), nil
}

// stateNamed finds a state by its name in either language.
func (a *App) stateNamed(name string) tickets.State {
	for _, s := range standing {
		for _, locale := range Locales {
			if tickets.Fold(a.speech.stateName(locale, s)) == tickets.Fold(name) {
				return s
			}
		}
	}
	return ""
}

func (a *App) categoryNamed(name string) string {
	for _, c := range a.policy.Categories {
		if tickets.Fold(c.ID) == tickets.Fold(name) {
			return c.ID
		}
		for _, n := range c.Name {
			if tickets.Fold(n) == tickets.Fold(name) {
				return c.ID
			}
		}
	}
	return ""
}

// age reads "30j" or "30d": a number of days.
func age(word string) int {
	for _, unit := range []string{"j", "d"} {
		if digits, ok := strings.CutSuffix(strings.ToLower(word), unit); ok {
			if n, err := strconv.Atoi(digits); err == nil && n > 0 && n <= 3660 {
				return n
			}
		}
	}
	return 0
}

// runBulks does what was confirmed and not done yet, and tells who confirmed it. What a process
// that was killed left is done by the next one within a second.
func (a *App) runBulks(ctx context.Context) error {
	a.bulking.Lock()
	defer a.bulking.Unlock()
	ended, err := a.desk.RunBulks(ctx)
	for _, b := range ended {
		to := b.By
		if b.UndoneBy != "" {
			to = b.UndoneBy
		}
		p := a.platforms[to.Space()]
		if p == nil {
			continue
		}
		m, err := a.bulkReport(ctx, tickets.Actor{}, a.people.known(ctx, to), b.ID)
		if err != nil {
			return err
		}
		a.later.do("tell the end of a bulk", func(ctx context.Context) error { return p.Whisper(ctx, to, tickets.MessageRef{}, m) })
	}
	return err
}

// bulks goes on with what was left.
func (a *App) bulks(ctx context.Context) {
	if err := a.runBulks(ctx); err != nil && ctx.Err() == nil {
		a.log.Error().Err(err).Msg("a change of many tickets failed; it goes on")
	}
}

// bulkReport says what became of a bulk: how many, which were left alone, and the way back.
func (a *App) bulkReport(ctx context.Context, by tickets.Actor, to tickets.Person, id string) (Message, error) {
	b, items, err := a.desk.BulkReport(ctx, by, id)
	if err != nil {
		return Message{}, err
	}
	return a.speech.BulkReport(a.people.locale(to), b, items, a.now()), nil
}

// BulkReport renders the report.
func (s *Speech) BulkReport(locale string, b *tickets.Bulk, items []*tickets.BulkItem, now time.Time) Message {
	by := map[tickets.BulkState][]string{}
	for _, i := range items {
		by[i.State] = append(by[i.State], i.Ref)
	}
	changed := len(by[tickets.ItemChanged])
	var blocks []Block
	switch b.State {
	case tickets.BulkDone:
		key := "bulk.done_close"
		if b.Action == tickets.ActAssign {
			key = "bulk.done_assign"
		}
		blocks = append(blocks, paragraph(s.text(locale, key, vars{"Count": changed})))
	case tickets.BulkUndone:
		blocks = append(blocks, paragraph(s.text(locale, "bulk.undone", vars{"Count": len(by[tickets.ItemBack])})))
	default:
		blocks = append(blocks, paragraph(s.text(locale, "bulk.under_way", vars{"Count": len(by[tickets.ItemTodo])})))
		return Message{Blocks: row(blocks, Button{Label: s.T(locale, "button.bulk_report", nil), Verb: "bulkreport:" + b.ID})}
	}
	if skipped := by[tickets.ItemSkipped]; len(skipped) > 0 {
		blocks = append(blocks, small(s.text(locale, "bulk.skipped", vars{"Refs": listed(skipped)})))
	}
	if kept := by[tickets.ItemKept]; len(kept) > 0 {
		blocks = append(blocks, small(s.text(locale, "bulk.kept", vars{"Refs": listed(kept)})))
	}
	if b.State == tickets.BulkDone && changed > 0 && now.Before(b.Ended.Add(tickets.BulkUndo)) {
		blocks = append(blocks, small(s.text(locale, "bulk.undo_hint", nil)))
		blocks = row(blocks, Button{Label: s.T(locale, "button.bulk_undo", nil), Verb: "bulkundo:" + b.ID})
	}
	return Message{Blocks: blocks, Tone: Good}
}

// listed names at most bulkShown tickets.
func listed(refs []string) string {
	if len(refs) <= bulkShown {
		return strings.Join(refs, ", ")
	}
	return strings.Join(refs[:bulkShown], ", ") + "… (+" + strconv.Itoa(len(refs)-bulkShown) + ")"
}
