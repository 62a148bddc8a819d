// Package discordstage puts the words of package adaptertest into practice on the fake
// Discord.
package discordstage

import (
	"slices"
	"testing"
	"time"

	"guichet/adapters/adaptertest"
	"guichet/adapters/discord"
	"guichet/adapters/discord/discordfake"
	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/tickets"

	"github.com/rs/zerolog"
)

// stage is a fake server.
type stage struct {
	t testing.TB
	*discordfake.Fake
}

// New opens a server where the bot has the privileged intents.
func New(t testing.TB) adaptertest.Stage { return open(t, true) }

// NewBare opens a server where it has none: words in the server do not reach it.
func NewBare(t testing.TB) adaptertest.Stage { return open(t, false) }

func open(t testing.TB, privileged bool) adaptertest.Stage {
	s := &stage{t: t, Fake: discordfake.New(discordfake.Options{
		MessageContent: privileged, GuildMembers: privileged, Roomy: true, Heartbeat: time.Second,
	})}
	t.Cleanup(s.Close)
	return s
}

// Adapter implements adaptertest.Stage.
func (s *stage) Adapter() bot.Platform {
	return hasty{discord.New(discord.Config{
		BotToken: discordfake.Token, APIURL: s.APIURL(), Space: adaptertest.Channels, Logger: zerolog.Nop(),
		DeafAfter: 5 * time.Second, IdentifyPause: time.Millisecond, LookAgain: 50 * time.Millisecond,
	})}
}

// hasty is an adapter that is not bot.Quiet: the fake counts nothing, so a bot that is started
// again need not keep still for seconds.
type hasty struct{ *discord.Adapter }

// Quiet hides the adapter's own, by taking nothing.
func (hasty) Quiet() {}

// Person implements adaptertest.Stage.
func (s *stage) Person(who string) adaptertest.Profile {
	name, locale := s.Profile(who)
	return adaptertest.Profile{ID: tickets.UserID(discord.Space + ":" + s.UserID(who)), Name: name, Locale: locale}
}

// Sees implements adaptertest.Stage.
func (s *stage) Sees(who string) []adaptertest.Message {
	var out []adaptertest.Message
	for _, id := range s.Places(who) {
		place := s.Place(id)
		for _, m := range s.Messages(id, who) {
			one := s.message(m)
			one.Private = place.Type == 1 || place.Type == 12
			switch {
			case one.Private:
			case place.Type == 11:
				one.In, one.Under = s.Place(place.Parent).Name, place.ID
			default:
				one.In = place.Name
			}
			out = append(out, one)
		}
	}
	return out
}

func (s *stage) message(m discordfake.Message) adaptertest.Message {
	out := adaptertest.Message{
		Ref:  tickets.MessageRef{Space: discord.Space, Channel: m.Channel, Message: m.ID},
		Only: m.Ephemeral != "", Bot: m.Author == s.BotID(), Text: s.Shown(m), Edits: m.Edits,
		Marked: slices.Contains(m.Reactions["✅"], s.BotID()),
	}
	for _, f := range s.Files(m) {
		out.Files = append(out.Files, adaptertest.File{Name: f.Name, Body: string(f.Body)})
	}
	if !out.Bot {
		out.Text = m.Content()
	} else {
		out.Pings = s.Pinged(m)
	}
	for _, c := range m.Controls() {
		if c.Menu {
			out.Options = append(out.Options, c.Label)
		} else {
			out.Buttons = append(out.Buttons, c.Label)
		}
	}
	return out
}

// Form implements adaptertest.Stage.
func (s *stage) Form(who string) *adaptertest.Form {
	modal := s.Screen(who)
	if modal == nil {
		return nil
	}
	f := &adaptertest.Form{Title: text(modal["title"])}
	for _, x := range list(modal["components"]) {
		outer := object(x)
		field := object(outer["component"])
		if field == nil {
			f.Text += text(outer["content"])
			continue
		}
		one := adaptertest.Field{Label: text(outer["label"]), Hint: text(outer["description"]), Value: text(field["value"])}
		for _, o := range list(field["options"]) {
			one.Options = append(one.Options, text(object(o)["label"]))
			if object(o)["default"] == true {
				one.Value = text(object(o)["label"])
			}
		}
		for _, p := range list(field["default_values"]) {
			one.Value = discord.Space + ":" + text(object(p)["id"])
		}
		f.Fields = append(f.Fields, one)
	}
	return f
}

func text(v any) string          { s, _ := v.(string); return s }
func list(v any) []any           { l, _ := v.([]any); return l }
func object(v any) discordfake.M { m, _ := v.(discordfake.M); return m }

// Types implements adaptertest.Stage.
func (s *stage) Types(who string, c adaptertest.Command) adaptertest.Reply {
	options := map[string]string{}
	for _, o := range c.Options {
		options[o.Name] = o.Value
	}
	return s.reply(s.Slash(who, c.Slash(), adaptertest.Helpdesk, c.Sub, options))
}

func (s *stage) reply(i *discordfake.Interaction) adaptertest.Reply {
	return adaptertest.Reply{Taken: !i.Failed()}
}

