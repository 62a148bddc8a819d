package slack

import (
	"context"

	"github.com/google/uuid"
	"github.com/rs/zerolog"
	slackapi "github.com/slack-go/slack"

	"guichet/bot"
	"guichet/tickets"
)

// happened hands over an event nobody waits for. It is acknowledged once the bot has taken
// it; when the bot could not, it is not, so that Slack delivers it again.
func (s *session) happened(h happening, k *ack) {
	if h.joined != nil {
		h.known = s.a.roster.moved(h.event.Where.Channel, h.event.By.ID.Local(), *h.joined)
	}
	if h.roster {
		s.a.wantRefresh()
	}
	if h.profile != nil {
		h.known = s.a.tookProfile(&h.event, *h.profile)
	}
	if !h.known {
		k.send(nil)
		return
	}
	e := h.event
	if sure := s.a.people.sure(e.By.ID.Local()); !sure && (e.Kind == bot.MessageEvent || e.Kind == bot.ReactionEvent || e.Kind == bot.HomeEvent) {
		// Whether somebody is a guest must be known before the desk listens to them.
		ctx, cancel := context.WithTimeout(s.work, lookUpTime)
		if _, err := s.a.lookUp(ctx, e.By.ID.Local()); err != nil {
			s.a.log.Debug().Err(err).Msg("a person could not be looked up before their event is handled")
		}
		cancel()
	}
	s.introduce(&e)
	s.fill(&e)
	if s.a.people.foreign(h.team) {
		e.Roles = tickets.Roles{Guest: true}
	}
	log := s.correlated(e)
	ans, err := s.h.Handle(log.WithContext(s.work), e)
	if err != nil {
		log.Error().Err(err).Msg("an event was not taken; Slack will deliver it again")
		return
	}
	k.send(nil)
	if ans.Private != nil {
		s.later(e, log, func(ctx context.Context) error { return s.a.Whisper(ctx, e.By.ID, e.Where, *ans.Private) })
	}
}

// tookProfile takes in what somebody is now. It tells whether the desk must know: their rights are
// others, or they have left and may be one of those who approve.
func (a *Adapter) tookProfile(e *bot.Event, u slackapi.User) bool {
	before, known := a.people.get(u.ID)
	was := a.roles(u.ID)
	e.By = tickets.Person{}
	if !known && !was.Staff() {
		a.people.admins.saw(u) // nobody asks about most people of a large workspace
		return u.Deleted
	}
	p := a.people.put(u)
	if now := a.roles(u.ID); now != was {
		e.By = p.person
		return true
	}
	return u.Deleted && !before.person.Gone
}

// fill adds what is known of who acts, without asking anybody.
func (s *session) fill(e *bot.Event) {
	if p, ok := s.a.people.get(e.By.ID.Local()); ok {
		p.person.Locale = orDefault(p.person.Locale, e.By.Locale)
		p.person.Name = orDefault(p.person.Name, e.By.Name)
		e.By = p.person
	}
	e.Roles = s.a.roles(e.By.ID.Local())
}

// correlated is a logger whose lines about one event can be found together.
func (s *session) correlated(e bot.Event) zerolog.Logger {
	return s.a.log.With().Str("correlation", uuid.NewString()).Str("kind", kindName(e.Kind)).Logger()
}
