package speech

import (
	"guichet/bot"
	"guichet/tickets"
)

// maxStoryWords is how many characters of the story so far a new follower is told at once;
// the rest is in the ticket.
const maxStoryWords = 1500

// following is the first message of a follower's counter: who put them on the ticket, what it
// is about, and what has happened so far.
func (s *Speech) following(sc Scene) bot.Message {
	t := sc.Ticket
	call := pinged(sc, reader(sc))
	if call == nil {
		call = plain(s.T(sc.Locale, "desk", nil))
	}
	key := "following"
	if Entry(sc).Actor == reader(sc) {
		key = "following.self"
	}
	blocks := []bot.Block{s.tell(sc, key, Vars{"Name": call})}
	if !t.Follows(reader(sc)) {
		return bot.Message{Blocks: []bot.Block{s.tell(sc, "unfollowed", nil)}, Tone: bot.Muted}
	}
	blocks = append(blocks, fields(append(s.recorded(sc), bot.Pair{Label: s.T(sc.Locale, "field.assignee", nil), Value: s.holder(sc)})))
	blocks, _ = s.described(sc, blocks, maxCardDescription)
	sc.Viewer, sc.Roles = reader(sc), tickets.Roles{} // what a counter shows is never the desk's own side
	blocks = append(blocks, s.timeline(sc, sc.Journal, maxStoryWords)...)
	blocks = append(blocks, Small(s.Text(sc.Locale, "following.hint", nil)))
	return bot.Message{Blocks: Row(blocks, s.followerButtons(sc.Locale, t)...)}
}

// followerButtons are what a follower may do.
func (s *Speech) followerButtons(locale string, t *tickets.Ticket) []bot.Button {
	var out []bot.Button
	if !t.State.Terminal() {
		out = append(out, s.Named(locale, "add", t, bot.Neutral))
	}
	return append(out, s.Named(locale, "unfollow", t, bot.Neutral))
}

// unfollowed is the last thing somebody is told who no longer follows.
func (s *Speech) unfollowed(sc Scene) bot.Message {
	return bot.Message{Blocks: []bot.Block{s.tell(sc, "unfollowed", nil)}, Tone: bot.Muted}
}

// maxListedPeople is how many followers are named before the rest is only counted.
const maxListedPeople = 10

// followers names who else is told.
func (s *Speech) followers(sc Scene) bot.Text {
	var out bot.Text
	all := sc.Ticket.Followers
	for i, u := range all {
		switch {
		case i == maxListedPeople:
			return appendText(out, plain(", "+s.T(sc.Locale, "followers.more", Vars{"Count": len(all) - i})))
		case i > 0:
			out = appendText(out, plain(", "))
		}
		out = appendText(out, plain(sc.Name(u)))
	}
	return out
}
