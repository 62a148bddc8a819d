package outbox

import (
	"fmt"

	"guichet/bot"
	"guichet/bot/speech"
	"guichet/tickets"
)

// Spaces says which spaces the desk has, and what each has; the first is the home of what
// has no better place. It comes from the configuration, not from what is connected now: what
// cannot be said yet waits.
type Spaces []SpacePlaces

// SpacePlaces are the channels of one space.
type SpacePlaces struct {
	Name       string
	Pool       bool
	Escalation bool
	Managers   bool
	Helpdesk   bool              // a channel of everybody, for announcements
	Pools      map[string]string // category id → its own pool channel
	Room       bot.Room          // what a message holds there; New asks the platform
}

// Derive is what must be said because of new journal rows: a pure function, stored in the
// transaction of the change.
func Derive(spaces Spaces, policy *tickets.Policy) tickets.Derive {
	return func(t *tickets.Ticket, rows []*tickets.Entry) []tickets.Delivery {
		d := &derivation{spaces: spaces, policy: policy, t: t}
		for _, s := range spaces {
			if s.Pool {
				d.put(speech.PurposeCard, CardKey(t.Number, s.Name), tickets.Place{Space: s.Name, Kind: tickets.PlacePool}, 0).Stale = true
			}
		}
		for _, e := range rows {
			d.row(e, rows)
			d.public(e)
		}
		if len(t.Checklist) > 0 && (has(rows, tickets.Closed) || has(rows, tickets.Cancelled) || has(rows, tickets.Reopened)) {
			d.checklist(true, 0) // its buttons go, or come back
		}
		return d.out
	}
}

type derivation struct {
	spaces Spaces
	policy *tickets.Policy
	t      *tickets.Ticket
	out    []tickets.Delivery
}

