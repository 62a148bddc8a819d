package slack

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/rs/zerolog"

	"guichet/bot"
	"guichet/tickets"
)

const (
	// ackLatest is when an interaction is acknowledged at the latest, answer or not: Slack
	// waits 3 s, counted from when it sent it.
	// https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response
	ackLatest = 2 * time.Second
	// lookUpTime bounds the question who somebody is, so that a form can still be opened.
	lookUpTime = time.Second
)

// answer handles an interaction. The acknowledgement carries the answer where Slack allows it.
// Before it there is no call to Slack: a person nobody knows yet is looked up after a bare
// acknowledgement, and answered by the response URL. Submissions are never acknowledged early,
// because that closes the form and loses what was typed.
func (s *session) answer(q request, k *ack) {
	e := &q.event
	if !s.a.people.sure(e.By.ID.Local()) && !q.inAck() {
		k.send(nil)
		ctx, cancel := context.WithTimeout(s.work, lookUpTime)
		if _, err := s.a.lookUp(ctx, e.By.ID.Local()); err != nil {
			s.a.log.Debug().Err(err).Msg("a person could not be looked up; answering in the desk's language")
		}
		cancel()
	}
	if e.Target != nil {
		k.send(nil) // whom the message mentions may have to be asked for
		s.introduce(e)
	}
	s.fill(e)
	if s.a.people.foreign(q.team) {
		e.Roles = tickets.Roles{Guest: true}
	}
	q.origin.locale = e.By.Locale
	reference := uuid.NewString()
	log := s.a.log.With().Str("correlation", reference).Str("kind", kindName(e.Kind)).Logger()
	ans, err := s.h.Handle(log.WithContext(s.work), *e)
	if err != nil {
		log.Error().Err(err).Msg("an interaction failed on our side")
		ans = s.apology(q, reference)
	}
	if later := s.say(q, k, ans); later != nil {
		s.later(q.event, log, later)
	}
}

// inAck tells whether the acknowledgement itself is the answer, so that it cannot go ahead of it.
func (r request) inAck() bool {
	return r.event.Kind == bot.SubmitEvent || r.event.Kind == bot.CompletionEvent
}

// later runs what shows an answer by a call, in order for each person.
func (s *session) later(e bot.Event, log zerolog.Logger, show func(ctx context.Context) error) {
	s.answers.add(func() {
		if err := show(log.WithContext(s.work)); err != nil {
			log.Warn().Err(err).Msg("an answer could not be shown")
		}
	}, string(e.By.ID))
}

// say acknowledges with the answer, and returns what is still to be done by calls, nil if
// nothing.
func (s *session) say(q request, k *ack, ans bot.Answer) func(ctx context.Context) error {
	switch q.event.Kind {
	case bot.SubmitEvent:
		return s.saySubmitted(q, k, ans)
	case bot.CompletionEvent:
		k.send(suggestions(ans.Choices))
		return nil
	case bot.CommandEvent:
		if ans.Form == nil && ans.Private != nil {
			if payload, ok := s.ephemeral(*ans.Private); ok && k.send(payload) {
				return nil
			}
		}
	}
	k.send(nil)
	if ans.Replace == nil && ans.Form == nil && ans.Private == nil {
		return nil
	}
	return func(ctx context.Context) error {
		// The form first: its trigger does not live long.
		switch {
		case ans.Form != nil:
			if err := s.open(ctx, q, *ans.Form); err != nil {
				return s.missed(ctx, q, err)
			}
		case ans.Private != nil:
			if err := s.respond(ctx, q, *ans.Private); err != nil {
				return err
			}
		}
		if ans.Replace != nil {
			return s.replace(ctx, q, *ans.Replace)
		}
		return nil
	}
}

// missed tells the person that a form did not open: triggers live for 3 s only.
func (s *session) missed(ctx context.Context, q request, why error) error {
	m := sentence(s.tongue(q.event.By.Locale), formMissed)
	if err := s.respond(ctx, q, m); err != nil {
		s.a.log.Warn().Err(err).Msg("that a form did not open could not be said")
	}
	return why
}

// apology is what the person gets when the bot failed: beside the form's first field, so that
// nothing typed is lost, else as a private sentence.
func (s *session) apology(q request, reference string) bot.Answer {
	m := sentence(s.tongue(q.event.By.Locale), ourFault, reference)
	if q.event.Kind == bot.SubmitEvent && len(q.inputs) > 0 {
		return bot.Answer{Errors: map[string]string{q.inputs[0]: flat(m.Blocks[0].Text)}}
	}
	return bot.Answer{Private: &m}
}
