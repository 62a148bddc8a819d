package slack

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"guichet/adapters/slack/slackfake"
	"guichet/bot"
	"guichet/tickets"
)

// withFiles is a message with files.
func withFiles(text string, bodies ...string) bot.Message {
	m := says(text)
	m.Key = "files:12:thread:slack:0"
	for _, b := range bodies {
		m.Files = append(m.Files, bot.UploadOf("relevé.txt", []byte(b)))
	}
	return m
}

func TestFilesAreOneMessageWithItsWords(t *testing.T) {
	s, a := offline(t)
	root, err := a.Post(t.Context(), in(s, "helpdesk"), says("la carte"))
	if err != nil {
		t.Fatal(err)
	}
	to := in(s, "helpdesk")
	to.Thread = root.Message
	ref, err := a.Post(t.Context(), to, withFiles("voir", "un", "deux"))
	if err != nil {
		t.Fatal(err)
	}
	got := s.Messages("helpdesk")
	if len(got) != 2 || got[1].TS != ref.Message || got[1].Thread != root.Message || ref.Thread != root.Message || !strings.Contains(got[1].Text, "voir") {
		t.Fatalf("messages %+v, ref %+v", got, ref)
	}
	if f := got[1].Files; len(f) != 2 || f[0].Name != "relevé.txt" || string(f[0].Body) != "un" || string(f[1].Body) != "deux" {
		t.Errorf("files %+v", f)
	}
}

// What happened is not known when the answer to the last call is lost: the files themselves tell.
func TestSharedFilesAreFoundAgain(t *testing.T) {
	s, a := offline(t)
	m := withFiles("voir", "un", "deux")
	before := time.Now()
	s.Fault("files.completeUploadExternal", slackfake.ResetAfter, 0, 1)
	if _, err := a.Post(t.Context(), in(s, "helpdesk"), m); bot.FaultOf(err).Fault != bot.Uncertain {
		t.Fatalf("post: %v", err)
	}
	ref, found, err := a.Find(t.Context(), in(s, "helpdesk"), m, before)
	if err != nil || !found || ref.Message != s.Messages("helpdesk")[0].TS {
		t.Errorf("found %v %+v: %v", found, ref, err)
	}
	if _, found, _ := a.Find(t.Context(), in(s, "helpdesk"), withFiles("voir", "un", "autre chose"), before); found {
		t.Error("other files are taken for these")
	}
}

// A failure before the last call leaves nothing half said.
func TestNothingIsSaidWhenAFileCannotGo(t *testing.T) {
	s, a := offline(t)
	for _, c := range []struct {
		method, kind string
		want         bot.Fault
	}{
		{"files.getUploadURLExternal", slackfake.Error500, bot.Retryable},
		{"upload_url", slackfake.Error500, bot.Retryable},
		{"upload_url", slackfake.ResetBefore, bot.Retryable},
		{"upload_url", slackfake.ResetAfter, bot.Retryable},
	} {
		s.Fault(c.method, c.kind, 0, 1)
		if _, err := a.Post(t.Context(), in(s, "helpdesk"), withFiles("voir", "un")); bot.FaultOf(err).Fault != c.want {
			t.Errorf("%s %s: %v", c.method, c.kind, err)
		}
	}
	s.FaultError("files.getUploadURLExternal", "missing_scope", 1)
	if _, err := a.Post(t.Context(), in(s, "helpdesk"), withFiles("voir", "un")); bot.FaultOf(err).Fault != bot.Forbidden {
		t.Errorf("without the scope: %v", err)
	}
	s.FaultError("files.getUploadURLExternal", "file_upload_size_restricted", 1)
	if _, err := a.Post(t.Context(), in(s, "helpdesk"), withFiles("voir", "un")); bot.FaultOf(err).Reason != bot.ReasonTooLarge {
		t.Errorf("too large: %v", err)
	}
	if got := s.Messages("helpdesk"); len(got) != 0 {
		t.Errorf("said: %+v", got)
	}
}

func fetched(t *testing.T, a *Adapter, f tickets.File) (string, error) {
	t.Helper()
	body, err := a.Fetch(t.Context(), f)
	if err != nil {
		return "", err
	}
	defer func() { _ = body.Close() }()
	raw, err := io.ReadAll(body)
	if err == nil && int(body.Size) != len(raw) {
		t.Errorf("%d bytes announced, %d came", body.Size, len(raw))
	}
	return string(raw), err
}

