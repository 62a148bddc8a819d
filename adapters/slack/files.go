package slack

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	slackapi "github.com/slack-go/slack"

	"guichet/bot"
	"guichet/tickets"
)

// fileClient moves the bytes of files: as long as it takes, within the caller's context, and
// never to another address than the one that was checked.
func fileClient(transport http.RoundTripper) *http.Client {
	return &http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// hosts are where Slack keeps files and takes uploads.
// https://docs.slack.dev/messaging/working-with-files
var hosts = []string{"slack.com", "slack-gov.com"}

// own tells whether an address is Slack's, or of the API that stands in for it. Nothing else is
// contacted on the word of a file, least of all with the token.
func (a *Adapter) own(u *url.URL) bool {
	if api, err := url.Parse(a.cfg.APIURL); a.cfg.APIURL != "" && err == nil && u.Host == api.Host && u.Scheme == api.Scheme {
		return true
	}
	if u.Scheme != "https" || u.Port() != "" || u.User != nil {
		return false
	}
	for _, h := range hosts {
		if host := strings.ToLower(u.Hostname()); host == h || strings.HasSuffix(host, "."+h) {
			return true
		}
	}
	return false
}

// Fetch opens a file that somebody joined, by its id: the address comes from Slack itself.
func (a *Adapter) Fetch(ctx context.Context, f tickets.File) (bot.FileBody, error) {
	if f.ID == "" {
		return bot.FileBody{}, foreign(errors.New("the file has no id"))
	}
	var info *slackapi.File
	err := a.call(ctx, methodFileInfo, "", func(ctx context.Context) (err error) {
		info, _, _, err = a.api.GetFileInfoContext(ctx, f.ID, 1, 1)
		return err
	})
	if err != nil {
		return bot.FileBody{}, err
	}
	switch {
	case info.Mode == tombstone, info.Mode == "hidden_by_limit":
		return bot.FileBody{}, &bot.PlatformError{Fault: bot.Gone, Reason: "file_deleted"}
	case info.IsExternal:
		return bot.FileBody{}, foreign(errors.New("the file is kept by another service"))
	}
	u, err := url.Parse(orDefault(info.URLPrivateDownload, info.URLPrivate))
	if err != nil || !a.own(u) {
		return bot.FileBody{}, foreign(errors.New("the file's address is not Slack's"))
	}
	body, err := a.download(ctx, u, info.Mimetype)
	if err != nil {
		return bot.FileBody{}, err
	}
	return bot.FileBody{ReadCloser: body, Size: int64(info.Size)}, nil
}

// download opens a private address. Without access Slack does not say so, but shows or sends to
// its page for signing in.
func (a *Adapter) download(ctx context.Context, u *url.URL, mediaType string) (io.ReadCloser, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, a.noted(methodDownload, fmt.Errorf("a file's address: %w", err))
	}
	req.Header.Set("Authorization", "Bearer "+a.cfg.BotToken)
	res, err := a.files.Do(req)
	if err != nil {
		return nil, a.noted(methodDownload, err)
	}
	page := strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") && !strings.HasPrefix(mediaType, "text/html")
	if res.StatusCode == http.StatusOK && !page {
		return res.Body, nil
	}
	_ = res.Body.Close() // there is nothing to learn from it
	p := &bot.PlatformError{Fault: bot.Refused, Reason: "http_" + strconv.Itoa(res.StatusCode)}
	switch {
	case page, res.StatusCode/100 == 3, res.StatusCode == http.StatusUnauthorized, res.StatusCode == http.StatusForbidden:
		p.Fault, p.Reason = bot.Forbidden, "file_sign_in"
	case res.StatusCode == http.StatusNotFound, res.StatusCode == http.StatusGone:
		p.Fault = bot.Gone
	case res.StatusCode == http.StatusTooManyRequests:
		s, _ := strconv.Atoi(res.Header.Get("Retry-After"))
		p.Fault, p.After = bot.Limited, max(time.Duration(s)*time.Second, time.Second)
	case res.StatusCode >= http.StatusInternalServerError:
		p.Fault = bot.Retryable
	}
	return nil, a.counted(p)
}

func foreign(err error) *bot.PlatformError {
	return &bot.PlatformError{Fault: bot.Refused, Reason: bot.ReasonForeign, Err: err}
}

// stage uploads files without showing them anywhere yet, so that a failure here leaves
// nothing half said. https://docs.slack.dev/messaging/working-with-files#uploading_files
func (a *Adapter) stage(ctx context.Context, uploads []bot.Upload) ([]slackapi.FileSummary, error) {
	var out []slackapi.FileSummary
	for _, u := range uploads {
		name := orDefault(line(u.Name, maxID), "file")
		var slot *slackapi.GetUploadURLExternalResponse
		err := a.call(ctx, methodUploadURL, "", func(ctx context.Context) (err error) {
			slot, err = a.api.GetUploadURLExternalContext(ctx, slackapi.GetUploadURLExternalParameters{FileName: name, FileSize: int(u.Size)})
			return err
		})
		if err != nil {
			return nil, err
		}
		if err := a.send(ctx, slot.UploadURL, u); err != nil {
			return nil, err
		}
		out = append(out, slackapi.FileSummary{ID: slot.FileID, Title: name})
	}
	return out, nil
}

