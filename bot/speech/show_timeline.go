package speech

import (
	"slices"
	"strings"
	"unicode/utf8"

	"guichet/bot"
	"guichet/tickets"
)

const (
	maxSteps     = 15  // steps of a ticket's story that Show tells, the latest ones
	maxStepWords = 300 // characters of somebody's words in one step
)

// public are the rows that requester and beneficiary may see: what happened to their ticket
// and what was said to and by them.
var public = []tickets.EntryKind{
	tickets.Opened, tickets.Claimed, tickets.Released, tickets.Assigned, tickets.Contacted,
	tickets.Waiting, tickets.Resumed, tickets.Resolved, tickets.Validated, tickets.Refused,
	tickets.Closed, tickets.Cancelled, tickets.Reopened, tickets.UrgencySet, tickets.TypeSet, tickets.Categorised, tickets.Retitled, tickets.Described, tickets.Filled,
	tickets.Restored, tickets.PutBack, tickets.OriginalResolved, tickets.Thanked, tickets.SaidLate,
	tickets.FollowerAdded, tickets.FollowerRemoved, tickets.Said, tickets.Replied, tickets.Rated, tickets.Proposed, tickets.Extended, tickets.NotExtended,
	tickets.Evaluating, tickets.Submitted, tickets.Approved, tickets.Rejected, tickets.Asked, tickets.Stepped,
}

// told are the rows of a story that the viewer may see, as they read now: what was taken back is
// not repeated to anybody. The desk also sees that something was edited or taken back.
func told(sc Scene, journal []*tickets.Entry) []*tickets.Entry {
	present := tickets.PresentJournal(journal)
	var out []*tickets.Entry
	for _, e := range journal {
		if e.Kind != tickets.Edited && e.Kind != tickets.Retracted {
			e, present = present[0], present[1:]
		}
		if visible(sc, e) {
			out = append(out, e)
		}
	}
	return out
}

// timeline tells what happened, oldest first, within room characters: what does not fit is
// the oldest, and it is said how many steps that is.
func (s *Speech) timeline(sc Scene, journal []*tickets.Entry, room int) []bot.Block {
	var steps []bot.Text
	left := 0
	for _, e := range slices.Backward(told(sc, journal)) {
		step := s.step(sc, e, maxStepWords)
		size := utf8.RuneCountInString(Flat(step))
		if len(steps) == maxSteps || left > 0 || size > room {
			left++
			continue
		}
		room -= size
		steps = append(steps, step)
	}
	if len(steps) == 0 && left == 0 {
		return nil
	}
	slices.Reverse(steps)
	blocks := []bot.Block{Paragraph(s.Text(sc.Locale, "timeline", nil))}
	if left > 0 {
		blocks = append(blocks, Small(s.Text(sc.Locale, "timeline.earlier", Vars{"Count": left})))
		blocks = Row(blocks, bot.Button{Label: s.T(sc.Locale, "button.story", nil), Verb: Verb("story", sc.Ticket)})
	}
	if len(steps) == 0 {
		return blocks
	}
	return append(blocks, Small(Lines(steps)))
}

// Lines puts steps under each other.
func Lines(steps []bot.Text) bot.Text {
	var all bot.Text
	for i, step := range steps {
		if i > 0 {
			all = appendText(all, plain("\n"))
		}
		all = appendText(all, step)
	}
	return all
}

func visible(sc Scene, e *tickets.Entry) bool {
	if inside(sc) {
		return true
	}
	if e.Kind == tickets.Rated {
		return e.Actor == sc.Viewer // marks are the beneficiary's, the assignee's and the managers'
	}
	return slices.Contains(public, e.Kind)
}

// step is one row in words: when, who, what, and what was typed, at most limit characters of it.
func (s *Speech) step(sc Scene, e *tickets.Entry, limit int) bot.Text {
	line := appendText(nil, s.Moment(sc, e.At), plain(" · "))
	if e.Ticket != 0 && e.Ticket != sc.Ticket.Number {
		line = appendText(line, boldText(sc.ref(e.Ticket)), plain(" · ")) // of a ticket that was merged into this one
	}
	line = appendText(line, s.stepLine(sc, e))
	switch {
	case e.Kind == tickets.Filed:
	case e.Detail.Revised == tickets.Retracted:
		return appendText(line, plain("\n    "+s.T(sc.Locale, "step.gone", nil)))
	case e.Detail.Revised == tickets.Edited:
		line = appendText(line, plain(" "+s.T(sc.Locale, "edited", nil)))
	}
	if words, _ := Cut(s.stepWords(sc, e), limit); words != "" {
		line = appendText(line, plain("\n    "+strings.ReplaceAll(words, "\n", "\n    ")))
	}
	if names := fileNames(e); names != "" && e.Kind != tickets.Opened && e.Kind != tickets.Edited && e.Kind != tickets.Filed {
		short, _ := Cut(names, limit)
		line = appendText(line, plain("\n    📎 "+short))
	}
	return line
}

