package rest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptrace"
	"net/textproto"
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
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	body, contentType, err := encode(call)
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
	status, header, raw, err := c.send(ctx, call, body, contentType)
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

func (c *Client) send(ctx context.Context, call Call, body []byte, contentType string) (int, http.Header, []byte, error) {
	var sent atomic.Bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteHeaders: func() { sent.Store(true) }})
	u := c.base + call.Path
	if len(call.Query) > 0 {
		u += "?" + call.Query.Encode()
	}
	req, err := http.NewRequestWithContext(ctx, call.Method, u, bytes.NewReader(body))
	if err != nil {
		return 0, nil, nil, lost(err, false, false)
	}
	req.Header.Set("User-Agent", UserAgent)
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
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

// encode writes the body: JSON, or a form with the JSON and the files.
// https://docs.discord.com/developers/reference#uploading-files
func encode(call Call) ([]byte, string, error) {
	if call.Body == nil {
		return nil, "", nil
	}
	raw, err := json.Marshal(call.Body)
	if err != nil {
		return nil, "", fmt.Errorf("encode body: %w", err)
	}
	if len(call.Files) == 0 {
		return raw, "application/json", nil
	}
	var buf bytes.Buffer
	w := multipart.NewWriter(&buf)
	part := func(name, file, contentType string, body []byte) error {
		h := textproto.MIMEHeader{"Content-Type": {contentType}}
		h.Set("Content-Disposition", disposition(name, file))
		p, err := w.CreatePart(h)
		if err == nil {
			_, err = p.Write(body)
		}
		return err
	}
	if err := part("payload_json", "", "application/json", raw); err != nil {
		return nil, "", fmt.Errorf("encode body: %w", err)
	}
	for i, f := range call.Files {
		if err := part(fmt.Sprintf("files[%d]", i), f.Name, "application/octet-stream", f.Body); err != nil {
			return nil, "", fmt.Errorf("encode file: %w", err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, "", fmt.Errorf("encode body: %w", err)
	}
	return buf.Bytes(), w.FormDataContentType(), nil
}

func disposition(name, file string) string {
	d := `form-data; name="` + name + `"`
	if file != "" {
		clean := strings.NewReplacer("\\", "_", `"`, "_", "\r", "_", "\n", "_", "\x00", "_").Replace(file)
		d += `; filename="` + clean + `"`
	}
	return d
}
