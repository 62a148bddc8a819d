package bot

import (
	"guichet/tickets"
)

// maxStoryWords is how many characters of the story so far a new follower is told at once;
// the rest is in the ticket.
const maxStoryWords = 1500

// following is the first message of a follower's counter: who put them on the ticket, what it
// is about, and what has happened so far.
func (s *Speech) following(sc Scene) Message {
	t := sc.Ticket
	call := pinged(sc, reader(sc))
	if call == nil {
		call = plain(s.T(sc.Locale, "desk", nil))
	}
	key := "following"
	if entry(sc).Actor == reader(sc) {
		key = "following.self"
	}
	blocks := []Block{s.tell(sc, key, vars{"Name": call})}
	if !t.Follows(reader(sc)) {
		return Message{Blocks: []Block{s.tell(sc, "unfollowed", nil)}, Tone: Muted}
	}
	blocks = append(blocks, fields(append(s.recorded(sc), Pair{Label: s.T(sc.Locale, "field.assignee", nil), Value: s.holder(sc)})))
	blocks, _ = s.described(sc, blocks, maxCardDescription)
	sc.Viewer, sc.Roles = reader(sc), tickets.Roles{} // what a counter shows is never the desk's own side
	blocks = append(blocks, s.timeline(sc, sc.Journal, maxStoryWords)...)
	blocks = append(blocks, small(s.text(sc.Locale, "following.hint", nil)))
	return Message{Blocks: row(blocks, s.followerButtons(sc.Locale, t)...)}
}

// followerButtons are what a follower may do.
func (s *Speech) followerButtons(locale string, t *tickets.Ticket) []Button {
	var out []Button
	if !t.State.Terminal() {
		out = append(out, s.named(locale, "add", t, Neutral))
	}
	return append(out, s.named(locale, "unfollow", t, Neutral))
}

// unfollowed is the last thing somebody is told who no longer follows.
func (s *Speech) unfollowed(sc Scene) Message {
	return Message{Blocks: []Block{s.tell(sc, "unfollowed", nil)}, Tone: Muted}
}

// maxListedPeople is how many followers are named before the rest is only counted.
const maxListedPeople = 10

// followers names who else is told.
func (s *Speech) followers(sc Scene) Text {
	var out Text
	all := sc.Ticket.Followers
	for i, u := range all {
		switch {
		case i == maxListedPeople:
			return appendText(out, plain(", "+s.T(sc.Locale, "followers.more", vars{"Count": len(all) - i})))
		case i > 0:
			out = appendText(out, plain(", "))
		}
		out = appendText(out, plain(sc.Name(u)))
	}
	return out
}
