package discord_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"guichet/adapters/discord"
	"guichet/adapters/discord/discordfake"
	"guichet/bot"
	"guichet/tickets"
)

// fetch reads a file as the desk does.
func (w *world) fetch(t *testing.T, f tickets.File) (string, error) {
	t.Helper()
	body, err := w.adapter.Fetch(t.Context(), f)
	if err != nil {
		return "", err
	}
	defer func() { _ = body.Close() }()
	raw, err := io.ReadAll(body)
	return string(raw), err
}

func TestAnExpiredLinkIsReadAgainFromItsMessage(t *testing.T) {
	w := start(t, discordfake.Options{MessageContent: true, GuildMembers: true}, channels)
	w.Join("alice", "@dm", "voir", discordfake.File{Name: "journal du bac.txt", Body: []byte("une panne")})
	e := w.desk.wait(t, bot.MessageEvent, 1)[0]
	f := e.Files[0]
	f.From = e.Where
	for _, expire := range []func(){func() {}, w.Expire} {
		expire()
		if got, err := w.fetch(t, f); err != nil || got != "une panne" {
			t.Fatalf("%q %v", got, err)
		}
	}
	// Discord says in the link itself when it ends: nothing dead is asked for.
	dead := f
	u, err := url.Parse(f.URL)
	if err != nil {
		t.Fatal(err)
	}
	u.RawQuery = "ex=5f000000&hm=0"
	dead.URL = u.String()
	if got, err := w.fetch(t, dead); err != nil || got != "une panne" {
		t.Errorf("with an end in the past: %q %v", got, err)
	}
	// A file of a form or a command stands in no message.
	loose := f
	loose.From = tickets.MessageRef{Space: discord.Space}
	if _, err := w.fetch(t, loose); bot.FaultOf(err).Reason != bot.ReasonExpired || bot.FaultOf(err).Fault != bot.Gone {
		t.Errorf("a dead link without a message: %v", err)
	}
	other := f
	other.ID = "12345"
	if _, err := w.fetch(t, other); bot.FaultOf(err).Fault != bot.Gone {
		t.Errorf("a file that is no longer in its message: %v", err)
	}
	w.DeleteMessage(e.Where.Channel, e.Where.Message)
	if _, err := w.fetch(t, f); bot.FaultOf(err).Fault != bot.Gone {
		t.Errorf("of a deleted message: %v", err)
	}
}

func TestOnlyDiscordsOwnHostsAreContacted(t *testing.T) {
	w := start(t, discordfake.Options{}, channels)
	for _, address := range []string{
		"http://127.0.0.1:1/cdn/attachments/1/2/a.png", "https://example.org/a.png", "https://cdn.discordapp.com.example.org/a.png",
		"https://cdn.discordapp.com@example.org/a.png", "http://cdn.discordapp.com/a.png", "https://cdn.discordapp.com:8443/a.png",
		"http://169.254.169.254/latest/meta-data", "file:///etc/passwd", "/a.png", "",
	} {
		if _, err := w.fetch(t, tickets.File{ID: "2", URL: address}); bot.FaultOf(err).Reason != bot.ReasonForeign {
			t.Errorf("%q: %v", address, err)
		}
	}
}

func TestAFileOverTheServersLimitIsSaidSo(t *testing.T) {
	w := start(t, discordfake.Options{}, channels)
	if got := w.adapter.MaxUpload(); got != 10<<20 {
		t.Errorf("an unboosted server takes %d bytes", got)
	}
	to := tickets.MessageRef{Space: discord.Space, Channel: w.ChannelID("helpdesk")}
	large := bot.Message{Blocks: []bot.Block{{Kind: bot.Paragraph, Text: bot.Text{{Text: "film"}}}}}
	body := bytes.Repeat([]byte("x"), 10<<20+1)
	large.Files = []bot.Upload{bot.UploadOf("film.mp4", body)}
	if _, err := w.adapter.Post(t.Context(), to, large); bot.FaultOf(err).Reason != bot.ReasonTooLarge {
		t.Errorf("one byte over: %v", err)
	}
	large.Files = []bot.Upload{bot.UploadOf("film.mp4", body[:10<<20])}
	ref, err := w.adapter.Post(t.Context(), to, large)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range w.Messages("helpdesk", "alice") {
		if f := w.Files(m); m.ID == ref.Message && (len(f) != 1 || len(f[0].Body) != 10<<20) {
			t.Errorf("it came as %d files", len(f))
		}
	}
	// A file that cannot be read, or is shorter than it was said to be, is not posted.
	for what, open := range map[string]func() (io.ReadCloser, error){
		"gone":  func() (io.ReadCloser, error) { return nil, io.ErrUnexpectedEOF },
		"short": func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("ab")), nil },
	} {
		large.Files = []bot.Upload{{Name: "a.txt", Size: 5, Open: open}}
		if _, err := w.adapter.Post(t.Context(), to, large); err == nil {
			t.Errorf("%s: posted", what)
		}
	}
}

// A redirect is not followed, whatever it leads to.
func TestARedirectLeadsNowhere(t *testing.T) {
	w := start(t, discordfake.Options{MessageContent: true, GuildMembers: true}, channels)
	asked := make(chan struct{}, 10)
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked <- struct{}{} }))
	defer elsewhere.Close()
	w.Join("alice", "@dm", "voir", discordfake.File{Name: "a.txt", Body: []byte("une panne")})
	f := w.desk.wait(t, bot.MessageEvent, 1)[0].Files[0]
	w.Redirect(elsewhere.URL + "/latest/meta-data")
	if _, err := w.fetch(t, f); bot.FaultOf(err).Reason != bot.ReasonForeign {
		t.Errorf("a redirect: %v", err)
	}
	if len(asked) > 0 {
		t.Error("elsewhere was asked")
	}
}
