package slack

import (
	"context"

	"guichet/bot"
	"guichet/bot/markup"
	"guichet/tickets"
)

// maxNamed is how many people whom words mention are looked up: what is said of more is rare,
// and each is a call.
const maxNamed = 5

// mentioned is how Slack shows the people whom words mention. Those nobody knows yet are asked for
// within ctx; who is not told in time is left out.
func (a *Adapter) mentioned(ctx context.Context, words string) []tickets.Person {
	var out []tickets.Person
	for _, id := range markup.Read(words).People() {
		if id.Space() != space || len(out) == maxNamed {
			continue
		}
		p, known := a.people.get(id.Local())
		if !known {
			var err error
			if p, err = a.lookUp(ctx, id.Local()); err != nil {
				a.log.Debug().Err(err).Msg("somebody who is mentioned could not be looked up")
				continue
			}
		}
		out = append(out, p.person)
	}
	return out
}

// introduce adds to an event the people whom its words mention.
func (s *session) introduce(e *bot.Event) {
	ctx, cancel := context.WithTimeout(s.work, lookUpTime)
	defer cancel()
	if e.Kind == bot.MessageEvent || e.Kind == bot.EditedEvent {
		e.Named = s.a.mentioned(ctx, e.Words)
	}
	if e.Target != nil {
		e.Target.Named = s.a.mentioned(ctx, e.Target.Text)
	}
}