// row adds what one journal row says, and to whom.
func (d *derivation) row(e *tickets.Entry, all []*tickets.Entry) {
	switch e.Kind {
	case tickets.Opened:
		d.opened(e)
	case tickets.Claimed:
		again := e.Detail.Why == tickets.LeaseEnded && e.Detail.Previous == e.Detail.Assignee
		if !has(all, tickets.Resolved) && !again {
			d.counters(speech.PurposeLooksAfter, e, e.Detail.Assignee)
		}
		d.answered()
	case tickets.Released:
		if e.Detail.Why == tickets.LeaseEnded {
			d.thread(speech.PurposeReturned, e)
		}
	case tickets.Assigned:
		d.counters(speech.PurposeLooksAfter, e, e.Detail.Assignee)
		if e.Detail.Assignee != e.Actor {
			d.thread(speech.PurposeAssigned, e)
		}
		d.answered()
	case tickets.Contacted:
		d.answered()
	case tickets.Waiting:
		if e.Words == "" && e.Via == bot.ViaReaction {
			d.thread(speech.PurposeAskReason, e)
			return
		}
		d.counters(speech.PurposeWaits, e, "")
	case tickets.Resolved:
		for _, u := range d.t.Audience() {
			if u != d.t.Assignee { // nobody is asked whether their own work is good
				d.put(speech.PurposeValidation, validationKey(d.t, e.Detail.Round, u), CounterOf(u), e.ID)
			}
		}
		d.again()
		d.answered()
		d.againPrompt(e)
		d.againProposal()
	case tickets.Validated:
		d.againValidation(e)
	case tickets.Refused:
		d.againValidation(e)
		d.again()
		d.thread(speech.PurposeRefused, e)
	case tickets.Restored, tickets.OriginalResolved, tickets.Absorbed, tickets.Separated:
		d.linked(e)
	case tickets.Closed:
		if e.Detail.Why == tickets.ByDuplicate || e.Detail.Why == tickets.ByMerge {
			d.folded(e, all)
			return
		}
		d.againValidation(e)
		d.again()
		for _, u := range d.t.Audience() {
			if u != d.t.Assignee {
				d.put(speech.PurposeClosed, closedKey(d.t, u), CounterOf(u), e.ID)
			}
		}
		if !has(all, tickets.RatingAsked) {
			d.archive(e)
		}
	case tickets.Evaluating, tickets.Stepped, tickets.Submitted, tickets.Approved, tickets.Rejected,
		tickets.Asked, tickets.Delegated, tickets.ApproverSet:
		d.requested(e, all)
	case tickets.PutBack:
		d.again()
		for _, u := range d.t.Audience() {
			d.put(speech.PurposeClosed, closedKey(d.t, u), CounterOf(u), 0).OnlyStale = true
		}
		if d.t.Assignee != "" && e.Detail.Previous != d.t.Assignee {
			d.counters(speech.PurposeLooksAfter, e, d.t.Assignee)
		}
		d.answered()
	case tickets.Cancelled:
		d.againApproval()
		d.again()
		d.answered()
		d.againProposal()
		d.counters(speech.PurposeCancelled, e, "")
		if e.Detail.Assignee != "" {
			d.thread(speech.PurposeCancelled, e)
		}
		d.archive(e)
	case tickets.Prompted:
		p := d.put(speech.PurposeAskSolution, fmt.Sprintf("ask_solution:%d:%d:%s", d.t.Number, e.Detail.Round, e.Detail.Subject), d.threadPlace(), e.ID)
		p.Stale = e.Detail.Why == ""
		p.OnlyStale = e.Detail.Why != ""
	case tickets.TypeSet:
		d.againApproval()
		d.again()
		d.counters(speech.PurposeRetyped, e, e.Actor)
		d.put(speech.PurposeNumber, numberKey(d.t), tickets.Place{Space: d.t.Origin.Message.Space, Kind: tickets.PlaceOrigin}, 0).OnlyStale = true
	case tickets.Retitled, tickets.Described, tickets.Categorised, tickets.Filled:
		d.amended(e)
	case tickets.Escalated:
		d.thread(speech.PurposeEscalated, e)
		if e.Detail.Subject == "" {
			d.channels(speech.PurposeEscalated, e, tickets.PlaceEscalation)
		}
	case tickets.Reopened:
		d.reopened(e)
	case tickets.Thanked:
		d.thread(speech.PurposeThanked, e)
	case tickets.SaidLate:
		d.put(speech.PurposeLate, lateKey(d.t, e.Actor), CounterOf(e.Actor), e.ID).Stale = true
	case tickets.Said, tickets.Replied, tickets.Noted, tickets.Edited, tickets.Retracted:
		d.conversation(e)
	case tickets.FollowerAdded:
		d.put(speech.PurposeFollowing, entryKey(speech.PurposeFollowing, e, e.Detail.Subject), CounterOf(e.Detail.Subject), e.ID)
	case tickets.FollowerRemoved:
		d.put(speech.PurposeUnfollowed, entryKey(speech.PurposeUnfollowed, e, e.Detail.Subject), CounterOf(e.Detail.Subject), e.ID)
		d.put(speech.PurposeArchive, entryKey(speech.PurposeArchive, e, e.Detail.Subject), CounterOf(e.Detail.Subject), e.ID)
	case tickets.Filed:
		d.filed(e)
	case tickets.Warned:
		d.warned(e)
	case tickets.Breached:
		d.channels(speech.PurposeBreach, e, tickets.PlaceEscalation)
	case tickets.Nudged:
		d.put(speech.PurposeNudge, nudgeKey(d.t), d.threadPlace(), e.ID)
	case tickets.Proposed, tickets.Extended, tickets.NotExtended, tickets.Attributed:
		d.negotiated(e)
	case tickets.Ticked, tickets.Unticked:
		d.checklist(false, 0)
	default:
		d.survey(e)
	}
}

