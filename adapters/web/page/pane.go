package page

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"guichet/adapters/web"
	"guichet/adapters/web/chat"
	"guichet/tickets"
)

// shownAtOnce is how many messages of a place are shown before one asks for earlier ones.
const shownAtOnce = 30

// setAside is how long after its last message a conversation moves out of the way.
const setAside = 4 * 24 * time.Hour

// side is one of the two panes.
type side struct {
	Side   string // "left" or "right"
	Person chat.Person
	Cast   []castGroup
	Lang   string
	Role   string
	Places placesView
	Place  placeView
	Thread *threadView
	Label  string
}

// castGroup are the people of one role, to choose from.
type castGroup struct {
	Role   string
	People []chat.Person
}

type placesView struct {
	Who, Lang string
	Current   string
	Groups    []placesGroup
}

type placesGroup struct {
	Name   string
	Folded bool
	Places []chat.Place
}

type placeView struct {
	Who, Lang string
	Channel   chat.Channel
	Messages  []messageView
	Earlier   int64 // order of the oldest one shown, when there are earlier ones
	FirstNew  string
	Newest    int64
}

type threadView struct {
	Who, Lang string
	Root      messageView
	Messages  []messageView
	FirstNew  string
	Newest    int64
}

// page serves the whole page, with the panes as the address says.
func (s *Server) page(w http.ResponseWriter, r *http.Request) {
	lang := languageOf(r)
	data := struct {
		Static  string // where the static files are
		Preload []string
		Lang    string
		Event   string
		Zone    string
		Panes   []side
		Guide   guideView
		Clock   *clockState
	}{Lang: lang, Static: "/static/" + s.version, Preload: s.modules(), Event: s.eventID(), Zone: s.cfg.Zone.String(), Guide: s.cfg.Guide.view(lang), Clock: s.clock(r.Context())}
	for _, name := range []string{"left", "right"} {
		q := r.URL.Query()
		data.Panes = append(data.Panes, s.side(lang, name, q.Get(name), q.Get(name+"-place"), q.Get(name+"-thread")))
	}
	s.render(w, http.StatusOK, "page.html", data)
}

// pane serves one pane, for another person.
func (s *Server) pane(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	name := "left"
	if q.Get("side") == "right" {
		name = "right"
	}
	s.render(w, http.StatusOK, "pane", s.side(languageOf(r), name, q.Get("who"), q.Get("channel"), q.Get("thread")))
}

// side is a pane of somebody; who or what is not there is replaced by the usual.
func (s *Server) side(lang, name, who, channel, thread string) side {
	p, err := s.chat.Person(who)
	if err != nil || p.ID == chat.BotID {
		p = s.usual(name)
	}
	v := side{Side: name, Person: p, Cast: s.cast(lang), Lang: s.lang(p.ID), Label: word(lang, "pane."+name)}
	rights := s.cfg.Web.Rights(p.ID)
	v.Role = word(v.Lang, roleOf(rights))
	if ch, err := s.chat.Channel(channel); err != nil || !ch.Has(p.ID) {
		channel, thread = web.Helpdesk, ""
		if rights.Technician {
			channel = web.Pool
		}
	}
	v.Place, err = s.placeView(p.ID, channel, 0)
	if err != nil {
		s.log.Error().Err(err).Msg("page: a place could not be shown")
	}
	if thread != "" {
		if t, err := s.threadView(p.ID, channel, thread); err == nil {
			v.Thread = t
		}
	}
	v.Places = s.placesView(p.ID)
	v.Places.Current = channel
	return v
}

// roleOf names what somebody is to the desk.
func roleOf(rights tickets.Roles) string {
	switch {
	case rights.Technician:
		return "role.technician"
	case rights.Manager:
		return "role.manager"
	}
	return "role.requester"
}

// cast are the people by their roles.
func (s *Server) cast(lang string) []castGroup {
	var out []castGroup
	for _, p := range s.chat.People() {
		role := word(lang, roleOf(s.cfg.Web.Rights(p.ID)))
		i := slices.IndexFunc(out, func(g castGroup) bool { return g.Role == role })
		if i < 0 {
			out, i = append(out, castGroup{Role: role}), len(out)
		}
		out[i].People = append(out[i].People, p)
	}
	return out
}

