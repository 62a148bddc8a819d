package outbox

import (
	"fmt"

	"guichet/bot/speech"
	"guichet/tickets"
)

func approvalKey(t *tickets.Ticket, round int, to any) string {
	return fmt.Sprintf("approval:%d:%d:%v", t.Number, round, to)
}

func remindApprovalKey(t *tickets.Ticket, round int, to any) string {
	return fmt.Sprintf("remind_approval:%d:%d:%v", t.Number, round, to)
}

func questionKey(t *tickets.Ticket, round, n int, to any) string {
	return fmt.Sprintf("question:%d:%d:%d:%v", t.Number, round, n, to)
}

func answerKey(t *tickets.Ticket, round, n int, to any) string {
	return fmt.Sprintf("question_answer:%d:%d:%d:%v", t.Number, round, n, to)
}

// requested says what a step of a request leads to.
func (d *derivation) requested(e *tickets.Entry, all []*tickets.Entry) {
	switch e.Kind {
	case tickets.Submitted:
		d.againApproval()
		d.askApprovers(e)
		if !has(all, tickets.Opened) {
			d.again()
			d.counters(speech.PurposeSubmitted, e, "")
		}
	case tickets.Delegated, tickets.ApproverSet:
		d.againApproval()
		d.askApprovers(e)
	case tickets.Approved:
		d.againApproval()
		if e.Detail.Why == string(tickets.ApprovalGiven) {
			d.again()
			d.counters(speech.PurposeApproved, e, "")
			d.thread(speech.PurposeApproved, e)
		}
	case tickets.Rejected:
		d.againApproval()
		d.again()
		d.answered()
		d.againProposal()
		d.counters(speech.PurposeRejected, e, "")
		d.thread(speech.PurposeRejected, e)
		d.archive(e)
	case tickets.Asked:
		d.againApproval()
		for _, u := range d.t.Concerned() {
			d.put(speech.PurposeQuestion, questionKey(d.t, e.Detail.Round, e.Detail.Count, u), CounterOf(u), e.ID)
		}
		d.thread(speech.PurposeQuestion, e)
	case tickets.Evaluating, tickets.Stepped:
		d.againApproval()
		d.again()
	}
}

// askApprovers asks everybody who is asked now: in person, and the managers in their channel.
// Who was asked before is not asked twice.
func (d *derivation) askApprovers(e *tickets.Entry) {
	ap := d.t.Steps.Approval
	if !ap.Open() {
		return
	}
	for _, at := range d.approvalPlaces(ap.Asked()) {
		d.put(speech.PurposeApproval, approvalKey(d.t, ap.Round, placeName(at)), at, e.ID)
	}
}

// remindApprovers asks those who have not answered once more.
func (d *derivation) remindApprovers(e *tickets.Entry) {
	ap := d.t.Steps.Approval
	for _, at := range d.approvalPlaces(ap.Asked()) {
		d.put(speech.PurposeRemindApproval, remindApprovalKey(d.t, ap.Round, placeName(at)), at, e.ID)
	}
}

// approvalPlaces are where approvers are asked.
func (d *derivation) approvalPlaces(people []tickets.UserID) []tickets.Place {
	var out []tickets.Place
	if d.t.Steps.Approval.InChannel() {
		for _, s := range d.spaces {
			if s.Managers {
				out = append(out, tickets.Place{Space: s.Name, Kind: tickets.PlaceManagers})
			}
		}
		if len(out) == 0 && d.t.Steps.Approval.Unmanned {
			out = append(out, tickets.Place{Space: d.home(), Kind: tickets.PlacePool})
		}
	}
	for _, u := range people {
		out = append(out, CounterOf(u))
	}
	return out
}

// placeName tells the places of one approval apart.
func placeName(p tickets.Place) string {
	if p.User != "" {
		return string(p.User)
	}
	return p.Space
}

// againApproval brings what approvers were told up to date: who has decided, what was asked.
func (d *derivation) againApproval() {
	ap := d.t.Steps.Approval
	if ap == nil {
		return
	}
	places := []tickets.Place{}
	for _, s := range d.spaces {
		places = append(places, tickets.Place{Space: s.Name, Kind: tickets.PlaceManagers}, tickets.Place{Space: s.Name, Kind: tickets.PlacePool})
	}
	for _, u := range ap.Told {
		places = append(places, CounterOf(u))
	}
	seen := map[string]bool{}
	for round := 1; round <= ap.Round; round++ {
		for _, at := range places {
			key := approvalKey(d.t, round, placeName(at))
			if seen[key] {
				continue
			}
			seen[key] = true
			d.put(speech.PurposeApproval, key, at, 0).OnlyStale = true
			d.put(speech.PurposeRemindApproval, remindApprovalKey(d.t, round, placeName(at)), at, 0).OnlyStale = true
		}
		for n := range ap.Questions {
			for _, u := range d.t.Concerned() {
				d.put(speech.PurposeQuestion, questionKey(d.t, round, n+1, u), CounterOf(u), 0).OnlyStale = true
			}
			for _, at := range places {
				if at.Kind != tickets.PlacePool {
					d.put(speech.PurposeQuestionAnswer, answerKey(d.t, round, n+1, placeName(at)), at, 0).OnlyStale = true
				}
			}
		}
	}
}

// answeredQuestion brings the requester's words to who asked.
func (d *derivation) answeredQuestion(e *tickets.Entry) {
	d.againApproval()
	asker, ap := e.Detail.Subject, d.t.Steps.Approval
	if ap == nil {
		return
	}
	if s := ap.SeatOf(asker); s != nil && s.Of != tickets.GroupOfManagers {
		d.put(speech.PurposeQuestionAnswer, answerKey(d.t, e.Detail.Round, e.Detail.Count, asker), CounterOf(asker), e.ID)
		return
	}
	for _, s := range d.spaces {
		if s.Managers {
			d.put(speech.PurposeQuestionAnswer, answerKey(d.t, e.Detail.Round, e.Detail.Count, s.Name), tickets.Place{Space: s.Name, Kind: tickets.PlaceManagers}, e.ID)
		}
	}
}
