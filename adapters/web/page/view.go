package page

import (
	"fmt"
	"html/template"
	"net/url"
	"slices"
	"strings"
	"time"

	"guichet/adapters/web"
	"guichet/adapters/web/chat"
	"guichet/bot"
	"guichet/bot/markup"
	"guichet/bot/speech"
)

// messageView is a message for one person.
type messageView struct {
	ID, Who, Channel, Thread string
	Order                    int64
	Lang                     string
	Author                   chat.Person
	Bot, Mine, Only          bool
	Pinged                   bool
	At                       time.Time
	Edited                   bool
	Tone                     string
	Blocks                   []blockView
	Files                    []fileView
	Reactions                []reactionView
	Replies                  *repliesView
	Typed                    string // what can be corrected, "" when nothing
	Deletable, Sendable      bool
}

// fileView is a file with the address at which one person gets it.
type fileView struct {
	chat.File
	URL string
}

func filesSeen(who string, files []chat.File) (out []fileView) {
	for _, f := range files {
		out = append(out, fileView{f, fileURL(who, f.ID)})
	}
	return out
}

func fileURL(who, id string) string { return web.FilePath + id + "?who=" + url.QueryEscape(who) }

type blockView struct {
	Kind    string
	Spans   []spanView
	Words   template.HTML // what somebody wrote, every text in it escaped
	Pairs   []pairView
	Buttons []buttonView
	Menu    *bot.Menu
	Key     string // names the menu within the message
}

type pairView struct {
	Label string
	Value []spanView
}

type buttonView struct {
	bot.Button
	Look string
}

type spanView struct {
	Kind  string
	Text  string
	Me    bool
	At    time.Time
	Style string
	URL   string
	File  *fileView
}

type reactionView struct {
	web.Emoji
	Count int
	Mine  bool
	By    string
}

type repliesView struct {
	Count, Unread int
	Faces         []chat.Person
	Last          time.Time
}

var (
	blockNames = map[bot.BlockKind]string{
		bot.Paragraph: "paragraph", bot.Heading: "heading", bot.Fields: "fields", bot.Quote: "quote",
		bot.Small: "small", bot.Row: "row", bot.Select: "select", bot.Words: "words",
	}
	toneNames  = map[bot.Tone]string{bot.Good: "good", bot.Warning: "warning", bot.Alarm: "alarm", bot.Muted: "muted"}
	styleNames = map[bot.ButtonStyle]string{bot.Primary: "primary", bot.Danger: "danger"}
	spanNames  = map[bot.SpanKind]string{
		bot.Plain: "plain", bot.Bold: "bold", bot.Code: "code", bot.Mention: "mention", bot.Group: "group",
		bot.When: "when", bot.Anchor: "link",
	}
)

// view is how a person sees a message; inThread is said of the first message of a thread that
// is shown in the thread itself.
func (s *Server) view(who string, m chat.Message, inThread bool) messageView {
	v := messageView{
		ID: m.ID, Who: who, Channel: m.Channel, Thread: m.Thread, Order: m.Order, Lang: s.lang(who),
		Bot: m.By == chat.BotID, Mine: m.By == who, Only: m.Only != "", At: m.At,
		Edited: !m.Edited.IsZero() && m.By != chat.BotID, Files: filesSeen(who, m.Files),
		Pinged: slices.Contains(m.Pings, who) && m.Only == "" && s.shared(m.Channel),
	}
	v.Author, _ = s.chat.Person(m.By) // nobody leaves the playground
	if m.Body.IsCard || m.Body.Tone != bot.Calm {
		v.Tone = toneNames[m.Body.Tone]
		if v.Tone == "" {
			v.Tone = "calm"
		}
	}
	for i, b := range m.Body.Blocks {
		one := s.block(who, m.ID, i, b)
		if b.Kind == bot.Words && !v.Bot {
			one.Kind = "written" // by themselves: no quote
		}
		v.Blocks = append(v.Blocks, one)
	}
	if v.Mine {
		v.Typed = web.Typed(m)
	}
	roles := s.cfg.Web.Rights(who)
	v.Deletable = v.Mine || v.Only || roles.Manager
	v.Sendable = roles.Technician && m.Thread != "" && !v.Bot && m.Channel == web.Pool
	for _, r := range m.Reactions {
		v.Reactions = append(v.Reactions, s.reaction(who, r))
	}
	if r := s.chat.Replies(who, m.ID); m.Thread == "" && r.Count > 0 && !inThread {
		v.Replies = &repliesView{Count: r.Count, Unread: r.Unread, Last: r.Last.At}
		for _, by := range r.By {
			p, _ := s.chat.Person(by)
			v.Replies.Faces = append(v.Replies.Faces, p)
		}
	}
	return v
}

