package speech

import (
	"slices"
	"strconv"

	"guichet/bot"
	"guichet/tickets"
)

// maxListedLinks is how many linked tickets a card names.
const maxListedLinks = 10

// ref is the public name of a ticket that the scene's ticket is linked to.
func (s Scene) ref(number int64) string {
	if t := s.Others[number]; t != nil {
		return t.Ref()
	}
	if s.Ticket != nil && s.Ticket.Number == number {
		return s.Ticket.Ref()
	}
	return "#" + strconv.FormatInt(number, 10)
}

// links names the tickets that this one is linked to, for the technicians.
func (s *Speech) links(sc Scene) []bot.Pair {
	var out bot.Text
	for i, l := range sc.Ticket.Links {
		switch {
		case i == maxListedLinks:
			out = appendText(out, plain(", …"))
		case i > maxListedLinks:
			continue
		case i > 0:
			out = appendText(out, plain(", "))
		}
		if i < maxListedLinks {
			out = appendText(out, s.Text(sc.Locale, "link."+string(l.Kind), Vars{"Other": boldText(sc.ref(l.Ticket))}))
		}
	}
	if out == nil {
		return nil
	}
	return []bot.Pair{{Label: s.T(sc.Locale, "field.links", nil), Value: out}}
}

// continued tells in which ticket the work on this one goes on.
func (s *Speech) continued(sc Scene) []bot.Block {
	return []bot.Block{Paragraph(s.Text(sc.Locale, "story."+sc.Ticket.ClosedBy, Vars{
		"Other": boldText(sc.ref(sc.Ticket.Continued())), "When": s.Moment(sc, sc.Ticket.ClosedAt),
	}))}
}

// aboutOther is about, with the other ticket that the row speaks of.
func (s *Speech) aboutOther(sc Scene) Vars {
	n := Entry(sc).Detail.Other
	summary := ""
	if t := sc.Others[n]; t != nil {
		summary = t.Summary
	}
	return Vars{"Other": boldText(sc.ref(n)), "OtherSummary": summary}
}

// folded tells in which ticket the work goes on: the people of a duplicate, or of a merged one.
func (s *Speech) folded(sc Scene) bot.Message {
	t, why := sc.Ticket, Entry(sc).Detail.Why
	if sc.Place.Kind == tickets.PlaceThread {
		return bot.Message{Blocks: []bot.Block{s.tell(sc, "folded.thread_"+why, s.aboutOther(sc))}, Tone: bot.Muted}
	}
	blocks := []bot.Block{s.tell(sc, "folded."+why, s.aboutOther(sc))}
	if t.ClosedBy == why {
		blocks = append(blocks, Small(s.Text(sc.Locale, "folded.hint_"+why, nil)))
	}
	return bot.Message{Blocks: blocks}
}

// restored tells that a ticket is its own again.
func (s *Speech) restored(sc Scene) bot.Message {
	key := "restored"
	if sc.Place.Kind == tickets.PlaceThread {
		key = "restored.thread"
	}
	return bot.Message{Blocks: []bot.Block{s.tell(sc, key, s.aboutOther(sc))}}
}

// absorbed tells the people of a ticket that another was merged into it; the technicians can
// undo that for a while.
func (s *Speech) absorbed(sc Scene) bot.Message {
	if sc.Place.Kind != tickets.PlaceThread {
		return bot.Message{Blocks: []bot.Block{s.tell(sc, "absorbed", nil)}}
	}
	e := Entry(sc)
	data := s.aboutOther(sc)
	data["Minutes"] = int(tickets.MergeUndo.Minutes())
	other := sc.Others[e.Detail.Other]
	merged := slices.ContainsFunc(sc.Ticket.Links, func(l tickets.Link) bool {
		return l.Kind == tickets.LinkMergedFrom && l.Ticket == e.Detail.Other
	})
	if !merged || other == nil || sc.Now.After(e.At.Add(tickets.MergeUndo)) {
		return bot.Message{Blocks: []bot.Block{s.tell(sc, "absorbed.thread", data)}, Tone: bot.Muted}
	}
	blocks := []bot.Block{s.tell(sc, "absorbed.thread", data), Small(s.Text(sc.Locale, "merge.undo_hint", data))}
	return bot.Message{Blocks: Row(blocks, s.Named(sc.Locale, "unmerge", other, bot.Neutral))}
}

// separated tells that the other ticket is its own again.
func (s *Speech) separated(sc Scene) bot.Message {
	key := "separated"
	if sc.Place.Kind == tickets.PlaceThread {
		key = "separated.thread"
	}
	return bot.Message{Blocks: []bot.Block{s.tell(sc, key, s.aboutOther(sc))}}
}

// originalResolved tells the people of a duplicate how the original was solved.
func (s *Speech) originalResolved(sc Scene) bot.Message {
	key := "original_resolved"
	if Entry(sc).Detail.Workaround {
		key = "original_resolved.workaround"
	}
	return bot.Message{Blocks: s.words(sc, []bot.Block{s.tell(sc, key, s.aboutOther(sc))}, Entry(sc).Words), Tone: bot.Good}
}

// MergePreview shows what a merge of the scene's ticket into another one will do.
func (s *Speech) MergePreview(sc Scene, into *tickets.Ticket) bot.Message {
	t := sc.Ticket
	data := Vars{"Ref": boldText(t.Ref()), "Summary": t.Summary, "Other": boldText(into.Ref()), "OtherSummary": into.Summary, "Count": len(t.Audience())}
	blocks := []bot.Block{
		heading(s.T(sc.Locale, "merge.title", Vars{"Ref": t.Ref(), "Other": into.Ref()})),
		Paragraph(s.Text(sc.Locale, "merge.what", data)),
		fields([]bot.Pair{
			{Label: t.Ref(), Value: plain(t.Summary)}, {Label: into.Ref(), Value: plain(into.Summary)},
		}),
		Small(s.Text(sc.Locale, "merge.people", data)),
	}
	if t.Kind != into.Kind {
		blocks = append(blocks, Paragraph(s.Text(sc.Locale, "merge.kinds", data)))
	}
	confirm := bot.Button{Label: s.T(sc.Locale, "button.merge", nil), Verb: Verb("merge", t, strconv.FormatInt(into.Number, 10)), Style: bot.Primary}
	return bot.Message{Blocks: Row(blocks, confirm)}
}

// Linked tells what became of two tickets; a merge can be undone from there.
func (s *Speech) Linked(sc Scene, other *tickets.Ticket, what string) bot.Message {
	t := sc.Ticket
	data := Vars{"Ref": boldText(t.Ref()), "Other": boldText(other.Ref()), "Minutes": int(tickets.MergeUndo.Minutes())}
	blocks := []bot.Block{Paragraph(s.Text(sc.Locale, "linked."+what, data))}
	if what != "merge" {
		return bot.Message{Blocks: blocks}
	}
	blocks = append(blocks, Small(s.Text(sc.Locale, "merge.undo_hint", data)))
	return bot.Message{Blocks: Row(blocks, s.Named(sc.Locale, "unmerge", t, bot.Neutral))}
}
