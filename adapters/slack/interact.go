package slack

import (
	"context"
	"time"

	"github.com/google/uuid"

	"guichet/bot"
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
	submit := e.Kind == bot.SubmitEvent
	if _, known := s.a.people.get(e.By.ID.Local()); !submit {
		if !known {
			k.send(nil)
			ctx, cancel := context.WithTimeout(s.work, lookUpTime)
			if _, err := s.a.lookUp(ctx, e.By.ID.Local()); err != nil {
				s.a.log.Warn().Err(err).Msg("a person could not be looked up; answering in the desk's language")
			}
			cancel()
		} else {
			guard := time.AfterFunc(ackLatest-time.Since(k.received), func() { k.send(nil) })
			defer guard.Stop()
		}
	}
	s.fill(e)
	q.origin.locale = e.By.Locale
	reference := uuid.NewString()
	log := s.a.log.With().Str("correlation", reference).Str("kind", kindName(e.Kind)).Logger()
	ctx := log.WithContext(s.work)
	ans, err := s.h.Handle(ctx, *e)
	if err != nil {
		log.Error().Err(err).Msg("an interaction failed on our side")
		ans = s.apology(q, reference)
	}
	if err := s.say(ctx, q, k, ans); err != nil {
		log.Warn().Err(err).Msg("an answer could not be shown")
	}
}

// say shows an answer.
func (s *session) say(ctx context.Context, q request, k *ack, ans bot.Answer) error {
	switch q.event.Kind {
	case bot.SubmitEvent:
		return s.saySubmitted(ctx, q, k, ans)
	case bot.CommandEvent:
		if ans.Form == nil && ans.Private != nil {
			if payload, ok := s.ephemeral(*ans.Private); ok && k.send(payload) {
				return nil
			}
		}
	}
	k.send(nil)
	var replaced error
	if ans.Replace != nil {
		replaced = s.replace(ctx, q, *ans.Replace)
	}
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
	return replaced
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