// survey adds what validation reminders and the rating say.
func (d *derivation) survey(e *tickets.Entry) {
	rating := ratingKey(d.t)
	who := d.t.Rating.By
	switch e.Kind {
	case tickets.Reminded:
		if e.Detail.Why == tickets.ReminderOfApproval {
			d.remindApprovers(e)
			return
		}
		if !d.t.State.Terminal() {
			for _, u := range d.t.Concerned() {
				if u == d.t.Assignee {
					continue
				}
				d.put(speech.PurposeRemind, remindKey(d.t, e.Detail.Round, u), CounterOf(u), e.ID)
			}
			return
		}
		d.put(speech.PurposeRemindRate, remindRateKey(d.t), CounterOf(who), e.ID)
	case tickets.RatingAsked:
		d.put(speech.PurposeRating, rating, CounterOf(who), e.ID)
	case tickets.Unrated:
		d.put(speech.PurposeRating, rating, CounterOf(who), e.ID).OnlyStale = true
		d.put(speech.PurposeRemindRate, remindRateKey(d.t), CounterOf(who), 0).OnlyStale = true
		d.archive(e)
	case tickets.Rated:
		d.put(speech.PurposeRating, rating, CounterOf(who), e.ID).OnlyStale = true
		d.put(speech.PurposeRemindRate, remindRateKey(d.t), CounterOf(who), 0).OnlyStale = true
		d.lowRating(e, low(d.t.Rating.Speed) || low(d.t.Rating.Answer))
	case tickets.FollowedUp:
		d.lowRating(e, false)
	}
}

// archive closes the private threads of a story that has ended.
func (d *derivation) archive(e *tickets.Entry) {
	for _, u := range d.t.Audience() {
		d.put(speech.PurposeArchive, entryKey(speech.PurposeArchive, e, u), CounterOf(u), e.ID)
	}
}

// lowRating tells the managers of a low mark, or brings what they were told up to date.
func (d *derivation) lowRating(e *tickets.Entry, tell bool) {
	for _, s := range d.spaces {
		if s.Managers {
			told := d.put(speech.PurposeLowRating, fmt.Sprintf("low_rating:%d:%s%s", d.t.Number, s.Name, ofRound(d.t.Rating.Times)), tickets.Place{Space: s.Name, Kind: tickets.PlaceManagers}, e.ID)
			told.Stale, told.OnlyStale = tell, !tell
		}
	}
}

func low(mark int) bool { return mark == 1 || mark == 2 }

func (d *derivation) opened(e *tickets.Entry) {
	for _, u := range d.t.Concerned() {
		p := speech.PurposeOpened
		if u != d.t.Requester {
			p = speech.PurposeOpenedFor
		}
		d.put(p, openedKey(d.t, u), CounterOf(u), e.ID)
	}
	if from := d.t.Origin; from.Quick && from.Message.Channel != "" {
		d.put(speech.PurposeNumber, numberKey(d.t), tickets.Place{Space: from.Message.Space, Kind: tickets.PlaceOrigin}, e.ID)
	}
	if len(d.t.Checklist) > 0 {
		d.checklist(false, 0)
	}
}

func numberKey(t *tickets.Ticket) string { return fmt.Sprintf("number:%d", t.Number) }

// CardKey names the delivery of a ticket's card in a space.
func CardKey(number int64, space string) string { return fmt.Sprintf("card:%d:%s", number, space) }

func openedKey(t *tickets.Ticket, u tickets.UserID) string {
	return fmt.Sprintf("opened:%d:%s", t.Number, u)
}

func validationKey(t *tickets.Ticket, round int, u tickets.UserID) string {
	return fmt.Sprintf("validation:%d:%d:%s", t.Number, round, u)
}

func remindKey(t *tickets.Ticket, round int, u tickets.UserID) string {
	return fmt.Sprintf("remind:%d:%d:%s", t.Number, round, u)
}

// The marks are asked once per closure.
func ratingKey(t *tickets.Ticket) string {
	return fmt.Sprintf("rating:%d%s", t.Number, ofRound(t.Rating.Times))
}

func remindRateKey(t *tickets.Ticket) string {
	return fmt.Sprintf("remind_rate:%d%s", t.Number, ofRound(t.Rating.Times))
}

func entryKey(p speech.Purpose, e *tickets.Entry, to any) string {
	return fmt.Sprintf("%s:%d:%v", p, e.ID, to)
}

