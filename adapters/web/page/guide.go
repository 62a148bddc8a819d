package page

import (
	"slices"
	"strings"
	"sync"

	"guichet/adapters/web/chat"
	"guichet/tickets"
)

// guideFact is the fact of the chat that keeps which steps are done.
const guideFact = "first steps"

// The first steps, in their order.
const (
	stepOpen     = "open"
	stepClaim    = "claim"
	stepReply    = "reply"
	stepResolve  = "resolve"
	stepValidate = "validate"
	stepClock    = "clock"
)

var guideSteps = []string{stepOpen, stepClaim, stepReply, stepResolve, stepValidate, stepClock}

// Guide are the first steps: they tick themselves off by what is recorded.
type Guide struct {
	chat *chat.Chat

	mu   sync.Mutex
	done []string
}

// NewGuide makes a guide that is as far as the chat remembers.
func NewGuide(c *chat.Chat) *Guide {
	g := &Guide{chat: c}
	if s := c.Fact(guideFact); s != "" {
		g.done = strings.Split(s, " ")
	}
	return g
}

// Saw takes note of a new row of the journal.
func (g *Guide) Saw(e *tickets.Entry) {
	switch e.Kind {
	case tickets.Opened:
		g.tick(stepOpen)
	case tickets.Claimed, tickets.Assigned:
		g.tick(stepClaim)
	case tickets.Replied:
		g.tick(stepReply)
	case tickets.Resolved:
		g.tick(stepResolve)
	case tickets.Rated:
		g.tick(stepValidate)
	}
}

// Jumped takes note that somebody went to the next deadline.
func (g *Guide) Jumped() { g.tick(stepClock) }

func (g *Guide) tick(step string) {
	g.mu.Lock()
	if slices.Contains(g.done, step) {
		g.mu.Unlock()
		return
	}
	g.done = append(g.done, step)
	all := strings.Join(g.done, " ")
	g.mu.Unlock()
	_ = g.chat.SetFact(guideFact, all) // a step that is forgotten can be done again
	g.chat.Signal(SignalGuide)
}

// guideView is the guide as the page shows it.
type guideView struct {
	Lang  string
	Steps []guideStep
	Done  int
}

type guideStep struct {
	Name    string
	Number  int
	Done    bool
	Current bool
}

func (g *Guide) view(lang string) guideView {
	g.mu.Lock()
	defer g.mu.Unlock()
	v := guideView{Lang: lang}
	current := true
	for i, name := range guideSteps {
		s := guideStep{Name: name, Number: i + 1, Done: slices.Contains(g.done, name)}
		if s.Done {
			v.Done++
		} else {
			s.Current, current = current, false
		}
		v.Steps = append(v.Steps, s)
	}
	return v
}

func (s *Server) guideHTML(lang string) string {
	html, err := s.html("guide", s.cfg.Guide.view(lang))
	if err != nil {
		s.log.Error().Err(err).Msg("page: the first steps could not be rendered")
	}
	return html
}