// shared tells whether others talk in a channel too: only there it is worth showing that a
// message names somebody.
func (s *Server) shared(channel string) bool {
	ch, err := s.chat.Channel(channel)
	return err == nil && (ch.Kind == chat.Public || ch.Kind == chat.Private)
}

func (s *Server) block(who, message string, i int, b bot.Block) blockView {
	v := blockView{Kind: blockNames[b.Kind], Spans: s.spans(who, b.Text), Menu: b.Menu, Key: message + "-" + string(rune('a'+i%26))}
	if b.Kind == bot.Words {
		v.Words = markup.HTML(b.Words)
	}
	for _, p := range b.Pairs {
		v.Pairs = append(v.Pairs, pairView{Label: p.Label, Value: s.spans(who, p.Value)})
	}
	for _, button := range b.Buttons {
		v.Buttons = append(v.Buttons, buttonView{Button: button, Look: styleNames[button.Style]})
	}
	return v
}

func (s *Server) spans(who string, t bot.Text) []spanView {
	var out []spanView
	for _, span := range t {
		v := spanView{Kind: spanNames[span.Kind], Text: span.Text, At: span.At, Style: "datetime"}
		switch span.Kind {
		case bot.Mention:
			if span.User.Space() != web.Space {
				v.Kind = "plain"
				break
			}
			v.Me = span.User.Local() == who
			if p, err := s.chat.Person(span.User.Local()); err == nil {
				v.Text = p.Name
			}
		case bot.Group:
			v.Me = s.inGroup(who, span.Role)
			v.Text = strings.TrimPrefix(v.Text, "@")
		case bot.When:
			if span.Style == bot.Relative {
				v.Style = "relative"
			}
		case bot.Anchor:
			v.URL = s.link(who, span.URL, &v)
			if v.URL == "" {
				v.Kind = "plain"
			}
		}
		out = append(out, v)
	}
	return out
}

// link is a URL that may be followed: a web address, or a file of the playground, which is
// shown when it is a picture. "" for any other.
func (s *Server) link(who, address string, v *spanView) string {
	if id, ok := strings.CutPrefix(address, web.FilePath); ok {
		f, err := s.chat.FileInfo(id)
		if err != nil {
			return ""
		}
		v.File = &fileView{f, fileURL(who, id)}
		return v.File.URL
	}
	if strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://") {
		return address
	}
	return ""
}

func (s *Server) inGroup(who, role string) bool {
	rights := s.cfg.Web.Rights(who)
	if role == bot.GroupManagers {
		return rights.Manager
	}
	return rights.Technician
}

func (s *Server) reaction(who string, r chat.Reaction) reactionView {
	v := reactionView{Count: len(r.By), Mine: slices.Contains(r.By, who)}
	if i := slices.IndexFunc(web.Emojis, func(e web.Emoji) bool { return e.Name == r.Name }); i >= 0 {
		v.Emoji = web.Emojis[i]
	}
	var names []string
	for _, by := range r.By {
		p, _ := s.chat.Person(by)
		names = append(names, p.Name)
	}
	v.By = strings.Join(names, ", ")
	return v
}

// lang is the language of somebody's pane.
func (s *Server) lang(who string) string {
	p, err := s.chat.Person(who)
	if err != nil {
		return "en"
	}
	return speech.LocaleOf(p.Locale, "en")
}

func (s *Server) html(name string, data any) (string, error) {
	var b strings.Builder
	err := s.templates.ExecuteTemplate(&b, name, data)
	return b.String(), err
}

// funcs are what the templates call.
func (s *Server) funcs() template.FuncMap {
	return template.FuncMap{
		"t":        word,
		"rfc":      func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
		"fallback": func(t time.Time) string { return t.In(s.cfg.Zone).Format("15:04") },
		"initials": initials,
		"emojis":   func() []web.Emoji { return web.Emojis },
		"size":     size,
		"list":     func(v ...any) []any { return v },
	}
}

// initials are what a round picture of somebody shows.
func initials(name string) string {
	var out []rune
	for _, part := range strings.Fields(name) {
		if len(out) < 2 {
			out = append(out, []rune(part)[0])
		}
	}
	return strings.ToUpper(string(out))
}

// size is a number of bytes as people read it.
func size(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%d kB", n>>10)
	}
	return fmt.Sprintf("%d B", n)
}