// Clicks implements adaptertest.Stage.
func (s *stage) Clicks(who string, on adaptertest.Message, label string) adaptertest.Reply {
	return s.reply(s.Press(who, on.Ref.Channel, on.Ref.Message, label))
}

// Fills implements adaptertest.Stage.
func (s *stage) Fills(who string, values map[string]string) adaptertest.Reply {
	modal := s.Screen(who)
	if modal == nil {
		s.t.Errorf("%s has no form to fill", who)
		return adaptertest.Reply{}
	}
	filled := map[string]string{}
	for _, x := range list(modal["components"]) {
		field := object(object(x)["component"])
		value, ok := values[text(object(x)["label"])]
		if field == nil || !ok {
			continue
		}
		options := list(field["options"])
		if i := slices.IndexFunc(options, func(o any) bool { return object(o)["label"] == value }); i >= 0 {
			value = text(object(options[i])["value"])
		} else if len(options) > 0 {
			s.t.Errorf("%s does not offer %q", text(object(x)["label"]), value)
		}
		filled[text(field["custom_id"])] = value
	}
	if len(filled) != len(values) {
		s.t.Errorf("the form has no field for some of %v", values)
	}
	return s.reply(s.Submit(who, filled))
}

// Reacts implements adaptertest.Stage.
func (s *stage) Reacts(who string, on adaptertest.Message, emoji string, put bool) {
	if put {
		s.React(who, on.Ref.Channel, on.Ref.Message, emoji)
		return
	}
	s.Unreact(who, on.Ref.Channel, on.Ref.Message, emoji)
}

// Writes implements adaptertest.Stage.
func (s *stage) Writes(who, words string) { s.Message(who, "@dm", words) }

// Says implements adaptertest.Stage.
func (s *stage) Says(who, words string) { s.Message(who, adaptertest.Helpdesk, words) }

// Points implements adaptertest.Stage.
func (s *stage) Points(who string, at adaptertest.Message, menu string) adaptertest.Reply {
	return s.reply(s.Menu(who, at.Ref.Channel, menuName(menu), at.Ref.Message))
}

// PointsAt implements adaptertest.Stage.
func (s *stage) PointsAt(who, whom, menu string) (adaptertest.Reply, bool) {
	return s.reply(s.UserMenu(who, adaptertest.Helpdesk, menuName(menu), whom)), true
}

// menuName is what Discord calls a context menu.
func menuName(id string) string {
	for _, m := range grammar.ContextMenus() {
		if m.ID == id {
			return m.Name.In("en")
		}
	}
	return id
}

// Replies implements adaptertest.Stage.
func (s *stage) Replies(who string, to adaptertest.Message, words string) { s.Joins(who, to, words) }

// Joins implements adaptertest.Stage.
func (s *stage) Joins(who string, to adaptertest.Message, words string, files ...adaptertest.File) {
	channel := to.Ref.Channel
	if !to.Private && to.Under == "" {
		channel = to.Ref.Message // a thread has the id of the message it hangs from
		if s.ChannelID(channel) == "" {
			s.Thread(to.Ref.Channel, to.Ref.Message)
		}
	}
	var joined []discordfake.File
	for _, f := range files {
		joined = append(joined, discordfake.File{Name: f.Name, Body: []byte(f.Body)})
	}
	s.Join(who, channel, words, joined...)
}

// LosesDownloads implements adaptertest.Stage.
func (s *stage) LosesDownloads(n int) { s.BreakDownloads(n) }

// Suffers implements adaptertest.Stage.
func (s *stage) Suffers(trouble adaptertest.Trouble, n int) {
	f := discordfake.Fault{Method: "POST", Path: "/messages", Times: n}
	switch trouble {
	case adaptertest.AnswerLost:
		f.Reset = true
	case adaptertest.ServerError:
		f.Status = 503
	case adaptertest.TooMany:
		f.Status, f.RetryAfter = 429, adaptertest.TooManyWait.Seconds()
	}
	s.Fail(f)
}

// Heals implements adaptertest.Stage.
func (s *stage) Heals() { s.Mend() }

// Drops implements adaptertest.Stage.
func (s *stage) Drops() { s.Drop() }

// Repeats implements adaptertest.Stage.
func (s *stage) Repeats() { s.Repeat() }

// TriesAgain implements adaptertest.Stage: Discord knows no acknowledgement of events.
func (s *stage) TriesAgain() bool { return false }

// Withdraws implements adaptertest.Stage.
func (s *stage) Withdraws() { s.Withdraw() }

// Deletes implements adaptertest.Stage.
func (s *stage) Deletes(m adaptertest.Message) { s.DeleteMessage(m.Ref.Channel, m.Ref.Message) }

// Edits implements adaptertest.Stage.
func (s *stage) Edits(who string, own adaptertest.Message, words string) {
	s.Edit(who, own.Ref.Channel, own.Ref.Message, words)
}

// TakesBack implements adaptertest.Stage.
func (s *stage) TakesBack(_ string, own adaptertest.Message) {
	s.TakeBack(own.Ref.Channel, own.Ref.Message)
}

// TakesFileOff takes a file off somebody's own message.
func (s *stage) TakesFileOff(who string, own adaptertest.Message, name string) {
	s.TakeOff(who, own.Ref.Channel, own.Ref.Message, name)
}