// usual is whom a pane shows first: a requester on the left, a technician on the right.
func (s *Server) usual(name string) chat.Person {
	people := s.chat.People()
	i := slices.IndexFunc(people, func(p chat.Person) bool { return s.cfg.Web.Rights(p.ID).Technician == (name == "right") })
	return people[max(i, 0)]
}

func (s *Server) placesView(who string) placesView {
	v := placesView{Who: who, Lang: s.lang(who)}
	groups := map[string]*placesGroup{}
	for _, name := range []string{"places.channels", "places.tickets", "places.direct", "places.archived"} {
		groups[name] = &placesGroup{Name: name, Folded: name == "places.archived"}
	}
	for _, p := range s.chat.Places(who) {
		name := "places.channels"
		switch {
		case p.Kind == chat.Direct:
			name = "places.direct"
		case p.Kind == chat.Ticket && p.Unread == 0 && (p.Archived || s.cfg.Driver.Clock.Now().Sub(p.Last) > setAside):
			name = "places.archived"
		case p.Kind == chat.Ticket:
			name = "places.tickets"
		}
		groups[name].Places = append(groups[name].Places, p)
	}
	for _, name := range []string{"places.channels", "places.tickets", "places.direct", "places.archived"} {
		if g := groups[name]; len(g.Places) > 0 {
			if name == "places.tickets" || name == "places.archived" {
				slices.Reverse(g.Places)
			}
			v.Groups = append(v.Groups, *g)
		}
	}
	return v
}

// places is the list of channels of somebody; which one is open only their pane knows.
func (s *Server) places(who string) string {
	html, err := s.html("places", s.placesView(who))
	if err != nil {
		s.log.Error().Err(err).Msg("page: a list of channels could not be rendered")
	}
	return html
}

func (s *Server) placeView(who, channel string, before int64) (placeView, error) {
	v := placeView{Who: who, Lang: s.lang(who)}
	var err error
	if v.Channel, err = s.chat.Channel(channel); err != nil {
		return v, err
	}
	p, err := s.chat.Messages(who, channel, "", before, shownAtOnce)
	if err != nil {
		return v, err
	}
	v.Messages, v.FirstNew, v.Newest = s.views(who, p)
	if p.Earlier {
		v.Earlier = v.Messages[0].Order
	}
	return v, nil
}

func (s *Server) threadView(who, channel, root string) (*threadView, error) {
	m, err := s.chat.Visible(who, root)
	if err != nil {
		return nil, err
	}
	p, err := s.chat.Messages(who, channel, root, 0, 0)
	if err != nil {
		return nil, err
	}
	v := &threadView{Who: who, Lang: s.lang(who), Root: s.view(who, m, true)}
	v.Messages, v.FirstNew, v.Newest = s.views(who, p)
	v.Newest = max(v.Newest, m.Order)
	return v, nil
}

func (s *Server) views(who string, p chat.Page) (out []messageView, firstNew string, newest int64) {
	for _, m := range p.Messages {
		out = append(out, s.view(who, m, false))
		if firstNew == "" && m.Order > p.Read && m.By != who {
			firstNew = m.ID
		}
		newest = max(newest, m.Order)
	}
	return out, firstNew, newest
}

// place serves a channel, or the messages before a given one.
func (s *Server) place(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	before, _ := strconv.ParseInt(q.Get("before"), 10, 64)
	v, err := s.placeView(q.Get("who"), q.Get("channel"), before)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	if before > 0 {
		s.render(w, http.StatusOK, "messages", v)
		return
	}
	s.render(w, http.StatusOK, "place", v)
}

// thread serves a thread.
func (s *Server) thread(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	v, err := s.threadView(q.Get("who"), q.Get("channel"), q.Get("root"))
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.render(w, http.StatusOK, "thread", v)
}

// languageOf is the browser's language: French when it is asked for before English.
func languageOf(r *http.Request) string {
	for part := range strings.SplitSeq(r.Header.Get("Accept-Language"), ",") {
		tag, _, _ := strings.Cut(strings.TrimSpace(part), ";")
		switch base, _, _ := strings.Cut(strings.ToLower(tag), "-"); base {
		case "fr":
			return "fr"
		case "en":
			return "en"
		}
	}
	return "en"
}
