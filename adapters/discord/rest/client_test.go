package rest_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"guichet/adapters/discord/rest"
	"guichet/bot"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const token = "very-secret-token"

// serve answers every call with f.
func serve(t *testing.T, f http.HandlerFunc) *rest.Client {
	t.Helper()
	s := httptest.NewServer(f)
	transport := &http.Transport{}
	t.Cleanup(func() { transport.CloseIdleConnections(); s.Close() })
	return rest.New(s.URL+"/api/v10", token, transport, nil)
}

func post(path string) rest.Call {
	return rest.Call{Method: http.MethodPost, Path: path, Body: map[string]string{"content": "x"}, AtOnce: true}
}

func TestErrorsAreClassified(t *testing.T) {
	const messages = "/channels/1/messages"
	for _, c := range []struct {
		status, code int
		method, path string
		want         bot.Fault
		reason       string
	}{
		{404, 10003, "POST", messages, bot.Gone, "channel_gone"},
		{404, 10008, "PATCH", messages + "/2", bot.Gone, "message_gone"},
		{404, 10007, "GET", "/guilds/1/members/2", bot.Gone, "person_gone"},
		{404, 10013, "GET", "/users/2", bot.Gone, "person_gone"},
		{400, 50033, "POST", "/users/@me/channels", bot.Gone, "person_gone"},
		{403, 50001, "POST", messages, bot.Forbidden, "missing_access"},
		{403, 50013, "POST", messages, bot.Forbidden, "missing_permissions"},
		{403, 50007, "POST", messages, bot.Forbidden, "dm_blocked"},
		{403, 160005, "POST", messages, bot.Forbidden, "thread_locked"},
		{403, 0, "POST", messages, bot.Forbidden, "status_403"},
		{400, 50035, "POST", messages, bot.Refused, "invalid_body"},
		{400, 0, "POST", messages, bot.Refused, "status_400"},
		{401, 0, "POST", messages, bot.Revoked, "unauthorized"},
		{429, 0, "POST", messages, bot.Limited, "rate_limited"},
		{500, 0, "POST", messages, bot.Uncertain, "status_500"},
		{503, 0, "POST", messages, bot.Uncertain, "status_503"},
		{502, 0, "PATCH", messages + "/2", bot.Retryable, "status_502"},
		{502, 0, "GET", messages, bot.Retryable, "status_502"},
		{502, 0, "POST", "/users/@me/channels", bot.Retryable, "status_502"},
		{404, 10062, "POST", "/interactions/1/t/callback", bot.Gone, "interaction_expired"},
		{400, 40060, "POST", "/interactions/1/t/callback", bot.Refused, "interaction_answered"},
	} {
		client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(c.status)
			fmt.Fprintf(w, `{"code": %d, "message": "said by a person", "retry_after": 2.5}`, c.code)
		})
		err := client.Do(t.Context(), rest.Call{Method: c.method, Path: c.path, Body: 1, AtOnce: true})
		got := bot.FaultOf(err)
		if got.Fault != c.want || got.Reason != c.reason || rest.CodeOf(err) != c.code {
			t.Errorf("%d/%d %s %s: fault %d, reason %q", c.status, c.code, c.method, c.path, got.Fault, got.Reason)
		}
		if c.want == bot.Limited && got.After != 2500*time.Millisecond {
			t.Errorf("after %v", got.After)
		}
		if strings.Contains(err.Error(), "said by") {
			t.Errorf("words of people in %q", err)
		}
	}
}

func TestLostCallsAreClassified(t *testing.T) {
	hangUp := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		c, _, err := w.(http.Hijacker).Hijack()
		if err == nil {
			c.Close()
		}
	})
	if err := hangUp.Do(t.Context(), post("/channels/1/messages")); bot.FaultOf(err).Fault != bot.Uncertain {
		t.Errorf("reset after a post: %v", err)
	}
	if err := hangUp.Do(t.Context(), rest.Call{Method: http.MethodPatch, Path: "/channels/1/messages/2", Body: 1}); bot.FaultOf(err).Fault != bot.Retryable {
		t.Errorf("reset after an edit: %v", err)
	}
	gone := httptest.NewServer(nil)
	gone.Close()
	client := rest.New(gone.URL, token, &http.Transport{}, nil)
	err := client.Do(t.Context(), rest.Call{Method: http.MethodPost, Path: "/interactions/1/interaction-secret/callback", Body: 1, Interaction: true})
	if got := bot.FaultOf(err); got.Fault != bot.Retryable || got.Reason != "unreachable" {
		t.Errorf("nobody there: %v", err)
	}
	if strings.Contains(err.Error(), "interaction-secret") || strings.Contains(err.Error(), token) {
		t.Errorf("a secret in %q", err)
	}
	release := make(chan struct{})
	slow := serve(t, func(http.ResponseWriter, *http.Request) { <-release })
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	err = slow.Do(ctx, post("/channels/1/messages"))
	close(release)
	if got := bot.FaultOf(err); got.Fault != bot.Uncertain || got.Reason != "timeout" {
		t.Errorf("no answer in time: %v", err)
	}
}

