package slackstage

import (
	"slices"
	"strings"
	"time"

	"guichet/adapters/adaptertest"
	"guichet/adapters/slack/slackfake"
)

// typing is what Slack makes of what people type, before the app gets it.
var typing = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// Types implements adaptertest.Stage.
func (s *stage) Types(who string, c adaptertest.Command) adaptertest.Reply {
	line := []string{c.Sub}
	if c.Sub == "new" {
		line = []string{typing.Replace(c.Words)}
		c.Options = nil // the form has them
	}
	for _, o := range c.Options {
		if name, ok := strings.CutPrefix(o.Value, "@"); ok && o.Name == "person" {
			line = append(line, "<@"+s.User(name)+"|"+name+">")
			continue
		}
		line = append(line, typing.Replace(o.Value))
	}
	return reply(s.Slash(who, "/"+c.Slash(), adaptertest.Helpdesk, strings.Join(line, " ")))
}

func reply(a slackfake.Ack) adaptertest.Reply {
	return adaptertest.Reply{Taken: a.OK && a.Took < 3*time.Second}
}

// Clicks implements adaptertest.Stage.
func (s *stage) Clicks(who string, on adaptertest.Message, label string) adaptertest.Reply {
	return reply(s.Click(who, on.Ref.Channel, on.Ref.Message, label))
}

// Fills implements adaptertest.Stage.
func (s *stage) Fills(who string, values map[string]string) adaptertest.Reply {
	v := s.View(who)
	if v == nil {
		s.t.Errorf("%s has no form to fill", who)
		return adaptertest.Reply{}
	}
	filled, labels := map[string]any{}, map[string]string{}
	for _, f := range v.Fields {
		labels[f.ID] = f.Label
		if value, ok := values[f.Label]; ok {
			filled[f.ID] = s.value(who, f, value)
		}
	}
	if len(filled) != len(values) {
		s.t.Errorf("the form has no field for some of %v, it has %v", values, labels)
	}
	a := s.Submit(who, filled)
	out := reply(a)
	errs, _ := a.Payload["errors"].(slackfake.Obj)
	for id, e := range errs {
		if out.Errors == nil {
			out.Errors = map[string]string{}
		}
		out.Errors[labels[id]], _ = e.(string)
	}
	return out
}

// value is what the client sends for what somebody fills in.
func (s *stage) value(who string, f slackfake.Field, value string) any {
	switch f.Type {
	case "static_select":
		if i := slices.Index(f.Options, value); i >= 0 {
			return f.Values[i]
		}
		s.t.Errorf("%s does not offer %q", f.Label, value)
	case "users_select":
		return s.User(strings.TrimPrefix(value, "@"))
	case "file_input":
		name := strings.TrimPrefix(value, "file:")
		return []any{s.File(who, name, []byte("content"))}
	case "datetimepicker":
		at, err := time.Parse(time.RFC3339, value)
		if err != nil {
			s.t.Error(err)
		}
		return at.Unix()
	}
	return value
}

// emojis are Slack's names.
var emojis = map[string]string{
	"👀": "eyes", "⏸️": "double_vertical_bar", "⬆️": "arrow_up", "✅": "white_check_mark", "🚨": "rotating_light",
	"✋": "hand", "🎫": "ticket", "✋🏽": "raised_hand::skin-tone-4", "✉️": "envelope",
}

// Reacts implements adaptertest.Stage.
func (s *stage) Reacts(who string, on adaptertest.Message, emoji string, put bool) {
	name, ok := emojis[emoji]
	if !ok {
		s.t.Errorf("no emoji %s on Slack", emoji)
	}
	if put {
		s.React(who, on.Ref.Channel, on.Ref.Message, name)
		return
	}
	s.Unreact(who, on.Ref.Channel, on.Ref.Message, name)
}

// Writes implements adaptertest.Stage.
func (s *stage) Writes(who, text string) { s.Message(who, "dm:"+who, "", typing.Replace(text)) }

// Says implements adaptertest.Stage.
func (s *stage) Says(who, text string) {
	s.Message(who, adaptertest.Helpdesk, "", typing.Replace(text))
}

// Points implements adaptertest.Stage.
func (s *stage) Points(who string, at adaptertest.Message, menu string) adaptertest.Reply {
	return reply(s.MessageShortcut(who, at.Ref.Channel, at.Ref.Message, menu))
}

// PointsAt implements adaptertest.Stage: Slack has no shortcuts on people.
func (s *stage) PointsAt(string, string, string) (adaptertest.Reply, bool) {
	return adaptertest.Reply{}, false
}

// Replies implements adaptertest.Stage.
func (s *stage) Replies(who string, to adaptertest.Message, text string) {
	root := to.Under
	if root == "" {
		root = to.Ref.Message
	}
	s.Message(who, to.Ref.Channel, root, typing.Replace(text))
}

// Joins implements adaptertest.Stage.
func (s *stage) Joins(who string, to adaptertest.Message, text string, files ...adaptertest.File) {
	root := to.Under
	if root == "" {
		root = to.Ref.Message
	}
	var joined []slackfake.Obj
	for _, f := range files {
		joined = append(joined, s.File(who, f.Name, []byte(f.Body)))
	}
	s.Message(who, to.Ref.Channel, root, typing.Replace(text), joined...)
}

// troubles are the fake's words.
var troubles = map[adaptertest.Trouble]string{
	adaptertest.AnswerLost: slackfake.ResetAfter, adaptertest.ServerError: slackfake.Error500, adaptertest.TooMany: slackfake.RateLimited,
}

// Suffers implements adaptertest.Stage.
func (s *stage) Suffers(trouble adaptertest.Trouble, n int) {
	for _, method := range []string{"chat.postMessage", "files.completeUploadExternal"} {
		s.Fault(method, troubles[trouble], int(adaptertest.TooManyWait/time.Second), n)
	}
}

// LosesDownloads implements adaptertest.Stage.
func (s *stage) LosesDownloads(n int) { s.Fault("file_download", slackfake.Error500, 0, n) }

// Heals implements adaptertest.Stage.
func (s *stage) Heals() { s.ClearFaults() }

// Drops implements adaptertest.Stage.
func (s *stage) Drops() { s.DropSockets() }

// Repeats implements adaptertest.Stage.
func (s *stage) Repeats() { s.Repeat() }

// TriesAgain implements adaptertest.Stage: Slack does, at once and later.
func (s *stage) TriesAgain() bool { return true }

// Withdraws implements adaptertest.Stage.
func (s *stage) Withdraws() { s.Withdraw() }

// Deletes implements adaptertest.Stage.
func (s *stage) Deletes(m adaptertest.Message) { s.Delete(m.Ref.Channel, m.Ref.Message) }

// Edits implements adaptertest.Stage.
func (s *stage) Edits(_ string, own adaptertest.Message, text string) {
	s.Edit(own.Ref.Channel, own.Ref.Message, typing.Replace(text))
}

// TakesBack implements adaptertest.Stage.
func (s *stage) TakesBack(_ string, own adaptertest.Message) {
	s.TakeBack(own.Ref.Channel, own.Ref.Message)
}

// TakesFileOff deletes a file of somebody's own message.
func (s *stage) TakesFileOff(_ string, own adaptertest.Message, name string) {
	s.TakeOff(own.Ref.Channel, own.Ref.Message, name)
}
