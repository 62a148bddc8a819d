package rest

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"guichet/bot"
)

// UserAgent is what Discord wants to be told of its clients.
// https://docs.discord.com/developers/reference#user-agent
const UserAgent = "DiscordBot (https://github.com/guichet/guichet, 1)"

const (
	callTimeout = 10 * time.Second
	bodyLimit   = 16 << 20
)

// Client calls Discord's HTTP API.
type Client struct {
	base    string
	token   string
	http    *http.Client
	limiter *Limiter
	failed  func(reason string)
}

// New makes a client of the API at base ("https://discord.com/api/v10"). failed is told the
// reason of every call that failed, for the metrics; it may be nil.
func New(base, token string, transport http.RoundTripper, failed func(reason string)) *Client {
	if failed == nil {
		failed = func(string) {}
	}
	return &Client{
		base: strings.TrimRight(base, "/"), token: token, limiter: NewLimiter(), failed: failed,
		http: &http.Client{Transport: transport},
	}
}

// Call is one call.
type Call struct {
	Method string
	Path   string // with its ids, escaped: "/channels/12/messages"
	Query  url.Values
	Body   any          // JSON, nil none
	Files  []bot.Upload // sent along with Body
	Out    any          // where the answer goes, nil: nowhere
	// AtOnce makes an exhausted bucket an error (Limited) instead of a wait: the dispatcher
	// has its own queue.
	AtOnce bool
	// Interaction calls carry their token in the path, are not counted by Discord's limits
	// of the bot, and must not wait.
	Interaction bool
}

// Delay tells how long a call would wait for its bucket now.
func (c *Client) Delay(method, path string) time.Duration {
	return c.limiter.delay(routeOf(method, path))
}

// Do makes the call. Every error is a *bot.PlatformError.
func (c *Client) Do(ctx context.Context, call Call) error {
	err := c.do(ctx, call)
	if err != nil {
		c.failed(bot.FaultOf(err).Reason)
	}
	return err
}

func (c *Client) do(ctx context.Context, call Call) error {
	if len(call.Files) == 0 { // files take as long as the caller lets them
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, callTimeout)
		defer cancel()
	}
	body, err := encode(call)
	if err != nil {
		return &bot.PlatformError{Fault: bot.Refused, Reason: "encoding", Err: err}
	}
	var b *bucket
	r := routeOf(call.Method, call.Path)
	if !call.Interaction {
		if b, err = c.limiter.acquire(ctx, r, !call.AtOnce); err != nil {
			return err
		}
	}
	status, header, raw, err := c.send(ctx, call, body)
	var a answer
	if err == nil && status >= 400 {
		_ = json.Unmarshal(raw, &a) // a proxy's page is no JSON
		if a.RetryAfter == 0 {
			s, _ := strconv.ParseFloat(header.Get("Retry-After"), 64)
			a.RetryAfter = max(s, 1)
		}
	}
	if b != nil {
		c.limiter.learn(r, b, header, status, seconds(a.RetryAfter), a.Global || header.Get("X-RateLimit-Global") == "true")
	}
	switch {
	case err != nil:
		return err
	case status >= 400:
		return classify(status, a, creates(call))
	case call.Out == nil || len(raw) == 0:
		return nil
	}
	if err := json.Unmarshal(raw, call.Out); err != nil {
		return lost(fmt.Errorf("unreadable answer to %s: %w", r.name, err), true, creates(call))
	}
	return nil
}

// creates tells whether sending the call twice makes two of something. Opening a DM twice
// opens one.
func creates(c Call) bool {
	return c.Method == http.MethodPost && c.Path != "/users/@me/channels"
}

func (c *Client) send(ctx context.Context, call Call, body *payload) (int, http.Header, []byte, error) {
	var sent atomic.Bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteHeaders: func() { sent.Store(true) }})
	u := c.base + call.Path
	if len(call.Query) > 0 {
		u += "?" + call.Query.Encode()
	}
	req, err := http.NewRequestWithContext(ctx, call.Method, u, body.open())
	if err != nil {
		return 0, nil, nil, lost(err, false, false)
	}
	req.Header.Set("User-Agent", UserAgent)
	if body.contentType != "" {
		req.Header.Set("Content-Type", body.contentType)
	}
	req.ContentLength = body.size
	if !call.Interaction {
		req.Header.Set("Authorization", "Bot "+c.token)
	}
	res, err := c.http.Do(req)
	if err != nil {
		return 0, nil, nil, lost(err, sent.Load(), creates(call))
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(res.Body, bodyLimit))
	if err != nil {
		return 0, nil, nil, lost(err, true, creates(call))
	}
	return res.StatusCode, res.Header, raw, nil
}
