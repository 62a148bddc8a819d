package rest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"guichet/bot"
)

// Error codes of Discord that mean something to the desk.
// https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
const (
	UnknownChannel     = 10003
	UnknownGuild       = 10004
	UnknownMember      = 10007
	UnknownMessage     = 10008
	UnknownUser        = 10013
	UnknownWebhook     = 10015
	UnknownInteraction = 10062
	AlreadyAnswered    = 40060 // interaction
	TooLarge           = 40005
	MissingAccess      = 50001
	DMBlocked          = 50007
	MissingPermissions = 50013
	InvalidRecipient   = 50033
	InvalidBody        = 50035
	ThreadArchived     = 50083
	ThreadExists       = 160004
	ThreadLocked       = 160005
	TooManyThreads     = 160006
)

// APIError is Discord's own word about a refused call.
type APIError struct {
	Status int
	Code   int    // Discord's, 0 none
	Where  string // fields of an invalid body and why, without their values
}

func (e *APIError) Error() string {
	s := fmt.Sprintf("discord answered %d (code %d)", e.Status, e.Code)
	if e.Where != "" {
		s += ": " + e.Where
	}
	return s
}

// CodeOf is Discord's code in err's chain, 0 when there is none.
func CodeOf(err error) int {
	var e *APIError
	if errors.As(err, &e) {
		return e.Code
	}
	return 0
}

type meaning struct {
	fault  bot.Fault
	reason string
}

var meanings = map[int]meaning{
	UnknownChannel:     {bot.Gone, "channel_gone"},
	UnknownGuild:       {bot.Gone, "server_gone"},
	UnknownMessage:     {bot.Gone, "message_gone"},
	UnknownMember:      {bot.Gone, "person_gone"},
	UnknownUser:        {bot.Gone, "person_gone"},
	InvalidRecipient:   {bot.Gone, "person_gone"},
	UnknownInteraction: {bot.Gone, "interaction_expired"},
	UnknownWebhook:     {bot.Gone, "interaction_expired"},
	AlreadyAnswered:    {bot.Refused, "interaction_answered"},
	TooLarge:           {bot.Refused, bot.ReasonTooLarge},
	MissingAccess:      {bot.Forbidden, "missing_access"},
	MissingPermissions: {bot.Forbidden, "missing_permissions"},
	DMBlocked:          {bot.Forbidden, "dm_blocked"},
	ThreadLocked:       {bot.Forbidden, "thread_locked"},
	ThreadArchived:     {bot.Refused, "thread_archived"},
	TooManyThreads:     {bot.Forbidden, "too_many_threads"},
	InvalidBody:        {bot.Refused, "invalid_body"},
}

// answer is the body of a refusal.
type answer struct {
	Code       int             `json:"code"`
	Errors     json.RawMessage `json:"errors"`
	RetryAfter float64         `json:"retry_after"` // seconds
	Global     bool            `json:"global"`
}

// classify says what became of a call that Discord refused. creates: the call makes
// something each time it is sent.
func classify(status int, a answer, creates bool) *bot.PlatformError {
	err := &APIError{Status: status, Code: a.Code, Where: where(a.Errors)}
	if m, ok := meanings[a.Code]; ok {
		return &bot.PlatformError{Fault: m.fault, Reason: m.reason, Err: err}
	}
	out := &bot.PlatformError{Fault: bot.Refused, Reason: fmt.Sprintf("status_%d", status), Err: err}
	switch {
	case status == http.StatusUnauthorized:
		out.Fault, out.Reason = bot.Revoked, "unauthorized"
	case status == http.StatusForbidden:
		out.Fault = bot.Forbidden
	case status == http.StatusNotFound:
		out.Fault = bot.Gone
	case status == http.StatusRequestEntityTooLarge:
		out.Reason = bot.ReasonTooLarge
	case status == http.StatusTooManyRequests:
		out.Fault, out.Reason = bot.Limited, "rate_limited"
		out.After = seconds(a.RetryAfter)
	case status >= 500 && creates:
		out.Fault = bot.Uncertain
	case status >= 500:
		out.Fault = bot.Retryable
	}
	return out
}

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }

// lost says what became of a call that got no answer. sent: the request had left.
func lost(err error, sent, creates bool) *bot.PlatformError {
	// The address of an interaction holds its token: keep only the cause.
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	out := &bot.PlatformError{Fault: bot.Retryable, Reason: "no_answer", Err: err}
	var n net.Error
	switch {
	case !sent:
		out.Reason = "unreachable"
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &n) && n.Timeout():
		out.Reason = "timeout"
	}
	if sent && creates {
		out.Fault = bot.Uncertain
	}
	return out
}

// where flattens Discord's tree of errors to "path: CODE", leaving out the sentences, which
// repeat what people typed.
func where(raw json.RawMessage) string {
	var out []string
	var walk func(path string, raw json.RawMessage)
	walk = func(path string, raw json.RawMessage) {
		var node map[string]json.RawMessage
		if json.Unmarshal(raw, &node) != nil {
			return
		}
		for k, v := range node {
			if k != "_errors" {
				walk(strings.TrimPrefix(path+"."+k, "."), v)
				continue
			}
			var list []struct{ Code string }
			_ = json.Unmarshal(v, &list)
			for _, e := range list {
				out = append(out, path+": "+e.Code)
			}
		}
	}
	walk("", raw)
	slices.Sort(out)
	return strings.Join(out, ", ")
}