// send sends the bytes of a file to the address that Slack gave for them, which needs no token.
func (a *Adapter) send(ctx context.Context, address string, f bot.Upload) error {
	u, err := url.Parse(address)
	if err != nil || !a.own(u) {
		return a.counted(foreign(errors.New("the address for uploads is not Slack's")))
	}
	body, err := f.Open()
	if err != nil {
		return &bot.PlatformError{Fault: bot.Retryable, Reason: "file_unreadable", Err: err}
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, u.String(), body)
	if err != nil {
		_ = body.Close() // it was only read
		return a.noted(methodUpload, err)
	}
	req.ContentLength = f.Size
	req.Header.Set("Content-Type", "application/octet-stream")
	res, err := a.files.Do(req) // closes the body
	if err != nil {
		return a.noted(methodUpload, err)
	}
	_ = res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return a.noted(methodUpload, slackapi.StatusCodeError{Code: res.StatusCode, Status: res.Status})
	}
	return nil
}

// share shows staged files in a place, with what the message says: they are one message. It
// carries no metadata, so that Find knows it by its files.
func (a *Adapter) share(ctx context.Context, to tickets.MessageRef, m bot.Message, files []slackapi.FileSummary) (tickets.MessageRef, error) {
	r := render(m, a.directory())
	err := a.call(ctx, methodUploadDone, to.Channel, func(ctx context.Context) error {
		_, err := a.api.CompleteUploadExternalContext(ctx, slackapi.CompleteUploadExternalParameters{
			Files: files, Channel: to.Channel, ThreadTimestamp: to.Thread, Blocks: slackapi.Blocks{BlockSet: r.blocks},
		})
		return err
	})
	if err != nil {
		return tickets.MessageRef{}, err
	}
	return tickets.MessageRef{Space: space, Channel: to.Channel, Thread: to.Thread, Message: a.sharedAs(ctx, to.Channel, files[0].ID)}, nil
}

// extra finds a message of ours and those of its files that are not wanted any more.
func (a *Adapter) extra(ctx context.Context, at tickets.MessageRef, want []bot.Upload) (tickets.MessageRef, []string, error) {
	if instant(at.Message).IsZero() { // the id of its file stands for it
		at.Message = a.sharedAs(ctx, at.Channel, at.Message)
		if instant(at.Message).IsZero() {
			return at, nil, a.counted(&bot.PlatformError{Fault: bot.Retryable, Reason: "not_shared_yet"})
		}
	}
	m, err := a.one(ctx, at)
	if err != nil {
		return at, nil, err
	}
	if m == nil {
		return at, nil, a.counted(&bot.PlatformError{Fault: bot.Gone, Reason: "message_not_found"})
	}
	var out []string
	left := slices.Clone(want)
	for _, f := range m.Files {
		if i := slices.IndexFunc(left, func(u bot.Upload) bool { return shows(f, u) }); i >= 0 {
			left = slices.Delete(left, i, i+1)
		} else if f.Mode != tombstone {
			out = append(out, f.ID)
		}
	}
	return at, out, nil
}

// discard deletes files of ours. What is deleted already is well.
// https://docs.slack.dev/reference/methods/files.delete
func (a *Adapter) discard(ctx context.Context, files []string) error {
	for _, id := range files {
		err := a.call(ctx, methodFileDelete, "", func(ctx context.Context) error { return a.api.DeleteFileContext(ctx, id) })
		if err != nil && bot.FaultOf(err).Fault != bot.Gone {
			return err
		}
	}
	return nil
}

// sharedAs is the message that shows a file in a channel. Slack shares after it has answered: when
// it cannot tell yet, the file's id stands for the message.
func (a *Adapter) sharedAs(ctx context.Context, channel, file string) string {
	var info *slackapi.File
	err := a.call(ctx, methodFileInfo, "", func(ctx context.Context) (err error) {
		info, _, _, err = a.api.GetFileInfoContext(ctx, file, 1, 1)
		return err
	})
	if err != nil {
		a.log.Debug().Err(err).Str("channel", channel).Msg("the message of a shared file is not known")
		return file
	}
	for _, shares := range []map[string][]slackapi.ShareFileInfo{info.Shares.Private, info.Shares.Public} {
		if in := shares[channel]; len(in) > 0 {
			return in[len(in)-1].Ts
		}
	}
	return file
}

// sameFiles tells whether a message of ours shows these uploads: by titles and sizes.
func sameFiles(got []slackapi.File, want []bot.Upload) bool {
	if len(got) != len(want) || len(want) == 0 {
		return false
	}
	for i, f := range got {
		if !shows(f, want[i]) {
			return false
		}
	}
	return true
}

// shows tells whether a file of Slack is that upload.
func shows(f slackapi.File, u bot.Upload) bool {
	return f.Title == orDefault(line(u.Name, maxID), "file") && int64(f.Size) == u.Size
}