// CounterOf is the place of the ticket's private conversation with a person.
func CounterOf(u tickets.UserID) tickets.Place {
	return tickets.Place{Space: u.Space(), Kind: tickets.PlaceCounter, User: u}
}

// again makes the confirmations show the present state: their buttons change.
func (d *derivation) again() {
	for _, u := range d.t.Concerned() {
		p := speech.PurposeOpened
		if u != d.t.Requester {
			p = speech.PurposeOpenedFor
		}
		d.put(p, openedKey(d.t, u), CounterOf(u), 0).OnlyStale = true
	}
}

// againValidation closes the buttons of everybody who was asked to validate.
func (d *derivation) againValidation(e *tickets.Entry) {
	for _, u := range d.t.Audience() {
		d.put(speech.PurposeValidation, validationKey(d.t, e.Detail.Round, u), CounterOf(u), 0).OnlyStale = true
		d.put(speech.PurposeRemind, remindKey(d.t, e.Detail.Round, u), CounterOf(u), 0).OnlyStale = true
		d.put(speech.PurposeAskAgain, askAgainKey(d.t, e.Detail.Round, u), CounterOf(u), 0).OnlyStale = true
	}
}

// againPrompt closes the prompts that ✅ opened.
func (d *derivation) againPrompt(e *tickets.Entry) {
	d.put(speech.PurposeAskSolution, fmt.Sprintf("ask_solution:%d:%d:%s", d.t.Number, e.Detail.Round-1, e.Actor), d.threadPlace(), 0).OnlyStale = true
}

// counters says it to everybody who is told, but not to except; followers know what they did
// themselves.
func (d *derivation) counters(p speech.Purpose, e *tickets.Entry, except tickets.UserID) {
	for _, u := range d.t.Audience() {
		if u != except && (u != e.Actor || d.t.Concerns(u)) {
			d.say(p, entryKey(p, e, u), CounterOf(u), e)
		}
	}
}

// thread says it in the technicians' thread under the card.
func (d *derivation) thread(p speech.Purpose, e *tickets.Entry) {
	d.say(p, entryKey(p, e, "thread"), d.threadPlace(), e)
}

// wholeWords are the purposes that bring what somebody wrote, whole however long it is.
var wholeWords = map[speech.Purpose]bool{speech.PurposeSaid: true, speech.PurposeReplied: true, speech.PurposeReplySent: true, speech.PurposeNoted: true}

// say puts what a row says in a place: once, or for each part of words that one message does
// not hold there.
func (d *derivation) say(p speech.Purpose, key string, at tickets.Place, e *tickets.Entry) {
	n := 1
	if wholeWords[p] {
		n = speech.Messages(e, d.room(at.Space))
	}
	for part := range n {
		d.put(p, speech.PartKey(key, part), at, e.ID)
	}
}

func (d *derivation) room(space string) bot.Room {
	for _, s := range d.spaces {
		if s.Name == space {
			return s.Room
		}
	}
	return bot.Room{}
}

func (d *derivation) threadPlace() tickets.Place {
	return tickets.Place{Space: d.home(), Kind: tickets.PlaceThread}
}

// home is the space of the assignee, else of the requester, else the first with a pool.
func (d *derivation) home() string {
	for _, u := range []tickets.UserID{d.t.Assignee, d.t.Requester} {
		if d.has(u.Space()) {
			return u.Space()
		}
	}
	for _, s := range d.spaces {
		if s.Pool {
			return s.Name
		}
	}
	return d.t.Requester.Space()
}

func (d *derivation) has(space string) bool {
	for _, s := range d.spaces {
		if s.Name == space && s.Pool {
			return true
		}
	}
	return false
}

func (d *derivation) put(p speech.Purpose, key string, at tickets.Place, entry int64) *tickets.Delivery {
	d.out = append(d.out, tickets.Delivery{Key: key, Ticket: d.t.Number, Entry: entry, Purpose: string(p), Place: at})
	return &d.out[len(d.out)-1]
}

func has(rows []*tickets.Entry, k tickets.EntryKind) bool {
	for _, e := range rows {
		if e.Kind == k {
			return true
		}
	}
	return false
}
