package speech

import (
	"slices"
	"strings"
	"testing"
	"time"

	"guichet/bot"
	"guichet/tickets"
	"guichet/tickets/calendar"
)

// TestEveryNotice renders every purpose in the states that matter to it.
func TestEveryNotice(t *testing.T) {
	s := testSpeech(t)
	for _, locale := range Locales {
		var b strings.Builder
		seen := map[Purpose]bool{PurposeCard: true, PurposeArchive: true, PurposeMarked: true, PurposeIntake: true, PurposeWhich: true} // the card has its own test, the others say nothing
		for _, n := range notices(t, locale) {
			seen[n.purpose] = true
			b.WriteString("=== " + string(n.purpose) + n.variant + "\n" + sketch(s.Notice(n.purpose, n.sc)) + "\n")
		}
		for _, p := range constantsOf(t, "scene.go", "Purpose") {
			if !seen[Purpose(p)] {
				t.Errorf("no fixture of the purpose %s", p)
			}
		}
		golden(t, "notice."+locale+".golden", b.String())
	}
}

// everOpen is a calendar without an end of the day.
func everOpen(t testing.TB) *calendar.Calendar {
	t.Helper()
	week := map[time.Weekday][]calendar.Window{}
	for d := time.Sunday; d <= time.Saturday; d++ {
		week[d] = []calendar.Window{{From: 0, To: 24 * 60}}
	}
	cal, err := calendar.New(calendar.Spec{Zone: time.UTC, Hours: week, Holidays: "none"})
	if err != nil {
		t.Fatal(err)
	}
	return cal
}

type sampleNotice struct {
	purpose Purpose
	variant string
	sc      Scene
}

