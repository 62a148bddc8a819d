package speech

import (
	"strconv"
	"strings"
	"time"

	"guichet/bot"
	"guichet/tickets"
)

// bulkShown is how many tickets a preview or report names.
const bulkShown = 15

// BulkForm asks what is to be done with which tickets, ID "bulk:0". Five fields: one page on
// every platform.
func (s *Speech) BulkForm(sc Scene, vals, errs map[string]string) bot.Form {
	f := s.filler(sc, vals, errs)
	f.choice("what", "bulk.what.", "close", true, "close", "assign")
	f.line("filter", "bulk_filter", tickets.MaxSummary, false)
	f.add("holder", bot.Field{ID: "holder", Kind: bot.PersonField, Hint: f.hint("bulk_holder")})
	f.add("bulk_to", bot.Field{ID: "person", Kind: bot.PersonField, Hint: f.hint("bulk_to")})
	f.long("reason", "reason", "bulk_reason", false)
	return f.form("bulk:0", "bulk", "bulk", nil)
}

// BulkPreview says how many tickets, which, and what happens to them.
func (s *Speech) BulkPreview(sc Scene, b *tickets.Bulk, found []*tickets.Ticket) bot.Message {
	key, yes := "bulk.preview_close", "button.bulk_close"
	if b.Action == tickets.ActAssign {
		key, yes = "bulk.preview_assign", "button.bulk_assign"
	}
	blocks := []bot.Block{Paragraph(s.Text(sc.Locale, key, Vars{"Count": len(found), "Name": sc.Name(b.To)}))}
	var lines bot.Text
	for _, t := range found[:min(len(found), bulkShown)] {
		one := sc
		one.Ticket = t
		lines = appendText(lines, plain("• "+s.title(one)+" · "+t.Summary+"\n"))
	}
	if more := len(found) - bulkShown; more > 0 {
		lines = appendText(lines, s.Text(sc.Locale, "bulk.more", Vars{"Count": more}))
	}
	blocks = append(blocks, Paragraph(lines), Small(s.Text(sc.Locale, "bulk.hint", nil)))
	return bot.Message{Tone: bot.Warning, Blocks: Row(blocks, bot.Button{
		Label: s.T(sc.Locale, yes, Vars{"Count": len(found)}), Verb: "bulkgo:" + b.ID, Style: bot.Danger,
	})}
}

// BulkReport renders the report.
func (s *Speech) BulkReport(locale string, b *tickets.Bulk, items []*tickets.BulkItem, now time.Time) bot.Message {
	by := map[tickets.BulkState][]string{}
	for _, i := range items {
		by[i.State] = append(by[i.State], i.Ref)
	}
	changed := len(by[tickets.ItemChanged])
	var blocks []bot.Block
	switch b.State {
	case tickets.BulkDone:
		key := "bulk.done_close"
		if b.Action == tickets.ActAssign {
			key = "bulk.done_assign"
		}
		blocks = append(blocks, Paragraph(s.Text(locale, key, Vars{"Count": changed})))
	case tickets.BulkUndone:
		blocks = append(blocks, Paragraph(s.Text(locale, "bulk.undone", Vars{"Count": len(by[tickets.ItemBack])})))
	default:
		blocks = append(blocks, Paragraph(s.Text(locale, "bulk.under_way", Vars{"Count": len(by[tickets.ItemTodo])})))
		return bot.Message{Blocks: Row(blocks, bot.Button{Label: s.T(locale, "button.bulk_report", nil), Verb: "bulkreport:" + b.ID})}
	}
	if skipped := by[tickets.ItemSkipped]; len(skipped) > 0 {
		blocks = append(blocks, Small(s.Text(locale, "bulk.skipped", Vars{"Refs": listed(skipped)})))
	}
	if kept := by[tickets.ItemKept]; len(kept) > 0 {
		blocks = append(blocks, Small(s.Text(locale, "bulk.kept", Vars{"Refs": listed(kept)})))
	}
	if b.State == tickets.BulkDone && changed > 0 && now.Before(b.Ended.Add(tickets.BulkUndo)) {
		blocks = append(blocks, Small(s.Text(locale, "bulk.undo_hint", nil)))
		blocks = Row(blocks, bot.Button{Label: s.T(locale, "button.bulk_undo", nil), Verb: "bulkundo:" + b.ID})
	}
	return bot.Message{Blocks: blocks, Tone: bot.Good}
}

// listed names at most bulkShown tickets.
func listed(refs []string) string {
	if len(refs) <= bulkShown {
		return strings.Join(refs, ", ")
	}
	return strings.Join(refs[:bulkShown], ", ") + "… (+" + strconv.Itoa(len(refs)-bulkShown) + ")"
}
