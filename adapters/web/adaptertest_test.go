package web

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/rs/zerolog"
	"go.uber.org/goleak"

	"guichet/adapters/adaptertest"
	"guichet/adapters/web/chat"
	"guichet/bot"
	"guichet/bot/markup"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestConformance(t *testing.T) { adaptertest.Conformance(t, newStage) }

func TestStory(t *testing.T) { adaptertest.Story(t, newStage) }

func TestWays(t *testing.T) { adaptertest.Ways(t, newStage) }

// stage is the playground's chat for the suite that every adapter passes.
type stage struct {
	t    testing.TB
	chat *chat.Chat
	line *flaky

	mu    sync.Mutex
	a     *Adapter
	forms map[string]*bot.Form // on people's screens
	at    map[string]Act       // where each was opened
}

func newStage(t testing.TB) adaptertest.Stage {
	c, err := chat.Open(chat.Config{
		People: []chat.Person{
			{ID: "alice", Name: "Alice Martin", Locale: "fr"},
			{ID: "bob", Name: "Bob Carter", Locale: "en-US"},
			{ID: "benoit", Name: "Benoit Petit", Locale: "fr"},
			{ID: "tessa", Name: "Tessa Morel", Locale: "fr"},
			{ID: "tom", Name: "Tom Baker", Locale: "fr"},
			{ID: "marie", Name: "Marie Leroy", Locale: "fr"},
			{ID: "adam", Name: "Adam Admin", Locale: "fr"},
		},
		Channels: []chat.Channel{
			{ID: Helpdesk, Name: adaptertest.Helpdesk, Kind: chat.Public},
			{ID: Pool, Name: adaptertest.Pool, Kind: chat.Private, Members: []string{"tessa", "tom"}, Guests: []string{"adam"}},
			{ID: Escalation, Name: adaptertest.Escalation, Kind: chat.Private, Members: []string{"tessa", "tom", "marie"}},
			{ID: Managers, Name: adaptertest.Managers, Kind: chat.Private, Members: []string{"marie"}},
		},
		Dir: t.TempDir(),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	return &stage{t: t, chat: c, line: &flaky{}, forms: map[string]*bot.Form{}, at: map[string]Act{}}
}

func (s *stage) Adapter() bot.Platform {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.a = New(Config{Chat: s.chat, Logger: zerolog.Nop(), Admins: []string{"adam"}})
	s.a.line = s.line
	return s.a
}

func (s *stage) adapter() *Adapter {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.a
}

func (s *stage) Person(who string) adaptertest.Profile {
	p, err := s.chat.Person(who)
	if err != nil {
		s.t.Error(err)
	}
	return adaptertest.Profile{ID: userID(who), Name: p.Name, Locale: p.Locale}
}

func (s *stage) Types(who string, c adaptertest.Command) adaptertest.Reply {
	line := []string{c.Sub}
	if c.Sub == "new" {
		line, c.Options = []string{c.Words}, nil
	}
	for _, o := range c.Options {
		line = append(line, o.Value)
	}
	at := Act{Who: who, Channel: Helpdesk}
	r, err := s.adapter().Say(context.Background(), at, "/"+c.Slash()+" "+strings.Join(line, " "), nil)
	return s.took(at, r, err)
}

// took puts a form on the person's screen.
func (s *stage) took(at Act, r Reply, err error) adaptertest.Reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.Form != nil {
		s.forms[at.Who], s.at[at.Who] = r.Form, at
	}
	return adaptertest.Reply{Taken: err == nil}
}

func (s *stage) Clicks(who string, on adaptertest.Message, label string) adaptertest.Reply {
	m, err := s.chat.Visible(who, on.Ref.Message)
	if err != nil {
		return adaptertest.Reply{}
	}
	verb := ""
	for _, b := range m.Body.Blocks {
		for _, button := range b.Buttons {
			if button.Label == label {
				verb = button.Verb
			}
		}
		if b.Menu != nil {
			for _, o := range b.Menu.Options {
				if o.Label == label {
					verb = b.Menu.Verb + ":" + o.Value
				}
			}
		}
	}
	at := Act{Who: who, Channel: m.Channel, Thread: m.Thread}
	r, err := s.adapter().Click(context.Background(), at, m.ID, verb)
	return s.took(at, r, err)
}

func (s *stage) Form(who string) *adaptertest.Form {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.forms[who]
	if f == nil {
		return nil
	}
	out := &adaptertest.Form{Title: f.Title, Text: f.Intro}
	for _, one := range f.Fields {
		field := adaptertest.Field{Label: one.Label, Hint: one.Hint + " " + one.Error, Value: one.Value}
		for _, o := range one.Options {
			field.Options = append(field.Options, o.Label)
			if o.Value == one.Value {
				field.Value = o.Label
			}
		}
		out.Fields = append(out.Fields, field)
	}
	return out
}

func (s *stage) Fills(who string, values map[string]string) adaptertest.Reply {
	s.mu.Lock()
	f, at := s.forms[who], s.at[who]
	s.mu.Unlock()
	if f == nil {
		s.t.Errorf("%s has no form to fill", who)
		return adaptertest.Reply{}
	}
	sent := Submission{Form: f.ID, State: f.State, Values: map[string]string{}}
	used := 0
	filled := slices.Clone(f.Fields)
	for i, field := range filled {
		if v, ok := values[field.Label]; ok {
			used++
			filled[i].Value = s.value(field, v, &sent)
		}
		if field.Kind != bot.FilesField {
			sent.Values[field.ID] = filled[i].Value
		}
	}
	if used != len(values) {
		s.t.Errorf("the form has no field for some of %v", values)
	}
	r, err := s.adapter().Submit(context.Background(), at, sent)
	out := adaptertest.Reply{Taken: err == nil}
	s.mu.Lock()
	if len(r.Errors) == 0 && err == nil {
		delete(s.forms, who)
	} else { // it stays on the screen, as it was filled
		kept := *f
		kept.Fields = filled
		s.forms[who] = &kept
	}
	s.mu.Unlock()
	s.took(at, r, err)
	for _, field := range f.Fields {
		if e := r.Errors[field.ID]; e != "" {
			if out.Errors == nil {
				out.Errors = map[string]string{}
			}
			out.Errors[field.Label] = e
		}
	}
	return out
}

// value is what the dialog sends for what somebody fills in.
func (s *stage) value(f bot.Field, v string, sent *Submission) string {
	switch f.Kind {
	case bot.ChoiceField:
		i := slices.IndexFunc(f.Options, func(o bot.Option) bool { return o.Label == v })
		if i < 0 {
			s.t.Errorf("%s does not offer %q", f.Label, v)
			return ""
		}
		return f.Options[i].Value
	case bot.PersonField:
		return string(userID(strings.TrimPrefix(v, "@")))
	case bot.FilesField:
		file, err := s.chat.PutFile("", strings.TrimPrefix(v, "file:"), strings.NewReader("content"))
		if err != nil {
			s.t.Error(err)
		}
		sent.Files = append(sent.Files, file)
		return ""
	}
	return v
}

func (s *stage) Reacts(who string, on adaptertest.Message, emoji string, put bool) {
	name := ""
	for _, e := range Emojis {
		if strings.HasPrefix(emoji, e.Char) {
			name = e.Name
		}
	}
	if who == chat.BotID {
		if _, _, err := s.chat.React(on.Ref.Message, name, who, put); err != nil {
			s.t.Error(err)
		}
		return
	}
	if _, err := s.adapter().React(context.Background(), Act{Who: who, Channel: on.Ref.Channel}, on.Ref.Message, name, put); err != nil && who != "adam" {
		s.t.Logf("%s %s: %v", who, emoji, err)
	}
}

func (s *stage) Writes(who, text string) { s.say(Act{Who: who, Channel: dm(who)}, text) }

func (s *stage) Says(who, text string) { s.say(Act{Who: who, Channel: Helpdesk}, text) }

func (s *stage) Points(who string, on adaptertest.Message, menu string) adaptertest.Reply {
	at := Act{Who: who, Channel: on.Ref.Channel}
	r, err := s.adapter().menu(context.Background(), at, on.Ref.Message, menu)
	return s.took(at, r, err)
}

// PointsAt uses the menu of the author of the person's latest message.
func (s *stage) PointsAt(who, whom, _ string) (adaptertest.Reply, bool) {
	at := Act{Who: who, Channel: Helpdesk}
	s.Says(whom, "me voici")
	all := s.chat.All(who, Helpdesk)
	r, err := s.adapter().TicketFor(context.Background(), at, all[len(all)-1].ID)
	return s.took(at, r, err), true
}

func (s *stage) Replies(who string, to adaptertest.Message, text string) {
	at := Act{Who: who, Channel: to.Ref.Channel, Thread: to.Under}
	if at.Thread == "" && to.Ref.Channel == Pool {
		at.Thread = to.Ref.Message
	}
	s.say(at, text)
}

func (s *stage) Joins(who string, to adaptertest.Message, text string, files ...adaptertest.File) {
	at := Act{Who: who, Channel: to.Ref.Channel, Thread: to.Under}
	if at.Thread == "" && to.Ref.Channel == Pool {
		at.Thread = to.Ref.Message
	}
	var joined []chat.File
	for _, f := range files {
		kept, err := s.chat.PutFile(who, f.Name, strings.NewReader(f.Body))
		if err != nil {
			s.t.Error(err)
		}
		joined = append(joined, kept)
	}
	if _, err := s.adapter().Say(context.Background(), at, text, joined); err != nil {
		s.t.Error(err)
	}
}

func (s *stage) LosesDownloads(n int) { s.line.losesDownloads(n) }

func (s *stage) say(at Act, text string) {
	if _, err := s.adapter().Say(context.Background(), at, text, nil); err != nil {
		s.t.Logf("%s writes: %v", at.Who, err)
	}
}

func (s *stage) Edits(who string, own adaptertest.Message, text string) {
	if err := s.adapter().Correct(context.Background(), Act{Who: who, Channel: own.Ref.Channel}, own.Ref.Message, text); err != nil {
		s.t.Error(err)
	}
}

func (s *stage) TakesBack(who string, own adaptertest.Message) {
	if err := s.adapter().Delete(context.Background(), Act{Who: who, Channel: own.Ref.Channel}, own.Ref.Message); err != nil {
		s.t.Error(err)
	}
}

func (s *stage) Sees(who string) []adaptertest.Message {
	var out []adaptertest.Message
	for _, place := range s.chat.Places(who) {
		for _, m := range s.chat.All(who, place.ID) {
			one := adaptertest.Message{
				Ref: ref(m), In: place.Name, Under: m.Thread, Only: m.Only != "", Bot: m.By == chat.BotID,
				Private: place.Kind == chat.Direct || place.Kind == chat.Ticket, Text: read(s.chat, m), Pings: m.Pings, Edits: m.Edits,
				Marked: slices.ContainsFunc(m.Reactions, func(r chat.Reaction) bool { return r.Name == "white_check_mark" && slices.Contains(r.By, chat.BotID) }),
			}
			if one.Private {
				one.In = ""
			}
			for _, f := range m.Files {
				one.Files = append(one.Files, adaptertest.File{Name: f.Name, Body: s.body(f)})
			}
			for _, b := range m.Body.Blocks {
				for _, button := range b.Buttons {
					one.Buttons = append(one.Buttons, button.Label)
				}
				if b.Menu != nil {
					for _, o := range b.Menu.Options {
						one.Options = append(one.Options, o.Label)
					}
				}
			}
			out = append(out, one)
		}
	}
	return out
}

func (s *stage) body(f chat.File) string {
	_, file, err := s.chat.OpenFile(f.ID)
	if err != nil {
		s.t.Error(err)
		return ""
	}
	raw, err := io.ReadAll(file)
	if err := errors.Join(err, file.Close()); err != nil {
		s.t.Error(err)
	}
	return string(raw)
}

// read is a message as it is read.
func read(c *chat.Chat, m chat.Message) string {
	var b strings.Builder
	who := func(s bot.Span) string {
		if p, err := c.Person(s.User.Local()); err == nil {
			return p.Name
		}
		return s.Text
	}
	text := func(t bot.Text) {
		for _, s := range t {
			if s.Kind == bot.Mention && s.User.Space() == Space {
				b.WriteString("@" + who(s))
				continue
			}
			b.WriteString(s.Text)
		}
	}
	for _, block := range m.Body.Blocks {
		text(block.Text)
		b.WriteString(markup.Text(block.Words))
		for _, p := range block.Pairs {
			b.WriteString(p.Label + " ")
			text(p.Value)
			b.WriteString("\n")
		}
		b.WriteString("\n")
	}
	for _, f := range m.Files {
		b.WriteString(f.Name + "\n")
	}
	return b.String()
}

func (s *stage) Suffers(trouble adaptertest.Trouble, n int) { s.line.suffers(trouble, n) }
func (s *stage) Heals()                                     { s.line.heals() }
func (s *stage) Drops()                                     { s.adapter().dropped <- nil }
func (s *stage) TriesAgain() bool                           { return true }
func (s *stage) Broken() []string                           { return nil }

func (s *stage) Repeats() {
	a := s.adapter()
	a.mu.Lock()
	last := *a.last
	a.mu.Unlock()
	if _, err := a.deliver(context.Background(), last); err != nil {
		s.t.Error(err)
	}
}

func (s *stage) Withdraws() {
	gone := &bot.PlatformError{Fault: bot.Revoked, Reason: "withdrawn"}
	s.line.withdraw(gone)
	s.adapter().dropped <- gone
}

func (s *stage) Deletes(m adaptertest.Message) {
	if _, err := s.chat.Delete(m.Ref.Message); err != nil {
		s.t.Error(err)
	}
}

func TestSecrets(t *testing.T) { adaptertest.Secrets(t, newStage) }