// notices are scenes of every purpose.
func notices(t testing.TB, locale string) []sampleNotice {
	t.Helper()
	life := map[string]Scene{}
	for _, stage := range lifeStages(t, locale) {
		life[stage.name] = stage.sc
	}
	out := requestNotices(t, locale)
	add := func(p Purpose, variant, stage string, e tickets.Entry, change func(sc *Scene)) {
		sc, ok := life[stage]
		if !ok {
			t.Fatalf("no stage %q", stage)
		}
		ticket := *sc.Ticket
		sc.Ticket, sc.Entry = &ticket, &e
		if e.At.IsZero() {
			e.At = sc.Now
		}
		if change != nil {
			change(&sc)
		}
		if variant != "" {
			variant = ", " + variant
		}
		out = append(out, sampleNotice{p, variant, sc})
	}
	counter := func(u tickets.UserID) func(sc *Scene) {
		return func(sc *Scene) {
			sc.Place = tickets.Place{Space: u.Space(), Kind: tickets.PlaceCounter, User: u}
		}
	}
	inThread := func(sc *Scene) { sc.Place = tickets.Place{Space: "slack", Kind: tickets.PlaceThread} }
	by := func(u tickets.UserID, k tickets.EntryKind, words string, d tickets.Detail) tickets.Entry {
		return tickets.Entry{Actor: u, Kind: k, Words: words, Detail: d}
	}

	opened := by(aliceID, tickets.Opened, "", tickets.Detail{})
	add(PurposeOpened, "", "new", opened, counter(aliceID))
	add(PurposeOpened, "claimed meanwhile", "claimed", opened, counter(aliceID))
	add(PurposeOpened, "long words", "new, long words, guest caller, ten hit", opened, func(sc *Scene) {
		counter(aliceID)(sc)
		sc.Ticket.Description += longWords // over what the desk takes
	})
	add(PurposeOpened, "closed meanwhile", "closed, validated", opened, counter(aliceID))
	add(PurposeOpenedFor, "", "new", opened, counter(benoitID))
	add(PurposeLooksAfter, "claimed", "claimed", by(tessaID, tickets.Claimed, "", tickets.Detail{Assignee: tessaID}), counter(aliceID))
	add(PurposeLooksAfter, "assigned", "claimed", by(tessaID, tickets.Assigned, "", tickets.Detail{Assignee: tomID, Previous: tessaID}), counter(aliceID))
	add(PurposeAssigned, "", "claimed", by(tessaID, tickets.Assigned, "", tickets.Detail{Assignee: tomID}), inThread)
	add(PurposeAssigned, "by the desk", "claimed", by("", tickets.Assigned, "", tickets.Detail{Assignee: tomID}), inThread)
	add(PurposeAssigned, "taken over", "claimed", by(marieID, tickets.Assigned, "", tickets.Detail{Assignee: marieID}), inThread)
	waiting := by(tessaID, tickets.Waiting, "Pièce commandée, livraison lundi.", tickets.Detail{Ball: tickets.BallSupplier})
	for _, ball := range []tickets.Ball{tickets.BallRequester, tickets.BallSupplier, tickets.BallOtherDesk} {
		add(PurposeWaits, string(ball), "waiting", waiting, func(sc *Scene) { counter(aliceID)(sc); sc.Ticket.WaitingOn = ball })
	}
	add(PurposeWaits, "no reason", "waiting", by(tessaID, tickets.Waiting, "", tickets.Detail{}), func(sc *Scene) {
		counter(aliceID)(sc)
		sc.Ticket.WaitingOn, sc.Ticket.WaitReason = tickets.BallRequester, ""
	})
	add(PurposeWaits, "resumed", "in progress", waiting, counter(aliceID))
	add(PurposeWaits, "over", "closed, validated", waiting, counter(aliceID))
	asked := by(tessaID, tickets.Waiting, "", tickets.Detail{})
	add(PurposeAskReason, "", "waiting", asked, func(sc *Scene) { inThread(sc); sc.Ticket.WaitReason = "" })
	add(PurposeAskReason, "given", "waiting", asked, inThread)
	add(PurposeAskReason, "over", "in progress", asked, inThread)
	prompted := by(tessaID, tickets.Prompted, "", tickets.Detail{Subject: tessaID})
	add(PurposeAskSolution, "", "in progress", prompted, func(sc *Scene) { inThread(sc); sc.Ticket.Prompt = tessaID })
	add(PurposeAskSolution, "dropped", "in progress", prompted, inThread)
	add(PurposeAskSolution, "done", "resolved", prompted, inThread)
	resolved := by(tessaID, tickets.Resolved, "Rouleau remplacé.", tickets.Detail{Round: 1})
	add(PurposeValidation, "", "resolved", resolved, counter(aliceID))
	add(PurposeValidation, "workaround", "resolved, workaround", by(tessaID, tickets.Resolved, "Utilisez le bac 1.", tickets.Detail{Round: 1, Workaround: true}), counter(aliceID))
	add(PurposeValidation, "validated", "closed, validated", resolved, counter(aliceID))
	answered := func(u tickets.UserID, k tickets.EntryKind) func(sc *Scene) {
		return func(sc *Scene) {
			counter(aliceID)(sc)
			sc.Answered = &tickets.Entry{Kind: k, Actor: u, At: sc.Now}
		}
	}
	add(PurposeValidation, "validated by the other", "closed, validated", resolved, answered(benoitID, tickets.Validated))
	add(PurposeValidation, "validated by the reader", "closed, validated", resolved, answered(aliceID, tickets.Validated))
	add(PurposeValidation, "refused", "in progress, refused before", resolved, counter(aliceID))
	add(PurposeValidation, "refused by the other", "in progress, refused before", resolved, answered(benoitID, tickets.Refused))
	add(PurposeValidation, "refused by the reader", "in progress, refused before", resolved, answered(aliceID, tickets.Refused))
	add(PurposeValidation, "resolved again", "resolved", resolved, func(sc *Scene) { counter(aliceID)(sc); sc.Ticket.Resolutions = 2 })
	add(PurposeValidation, "silence", "closed by silence, not rated", resolved, counter(aliceID))
	add(PurposeValidation, "cancelled", "cancelled", resolved, func(sc *Scene) { counter(aliceID)(sc); sc.Ticket.Resolutions = 1 })
	reminded := by("", tickets.Reminded, "", tickets.Detail{Round: 1})
	add(PurposeRemind, "", "resolved", reminded, counter(aliceID))
	add(PurposeRemind, "over", "closed, validated", reminded, counter(aliceID))
	add(PurposeRefused, "", "in progress, refused before", by(aliceID, tickets.Refused, "Le bac 2 bourre encore.", tickets.Detail{Round: 1}), inThread)
	add(PurposeClosed, "validated", "closed, validated", by("", tickets.Closed, "", tickets.Detail{Why: "validated"}), counter(aliceID))
	add(PurposeClosed, "silence", "closed by silence, not rated", by("", tickets.Closed, "", tickets.Detail{Why: "silence"}), counter(aliceID))
	add(PurposeRetyped, "request", "new", by(tessaID, tickets.TypeSet, "", tickets.Detail{Kind: tickets.Request}), counter(aliceID))
	add(PurposeRetyped, "incident", "new", by(tessaID, tickets.TypeSet, "", tickets.Detail{Kind: tickets.Incident}), counter(aliceID))
	add(PurposeAmended, "", "new", by(tessaID, tickets.Retitled, "Imprimante du 2e", tickets.Detail{Why: "summary description category"}), counter(aliceID))
	linked := func(sc *Scene) { sc.Link = "https://files.example/card" }
	add(PurposeMoved, "", "new", tickets.Entry{}, linked)
	add(PurposeMoved, "no address", "new", tickets.Entry{}, nil)
	add(PurposeMovedHere, "", "new", tickets.Entry{}, func(sc *Scene) { linked(sc); inThread(sc) })
	public := func(sc *Scene) {
		sc.Ticket.Announcement = tickets.Announcement{Title: "Impressions bloquées au 3e étage", By: tessaID, Joined: []tickets.UserID{tomID}}
		sc.Ticket.PeopleHit = 2
	}
	add(PurposeAnnouncement, "", "new", by(tessaID, tickets.AnnouncedPublicly, "", tickets.Detail{}), public)
	add(PurposeAnnouncement, "solved", "closed, validated", by(tessaID, tickets.AnnouncedPublicly, "", tickets.Detail{}), public)
	add(PurposeAnnouncement, "worked around", "closed, validated", by(tessaID, tickets.AnnouncedPublicly, "", tickets.Detail{}), func(sc *Scene) {
		public(sc)
		sc.Ticket.State, sc.Ticket.Workaround, sc.Ticket.Solution = tickets.ResolvedState, true, "Imprimez au 2e."
	})
	add(PurposeAnnouncement, "cancelled", "cancelled", by(tessaID, tickets.AnnouncedPublicly, "", tickets.Detail{}), public)
	add(PurposeAnnouncement, "withdrawn", "new", by(tessaID, tickets.AnnouncedPublicly, "", tickets.Detail{}), func(sc *Scene) {
		public(sc)
		sc.Ticket.Announcement.Withdrawn = sc.Now
	})
	add(PurposeRelief, "workaround", "new", by(tessaID, tickets.Resolved, "Imprimez au 2e.", tickets.Detail{Workaround: true}), public)
	add(PurposeRelief, "solved", "closed, validated", by(tessaID, tickets.Resolved, "Bac changé.", tickets.Detail{}), public)
	add(PurposeRelief, "closed", "cancelled", by(tessaID, tickets.Cancelled, "", tickets.Detail{}), public)
	add(PurposeNumber, "", "new", by(tessaID, tickets.Opened, "", tickets.Detail{}), nil)
	gone := by(aliceID, tickets.Cancelled, "J’ai trouvé la cause.", tickets.Detail{})
	add(PurposeCancelled, "counter", "cancelled", gone, counter(benoitID))
	add(PurposeCancelled, "thread", "cancelled", gone, inThread)
	rate := by("", tickets.RatingAsked, "", tickets.Detail{Subject: benoitID})
	add(PurposeRating, "", "closed, validated", rate, counter(benoitID))
	add(PurposeRating, "one mark", "closed, validated", rate, func(sc *Scene) {
		counter(benoitID)(sc)
		sc.Ticket.Rating.Speed, sc.Ticket.Rating.FirstAt = 4, sc.Now
	})
	add(PurposeRating, "marks and comment", "closed, rated", rate, func(sc *Scene) {
		counter(benoitID)(sc)
		sc.Ticket.Rating.Comment, sc.Ticket.Rating.FirstAt = "Très bien.", sc.Now
	})
	add(PurposeRating, "a day later", "closed, rated", rate, func(sc *Scene) {
		counter(benoitID)(sc)
		sc.Ticket.Rating.FirstAt = sc.Now.Add(-25 * time.Hour)
	})
	add(PurposeRating, "expired", "closed by silence, not rated", rate, counter(benoitID))
	add(PurposeRemindRate, "", "closed, validated", reminded, counter(benoitID))
	add(PurposeLowRating, "", "closed, rated", by(benoitID, tickets.Rated, "", tickets.Detail{Speed: 1, Answer: 2}), func(sc *Scene) {
		sc.Ticket.Rating.Speed, sc.Ticket.Rating.Answer, sc.Ticket.Rating.Comment = 1, 2, "Trop long."
	})
	add(PurposeChecklist, "", "claimed, with a procedure", by("", tickets.Opened, "", tickets.Detail{}), inThread)
	add(PurposeChecklist, "closed", "claimed, with a procedure", by("", tickets.Opened, "", tickets.Detail{}), func(sc *Scene) {
		inThread(sc)
		sc.Ticket.State = tickets.ClosedState
	})
	add(PurposeChecklist, "a part that is gone", "claimed, with a procedure", by("", tickets.Opened, "", tickets.Detail{}), func(sc *Scene) {
		inThread(sc)
		sc.Part = 1
	})
	files := tickets.Detail{Files: []tickets.File{{Name: "photo.png", URL: "https://files.example/p"}}}
	add(PurposeSaid, "requester", "in progress", by(aliceID, tickets.Said, "Toujours bloquée.", files), inThread)
	add(PurposeSaid, "beneficiary", "in progress", by(benoitID, tickets.Said, "Oui.", tickets.Detail{}), inThread)
	add(PurposeReplied, "", "in progress", by(tessaID, tickets.Replied, "Je passe à 11 h.", tickets.Detail{}), counter(aliceID))
	add(PurposeReplySent, "", "in progress", by(tessaID, tickets.Replied, "Je passe à 11 h.", files), inThread)
	add(PurposeNoted, "", "in progress", by(tessaID, tickets.Noted, "", tickets.Detail{}), func(sc *Scene) {
		inThread(sc)
		sc.Entry.Note = "Modèle en fin de vie."
	})
	for _, kind := range []tickets.EntryKind{tickets.Edited, tickets.Retracted} {
		how := string(kind)
		since := func(where func(*Scene)) func(*Scene) {
			return func(sc *Scene) {
				where(sc)
				sc.Revised = kind
			}
		}
		add(PurposeSaid, how, "in progress", by(aliceID, tickets.Said, "Toujours bloquée.", files), since(inThread))
		add(PurposeReplied, how, "in progress", by(tessaID, tickets.Replied, "Je passe à 11 h.", files), since(counter(aliceID)))
		add(PurposeReplySent, how, "in progress", by(tessaID, tickets.Replied, "Je passe à 11 h.", files), since(inThread))
	}
	add(PurposeSaid, "to the other one", "in progress", by(aliceID, tickets.Said, "Toujours bloquée.", files), counter(benoitID))
	add(PurposeReplied, "of another author", "in progress", by(tessaID, tickets.Replied, "Je passe à 11 h.", tickets.Detail{Subject: tomID}), counter(aliceID))
	add(PurposeEscalated, "", "in progress", by(tessaID, tickets.Escalated, "Carte mère ?", tickets.Detail{Level: 2, Subject: tomID}), inThread)
	add(PurposeEscalated, "no reason", "in progress", by(tessaID, tickets.Escalated, "", tickets.Detail{Level: 2}), inThread)
	add(PurposeEscalated, "nobody on duty", "in progress", by(tessaID, tickets.Escalated, "", tickets.Detail{Level: 3}), func(sc *Scene) {
		sc.Place = tickets.Place{Space: "slack", Kind: tickets.PlaceEscalation}
	})
	kept := func(name string, size int64) tickets.File {
		return tickets.File{Name: name, URL: "https://files.example/" + name, Size: size, Hash: name}
	}
	shot, film := kept("écran.png", 84_000), kept("film.mp4", 12<<20)
	left := func(name string, why tickets.Refusal) tickets.File {
		return tickets.File{Name: name, URL: "https://files.example/" + name, Size: 40 << 20, Refused: why}
	}
	filed := by("", tickets.Filed, "", tickets.Detail{Why: string(tickets.Said), Subject: aliceID, Files: []tickets.File{shot, film, left("image.iso", tickets.FileTooLarge)}})
	add(PurposeFiles, "", "in progress", filed, func(sc *Scene) { inThread(sc); sc.Uploads = []tickets.File{shot, film} })
	add(PurposeFiles, "too large for the platform", "in progress", filed, func(sc *Scene) { inThread(sc); sc.Uploads = []tickets.File{shot} })
	add(PurposeFiles, "counter", "in progress", filed, func(sc *Scene) { counter(benoitID)(sc); sc.Uploads = []tickets.File{shot, film} })
	took := by("", tickets.Filed, "", tickets.Detail{Why: string(tickets.Said), Subject: aliceID, Files: filed.Detail.Files, Removed: []tickets.File{film}})
	add(PurposeFiles, "one is gone", "in progress", took, func(sc *Scene) { inThread(sc); sc.Uploads = []tickets.File{shot} })
	took.Detail.Removed = took.Detail.Files
	add(PurposeFiles, "taken back", "in progress", took, inThread)
	add(PurposeUnfit, "", "in progress", filed, func(sc *Scene) { counter(aliceID)(sc); sc.Unfit = []tickets.File{film} })
	add(PurposeUnfit, "technician", "in progress", by("", tickets.Filed, "", tickets.Detail{Why: string(tickets.Replied), Subject: tessaID, Files: []tickets.File{film}}),
		func(sc *Scene) { inThread(sc); sc.Unfit = []tickets.File{film} })
	var none tickets.Detail
	for _, why := range []tickets.Refusal{
		tickets.FileTooLarge, tickets.FileEmpty, tickets.FileType, tickets.FileExpired, tickets.FileGone, tickets.FileForbidden,
		tickets.FileForeign, tickets.FileNoRoom, tickets.FileUnreachable,
	} {
		none.Files = append(none.Files, left(string(why)+".zip", why))
	}
	none.Subject = aliceID
	add(PurposeFiles, "none", "in progress", by("", tickets.Filed, "", none), inThread)
	add(PurposeUnfiled, "", "in progress", by("", tickets.Filed, "", none), counter(aliceID))
	none.Subject, none.Files = tessaID, none.Files[:1]
	add(PurposeUnfiled, "technician", "in progress", by("", tickets.Filed, "", none), inThread)
	for _, clock := range clocksInOrder {
		stage := map[tickets.Clock]string{tickets.ClockRespond: "new", tickets.ClockFirstContact: "claimed", tickets.ClockResolve: "in progress"}[clock]
		sc := life[stage]
		d := tickets.Detail{Clock: clock, Percent: 75, Deadline: sc.Ticket.Clocks.Of(clock).Deadline, DueAt: sc.Now.Add(-10 * time.Minute)}
		add(PurposeWarn, string(clock), stage, by("", tickets.Warned, "", d), inThread)
		add(PurposeWarn, string(clock)+", told late", stage, by("", tickets.Warned, "", d), func(sc *Scene) { inThread(sc); sc.Delays = true })
		d.Percent, d.DueAt = 100, d.Deadline
		over := func(sc *Scene) { sc.Now = d.Deadline.Add(35 * time.Minute) }
		add(PurposeBreach, string(clock), stage, by("", tickets.Breached, "", d), func(sc *Scene) { over(sc); sc.Delays = true })
		add(PurposeBreach, string(clock)+", taken over", stage, tickets.Entry{Kind: tickets.Breached, Detail: d, At: d.Deadline}, func(sc *Scene) {
			over(sc)
			sc.Ticket.Assignee, sc.Ticket.AssignedAt = marieID, sc.Now
		})
	}
	d := tickets.Detail{Clock: tickets.ClockResolve, Deadline: life["waiting"].Now.Add(-time.Hour)}
	add(PurposeBreach, "paused since", "waiting", by("", tickets.Breached, "", d), nil)
	add(PurposeBreach, "resolved since", "resolved", by("", tickets.Breached, "", d), nil)
	contact := tickets.Detail{Clock: tickets.ClockFirstContact}
	add(PurposeBreach, "contacted since", "in progress", by("", tickets.Breached, "", contact), nil)
	add(PurposeBreach, "met, holder unknown", "in progress, back in the pool", by("", tickets.Breached, "", tickets.Detail{Clock: tickets.ClockRespond}), nil)
	add(PurposeNudge, "", "claimed", by("", tickets.Breached, "", contact), inThread)
	add(PurposeNudge, "done", "in progress", by("", tickets.Breached, "", contact), inThread)
	for _, reason := range []string{"person_gone", "dm_blocked", "restricted_action_thread_locked", "status_502", "paid_plan_only", ""} {
		add(PurposeParked, "reason "+reason, "in progress", by(tessaID, tickets.Replied, "", tickets.Detail{}), func(sc *Scene) {
			sc.Problem = reason
			sc.Place = tickets.Place{Space: "slack", Kind: tickets.PlacePool, User: aliceID}
		})
	}
	add(PurposeLowRating, "taken up", "closed, rated", by(benoitID, tickets.Rated, "", tickets.Detail{Speed: 1, Answer: 2}), func(sc *Scene) {
		sc.Ticket.Rating.FollowUp = tessaID
	})
	add(PurposeLowRating, "followed up", "closed, rated", by(benoitID, tickets.Rated, "", tickets.Detail{Speed: 1, Answer: 2}), func(sc *Scene) {
		sc.Ticket.Rating.FollowUp, sc.Ticket.Rating.FollowedAt = tessaID, sc.Now
	})
	out = append(out, extensionNotices(t, life)...)
	add(PurposeReposted, "", "in progress", tickets.Entry{}, func(sc *Scene) { sc.Entry = nil })
	add(PurposeReplaced, "", "in progress", tickets.Entry{}, func(sc *Scene) { sc.Entry = nil })
	add(PurposeParked, "for a channel", "in progress", by("", tickets.Breached, "", contact), func(sc *Scene) { sc.Problem = "is_archived" })
	followed := func(sc *Scene) { counter(tomID)(sc); sc.Ticket.Followers = []tickets.UserID{tomID} }
	put := by(aliceID, tickets.FollowerAdded, "", tickets.Detail{Subject: tomID})
	add(PurposeFollowing, "", "claimed", put, func(sc *Scene) {
		followed(sc)
		note := by(tessaID, tickets.Noted, "secret", tickets.Detail{})
		claimed := by(tessaID, tickets.Claimed, "", tickets.Detail{Assignee: tessaID})
		words := by(aliceID, tickets.Said, "Elle bloque *encore* <!channel>.", tickets.Detail{})
		sc.Journal = []*tickets.Entry{&claimed, &note, &words, &put}
	})
	add(PurposeFollowing, "by themselves", "new", by(tomID, tickets.FollowerAdded, "", tickets.Detail{Subject: tomID}), followed)
	add(PurposeFollowing, "no longer", "new", put, counter(tomID))
	add(PurposeUnfollowed, "", "new", by(aliceID, tickets.FollowerRemoved, "", tickets.Detail{Subject: tomID}), counter(tomID))
	add(PurposeWaits, "requester, to a follower", "waiting", waiting, func(sc *Scene) { followed(sc); sc.Ticket.WaitingOn = tickets.BallRequester })
	add(PurposeValidation, "to a follower", "resolved", resolved, followed)
	add(PurposeSaid, "to the others", "claimed", by(tomID, tickets.Said, "Chez moi aussi.", tickets.Detail{}), counter(aliceID))
	add(PurposeSaid, "by a follower", "claimed", by(tomID, tickets.Said, "Chez moi aussi.", tickets.Detail{}), func(sc *Scene) { followed(sc); inThread(sc) })
	soon := func(u tickets.UserID) func(sc *Scene) {
		return func(sc *Scene) {
			counter(u)(sc)
			policy := *sc.Policy
			policy.Calendar, policy.Validation.ReopenWithin = everOpen(t), tickets.Span{Days: 7}
			sc.Policy = &policy
		}
	}
	again := by(aliceID, tickets.Reopened, "Elle bloque *encore*.", tickets.Detail{Assignee: tessaID})
	add(PurposeReopened, "", "in progress", again, counter(benoitID))
	add(PurposeReopened, "by the reader", "in progress", again, counter(aliceID))
	add(PurposeReopened, "in the thread", "in progress", again, inThread)
	pooled := by(aliceID, tickets.Reopened, "Elle bloque encore.", tickets.Detail{Previous: tessaID})
	add(PurposeReopened, "in the pool, in the thread", "in progress", pooled, inThread)
	add(PurposeReopened, "in the pool", "in progress", pooled, func(sc *Scene) { counter(benoitID)(sc); sc.Ticket.Assignee = "" })
	add(PurposeThanked, "", "closed, validated", by(aliceID, tickets.Thanked, "merci @everyone !", tickets.Detail{}), inThread)
	add(PurposeAskAgain, "", "resolved", by(aliceID, tickets.Said, "et le bac 3 ?", tickets.Detail{Round: 1}), counter(aliceID))
	add(PurposeAskAgain, "answered", "closed, validated", by(aliceID, tickets.Said, "et le bac 3 ?", tickets.Detail{Round: 1}), counter(aliceID))
	after := by(aliceID, tickets.SaidLate, "elle bloque encore", tickets.Detail{Round: 1})
	add(PurposeLate, "soon after", "closed, validated", after, soon(aliceID))
	add(PurposeLate, "soon after, by a follower", "closed, validated", after, func(sc *Scene) { soon(tomID)(sc); sc.Ticket.Followers = []tickets.UserID{tomID} })
	add(PurposeLate, "long after", "closed, validated", after, counter(aliceID))
	add(PurposeLate, "after a cancellation", "cancelled", after, soon(aliceID))
	add(PurposeLate, "reopened since", "in progress", after, soon(aliceID))
	add(PurposeClosed, "soon after", "closed, validated", by(aliceID, tickets.Closed, "", tickets.Detail{Why: "validated", Round: 1}), soon(aliceID))
	add(PurposeClosed, "reopened since", "in progress", by(aliceID, tickets.Closed, "", tickets.Detail{Why: "validated", Round: 1}), soon(aliceID))
	fold := func(why string, change func(sc *Scene)) func(sc *Scene) {
		return func(sc *Scene) {
			sc.Ticket.ClosedBy, sc.Ticket.State, sc.Ticket.ClosedAt = why, tickets.ClosedState, sc.Now
			kind := map[string]tickets.LinkKind{tickets.ByDuplicate: tickets.LinkDuplicate, tickets.ByMerge: tickets.LinkMergedInto}[why]
			sc.Ticket.Links = []tickets.Link{{Kind: kind, Ticket: 7}}
			sc.Others = map[int64]*tickets.Ticket{7: {Number: 7, Kind: tickets.Incident, Summary: "Étage sans *imprimante*"}}
			change(sc)
		}
	}
	absorbs := func(change func(sc *Scene)) func(sc *Scene) {
		return func(sc *Scene) {
			sc.Ticket.Links = []tickets.Link{{Kind: tickets.LinkMergedFrom, Ticket: 7}}
			sc.Others = map[int64]*tickets.Ticket{7: {Number: 7, Kind: tickets.Incident, Summary: "Bac 2 <vide>"}}
			change(sc)
		}
	}
	for _, why := range []string{tickets.ByDuplicate, tickets.ByMerge} {
		e := by(tessaID, tickets.Closed, "", tickets.Detail{Why: why, Other: 7})
		add(PurposeFolded, why, "claimed", e, fold(why, counter(aliceID)))
		add(PurposeFolded, why+", in the thread", "claimed", e, fold(why, inThread))
		back := by(tessaID, tickets.Restored, "", tickets.Detail{Why: why, Other: 7})
		add(PurposeRestored, why, "claimed", back, absorbs(counter(aliceID)))
		add(PurposeRestored, why+", in the thread", "claimed", back, absorbs(inThread))
	}
	into := by(tessaID, tickets.Absorbed, "", tickets.Detail{Other: 7})
	add(PurposeAbsorbed, "", "claimed", into, absorbs(counter(aliceID)))
	add(PurposeAbsorbed, "in the thread", "claimed", into, absorbs(inThread))
	add(PurposeAbsorbed, "undone since, in the thread", "claimed", into, inThread)
	apart := by(tessaID, tickets.Separated, "", tickets.Detail{Other: 7})
	add(PurposeSeparated, "", "claimed", apart, absorbs(counter(aliceID)))
	add(PurposeSeparated, "in the thread", "claimed", apart, absorbs(inThread))
	add(PurposeOriginalResolved, "", "claimed", by(tessaID, tickets.OriginalResolved, "Galet changé.", tickets.Detail{Other: 7}), fold(tickets.ByDuplicate, counter(aliceID)))
	add(PurposeOriginalResolved, "workaround", "claimed", by(tessaID, tickets.OriginalResolved, "Bac 1.", tickets.Detail{Other: 7, Workaround: true}), fold(tickets.ByDuplicate, counter(aliceID)))
	return out
}

