package slack

import (
	"context"
	"sync"
	"time"

	"github.com/slack-go/slack/socketmode"

	"guichet/bot"
)

// ackTime bounds the queueing of an answer, which waits only when the socket is stuck.
const ackTime = time.Second

// ack answers one envelope, once.
type ack struct {
	s        *session
	id       string
	received time.Time
	mu       sync.Mutex
	sent     bool
	guard    *time.Timer // sends a bare acknowledgement when nothing else has
}

// send answers with the payload (nil: a bare acknowledgement). It is false when there was an
// answer already, or when Slack would not take this one; then the payload has to go another way.
func (k *ack) send(payload any) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.sent {
		return false
	}
	ctx, cancel := context.WithTimeout(context.Background(), ackTime)
	defer cancel()
	k.s.acked.Store(time.Now().UnixNano())
	if err := k.s.client.AckCtx(ctx, k.id, payload); err != nil {
		k.s.a.log.Warn().Err(err).Msg("an answer could not be sent over the socket")
		return false
	}
	k.sent = true
	if k.guard != nil {
		k.guard.Stop()
	}
	if k.s.a.cfg.Metrics != nil {
		k.s.a.cfg.Metrics.Ack(space, time.Since(k.received))
	}
	return true
}

// envelope translates what Slack delivered and queues it. While draining it is left alone:
// unacknowledged, it comes again on the next connection.
func (s *session) envelope(req socketmode.Request) {
	if s.draining.Load() {
		return
	}
	k := &ack{s: s, id: req.EnvelopeID, received: time.Now()}
	var err error
	switch req.Type {
	case socketmode.RequestTypeSlashCommands:
		var q request
		if q, err = readCommand(req.Payload); err == nil {
			s.queue(q, k)
			return
		}
	case socketmode.RequestTypeInteractive:
		var q request
		var ours bool
		if q, ours, err = readInteraction(req.Payload, s.a.names()); err == nil && ours {
			s.queue(q, k)
			return
		}
	case socketmode.RequestTypeEventsAPI:
		var h happening
		if h, err = s.a.readEvent(req.Payload); err == nil {
			s.count(h.kind)
			s.lanes.add(func() { s.happened(h, k) }, keys(h.event)...)
			return
		}
	default:
		err = errMalformed
	}
	if err != nil {
		s.malformed(req.Type, err)
	}
	s.lanes.add(func() { k.send(nil) })
}

func (s *session) queue(q request, k *ack) {
	if q.event.At.IsZero() {
		q.event.At = k.received
	}
	if q.event.Target != nil {
		q.event.Target.Link = s.a.permalink(q.event.Target.Ref)
	}
	s.count(kindName(q.event.Kind))
	if !q.inAck() {
		k.mu.Lock() // the timer may be quicker than this assignment
		k.guard = time.AfterFunc(s.a.ackLatest, func() { k.send(nil) })
		k.mu.Unlock()
	}
	s.lanes.add(func() { s.answer(q, k) }, keys(q.event)...)
}

// keys are what an event must not overtake: the person, and the message.
func keys(e bot.Event) []string {
	var out []string
	if e.By.ID != "" {
		out = append(out, string(e.By.ID))
	}
	if e.Where.Message != "" {
		out = append(out, e.Where.Channel+"/"+e.Where.Message)
	}
	return out
}

func (s *session) count(kind string) {
	if s.a.cfg.Metrics != nil {
		s.a.cfg.Metrics.Event(space, kind)
	}
}

// malformed counts what cannot be understood; its content is not logged.
func (s *session) malformed(what string, err error) {
	if s.a.cfg.Metrics != nil {
		s.a.cfg.Metrics.Malformed(space)
	}
	s.a.log.Warn().Err(err).Str("what", reason(what)).Msg("Slack delivered something that cannot be understood; skipped")
}
