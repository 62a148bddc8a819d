package config

import (
	"slices"

	"guichet/tickets"
)

// readClaims reads what becomes of a claim without a first contact.
func readClaims(v value) string {
	return oneOf(v.object("lease").get("lease"), "nudge", "nudge", "release", "off")
}

// readValidation reads how long a resolution waits for an answer.
func readValidation(v value) tickets.Validation {
	o := v.object("remind_after", "close_after", "reopen_within")
	remind, closing := o.get("remind_after"), o.get("close_after")
	r := tickets.Validation{
		RemindAfter:  read(remind, tickets.Span{Days: 1}, positiveSpan),
		CloseAfter:   read(closing, tickets.Span{Days: 3}, positiveSpan),
		ReopenWithin: read(o.get("reopen_within"), tickets.Span{Days: 7}, ParseSpan),
	}
	remindFirst(remind, closing, "close_after", r.RemindAfter, r.CloseAfter)
	return r
}

// remindFirst refuses an end that comes before its reminder.
func remindFirst(remindAt, endAt value, end string, remind, ends tickets.Span) {
	if !before(ends, remind) {
		return
	}
	if endAt.node == nil {
		endAt = remindAt
	}
	endAt.fail("cannot be: %s is %s and remind_after %s; the reminder must come first", end, FormatSpan(ends), FormatSpan(remind))
}

// Publication is where and how often the marks are published.
type Publication struct {
	To    map[string]string // channel by space
	Every string            // "week" or "month"
}

// readSurvey reads whom the two marks are asked of, and where they are published (nil: nowhere).
func readSurvey(v value, p *tickets.Policy) (tickets.Survey, *Publication) {
	o := v.object("remind_after", "expire_after", "on_card", "cooldown", "target", "publish")
	remind, expire := o.get("remind_after"), o.get("expire_after")
	target := o.get("target").object("share", "categories")
	s := tickets.Survey{
		RemindAfter: read(remind, tickets.Span{Days: 2}, positiveSpan),
		ExpireAfter: read(expire, tickets.Span{Days: 14}, positiveSpan),
		OnCard:      o.get("on_card").flag(false),
		Cooldown:    read(o.get("cooldown"), tickets.Span{}, ParseSpan),
		Share:       read(target.get("share"), 100, parsePercent),
	}
	remindFirst(remind, expire, "expire_after", s.RemindAfter, s.ExpireAfter)
	for _, item := range target.get("categories").items() {
		id := read(item, "", parseID)
		if id != "" && p.Category(id) == nil {
			ids := make([]string, len(p.Categories))
			for i, c := range p.Categories {
				ids[i] = c.ID
			}
			slices.Sort(ids)
			item.fail("is %q, which is not a category: write %s", id, alternatives(ids))
		}
		s.Categories = append(s.Categories, id)
	}
	publish := o.get("publish")
	if !publish.present() {
		return s, nil
	}
	po := publish.object("to", "every")
	return s, &Publication{To: po.requiredChannel("to"), Every: oneOf(po.get("every"), "month", "week", "month")}
}

// requiredChannel is a channel that must be there.
func (o object) requiredChannel(key string) map[string]string {
	v := o.get(key)
	if v.node == nil && !o.broken {
		o.fail(`lacks %s: write %s: "#helpdesk-managers"`, key, key)
	}
	return v.channel()
}
