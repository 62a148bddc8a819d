package main

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestDemoRefusesWhatCannotBe(t *testing.T) {
	story := filepath.Join(t.TempDir(), "bad.story")
	if err := os.WriteFile(story, []byte("alice opens \"x\"\nalice dances now\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"--listen", "0.0.0.0:0"}, "--token"},
		{[]string{"--listen", "example.org:80"}, "--token"},
		{[]string{"--listen", "nonsense"}, "host and a port"},
		{[]string{"--listen", "127.0.0.1:high"}, "port"},
		{[]string{"--token", "short"}, "at least 12"},
		{[]string{"--script", filepath.Join(t.TempDir(), "none")}, "--script"},
		{[]string{"--script", story}, "bad.story:2"},
		{[]string{"--lang", "de"}, "fr or en"},
		{[]string{"extra"}, "unknown command"},
	} {
		var out, errs bytes.Buffer
		code := Run(append([]string{"demo"}, c.args...), strings.NewReader(""), &out, &errs, nil)
		if code != exitWrong || !strings.Contains(errs.String(), c.want) || out.Len() > 0 {
			t.Errorf("%v: code %d, says %q and %q", c.args, code, errs.String(), out.String())
		}
	}
}

// shared is a buffer that the demonstration writes to while the test reads.
type shared struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *shared) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *shared) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

var printed = regexp.MustCompile(`http://[0-9.]+:[0-9]+/`)

// runDemo runs the demonstration until stop, which returns what it printed and its error.
func runDemo(t *testing.T, d demo) (url string, stop func() (string, string, error)) {
	t.Helper()
	var out, errs shared
	c := &cli{in: strings.NewReader(""), out: &out, err: &errs, environ: []string{"LANG=fr_FR.UTF-8"}}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- c.demo(ctx, d) }()
	stop = func() (string, string, error) {
		cancel()
		select {
		case err := <-done:
			return out.String(), errs.String(), err
		case <-time.After(15 * time.Second):
			t.Fatal("the demonstration does not end")
			return "", "", nil
		}
	}
	for end := time.Now().Add(30 * time.Second); url == ""; time.Sleep(10 * time.Millisecond) {
		if url = printed.FindString(out.String()); url == "" && time.Now().After(end) {
			_, errs, err := stop()
			t.Fatalf("no address is printed: %v %s", err, errs)
		}
	}
	return url, stop
}

func fetch(t *testing.T, url string) string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept-Language", "fr")
	r.Close = true
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(answer.Body)
	if err := answer.Body.Close(); err != nil {
		t.Error(err)
	}
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d, %v", url, answer.StatusCode, err)
	}
	return string(body)
}

// TestDemoTakesTheNextPort: it says so, and leaves nothing behind.
func TestDemoTakesTheNextPort(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	var lc net.ListenConfig
	taken, err := lc.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = taken.Close() }()
	url, stop := runDemo(t, demo{listen: taken.Addr().String(), empty: true})
	if html := fetch(t, url); !strings.Contains(html, "Démonstration") || !strings.Contains(html, "Alice Martin") {
		t.Errorf("the page is %.300s", html)
	}
	_, errs, err := stop()
	if err != nil || !strings.Contains(errs, "is taken") {
		t.Errorf("ends with %v, says %q", err, errs)
	}
	if left, err := os.ReadDir(os.Getenv("TMPDIR")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// TestDemoIsKept: with --db, what was said is there after a restart; the script is played.
func TestDemoIsKept(t *testing.T) {
	dir := t.TempDir()
	story := filepath.Join(dir, "a.story")
	text := "ticket one\nalice opens \"Écran noir gardé\" urgency=high\ntessa claims\ntessa contacts\ntessa replies \"J’arrive.\"\n"
	if err := os.WriteFile(story, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	d := demo{listen: "127.0.0.1:0", db: filepath.Join(dir, "kept.db"), empty: true, script: story}
	url, stop := runDemo(t, d)
	card := func() bool {
		return strings.Contains(fetch(t, url+"place?who=alice&channel=t1-alice"), "J’arrive.")
	}
	fetch(t, url)
	for end := time.Now().Add(20 * time.Second); !strings.Contains(fetch(t, url+"pane?side=left&who=alice"), "INC-1 ·") || !card(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			_, errs, err := stop()
			t.Fatalf("the story is not played: %v %s", err, errs)
		}
	}
	if out, errs, err := stop(); err != nil || errs != "" || !strings.Contains(out, "kept.db") {
		t.Fatalf("ends with %v, says %q and %q", err, out, errs)
	}
	d.script = ""
	url, stop = runDemo(t, d)
	if html := fetch(t, url+"place?who=tessa&channel=pool"); !strings.Contains(html, "Écran noir gardé") || !strings.Contains(html, "data-reaction=\"eyes\"") {
		t.Errorf("after a restart the card is gone: %.200s", html)
	}
	if _, errs, err := stop(); err != nil || errs != "" {
		t.Errorf("ends with %v, says %q", err, errs)
	}
}

// earlier is the button for older messages.
var earlier = regexp.MustCompile(`data-before="(\d+)"`)

// TestDemoSample: tickets in every state, and nobody with weeks of unread messages.
func TestDemoSample(t *testing.T) {
	url, stop := runDemo(t, demo{listen: "127.0.0.1:0"})
	pool := fetch(t, url+"place?who=tessa&channel=pool")
	for part := pool; earlier.MatchString(part); pool += part {
		part = fetch(t, url+"place?who=tessa&channel=pool&before="+earlier.FindStringSubmatch(part)[1])
	}
	if n := strings.Count(pool, "<h4>"); n < 28 {
		t.Errorf("the pool has %d cards", n)
	}
	for _, state := range []string{"Nouveau", "Pris en charge", "En cours", "En attente", "Résolu", "Clos", "Annulé"} {
		if !strings.Contains(pool, " · "+state) {
			t.Errorf("no sample ticket is %s", state)
		}
	}
	if html := fetch(t, url); strings.Contains(html, "place-link unread") {
		t.Error("the sample desk begins with unread messages")
	}
	if _, errs, err := stop(); err != nil || errs != "" {
		t.Errorf("ends with %v, says %q", err, errs)
	}
}