// TestAnsweredNoticesHaveNoButtons: what was answered cannot be answered again.
func TestAnsweredNoticesHaveNoButtons(t *testing.T) {
	s := testSpeech(t)
	answered := []string{"validated", "refused", "resolved again", "silence", "cancelled", "over", "done", "dropped", "given", "taken over", "since", "expired", "a day later", "closed meanwhile"}
	for _, n := range notices(t, "fr") {
		over := false
		for _, word := range answered {
			over = over || strings.Contains(n.variant, word)
		}
		buttons := slices.DeleteFunc(buttonsOf(s.Notice(n.purpose, n.sc)), func(b bot.Button) bool {
			return strings.HasPrefix(b.Verb, "attribute:") // whose delay it was can be said when all is over
		})
		if over && len(buttons) > 0 {
			t.Errorf("%s%s still has buttons", n.purpose, n.variant)
		}
	}
}

func TestValidationButtonsCarryTheRound(t *testing.T) {
	s := testSpeech(t)
	for _, n := range notices(t, "en") {
		if n.purpose != PurposeValidation || n.variant != "" {
			continue
		}
		n.sc.Ticket.Resolutions, n.sc.Entry.Detail.Round = 3, 3
		got := verbsOf(s.Notice(n.purpose, n.sc))
		if len(got) != 2 || got[0] != "validate:12:3" || got[1] != "refuse:12:3" {
			t.Errorf("verbs %v", got)
		}
	}
}

