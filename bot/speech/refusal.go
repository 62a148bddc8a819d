package speech

import (
	"slices"
	"strings"

	"guichet/bot"
	"guichet/tickets"
)

// Refusal is the private sentence for a refusal made for a person: polite, short, with what
// to do next. A refusal without a ticket speaks of none.
func (s *Speech) Refusal(sc Scene, err *tickets.Error) bot.Message {
	if err == nil {
		err = &tickets.Error{}
	}
	data := Vars{"Limit": err.Limit, "Help": CodeText(Command(sc.Locale, "help", nil)), "List": CodeText(Command(sc.Locale, "list", nil)), "New": CodeText(Command(sc.Locale, "new", nil)), "Bulk": CodeText(Command(sc.Locale, "bulk", nil))}
	key := "refusal." + string(err.Code)
	if t := err.Ticket; t != nil {
		data["Ref"] = boldText(t.Ref())
		data["State"] = s.StateName(sc.Locale, t.State)
		sc.Ticket = t
	}
	switch err.Code {
	case tickets.AlreadyAssigned:
		key = s.tooLate(sc, err.Ticket, data)
	case tickets.Illegal:
		key = s.impossible(sc, err, data)
	case tickets.AlreadyMerged:
		if key = "refusal.other"; err.Ticket != nil {
			key = "refusal.already_merged"
			data["Other"] = boldText(sc.ref(err.Ticket.Continued()))
		}
	case tickets.NotAllowed:
		key = notTheirs(err)
	case tickets.FieldEmpty, tickets.FieldUnexpected:
		key = s.unexpected(sc, err, data)
	case tickets.NeedsApproval, tickets.NotApprover, tickets.AlreadyDecided, tickets.AlreadyApproved:
		key = s.undecided(sc, err, data)
	case tickets.TextEmpty:
		key = s.emptyText(err)
	case tickets.TextTooLong, tickets.SummaryTooLong, tickets.PhoneTooLong:
		if err.Limit == 0 {
			data["Limit"] = limitOf(err.Code)
		}
	case "":
		key = "refusal.other"
	default:
		if err.Ticket == nil && slices.Contains(aboutTicket, err.Code) {
			key = "refusal.other"
		}
	}
	blocks := []bot.Block{Paragraph(s.Text(sc.Locale, key, data))}
	if err.Ticket != nil && slices.Contains([]tickets.Code{tickets.AlreadyAssigned, tickets.Duplicate}, err.Code) {
		blocks = Row(blocks, s.Named(sc.Locale, "show", err.Ticket, bot.Neutral))
	}
	if err.Ticket != nil && err.Code == tickets.ReopenTooLate {
		blocks = Row(blocks, s.Named(sc.Locale, "again", err.Ticket, bot.Primary))
	}
	return bot.Message{Blocks: blocks, Tone: bot.Warning}
}

// aboutTicket are the refusals whose sentence names the ticket.
var aboutTicket = []tickets.Code{
	tickets.AlreadyYours, tickets.NotAssignee, tickets.AlreadyAnswered, tickets.AlreadyHit,
	tickets.EditedSince, tickets.NeedsEvaluation, tickets.OwnRequest, tickets.ApproverWords,
	tickets.Duplicate, tickets.NobodyHolds, tickets.NeedsApproval, tickets.NothingToChange,
	tickets.ToldAlready, tickets.ManyFollowers, tickets.SameTicket, tickets.NotLinked, tickets.AlreadyMerged, tickets.TargetEnded, tickets.OtherProcess, tickets.UndoTooLate, tickets.MergedSince, tickets.AlreadyOpen, tickets.NoTarget, tickets.NobodyToAsk, tickets.NotMissed, tickets.NotHolder, tickets.ManagersOnly,
}

// tooLate says who was quicker, and since when.
func (s *Speech) tooLate(sc Scene, t *tickets.Ticket, data Vars) string {
	if t == nil || t.Assignee == "" || t.AssignedAt.IsZero() {
		return "refusal.already_assigned_unknown"
	}
	data["Name"] = sc.Name(t.Assignee)
	data["When"] = s.relativeTo(sc, sayAt, t.AssignedAt)
	return "refusal.already_assigned"
}

