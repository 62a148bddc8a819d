package slack

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	slackapi "github.com/slack-go/slack"

	"guichet/bot"
)

// defaultRetryAfter is assumed when Slack limits us without saying for how long.
const defaultRetryAfter = 30 * time.Second

// faults classifies the error names of the methods this adapter calls, from the "Errors"
// table of each method's page. What is missing is Refused: trying again changes nothing.
var faults = map[string]bot.Fault{
	"channel_not_found": bot.Gone, "is_archived": bot.Gone, "is_inactive": bot.Gone,
	"message_not_found": bot.Gone, "cant_update_message": bot.Gone, "edit_window_closed": bot.Gone,
	"thread_not_found": bot.Gone, "user_not_found": bot.Gone, "users_not_found": bot.Gone,
	"file_not_found": bot.Gone, "file_deleted": bot.Gone,
	"user_disabled": bot.Gone, "user_not_visible": bot.Gone, "no_such_subteam": bot.Gone,

	"not_in_channel": bot.Forbidden, "user_not_in_channel": bot.Forbidden, "cannot_dm_bot": bot.Forbidden,
	"restricted_action": bot.Forbidden, "restricted_action_read_only_channel": bot.Forbidden,
	"restricted_action_thread_only_channel": bot.Forbidden, "restricted_action_non_threadable_channel": bot.Forbidden,
	"restricted_action_thread_locked": bot.Forbidden, "messages_tab_disabled": bot.Forbidden,
	"not_visible":   bot.Forbidden,
	"no_permission": bot.Forbidden, "missing_scope": bot.Forbidden, "access_denied": bot.Forbidden,
	"ekm_access_denied": bot.Forbidden, "team_access_not_granted": bot.Forbidden,
	"not_allowed_token_type": bot.Forbidden, "accesslimited": bot.Forbidden,

	"invalid_auth": bot.Revoked, "not_authed": bot.Revoked, "account_inactive": bot.Revoked,
	"token_revoked": bot.Revoked, "token_expired": bot.Revoked, "org_login_required": bot.Revoked,

	"ratelimited": bot.Limited, "rate_limited": bot.Limited, "message_limit_exceeded": bot.Limited,

	"internal_error": bot.Uncertain, "fatal_error": bot.Uncertain, "service_unavailable": bot.Uncertain,
	"request_timeout": bot.Uncertain, "team_added_to_org": bot.Uncertain,
}

// posts are the methods that do something again when they are repeated. The outcome of the
// others does not matter: what may have happened can simply be done once more.
var posts = map[string]bool{methodPost: true, methodEphemeral: true, methodRespond: true, methodUploadDone: true}

// classify says what became of a failed call.
func classify(method string, err error) *bot.PlatformError {
	p := &bot.PlatformError{Fault: bot.Uncertain, Reason: "network", Err: clean(method, err)}
	var (
		said    slackapi.SlackErrorResponse
		limited *slackapi.RateLimitedError
		status  slackapi.StatusCodeError
		dial    *net.OpError
	)
	switch {
	case errors.As(err, &limited):
		p.Fault, p.Reason, p.After = bot.Limited, "ratelimited", limited.RetryAfter
	case errors.As(err, &said):
		p.Fault, p.Reason = bot.Refused, reason(said.Err)
		if f, ok := faults[said.Err]; ok {
			p.Fault = f
		}
		if said.Err == "file_upload_size_restricted" {
			p.Reason = bot.ReasonTooLarge
		}
	case errors.As(err, &status):
		p.Reason = fmt.Sprintf("http_%d", status.Code)
		switch {
		case status.Code == http.StatusTooManyRequests:
			p.Fault = bot.Limited
		case status.Code == http.StatusNotFound && method == methodRespond:
			p.Fault = bot.Gone // the response URL was used up or has expired
		case status.Code < http.StatusInternalServerError:
			p.Fault = bot.Refused
		}
	case errors.As(err, &dial) && dial.Op == "dial":
		p.Fault, p.Reason = bot.Retryable, "unreachable" // nothing was sent
	case errors.Is(err, context.DeadlineExceeded):
		p.Reason = "timeout"
	}
	if p.Fault == bot.Limited && p.After <= 0 {
		p.After = defaultRetryAfter
	}
	if p.Fault == bot.Uncertain && !posts[method] {
		p.Fault = bot.Retryable
	}
	return p
}

// reason is an error name as a metric's label: Slack's own words, bounded.
func reason(name string) string {
	if len(name) > 60 || strings.ContainsFunc(name, func(r rune) bool { return (r < 'a' || r > 'z') && r != '_' }) {
		return "other"
	}
	return name
}

// clean takes addresses out of an error: response URLs and socket tickets are secrets.
func clean(method string, err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	return fmt.Errorf("slack %s: %w", method, err)
}