// stepLine is who did what.
func (s *Speech) stepLine(sc Scene, e *tickets.Entry) bot.Text {
	d := e.Detail
	data := Vars{
		"Who":     s.someone(sc, e.Actor),
		"To":      s.someone(sc, d.Assignee),
		"Author":  s.someone(sc, FirstOfUsers(d.Subject, e.Actor)),
		"Ball":    s.ballName(sc.Locale, d.Ball),
		"Urgency": s.urgencyName(sc.Locale, d.Urgency),
		"Impact":  s.impactName(sc.Locale, d.Impact),
		"Level":   d.Level,
		"Percent": d.Percent,
		"Clock":   s.T(sc.Locale, "clock."+clockKey(d.Clock), nil),
		"Date":    s.dated(sc, d.Deadline),
		"Delay":   s.T(sc.Locale, "delay."+delayOf(d.Ball), nil),
		"Item":    itemOf(sc, d),
		"Subject": s.someone(sc, d.Subject),
		"Other":   sc.ref(d.Other),
		"Files":   s.filing(sc.Locale, d.Files),
		"Marks":   s.marks(sc.Locale, tickets.Rating{Speed: d.Speed, Answer: d.Answer}),
		"Done":    d.Count, "Total": d.Total, "Approver": s.approverOf(sc, d),
	}
	key := "step." + string(e.Kind)
	switch {
	case e.Kind == tickets.Filed && d.Revised == tickets.Retracted:
		key = "step.filed_gone"
	case e.Kind == tickets.Closed && (d.Why == tickets.ByDuplicate || d.Why == tickets.ByMerge):
		key = "step.closed_" + d.Why
	case e.Kind == tickets.Categorised && d.CategoryWas != "":
		data["Was"], data["Category"] = s.categoryName(sc, d.CategoryWas), s.categoryName(sc, d.Category)
		key = "step.category_moved"
	case e.Kind == tickets.Closed && d.Why == tickets.ClosedInBulk:
		key = "step.closed_bulk"
	case e.Kind == tickets.Closed && d.Why == "silence":
		key = "step.closed_silence"
	case e.Kind == tickets.NotExtended && d.Why == string(tickets.ExtensionSilence):
		key = "step.not_extended_silence"
	case e.Kind == tickets.Reminded && d.Why == tickets.ReminderOfApproval:
		key = "step.reminded_approvers"
	case e.Kind == tickets.Rated && d.Why == "comment":
		key = "step.rated_comment"
	case (e.Kind == tickets.FollowerAdded || e.Kind == tickets.FollowerRemoved) && d.Subject == e.Actor:
		key += "_self"
	case e.Kind == tickets.Prompted && d.Why == "dropped":
		key = "step.prompted_dropped"
	}
	line := s.Text(sc.Locale, key, data)
	if (e.Kind == tickets.Edited || e.Kind == tickets.Retracted) && d.Count > 0 {
		line = appendText(line, plain(" "), s.Text(sc.Locale, "step.files_gone", Vars{"Count": d.Count}))
	}
	return line
}

func fileNames(e *tickets.Entry) string {
	var out []string
	for _, f := range e.Detail.Files {
		out = append(out, f.Name)
	}
	return strings.Join(out, ", ")
}

// stepWords are the words of the row that the story repeats: not those that stand above it.
func (s *Speech) stepWords(sc Scene, e *tickets.Entry) string {
	switch {
	case e.Kind == tickets.Opened, e.Kind == tickets.Edited:
		return ""
	case e.Kind == tickets.Noted && inside(sc):
		return string(e.Note)
	case e.Detail.Template != nil && !inside(sc) && e.Words != "":
		return Flat(s.MacroWords(sc, e.Detail.Template, e))
	case e.Kind == tickets.Resolved && e.Words == sc.Ticket.Solution && sc.Ticket.State.Finished():
		return ""
	}
	return s.plainWords(sc, e)
}

// itemOf is the item of the procedure that a row is about.
func itemOf(sc Scene, d tickets.Detail) string {
	if d.Item == nil {
		return ""
	}
	return d.Item.Text.In(sc.Locale)
}

func (s *Speech) impactName(locale string, i tickets.Impact) string {
	if i == "" {
		i = tickets.One
	}
	return s.T(locale, "impact."+string(i), nil)
}
