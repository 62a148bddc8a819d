package discord

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"guichet/adapters/discord/rest"
	"guichet/bot"
	"guichet/tickets"
)

// hosts are where Discord keeps files.
// https://docs.discord.com/developers/reference#signed-attachment-cdn-urls
var hosts = []string{"cdn.discordapp.com", "media.discordapp.net"}

// own tells whether an address is one of Discord's for files, or of the API that stands in for it.
func (a *Adapter) own(u *url.URL) bool {
	if u.User != nil {
		return false
	}
	if api, err := url.Parse(a.config.APIURL); a.config.APIURL != DefaultAPI && err == nil && u.Host == api.Host && u.Scheme == api.Scheme {
		return true
	}
	return u.Scheme == "https" && slices.Contains(hosts, strings.ToLower(u.Host))
}

// MaxUpload is the most that a file may have in the served server.
// https://docs.discord.com/developers/reference#uploading-files
func (a *Adapter) MaxUpload() int64 {
	a.directory.mu.RLock()
	defer a.directory.mu.RUnlock()
	switch a.directory.tier {
	case 2:
		return 50 << 20
	case 3:
		return 100 << 20
	}
	return 10 << 20
}

// Fetch opens a file that somebody joined. Its address is signed and needs no credentials; when
// it has expired, the message it stands in tells the new one.
func (a *Adapter) Fetch(ctx context.Context, f tickets.File) (bot.FileBody, error) {
	u, err := url.Parse(f.URL)
	if err != nil || !a.own(u) {
		return bot.FileBody{}, a.counted(&bot.PlatformError{
			Fault: bot.Refused, Reason: bot.ReasonForeign, Err: errors.New("the file's address is not Discord's"),
		})
	}
	if !expired(u, time.Now()) {
		body, err := a.download(ctx, u)
		if bot.FaultOf(err).Fault != bot.Gone || err == nil {
			return body, err
		}
	}
	fresh, err := a.signedAgain(ctx, f)
	if err != nil {
		return bot.FileBody{}, err
	}
	return a.download(ctx, fresh)
}

// expired tells whether the address says so itself: ex is the time in hexadecimal seconds.
func expired(u *url.URL, now time.Time) bool {
	s, err := strconv.ParseInt(u.Query().Get("ex"), 16, 64)
	return err == nil && now.Unix() >= s
}

// signedAgain is the present address of a file, from the message it was joined to. Files of forms
// and commands stand in none.
func (a *Adapter) signedAgain(ctx context.Context, f tickets.File) (*url.URL, error) {
	gone := &bot.PlatformError{Fault: bot.Gone, Reason: bot.ReasonExpired}
	if f.From.Message == "" {
		return nil, a.counted(gone)
	}
	m, err := a.message(ctx, f.From)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(m.Attachments, func(one attachment) bool { return one.ID == f.ID })
	if i < 0 {
		return nil, a.counted(&bot.PlatformError{Fault: bot.Gone, Reason: "file_deleted"})
	}
	u, err := url.Parse(m.Attachments[i].URL)
	if err != nil || !a.own(u) || expired(u, time.Now()) {
		return nil, a.counted(gone)
	}
	return u, nil
}

// download opens an address that was checked.
func (a *Adapter) download(ctx context.Context, u *url.URL) (bot.FileBody, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return bot.FileBody{}, a.counted(&bot.PlatformError{Fault: bot.Refused, Reason: bot.ReasonForeign, Err: err})
	}
	req.Header.Set("User-Agent", rest.UserAgent)
	res, err := a.files.Do(req)
	if err != nil {
		var out *url.Error // it quotes the address, whose signature opens the file to anybody
		if errors.As(err, &out) {
			err = out.Err
		}
		return bot.FileBody{}, a.counted(&bot.PlatformError{Fault: bot.Retryable, Reason: "no_answer", Err: fmt.Errorf("a file's address: %w", err)})
	}
	if res.StatusCode == http.StatusOK {
		return bot.FileBody{ReadCloser: res.Body, Size: max(res.ContentLength, 0)}, nil
	}
	_ = res.Body.Close() // there is nothing to learn from it
	p := &bot.PlatformError{Fault: bot.Refused, Reason: fmt.Sprintf("status_%d", res.StatusCode)}
	switch {
	case res.StatusCode == http.StatusForbidden, res.StatusCode == http.StatusNotFound, res.StatusCode == http.StatusGone:
		p.Fault, p.Reason = bot.Gone, bot.ReasonExpired
	case res.StatusCode/100 == 3:
		p.Reason = bot.ReasonForeign // it would lead elsewhere
	case res.StatusCode == http.StatusTooManyRequests:
		s, _ := strconv.Atoi(res.Header.Get("Retry-After"))
		p.Fault, p.After = bot.Limited, max(time.Duration(s)*time.Second, time.Second)
	case res.StatusCode >= http.StatusInternalServerError:
		p.Fault = bot.Retryable
	}
	return bot.FileBody{}, a.counted(p)
}

func (a *Adapter) counted(p *bot.PlatformError) *bot.PlatformError {
	a.metrics.PlatformError(Space, p.Reason)
	return p
}
