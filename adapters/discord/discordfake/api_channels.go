package discordfake

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
)

// channelRoute serves what lies under a channel, thread or DM. The lock is held.
func (f *Fake) channelRoute(method string, c *Channel, s []string, q url.Values, body M, files []File) answer {
	at := func(i int) string {
		if i < len(s) {
			return s[i]
		}
		return ""
	}
	switch {
	case at(0) == "" && method == http.MethodPatch:
		c.Archived, _ = body["archived"].(bool)
		return answer{200, f.channelJSON(c)}
	case at(0) == "":
		return answer{200, f.channelJSON(c)}
	case at(0) == "threads":
		return answer{201, f.channelJSON(f.newThread(c, "", 12, body))}
	case at(0) == "thread-members":
		return f.join(c, at(1))
	case at(0) != "messages":
		return refused(404, 0)
	case at(1) == "" && method == http.MethodPost:
		return f.post(c, body, files)
	case at(1) == "":
		return f.list(c, q)
	}
	m := c.message(at(1))
	switch {
	case m == nil:
		return refused(404, 10008)
	case at(2) == "threads" && f.channel(m.ID) != nil:
		return refused(400, 160004)
	case at(2) == "threads":
		return answer{201, f.channelJSON(f.newThread(c, m.ID, 11, body))}
	case at(2) == "reactions" && at(4) == "@me":
		return f.ownReaction(c, m, at(3), method == http.MethodPut)
	case at(2) == "reactions":
		return f.reactors(m, at(3), q)
	case method == http.MethodPatch && c.Archived:
		return refused(400, 50083)
	case method == http.MethodPatch:
		m.Edits++
		f.replace(m, body)
		if _, ok := body["attachments"]; ok || len(files) > 0 {
			m.Attachments = f.keepAttachments(m, body)
			for _, one := range files {
				m.Attachments = append(m.Attachments, f.attach(c.ID, one))
			}
		}
	}
	return answer{200, f.messageJSON(c, m)}
}

// ownReaction puts the bot's emoji on a message, or takes it off.
func (f *Fake) ownReaction(c *Channel, m *Message, emoji string, on bool) answer {
	if c.Archived {
		return refused(400, 50083)
	}
	m.Reactions[emoji] = slices.DeleteFunc(m.Reactions[emoji], func(id string) bool { return id == f.bot })
	if on {
		m.Reactions[emoji] = append(m.Reactions[emoji], f.bot)
		if !slices.Contains(m.Order, emoji) {
			m.Order = append(m.Order, emoji)
		}
	}
	return answer{204, nil}
}

// replace edits a message. What was read of it before stays as it was.
func (f *Fake) replace(m *Message, body M) {
	m.Body = maps.Clone(m.Body)
	maps.Copy(m.Body, body)
}

// keepAttachments are those of a message that an edit names by their ids, all of them when it
// names none.
func (f *Fake) keepAttachments(m *Message, body M) []M {
	named, ok := body["attachments"].([]any)
	if !ok {
		return m.Attachments
	}
	var out []M
	for _, a := range m.Attachments {
		if slices.ContainsFunc(named, func(one any) bool { o, _ := one.(M); return fmt.Sprint(o["id"]) == fmt.Sprint(a["id"]) }) {
			out = append(out, a)
		}
	}
	return out
}

// newThread makes a thread; one on a message has its id.
func (f *Fake) newThread(parent *Channel, id string, kind int, body M) *Channel {
	if id == "" {
		id = f.id()
	}
	name, _ := body["name"].(string)
	t := &Channel{ID: id, Name: name, Type: kind, Parent: parent.ID, Owner: f.bot, Members: []string{f.bot}}
	f.channels = append(f.channels, t)
	f.dispatch("THREAD_CREATE", f.channelJSON(t))
	return t
}

func (f *Fake) join(t *Channel, id string) answer {
	u := f.userByID(id)
	switch {
	case u == nil || u.Outside:
		return refused(404, 10007)
	case t.Archived:
		return refused(400, 50083)
	case !slices.Contains(t.Members, id):
		t.Members = append(t.Members, id)
	}
	return answer{204, nil}
}

func (f *Fake) post(c *Channel, body M, files []File) answer {
	if c.dm() {
		if u := f.userByID(c.Recipient); u.BlocksDMs || u.Outside {
			return refused(403, 50007)
		}
	}
	nonce, _ := body["nonce"].(string)
	if old := f.nonces[c.ID+nonce]; nonce != "" && old != nil {
		return answer{200, f.messageJSON(c, old)}
	}
	var attachments []M
	for _, one := range files {
		if len(one.Body) > maxUpload {
			return refused(413, 40005)
		}
		attachments = append(attachments, f.attach(c.ID, one))
	}
	m := f.put(c, f.bot, body, attachments)
	if nonce != "" {
		f.nonces[c.ID+nonce] = m
	}
	return answer{200, f.messageJSON(c, m)}
}

// maxUpload is what an unboosted server takes of one file.
const maxUpload = 10 << 20

// put adds a message to a channel; writing opens an archived thread.
func (f *Fake) put(c *Channel, author string, body M, files []M) *Message {
	m := &Message{ID: f.id(), Channel: c.ID, Author: author, Body: body, Attachments: files, Reactions: map[string][]string{}}
	c.Messages = append(c.Messages, m)
	c.Archived = false
	return m
}

// list pages through messages, newest first as Discord does.
func (f *Fake) list(c *Channel, q url.Values) answer {
	limit, _ := strconv.Atoi(q.Get("limit"))
	var found []*Message
	for _, m := range c.Messages {
		if m.Ephemeral == "" && number(m.ID) > number(q.Get("after")) && len(found) < limit {
			found = append(found, m)
		}
	}
	out := []M{}
	for _, m := range slices.Backward(found) {
		out = append(out, f.messageJSON(c, m))
	}
	return answer{200, out}
}

func number(id string) uint64 {
	n, _ := strconv.ParseUint(id, 10, 64)
	return n
}

func (f *Fake) reactors(m *Message, emoji string, q url.Values) answer {
	limit, _ := strconv.Atoi(q.Get("limit"))
	ids := slices.Clone(m.Reactions[emoji])
	slices.SortFunc(ids, func(a, b string) int { return int(int64(number(a)) - int64(number(b))) })
	out := []M{}
	for _, id := range ids {
		if number(id) > number(q.Get("after")) && len(out) < limit {
			out = append(out, f.userJSON(f.user(id)))
		}
	}
	return answer{200, out}
}

var mentions = regexp.MustCompile(`<@(&?)(\d+)>`)

// Pinged lists the names of the people and roles that a message of the bot notified: who is
// mentioned in its content, is let through by allowed_mentions, and can be pinged.
func (f *Fake) Pinged(m Message) []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	allowed := object(m.Body["allowed_mentions"])
	var out []string
	for _, x := range mentions.FindAllStringSubmatch(m.Content(), -1) {
		list := allowed["users"]
		if x[1] == "&" {
			list = allowed["roles"]
		}
		ids, _ := list.([]any)
		if !slices.Contains(ids, any(x[2])) {
			continue
		}
		if u := f.userByID(x[2]); u != nil && x[1] == "" {
			out = append(out, u.Username)
		}
		for _, r := range f.roles {
			if r.id == x[2] && x[1] == "&" && r.mentionable {
				out = append(out, "@"+r.name)
			}
		}
	}
	if parse, _ := allowed["parse"].([]any); len(parse) > 0 || allowed == nil {
		out = append(out, fmt.Sprint(parse))
	}
	return out
}
