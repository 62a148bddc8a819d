package speech

import (
	"time"

	"guichet/bot"
	"guichet/tickets"
)

// maxNoticeWords is how much of somebody's words a notice repeats, in characters: all that
// the desk takes.
const maxNoticeWords = tickets.MaxText

// Notice is what the purpose says in the scene, every purpose but the card. A notice that is
// rendered again shows the present state: what has been answered loses its buttons.
func (s *Speech) Notice(p Purpose, sc Scene) bot.Message {
	render, ok := map[Purpose]func(*Speech, Scene) bot.Message{
		PurposeOpened:           (*Speech).opened,
		PurposeOpenedFor:        (*Speech).openedFor,
		PurposeLooksAfter:       (*Speech).looksAfter,
		PurposeAssigned:         (*Speech).assigned,
		PurposeWaits:            (*Speech).waits,
		PurposeAskReason:        (*Speech).askReason,
		PurposeAskSolution:      (*Speech).askSolution,
		PurposeValidation:       (*Speech).validation,
		PurposeRemind:           (*Speech).remind,
		PurposeRefused:          (*Speech).refused,
		PurposeClosed:           (*Speech).closed,
		PurposeCancelled:        (*Speech).cancelled,
		PurposeRating:           (*Speech).rating,
		PurposeRemindRate:       (*Speech).remindRate,
		PurposeLowRating:        (*Speech).lowRating,
		PurposeSaid:             (*Speech).said,
		PurposeReplied:          (*Speech).replied,
		PurposeReplySent:        (*Speech).replySent,
		PurposeNoted:            (*Speech).noted,
		PurposeFiles:            (*Speech).filesSent,
		PurposeUnfiled:          (*Speech).filesRefused,
		PurposeUnfit:            (*Speech).filesUnfit,
		PurposeEscalated:        (*Speech).escalated,
		PurposeWarn:             (*Speech).warn,
		PurposeBreach:           (*Speech).breach,
		PurposeNudge:            (*Speech).nudge,
		PurposeParked:           (*Speech).parked,
		PurposeFolded:           (*Speech).folded,
		PurposeRestored:         (*Speech).restored,
		PurposeAbsorbed:         (*Speech).absorbed,
		PurposeSeparated:        (*Speech).separated,
		PurposeOriginalResolved: (*Speech).originalResolved,
		PurposeReopened:         (*Speech).reopened,
		PurposeThanked:          (*Speech).thanked,
		PurposeAskAgain:         (*Speech).askAgain,
		PurposeLate:             (*Speech).late,
		PurposeFollowing:        (*Speech).following,
		PurposeUnfollowed:       (*Speech).unfollowed,
		PurposeReposted:         (*Speech).reposted,
		PurposeReplaced:         (*Speech).replaced,
		PurposeReturned:         (*Speech).returned,
		PurposeProposal:         (*Speech).proposal,
		PurposeAnswered:         (*Speech).extensionAnswer,
		PurposeDigest:           (*Speech).digest,
		PurposeNumber:           (*Speech).number,
		PurposeChecklist:        (*Speech).checklist,
		PurposeRetyped:          (*Speech).retyped,
		PurposeMoved:            (*Speech).Moved,
		PurposeMovedHere:        (*Speech).movedHere,
		PurposeAmended:          (*Speech).amended,

		PurposeApproval:       (*Speech).approval,
		PurposeRemindApproval: (*Speech).remindApproval,
		PurposeSubmitted:      (*Speech).submitted,
		PurposeApproved:       (*Speech).approved,
		PurposeRejected:       (*Speech).rejected,
		PurposeQuestion:       (*Speech).question,
		PurposeQuestionAnswer: (*Speech).questionAnswer,
		PurposeAnnouncement:   (*Speech).announcement,
		PurposeRelief:         (*Speech).relief,
	}[p]
	if !ok {
		return s.Card(sc)
	}
	return render(s, sc)
}

// Entry is the row a notice follows from, never nil.
func Entry(sc Scene) *tickets.Entry {
	if sc.Entry == nil {
		return &tickets.Entry{}
	}
	return sc.Entry
}

// about fills the places that most sentences have: Ref and Summary of the ticket, Who acted.
func (s *Speech) about(sc Scene, more Vars) Vars {
	v := Vars{"Ref": boldText(sc.Ticket.Ref()), "Summary": sc.Ticket.Summary, "Who": s.someone(sc, Entry(sc).Actor)}
	for name, value := range more {
		v[name] = value
	}
	return v
}

// tell is a paragraph about the ticket.
func (s *Speech) tell(sc Scene, key string, more Vars) bot.Block {
	return Paragraph(s.Text(sc.Locale, key, s.about(sc, more)))
}

// calling is tell, beginning with the mention of somebody; of nobody it is tell.
// Instead of who has left the desk, the person on duty is called.
func (s *Speech) calling(sc Scene, who tickets.UserID, key string, more Vars) bot.Block {
	if who != "" && who == sc.Left {
		who = sc.OnDuty[1]
	}
	b := s.tell(sc, key, more)
	if call := pinged(sc, who); call != nil {
		b.Text = appendText(nil, call, plain(", "), b.Text)
	}
	return b
}

// words repeats what somebody typed, and tells when it had to be cut.
func (s *Speech) words(sc Scene, blocks []bot.Block, words string) []bot.Block {
	short, more := Cut(words, maxNoticeWords)
	blocks = Quoted(blocks, short)
	if more {
		blocks = append(blocks, Small(s.Text(sc.Locale, "card.more", Vars{"Command": CodeText(Command(sc.Locale, "show", sc.Ticket))})))
	}
	return blocks
}

// attached lists the files of the row, when there are any.
func (s *Speech) attached(sc Scene, blocks []bot.Block) []bot.Block {
	files := Entry(sc).Detail.Files
	if len(files) == 0 {
		return blocks
	}
	return append(blocks, fields([]bot.Pair{{Label: s.T(sc.Locale, "field.files", nil), Value: s.files(sc.Locale, files)}}))
}

// reader is the person whose counter a notice stands in.
func reader(sc Scene) tickets.UserID {
	if sc.Place.User != "" {
		return sc.Place.User
	}
	return sc.Viewer
}

// overdue adds when a late notice should have been said.
func (s *Speech) overdue(sc Scene, blocks []bot.Block, due time.Time) []bot.Block {
	if !sc.Delays || due.IsZero() {
		return blocks
	}
	return append(blocks, Small(s.Text(sc.Locale, "delayed", Vars{"When": s.relativeTo(sc, sayAt, due)})))
}

// Say renders a card or a notice.
func (s *Speech) Say(p Purpose, sc Scene) bot.Message {
	if p == PurposeCard {
		m := s.Card(sc)
		m.IsCard = true
		return m
	}
	return s.Notice(p, sc)
}
