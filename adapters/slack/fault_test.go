package slack

import (
	"context"
	"errors"
	"io"
	"net"
	"net/url"
	"strings"
	"testing"
	"time"

	slackapi "github.com/slack-go/slack"

	"guichet/bot"
)

func TestClassify(t *testing.T) {
	said := func(name string) error { return slackapi.SlackErrorResponse{Err: name} }
	dial := &url.Error{Op: "Post", URL: "https://x", Err: &net.OpError{Op: "dial", Err: errors.New("refused")}}
	reset := &url.Error{Op: "Post", URL: "https://x", Err: &net.OpError{Op: "read", Err: errors.New("reset")}}
	for _, c := range []struct {
		name   string
		method string
		err    error
		fault  bot.Fault
		reason string
	}{
		{"a post cut off", methodPost, reset, bot.Uncertain, "network"},
		{"an edit cut off", methodUpdate, reset, bot.Retryable, "network"},
		{"never sent", methodPost, dial, bot.Retryable, "unreachable"},
		{"a post without answer", methodPost, context.DeadlineExceeded, bot.Uncertain, "timeout"},
		{"a read without answer", methodHistory, context.DeadlineExceeded, bot.Retryable, "timeout"},
		{"an answer cut short", methodPost, io.ErrUnexpectedEOF, bot.Uncertain, "network"},
		{"500 on a post", methodPost, slackapi.StatusCodeError{Code: 500}, bot.Uncertain, "http_500"},
		{"503 on an edit", methodUpdate, slackapi.StatusCodeError{Code: 503}, bot.Retryable, "http_503"},
		{"403", methodPost, slackapi.StatusCodeError{Code: 403}, bot.Refused, "http_403"},
		{"429", methodPost, &slackapi.RateLimitedError{RetryAfter: 7 * time.Second}, bot.Limited, "ratelimited"},
		{"429 without saying", methodPost, slackapi.StatusCodeError{Code: 429}, bot.Limited, "http_429"},
		{"a used response URL", methodRespond, slackapi.StatusCodeError{Code: 404}, bot.Gone, "http_404"},
		{"internal error on a post", methodPost, said("internal_error"), bot.Uncertain, "internal_error"},
		{"fatal error on an edit", methodUpdate, said("fatal_error"), bot.Retryable, "fatal_error"},
		{"message gone", methodUpdate, said("message_not_found"), bot.Gone, "message_not_found"},
		{"not ours to edit", methodUpdate, said("cant_update_message"), bot.Gone, "cant_update_message"},
		{"channel gone", methodPost, said("channel_not_found"), bot.Gone, "channel_not_found"},
		{"archived", methodPost, said("is_archived"), bot.Gone, "is_archived"},
		{"person gone", methodOpenDM, said("user_disabled"), bot.Gone, "user_disabled"},
		{"not invited", methodPost, said("not_in_channel"), bot.Forbidden, "not_in_channel"},
		{"restricted", methodPost, said("restricted_action"), bot.Forbidden, "restricted_action"},
		{"scope", methodPost, said("missing_scope"), bot.Forbidden, "missing_scope"},
		{"revoked", methodPost, said("token_revoked"), bot.Revoked, "token_revoked"},
		{"deactivated", methodPost, said("account_inactive"), bot.Revoked, "account_inactive"},
		{"wrong token", methodPost, said("invalid_auth"), bot.Revoked, "invalid_auth"},
		{"our mistake", methodPost, said("invalid_blocks"), bot.Refused, "invalid_blocks"},
		{"words where a name should be", methodPost, said("Oh no: U0ALICE"), bot.Refused, "other"},
	} {
		p := classify(c.method, c.err)
		if p.Fault != c.fault || p.Reason != c.reason {
			t.Errorf("%s: %v %q, want %v %q", c.name, p.Fault, p.Reason, c.fault, c.reason)
		}
		if p.Fault == bot.Limited && p.After <= 0 {
			t.Errorf("%s: limited without end", c.name)
		}
		if p.Err == nil || !strings.Contains(p.Error(), c.method) {
			t.Errorf("%s: the log would not tell the call: %v", c.name, p)
		}
	}
}

func TestErrorsHoldNoSecret(t *testing.T) {
	secret := "https://hooks.slack.example/actions/T0/1/s3cr3t"
	p := classify(methodRespond, &url.Error{Op: "Post", URL: secret, Err: errors.New("reset")})
	if strings.Contains(p.Error(), "s3cr3t") {
		t.Errorf("the response URL is in %q", p)
	}
}
