package bot

import (
	"slices"
	"strconv"

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
func (s *Speech) links(sc Scene) []Pair {
	var out Text
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
			out = appendText(out, s.text(sc.Locale, "link."+string(l.Kind), vars{"Other": boldText(sc.ref(l.Ticket))}))
		}
	}
	if out == nil {
		return nil
	}
	return []Pair{{Label: s.T(sc.Locale, "field.links", nil), Value: out}}
}

// continued tells in which ticket the work on this one goes on.
func (s *Speech) continued(sc Scene) []Block {
	return []Block{paragraph(s.text(sc.Locale, "story."+sc.Ticket.ClosedBy, vars{
		"Other": boldText(sc.ref(sc.Ticket.Continued())), "When": s.moment(sc, sc.Ticket.ClosedAt),
	}))}
}

// aboutOther is about, with the other ticket that the row speaks of.
func (s *Speech) aboutOther(sc Scene) vars {
	n := entry(sc).Detail.Other
	summary := ""
	if t := sc.Others[n]; t != nil {
		summary = t.Summary
	}
	return vars{"Other": boldText(sc.ref(n)), "OtherSummary": summary}
}

// folded tells in which ticket the work goes on: the people of a duplicate, or of a merged one.
func (s *Speech) folded(sc Scene) Message {
	t, why := sc.Ticket, entry(sc).Detail.Why
	if sc.Place.Kind == tickets.PlaceThread {
		return Message{Blocks: []Block{s.tell(sc, "folded.thread_"+why, s.aboutOther(sc))}, Tone: Muted}
	}
	blocks := []Block{s.tell(sc, "folded."+why, s.aboutOther(sc))}
	if t.ClosedBy == why {
		blocks = append(blocks, small(s.text(sc.Locale, "folded.hint_"+why, nil)))
	}
	return Message{Blocks: blocks}
}

// restored tells that a ticket is its own again.
func (s *Speech) restored(sc Scene) Message {
	key := "restored"
	if sc.Place.Kind == tickets.PlaceThread {
		key = "restored.thread"
	}
	return Message{Blocks: []Block{s.tell(sc, key, s.aboutOther(sc))}}
}

// absorbed tells the people of a ticket that another was merged into it; the technicians can
// undo that for a while.
func (s *Speech) absorbed(sc Scene) Message {
	if sc.Place.Kind != tickets.PlaceThread {
		return Message{Blocks: []Block{s.tell(sc, "absorbed", nil)}}
	}
	e := entry(sc)
	data := s.aboutOther(sc)
	data["Minutes"] = int(tickets.MergeUndo.Minutes())
	other := sc.Others[e.Detail.Other]
	merged := slices.ContainsFunc(sc.Ticket.Links, func(l tickets.Link) bool {
		return l.Kind == tickets.LinkMergedFrom && l.Ticket == e.Detail.Other
	})
	if !merged || other == nil || sc.Now.After(e.At.Add(tickets.MergeUndo)) {
		return Message{Blocks: []Block{s.tell(sc, "absorbed.thread", data)}, Tone: Muted}
	}
	blocks := []Block{s.tell(sc, "absorbed.thread", data), small(s.text(sc.Locale, "merge.undo_hint", data))}
	return Message{Blocks: row(blocks, s.named(sc.Locale, "unmerge", other, Neutral))}
}

// separated tells that the other ticket is its own again.
func (s *Speech) separated(sc Scene) Message {
	key := "separated"
	if sc.Place.Kind == tickets.PlaceThread {
		key = "separated.thread"
	}
	return Message{Blocks: []Block{s.tell(sc, key, s.aboutOther(sc))}}
}

// originalResolved tells the people of a duplicate how the original was solved.
func (s *Speech) originalResolved(sc Scene) Message {
	key := "original_resolved"
	if entry(sc).Detail.Workaround {
		key = "original_resolved.workaround"
	}
	return Message{Blocks: s.words(sc, []Block{s.tell(sc, key, s.aboutOther(sc))}, entry(sc).Words), Tone: Good}
}

// MergePreview shows what a merge of the scene's ticket into another one will do.
func (s *Speech) MergePreview(sc Scene, into *tickets.Ticket) Message {
	t := sc.Ticket
	data := vars{"Ref": boldText(t.Ref()), "Summary": t.Summary, "Other": boldText(into.Ref()), "OtherSummary": into.Summary, "Count": len(t.Audience())}
	blocks := []Block{
		heading(s.T(sc.Locale, "merge.title", vars{"Ref": t.Ref(), "Other": into.Ref()})),
		paragraph(s.text(sc.Locale, "merge.what", data)),
		fields([]Pair{
			{Label: t.Ref(), Value: plain(t.Summary)}, {Label: into.Ref(), Value: plain(into.Summary)},
		}),
		small(s.text(sc.Locale, "merge.people", data)),
	}
	if t.Kind != into.Kind {
		blocks = append(blocks, paragraph(s.text(sc.Locale, "merge.kinds", data)))
	}
	confirm := Button{Label: s.T(sc.Locale, "button.merge", nil), Verb: verb("merge", t, strconv.FormatInt(into.Number, 10)), Style: Primary}
	return Message{Blocks: row(blocks, confirm)}
}

// Linked tells what became of two tickets; a merge can be undone from there.
func (s *Speech) Linked(sc Scene, other *tickets.Ticket, what string) Message {
	t := sc.Ticket
	data := vars{"Ref": boldText(t.Ref()), "Other": boldText(other.Ref()), "Minutes": int(tickets.MergeUndo.Minutes())}
	blocks := []Block{paragraph(s.text(sc.Locale, "linked."+what, data))}
	if what != "merge" {
		return Message{Blocks: blocks}
	}
	blocks = append(blocks, small(s.text(sc.Locale, "merge.undo_hint", data)))
	return Message{Blocks: row(blocks, s.named(sc.Locale, "unmerge", t, Neutral))}
}