func TestInvalidBodyTellsFieldsAndNotValues(t *testing.T) {
	client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprint(w, `{"code":50035,"message":"Invalid","errors":{"embeds":{"0":{"title":{"_errors":[{"code":"TOO_LONG","message":"\"mon secret\" is too long"}]}}}}}`)
	})
	err := client.Do(t.Context(), post("/channels/1/messages"))
	if err == nil || !strings.Contains(err.Error(), "embeds.0.title: TOO_LONG") || strings.Contains(err.Error(), "mon secret") {
		t.Errorf("error %v", err)
	}
}

// headers answers as a bucket of the limit does, and counts calls into an exhausted one.
func headers(limit int, window time.Duration, broken *atomic.Int32) http.HandlerFunc {
	var used atomic.Int32
	var began atomic.Int64
	return func(w http.ResponseWriter, _ *http.Request) {
		now := time.Now()
		if now.Sub(time.Unix(0, began.Load())) >= window {
			began.Store(now.UnixNano())
			used.Store(0)
		}
		n := int(used.Add(1))
		if n > limit {
			broken.Add(1)
		}
		left := window - now.Sub(time.Unix(0, began.Load()))
		w.Header().Set("X-RateLimit-Limit", fmt.Sprint(limit))
		w.Header().Set("X-RateLimit-Remaining", fmt.Sprint(max(0, limit-n)))
		w.Header().Set("X-RateLimit-Reset-After", fmt.Sprintf("%.3f", left.Seconds()))
		w.Header().Set("X-RateLimit-Bucket", "abc")
		_, _ = io.WriteString(w, "{}")
	}
}

func TestExhaustedBucketIsNeverEntered(t *testing.T) {
	var broken atomic.Int32
	client := serve(t, headers(2, 200*time.Millisecond, &broken))
	limited := 0
	for range 6 {
		err := client.Do(t.Context(), post("/channels/1/messages"))
		var p *bot.PlatformError
		if errors.As(err, &p) && p.Fault == bot.Limited && p.After > 0 {
			limited++
		}
	}
	if limited != 4 || client.Delay(http.MethodPost, "/channels/1/messages") <= 0 {
		t.Errorf("%d of 6 were held back", limited)
	}
	done := make(chan error)
	for range 5 { // these wait
		go func() {
			call := post("/channels/1/messages")
			call.AtOnce = false
			done <- client.Do(t.Context(), call)
		}()
	}
	for range 5 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if n := broken.Load(); n != 0 {
		t.Errorf("%d calls into an exhausted bucket", n)
	}
}

func TestA429IsRemembered(t *testing.T) {
	var calls atomic.Int32
	client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		calls.Add(1)
		w.Header().Set("Retry-After", "60")
		w.WriteHeader(http.StatusTooManyRequests)
		fmt.Fprint(w, `{"retry_after": 60, "global": true}`)
	})
	for range 3 {
		if err := client.Do(t.Context(), post("/channels/1/messages")); bot.FaultOf(err).Fault != bot.Limited {
			t.Errorf("error %v", err)
		}
	}
	if calls.Load() != 1 || client.Delay(http.MethodGet, "/users/@me") < 50*time.Second {
		t.Errorf("%d calls after a global limit", calls.Load())
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if err := client.Do(ctx, rest.Call{Method: http.MethodGet, Path: "/users/@me"}); bot.FaultOf(err).Fault != bot.Limited {
		t.Errorf("a call that cannot be made in time: %v", err)
	}
}

func TestGlobalLimitIsKept(t *testing.T) {
	client := serve(t, func(w http.ResponseWriter, _ *http.Request) {})
	limited := 0
	for i := range 60 {
		if client.Do(t.Context(), post(fmt.Sprintf("/channels/%d/messages", i))) != nil {
			limited++
		}
	}
	if limited < 10 {
		t.Errorf("%d of 60 calls in a second were held back", limited)
	}
	for i := range 60 { // interactions are not counted
		call := rest.Call{Method: http.MethodPost, Path: fmt.Sprintf("/interactions/%d/t/callback", i), Body: 1, Interaction: true}
		if err := client.Do(t.Context(), call); err != nil {
			t.Fatal(err)
		}
	}
}

func TestFilesGoAlong(t *testing.T) {
	var form, auth string
	client := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		form, auth = string(b), r.Header.Get("Authorization")
	})
	call := post("/channels/1/messages")
	call.Files = []bot.Upload{{Name: "a\"\r\n.txt", Size: 5, Open: bot.UploadOf("", []byte("hello")).Open}}
	if err := client.Do(t.Context(), call); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(form, `name="payload_json"`) || !strings.Contains(form, `name="files[0]"; filename="a___.txt"`) || !strings.Contains(form, "hello") {
		t.Errorf("form %q", form)
	}
	if auth != "Bot "+token {
		t.Error("no authorization")
	}
}
