package speech

import (
	"net/url"
	"strconv"

	"guichet/bot"
	"guichet/tickets"
)

// maxListedFiles is how many files a message names before it only counts the rest.
const maxListedFiles = 10

// facts are what is known of the ticket, for the technicians.
func (s *Speech) facts(sc Scene) []bot.Pair {
	t := sc.Ticket
	var pairs []bot.Pair
	add := func(key string, value bot.Text) {
		if len(value) > 0 {
			pairs = append(pairs, bot.Pair{Label: s.T(sc.Locale, key, nil), Value: value})
		}
	}
	if t.Requester != "" {
		add("field.requester", plain(sc.Name(t.Requester)))
	}
	if t.Beneficiary.User != t.Requester || t.Requester == "" {
		add("field.beneficiary", beneficiaryName(sc))
	}
	add("field.followers", s.followers(sc))
	add("field.phone", plain(t.Phone))
	add("field.priority", s.priority(sc))
	add("field.category", s.category(sc))
	pairs = append(pairs, s.ownFacts(sc)...)
	add("field.group", s.contract(sc))
	if t.Source != "" && t.Source != tickets.SourceChat {
		add("field.source", plain(s.T(sc.Locale, "source."+string(t.Source), nil)))
	}
	add("field.files", s.files(sc.Locale, t.Files))
	add("field.origin", s.originLink(sc.Locale, t))
	add("field.assignee", s.holder(sc))
	if t.Announced() {
		add("field.announced", plain(t.Announcement.Title))
	}
	if t.PeopleHit > 0 {
		add("field.people_hit", plain(s.T(sc.Locale, "people_hit", Vars{"Count": t.PeopleHit})))
	}
	return pairs
}

// work is how far the procedure is, and the deadlines: the desk's own side of the facts.
func (s *Speech) work(sc Scene) []bot.Pair {
	var pairs []bot.Pair
	if done := progress(sc.Ticket); done != nil {
		pairs = append(pairs, bot.Pair{Label: s.T(sc.Locale, "field.checklist", nil), Value: done})
	}
	return append(append(pairs, s.links(sc)...), s.deadlines(sc)...)
}

// deadlines are the clocks that matter now, each as the platform's own localised time.
func (s *Speech) deadlines(sc Scene) []bot.Pair {
	clocks := sc.Ticket.Clocks
	var pairs []bot.Pair
	for _, c := range clocksInOrder {
		state := clocks.Of(c)
		label := s.T(sc.Locale, "clock."+string(c), nil)
		switch {
		case sc.Ticket.State.Finished():
		case c == tickets.ClockFirstContact && clocks.Respond.Running():
			// One thing at a time: nobody can be called before the ticket is claimed.
		case state.Stopped && state.Met.IsZero():
			pairs = append(pairs, bot.Pair{Label: label, Value: s.Text(sc.Locale, "deadline.paused", nil)})
		case state.Running():
			pairs = append(pairs, bot.Pair{Label: label, Value: s.deadline(sc, state)})
		}
	}
	return pairs
}

func (s *Speech) deadline(sc Scene, c tickets.ClockState) bot.Text {
	value := s.Moment(sc, c.Deadline)
	if c.Deadline.Before(sc.Now) {
		return appendText(value, plain(" · "), boldText(s.T(sc.Locale, "deadline.late", nil)))
	}
	return appendText(value, plain(" · "), instant(c.Deadline, bot.Relative, s.dated(sc, c.Deadline)))
}

// beneficiaryName is who has the problem, with or without a chat account.
func beneficiaryName(sc Scene) bot.Text {
	b := sc.Ticket.Beneficiary
	name := b.Name
	if b.User != "" {
		name = sc.Name(b.User)
	}
	if b.Email != "" && b.User == "" {
		if name == "" {
			return plain(b.Email)
		}
		name += " (" + b.Email + ")"
	}
	return plain(name)
}

// priority is "Haute × Une personne → P2".
func (s *Speech) priority(sc Scene) bot.Text {
	t := sc.Ticket
	line := s.urgencyName(sc.Locale, t.Urgency)
	if t.Impact != "" {
		line += " × " + s.T(sc.Locale, "impact."+string(t.Impact), nil)
	}
	if t.Priority != "" {
		line += " → " + string(t.Priority)
	}
	return plain(line)
}

func (s *Speech) urgencyName(locale string, u tickets.Urgency) string {
	if u == "" {
		u = tickets.Medium
	}
	return s.T(locale, "urgency."+string(u), nil)
}

// category is the name of the ticket's category.
func (s *Speech) category(sc Scene) bot.Text { return plain(s.categoryName(sc, sc.Ticket.Category)) }

// CategoryName is the category's name: the last one it had, when the configuration no longer has
// it, or its id when that is not known.
func (s *Speech) categoryName(sc Scene, id string) string {
	if sc.Policy == nil {
		return id
	}
	return sc.Policy.CategoryName(id).In(sc.Locale)
}

// contract is the name of the beneficiary's service contract, its id when the configuration no
// longer has it.
func (s *Speech) contract(sc Scene) bot.Text {
	id := sc.Ticket.Group
	if sc.Policy == nil || id == "" {
		return plain(id)
	}
	if g := sc.Policy.Group(id); g != nil {
		return plain(g.Name.In(sc.Locale))
	}
	return plain(id)
}

// holder is the assignee, or the pool.
func (s *Speech) holder(sc Scene) bot.Text {
	if sc.Ticket.Assignee == "" {
		return s.Text(sc.Locale, "pool", nil)
	}
	return plain(sc.Name(sc.Ticket.Assignee))
}

// files names the files. A name is words of people, so the link is a word of ours.
func (s *Speech) files(locale string, files []tickets.File) bot.Text {
	var out bot.Text
	for i, f := range files {
		if i == maxListedFiles {
			return appendText(out, plain(", "+s.T(locale, "files.more", Vars{"Count": len(files) - i})))
		}
		if i > 0 {
			out = appendText(out, plain(", "))
		}
		name, _ := Cut(f.Name, 80)
		if name == "" {
			name = strconv.Itoa(i + 1)
		}
		out = appendText(out, plain(name))
		if linkable(f.URL) {
			out = appendText(out, plain(" ("), bot.Text{{Kind: bot.Anchor, Text: s.T(locale, "files.open", nil), URL: f.URL}}, plain(")"))
		}
	}
	return out
}

// linkable keeps out what is not a plain web address.
func linkable(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}

// originLink leads to the message that the ticket was taken from.
func (s *Speech) originLink(locale string, t *tickets.Ticket) bot.Text {
	if !linkable(t.Origin.Link) {
		return nil
	}
	return bot.Text{{Kind: bot.Anchor, Text: s.T(locale, "files.open", nil), URL: t.Origin.Link}}
}

// description is the description where it says more than the summary does.
func description(t *tickets.Ticket) string {
	if t.Description == t.Summary {
		return ""
	}
	return t.Description
}
