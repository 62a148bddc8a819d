package discord

import (
	"context"
	"net/http"
	"sync"
	"time"

	"guichet/adapters/discord/render"
	"guichet/adapters/discord/rest"
	"guichet/bot"
)

// Types of answers to an interaction.
// https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type
const (
	answerMessage        = 4
	answerLater          = 5
	answerUpdateLater    = 6
	answerUpdate         = 7
	answerChoices        = 8
	answerModal          = 9
	acknowledged         = "✓"
	secondTryAfterAnswer = 250 * time.Millisecond
)

type callback struct {
	Type int `json:"type"`
	Data any `json:"data,omitempty"`
}

// reply is the answer to one interaction. It is given once, or promised and then given.
type reply struct {
	a        *Adapter
	i        *interaction
	arrived  time.Time
	deadline time.Time
	mu       sync.Mutex
	done     bool
	promised int // the callback type with which the answer was postponed, 0 none
}

func (a *Adapter) replyTo(i *interaction, arrived time.Time) *reply {
	return &reply{a: a, i: i, arrived: arrived, deadline: a.lag.deadline(timeOf(i.ID), arrived)}
}

// say answers with one private sentence.
func (r *reply) say(sentence string) {
	if r.i.Type == interactionTyping {
		r.answer(bot.Answer{})
		return
	}
	r.answer(bot.Answer{Private: &bot.Message{Blocks: []bot.Block{{Kind: bot.Paragraph, Text: bot.Text{{Text: sentence}}}}}})
}

// postpone promises an answer when the desk is slow.
func (r *reply) postpone() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.done || r.promised != 0 {
		return
	}
	c := callback{Type: answerLater, Data: map[string]int{"flags": render.FlagEphemeral}}
	if r.i.Type == interactionComponent || r.i.Type == interactionModal && r.i.Message != nil {
		c = callback{Type: answerUpdateLater}
	}
	if r.send(c, nil) == nil {
		r.promised = c.Type
	}
}

// answer gives the desk's answer.
func (r *reply) answer(ans bot.Answer) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.done {
		return
	}
	r.done = true
	if r.promised != 0 {
		r.deliver(ans)
		return
	}
	c, files, after, err := r.compose(ans)
	if err != nil {
		r.a.log.Error().Err(err).Str("event", r.i.ID).Msg("an answer could not be rendered")
		c, files, after, _ = r.compose(private(sorry(r.i.Locale, r.i.ID)))
	}
	if r.send(c, files) == nil && after != nil {
		r.follow(*after)
	}
}

func private(sentence string) bot.Answer {
	return bot.Answer{Private: &bot.Message{Blocks: []bot.Block{{Kind: bot.Paragraph, Text: bot.Text{{Text: sentence}}}}}}
}

// compose turns an answer into a callback, and what must follow it.
func (r *reply) compose(ans bot.Answer) (c callback, files []bot.Upload, after *bot.Message, err error) {
	switch {
	case r.i.Type == interactionTyping:
		return callback{answerChoices, map[string]any{"choices": render.Choices(ans.Choices)}}, nil, nil, nil
	case ans.Form != nil:
		modal, err := render.Form(*ans.Form)
		return callback{answerModal, modal}, nil, nil, err
	case ans.Replace != nil && r.i.Message != nil:
		p, err := r.render(*ans.Replace)
		return callback{answerUpdate, p}, ans.Replace.Files, ans.Private, err
	case ans.Private != nil:
		p, err := r.render(*ans.Private)
		p.Flags = render.FlagEphemeral
		return callback{answerMessage, p}, ans.Private.Files, nil, err
	case r.i.Message != nil && r.i.Type != interactionCommand:
		return callback{Type: answerUpdateLater}, nil, nil, nil
	}
	p, err := r.render(*private(acknowledged).Private)
	p.Flags = render.FlagEphemeral
	return callback{answerMessage, p}, nil, nil, err
}

func (r *reply) render(m bot.Message) (render.Payload, error) {
	m.Key = "" // an answer has no nonce
	return render.Message(m, r.a.directory.groups(r.i.ChannelID))
}

// send calls back. When the outcome is unknown it tries once more in the time that is left:
// "already answered" then means that the first one had arrived.
func (r *reply) send(c callback, files []bot.Upload) error {
	call := rest.Call{
		Method: http.MethodPost, Path: "/interactions/" + r.i.ID + "/" + r.i.Token + "/callback",
		Body: c, Files: files, Interaction: true,
	}
	err := r.try(call, time.Until(r.deadline)/2)
	if err != nil && worthAnother(err) && time.Until(r.deadline) > secondTryAfterAnswer {
		if err = r.try(call, time.Until(r.deadline)); rest.CodeOf(err) == rest.AlreadyAnswered {
			err = nil
		}
	}
	if err != nil {
		r.a.log.Warn().Err(err).Str("event", r.i.ID).Int("type", c.Type).Dur("age", time.Since(r.arrived)).Msg("an interaction was not answered")
		return err
	}
	r.a.metrics.Ack(Space, time.Since(r.arrived))
	return nil
}

func worthAnother(err error) bool {
	switch bot.FaultOf(err).Fault {
	case bot.Uncertain, bot.Retryable:
		return true
	}
	return false
}

func (r *reply) try(call rest.Call, within time.Duration) error {
	ctx, cancel := context.WithTimeout(context.Background(), max(within, secondTryAfterAnswer))
	defer cancel()
	return r.a.api.Do(ctx, call)
}

// deliver gives an answer that was promised. A form can no longer be opened then.
func (r *reply) deliver(ans bot.Answer) {
	if ans.Form != nil {
		ans = private(text2(r.i.Locale,
			"Le guichet a été trop lent pour ouvrir le formulaire. Réessayez, s’il vous plaît.",
			"The helpdesk was too slow to open the form. Please try again."))
	}
	if r.promised == answerUpdateLater {
		if ans.Replace != nil {
			r.edit(*ans.Replace, 0)
		}
		if ans.Private != nil {
			r.follow(*ans.Private)
		}
		return
	}
	m := ans.Private
	if m == nil {
		m = private(acknowledged).Private
	}
	r.edit(*m, render.FlagEphemeral)
}

func (r *reply) webhook() string { return "/webhooks/" + r.i.AppID + "/" + r.i.Token }

// edit fills the promised message, or replaces the one that was clicked.
func (r *reply) edit(m bot.Message, flags int) {
	r.webhookCall(http.MethodPatch, r.webhook()+"/messages/@original", m, flags)
}

// follow adds a private sentence to an answer.
func (r *reply) follow(m bot.Message) {
	r.webhookCall(http.MethodPost, r.webhook(), m, render.FlagEphemeral)
}

func (r *reply) webhookCall(method, path string, m bot.Message, flags int) {
	p, err := r.render(m)
	if err == nil {
		if method == http.MethodPost {
			p.Flags = flags
		}
		err = r.try(rest.Call{Method: method, Path: path, Body: p, Files: m.Files, Interaction: true}, handleTime)
	}
	if err != nil {
		r.a.log.Warn().Err(err).Str("event", r.i.ID).Msg("an answer was promised and not delivered")
	}
}