func TestFetch(t *testing.T) {
	s, a := offline(t)
	one := s.File("alice", "journal.txt", []byte("une panne"))
	f := tickets.File{ID: one["id"].(string), URL: "http://127.0.0.1:1/elsewhere", Name: "journal.txt"}
	if got, err := fetched(t, a, f); err != nil || got != "une panne" {
		t.Fatalf("%q %v", got, err)
	}
	page := s.File("alice", "page.html", []byte("<html>a page of hers</html>"))
	if got, err := fetched(t, a, tickets.File{ID: page["id"].(string)}); err != nil || !strings.Contains(got, "of hers") {
		t.Errorf("a page that she joined: %q %v", got, err)
	}
	for _, c := range []struct {
		kind string
		want bot.Fault
	}{{slackfake.Error500, bot.Retryable}, {slackfake.RateLimited, bot.Limited}} {
		s.Fault("file_download", c.kind, 2, 1)
		if _, err := fetched(t, a, f); bot.FaultOf(err).Fault != c.want {
			t.Errorf("%s: %v", c.kind, err)
		}
	}
	a.cfg.BotToken = "xoxb-none"
	if _, err := fetched(t, a, f); bot.FaultOf(err).Fault != bot.Forbidden {
		t.Errorf("the page for signing in is taken for the file: %v", err)
	}
	a.cfg.BotToken = slackfake.BotToken
	s.DeleteFile(f.ID)
	for what, f := range map[string]tickets.File{"deleted": f, "unknown": {ID: "F0NOWHERE"}} {
		if _, err := fetched(t, a, f); bot.FaultOf(err).Fault != bot.Gone {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := fetched(t, a, tickets.File{URL: s.URL + "x"}); bot.FaultOf(err).Reason != bot.ReasonForeign {
		t.Errorf("a file that is not Slack's: %v", err)
	}
}

func TestOnlySlacksOwnHostsAreContacted(t *testing.T) {
	slack := New(Config{})
	fake := New(Config{APIURL: "http://127.0.0.1:9001/api/"})
	for address, want := range map[string][2]bool{ // on Slack, on the stand-in
		"https://files.slack.com/files-pri/T1-F1/a.png": {true, true},
		"https://FILES.SLACK.COM/x":                     {true, true},
		"https://slack.com/x":                           {true, true},
		"https://files.slack-gov.com/x":                 {true, true},
		"http://files.slack.com/x":                      {false, false},
		"https://files.slack.com:8443/x":                {false, false},
		"https://user@files.slack.com/x":                {false, false},
		"https://slack.com.example.org/x":               {false, false},
		"https://notslack.com/x":                        {false, false},
		"https://files.slack.com@example.org/x":         {false, false},
		"http://127.0.0.1:9001/files-pri/x":             {false, true},
		"http://127.0.0.1:9002/files-pri/x":             {false, false},
		"http://169.254.169.254/latest/meta-data":       {false, false},
		"file:///etc/passwd":                            {false, false},
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if got := [2]bool{slack.own(u), fake.own(u)}; got != want {
			t.Errorf("%s: %v, want %v", address, got, want)
		}
	}
}

// A redirect is not followed: neither the request nor the token goes elsewhere.
func TestARedirectLeadsNowhere(t *testing.T) {
	var asked atomic.Int32
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer elsewhere.Close()
	own := httptest.NewServer(http.RedirectHandler(elsewhere.URL+"/file", http.StatusFound))
	defer own.Close()
	a := New(Config{APIURL: own.URL + "/api/", BotToken: "xoxb-secret"})
	u, err := url.Parse(own.URL + "/files-pri/T1-F1/a.txt")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.download(t.Context(), u, "text/plain"); bot.FaultOf(err).Fault != bot.Forbidden || strings.Contains(err.Error(), "xoxb") {
		t.Errorf("a redirect: %v", err)
	}
	if err := a.send(t.Context(), own.URL+"/upload", bot.UploadOf("a.txt", []byte("x"))); err == nil {
		t.Error("an upload that is sent elsewhere is taken for done")
	}
	if n := asked.Load(); n > 0 {
		t.Errorf("elsewhere was asked %d times", n)
	}
}
