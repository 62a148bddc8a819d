// Package slackstage puts the words of package adaptertest into practice on the fake Slack.
package slackstage

import (
	"slices"
	"strings"
	"testing"

	"guichet/adapters/adaptertest"
	"guichet/adapters/slack"
	"guichet/adapters/slack/slackfake"
	"guichet/bot"
	"guichet/bot/app"
	"guichet/tickets"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/rs/zerolog"
)

// space is Slack's.
const space = "slack"

// stage is a fake workspace.
type stage struct {
	t testing.TB
	*slackfake.Server
}

// New opens a workspace.
func New(t testing.TB) adaptertest.Stage { return &stage{t: t, Server: slackfake.New(t)} }

// Adapter implements adaptertest.Stage.
func (s *stage) Adapter() bot.Platform {
	return slack.New(slack.Config{
		BotToken: slackfake.BotToken, AppToken: slackfake.AppToken, APIURL: s.URL, Space: adaptertest.Channels,
		Logger: zerolog.Nop(), Metrics: app.NewMetrics(prometheus.NewRegistry()),
	})
}

// Person implements adaptertest.Stage.
func (s *stage) Person(who string) adaptertest.Profile {
	name, locale := s.Profile(who)
	return adaptertest.Profile{ID: tickets.UserID(space + ":" + s.User(who)), Name: name, Locale: locale}
}

// Sees implements adaptertest.Stage.
func (s *stage) Sees(who string) []adaptertest.Message {
	var out []adaptertest.Message
	private := s.Ephemerals(who)
	for _, place := range s.Places(who) {
		dm := strings.HasPrefix(place, "dm:")
		for _, m := range s.Messages(place) {
			out = append(out, s.message(place, dm, m))
		}
		for _, m := range private {
			if m.Channel == s.Channel(place) {
				one := s.message(place, dm, m)
				one.Only = true
				out = append(out, one)
			}
		}
	}
	return out
}

func (s *stage) message(place string, dm bool, m slackfake.Message) adaptertest.Message {
	out := adaptertest.Message{
		Ref: tickets.MessageRef{Space: space, Channel: s.Channel(place), Message: m.TS, Thread: m.Thread},
		In:  place, Under: m.Thread, Private: dm, Bot: m.User == slackfake.BotUser,
		Text: s.Named(m.Text), Buttons: m.Buttons, Options: m.Options, Edits: m.Edits,
		Marked: slices.Contains(m.Reactions["white_check_mark"], slackfake.BotUser),
	}
	for _, f := range m.Files {
		out.Files = append(out.Files, adaptertest.File{Name: f.Name, Body: string(f.Body)})
	}
	if dm {
		out.In = ""
	}
	for _, id := range m.Pings() {
		name, _ := s.Profile(id)
		out.Pings = append(out.Pings, strings.ToLower(strings.Fields(name)[0]))
	}
	return out
}

// Form implements adaptertest.Stage.
func (s *stage) Form(who string) *adaptertest.Form {
	v := s.View(who)
	if v == nil {
		return nil
	}
	f := &adaptertest.Form{Title: v.Title, Text: v.Text}
	for _, one := range v.Fields {
		field := adaptertest.Field{Label: one.Label, Hint: one.Hint, Value: one.Initial, Options: one.Options}
		switch {
		case one.Type == "users_select" && one.Initial != "":
			field.Value = space + ":" + one.Initial
		case len(one.Values) > 0:
			field.Value = ""
			if i := slices.Index(one.Values, one.Initial); i >= 0 {
				field.Value = one.Options[i]
			}
		}
		f.Fields = append(f.Fields, field)
	}
	return f
}
