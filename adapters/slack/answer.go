package slack

import (
	"context"
	"encoding/json"
	"time"

	slackapi "github.com/slack-go/slack"

	"guichet/bot"
	"guichet/tickets"
)

// ephemeral is a private message as a command's acknowledgement carries it; false when it is
// too long for that. https://docs.slack.dev/interactivity/implementing-slash-commands
func (s *session) ephemeral(m bot.Message) (any, bool) {
	r := render(m, s.a.directory())
	payload := map[string]any{"response_type": slackapi.ResponseTypeEphemeral, "text": r.text, "blocks": r.blocks}
	return payload, fits(payload)
}

func fits(payload any) bool {
	raw, err := json.Marshal(payload)
	return err == nil && len(raw) <= maxAckBytes
}

// saySubmitted answers a form: errors beside its fields, another form in its place, or nothing
// (it closes) and a private sentence.
func (s *session) saySubmitted(q request, k *ack, ans bot.Answer) func(ctx context.Context) error {
	switch {
	case len(ans.Errors) > 0:
		// Every form of the bot has a field; Slack refuses errors that name none.
		k.send(slackapi.NewErrorsViewSubmissionResponse(place(ans.Errors, q.inputs)))
		return nil
	case ans.Form != nil:
		v := renderForm(*ans.Form, q.origin)
		payload := slackapi.NewUpdateViewSubmissionResponse(&v)
		if fits(payload) {
			k.send(payload)
			return nil
		}
		held := placeholder(v)
		k.send(slackapi.NewUpdateViewSubmissionResponse(&held))
		return func(ctx context.Context) error { return s.swap(ctx, q, v) }
	}
	k.send(struct{}{}) // an object, though empty: the form closes
	if ans.Private == nil {
		return nil
	}
	return func(ctx context.Context) error { return s.respond(ctx, q, *ans.Private) }
}

// place keys errors by the inputs that the form has; what belongs to none goes to the first.
func place(errs map[string]string, inputs []string) map[string]string {
	out := map[string]string{}
	for _, id := range inputs {
		if e := errs[id]; e != "" {
			out[id] = line(e, maxHint)
		}
	}
	for id, e := range errs {
		if out[id] == "" && e != "" && len(inputs) > 0 && out[inputs[0]] == "" {
			out[inputs[0]] = line(e, maxHint)
		}
	}
	return out
}

// placeholder holds the place of a form too large for an acknowledgement.
func placeholder(v slackapi.ModalViewRequest) slackapi.ModalViewRequest {
	return slackapi.ModalViewRequest{Type: slackapi.VTModal, Title: v.Title, Blocks: slackapi.Blocks{
		BlockSet: []slackapi.Block{slackapi.NewSectionBlock(plain(ellipsis), nil, nil)},
	}}
}

// swapAfter is how long a placeholder stands at least. The acknowledgement goes over the socket
// and the call does not: were the call the quicker one, the placeholder would stay.
const swapAfter = 300 * time.Millisecond

// swap puts the form in the placeholder's place.
func (s *session) swap(ctx context.Context, q request, v slackapi.ModalViewRequest) error {
	if !sleep(ctx, swapAfter) {
		return ctx.Err()
	}
	return s.a.call(ctx, methodUpdateView, "", func(ctx context.Context) error {
		_, err := s.a.api.UpdateViewContext(ctx, v, "", "", q.viewID)
		return err
	})
}

// open opens a form with the interaction's trigger.
func (s *session) open(ctx context.Context, q request, f bot.Form) error {
	v := renderForm(f, q.origin)
	return s.a.call(ctx, methodOpenView, "", func(ctx context.Context) error {
		_, err := s.a.api.OpenViewContext(ctx, q.trigger, v)
		return err
	})
}

// respond shows a private message: by the response URL, which has no published limit, else
// as an ephemeral message or in the DM.
func (s *session) respond(ctx context.Context, q request, m bot.Message) error {
	if q.responseURL != "" {
		err := s.post(ctx, q, m, false)
		if err == nil || bot.FaultOf(err).Fault != bot.Gone {
			return err
		}
	}
	where := tickets.MessageRef{Space: space, Channel: q.origin.channel, Thread: q.origin.thread}
	return s.a.Whisper(ctx, q.event.By.ID, where, m)
}

// replace puts a message in place of the one with the button. Only the response URL reaches
// an ephemeral message; the others are edited, which keeps their metadata, unless the pace of
// edits is used up.
func (s *session) replace(ctx context.Context, q request, m bot.Message) error {
	where := q.event.Where
	if !q.ephemeral && where.Message != "" && (q.responseURL == "" || s.a.pace.wait(methodUpdate, where.Channel) == 0) {
		return s.a.Edit(ctx, where, m)
	}
	if q.responseURL == "" {
		return nil
	}
	return s.post(ctx, q, m, true)
}

// post sends a message to the response URL.
// https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
func (s *session) post(ctx context.Context, q request, m bot.Message, replace bool) error {
	r := render(m, s.a.directory())
	w := &slackapi.WebhookMessage{
		Text: r.text, Blocks: &slackapi.Blocks{BlockSet: r.blocks}, ReplaceOriginal: replace,
		ResponseType: slackapi.ResponseTypeEphemeral, ThreadTimestamp: q.origin.thread,
	}
	return s.a.call(ctx, methodRespond, "", func(ctx context.Context) error {
		return slackapi.PostWebhookCustomHTTPContext(ctx, q.responseURL, s.a.http, w)
	})
}
