package render

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"guichet/bot"
	"guichet/bot/markup"
	"guichet/tickets"
)

// Space is the name of Discord's space in person ids: "discord:8035…".
const Space = "discord"

// Group is whom a Group span pings: roles the bot may mention, and people for the others.
type Group struct {
	Roles []string // ids
	Users []string // ids
}

// Groups are the desk's groups by name (bot.GroupManagers…).
type Groups map[string]Group

// pings are the people and roles that a message may notify.
type pings struct{ users, roles []string }

func (p *pings) user(id string) {
	if !slices.Contains(p.users, id) && len(p.users) < MaxAllowedMentions {
		p.users = append(p.users, id)
	}
}

func (p *pings) role(id string) {
	if !slices.Contains(p.roles, id) && len(p.roles) < MaxAllowedMentions {
		p.roles = append(p.roles, id)
	}
}

// marks are all mentions in one line: what a message's content needs for an embed's mentions
// to notify.
func (p *pings) marks() string {
	var out []string
	for _, id := range p.users {
		out = append(out, "<@"+id+">")
	}
	for _, id := range p.roles {
		out = append(out, "<@&"+id+">")
	}
	return strings.Join(out, " ")
}

// style says how the lines of a text begin.
type style struct{ prefix string }

var (
	asParagraph = style{}
	asQuote     = style{"> "}
	asSmall     = style{"-# "}
)

// write renders a text. Mentions are noted in p.
func write(w *writer, t bot.Text, st style, groups Groups, p *pings) {
	w.add(st.prefix)
	for _, s := range t {
		switch s.Kind {
		case bot.Bold:
			writeBold(w, s.Text, st)
		case bot.Code:
			w.add(code(s.Text))
		case bot.Mention:
			if id := s.User.Local(); s.User.Space() == Space && isID(id) {
				p.user(id)
				w.add("<@" + id + ">")
				continue
			}
			writePlain(w, s.Text, st)
		case bot.Group:
			writeGroup(w, s, st, groups, p)
		case bot.When:
			w.add(when(s))
		case bot.Anchor:
			writeAnchor(w, s, st)
		default:
			writePlain(w, s.Text, st)
		}
	}
}

func writePlain(w *writer, text string, st style) {
	for _, piece := range pieces(text, w.lineStart()) {
		w.add(piece)
		if piece == "\n" {
			w.add(st.prefix)
		}
	}
}

// writeBold keeps the emphasis closed however much of the text fits.
func writeBold(w *writer, text string, st style) {
	const mark = "**"
	text = strings.TrimSpace(clean(text))
	if text == "" || w.full {
		return
	}
	all := pieces(text, true)
	if !w.fits(2*len(mark) + width(all[0])) {
		w.stop()
		return
	}
	w.add(mark)
	w.limit -= len(mark)
	for _, piece := range all {
		if piece == "\n" { // emphasis ends with its line in a quote
			piece = " "
		}
		w.add(piece)
	}
	w.limit += len(mark)
	w.b.WriteString(mark)
	w.used += len(mark)
}

func writeGroup(w *writer, s bot.Span, st style, groups Groups, p *pings) {
	g := groups[s.Role]
	if len(g.Roles)+len(g.Users) == 0 {
		g.Users = known(s.People)
	}
	if len(g.Roles)+len(g.Users) == 0 {
		writePlain(w, s.Text, st)
		return
	}
	var mine pings
	for _, id := range g.Roles {
		mine.role(id)
		p.role(id)
	}
	for _, id := range g.Users {
		mine.user(id)
		p.user(id)
	}
	for i, m := range strings.Fields(mine.marks()) {
		if i > 0 {
			w.add(" ")
		}
		w.add(m)
	}
}

// known are the ids of those people who are of Discord.
func known(people []tickets.UserID) []string {
	var out []string
	for _, u := range people {
		if u.Space() == "discord" {
			out = append(out, u.Local())
		}
	}
	return out
}

func writeAnchor(w *writer, s bot.Span, st style) {
	u, err := url.Parse(clean(s.URL))
	label := oneLine(s.Text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || label == "" {
		writePlain(w, s.Text, st)
		return
	}
	target := strings.NewReplacer("<", "%3C", ">", "%3E", " ", "%20", ")", "%29", "(", "%28").Replace(markup.InDiscordAddress.Replace(u.String()))
	w.add("[" + strings.Join(pieces(label, false), "") + "](<" + target + ">)")
}

// code shows text monospaced; nothing is formatted within, so its own marks are replaced.
func code(text string) string {
	text = strings.ReplaceAll(oneLine(text), "`", "ˋ")
	if text == "" {
		return ""
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		b.WriteByte(text[i])
		if text[i] == '<' && markup.OpensTag(text[i+1:]) || text[i] == '@' && markup.CallsAll(text[i+1:]) {
			b.WriteString(joint)
		}
	}
	return "`" + b.String() + "`"
}

// when is an instant that each reader's client shows in their own zone and language.
// https://docs.discord.com/developers/reference#message-formatting-timestamp-styles
func when(s bot.Span) string {
	if s.At.IsZero() {
		return strings.Join(pieces(s.Text, false), "")
	}
	style := ":f>"
	if s.Style == bot.Relative {
		style = ":R>"
	}
	return "<t:" + strconv.FormatInt(s.At.Unix(), 10) + style
}

// flat is a text's words alone, for where Discord formats nothing.
func flat(t bot.Text) string {
	var b strings.Builder
	for _, s := range t {
		b.WriteString(s.Text)
	}
	return plain(b.String())
}

func isID(s string) bool {
	for _, c := range s {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != ""
}