// impossible says what can be done instead.
func (s *Speech) impossible(sc Scene, err *tickets.Error, data Vars) string {
	if err.Ticket == nil {
		return "refusal.other"
	}
	if n := err.Ticket.Continued(); n != 0 {
		data["Other"] = boldText(sc.ref(n))
		return "refusal.illegal_folded"
	}
	yours, theirs := s.alternatives(sc, err)
	switch {
	case len(yours) > 0:
		data["Actions"] = s.oneOf(sc.Locale, yours)
		return "refusal.illegal"
	case len(theirs) > 0:
		data["Actions"] = s.oneOf(sc.Locale, theirs)
		return "refusal.illegal_theirs"
	}
	return "refusal.illegal_nothing"
}

// notTheirs says who can do it, as the table of permissions has it.
func notTheirs(err *tickets.Error) string {
	const own = tickets.AsRequester | tickets.AsBeneficiary
	who := tickets.PermissionOf(err.Action).Who
	switch {
	case who.Has(tickets.AsTechnician):
		return "refusal.not_allowed_staff"
	case err.Ticket != nil && who.Has(own):
		return "refusal.not_allowed_own"
	case err.Ticket != nil && who.Has(tickets.AsApprover):
		return "refusal.not_allowed_approver"
	case who.Has(tickets.AsManager):
		return "refusal.not_allowed_manager"
	}
	return "refusal.not_allowed"
}

// spokenActions are the actions that people have a word, a button and a command for, with
// those that requester and beneficiary may do themselves.
var (
	spokenActions = []tickets.Action{
		tickets.ActClaim, tickets.ActRelease, tickets.ActAssign, tickets.ActContact, tickets.ActWait,
		tickets.ActResume, tickets.ActResolve, tickets.ActEscalate, tickets.ActUrgent,
		tickets.ActValidate, tickets.ActRefuse, tickets.ActCancel, tickets.ActReopen,
		tickets.ActEvaluate, tickets.ActSubmit,
		tickets.ActValidate, tickets.ActRefuse, tickets.ActCancel,
	}
	ownActions = []tickets.Action{tickets.ActValidate, tickets.ActRefuse, tickets.ActCancel}
)

// alternatives are the possible actions, in words: those the table and the ticket's holder
// allow, yours as far as we know who asks, theirs those only requester and beneficiary have.
func (s *Speech) alternatives(sc Scene, err *tickets.Error) (yours, theirs []string) {
	t := err.Ticket
	for _, a := range err.Possible {
		if a == tickets.ActReopen && (sc.Policy == nil || !sc.Policy.Reopenable(t, sc.Now) || !tickets.May(tickets.Actor{ID: sc.Viewer, Roles: sc.Roles}, a, t)) {
			continue
		}
		if !slices.Contains(spokenActions, a) || a == err.Action || !possible(t, deed(a)) {
			continue
		}
		name := s.T(sc.Locale, "action."+string(a), nil)
		own := slices.Contains(ownActions, a)
		concerned := sc.Viewer == "" || t.Concerns(sc.Viewer)
		staff := sc.Viewer == "" || sc.Roles.Staff()
		switch {
		case own && concerned, staff && (!own || a == tickets.ActCancel):
			yours = append(yours, name)
		case own:
			theirs = append(theirs, name)
		}
	}
	return yours, theirs
}

// oneOf is "a, b ou c".
func (s *Speech) oneOf(locale string, names []string) string {
	if len(names) == 1 {
		return names[0]
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " " + s.T(locale, "or", nil) + " " + names[last]
}

// unexpected says what a category's own field takes.
func (s *Speech) unexpected(sc Scene, err *tickets.Error, data Vars) string {
	if err.Asked == nil {
		return "refusal.other"
	}
	data["Label"], data["Expected"] = err.Asked.Label.In(sc.Locale), s.expected(sc.Locale, err.Asked)
	switch {
	case err.Code == tickets.FieldEmpty:
		return "refusal.field_empty"
	case data["Expected"] == "":
		return "refusal.field_unexpected_bare"
	}
	return "refusal.field_unexpected"
}

// emptyText asks for what was left empty by its name.
func (s *Speech) emptyText(err *tickets.Error) string {
	if slices.Contains([]string{"reason", "solution"}, err.Field) {
		return "refusal.text_empty_" + err.Field
	}
	return "refusal.text_empty"
}

func limitOf(c tickets.Code) int {
	switch c {
	case tickets.SummaryTooLong:
		return tickets.MaxSummary
	case tickets.PhoneTooLong:
		return tickets.MaxPhone
	}
	return tickets.MaxText
}