// TestAlertsCallTheRightPeople: the response is the duty person's, the others the assignee's,
// a breach the managers'.
func TestAlertsCallTheRightPeople(t *testing.T) {
	s := testSpeech(t)
	for _, n := range notices(t, "fr") {
		var people []tickets.UserID
		groups := 0
		for _, text := range textsOf(s.Notice(n.purpose, n.sc)) {
			for _, span := range text {
				switch span.Kind {
				case bot.Mention:
					people = append(people, span.User)
				case bot.Group:
					groups++
				}
			}
		}
		want := map[string]tickets.UserID{
			"warn, respond": tessaID, "warn, first_contact": tessaID, "warn, resolve": tessaID,
			"nudge": tessaID, "refused": tessaID, "escalated": tomID, "assigned": tomID,
			"opened": aliceID, "opened_for": benoitID,
		}
		name := string(n.purpose) + n.variant
		if u, ok := want[name]; ok && (len(people) != 1 || people[0] != u) {
			t.Errorf("%s mentions %v, want %s", name, people, u)
		}
		if (name == "breach, resolve" || name == "escalated, nobody on duty") && (groups != 1 || len(people) != 0) {
			t.Errorf("%s mentions %d groups and %v, want the managers only", name, groups, people)
		}
		if n.purpose == PurposeReplied || n.purpose == PurposeLooksAfter || n.purpose == PurposeNoted || n.purpose == PurposeSaid {
			if len(people)+groups > 0 {
				t.Errorf("%s pings", name)
			}
		}
	}
}
