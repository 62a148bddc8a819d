package chat

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"guichet/bot"
)

func config(dir string) Config {
	return Config{
		People:   []Person{{ID: "alice", Name: "Alice"}, {ID: "bob", Name: "Bob"}, {ID: "tessa", Name: "Tessa"}},
		Channels: []Channel{{ID: "all", Name: "all", Kind: Public}, {ID: "team", Name: "team", Kind: Private, Members: []string{"tessa"}}},
		Dir:      dir, Now: func() time.Time { return time.Date(2031, 5, 4, 8, 30, 0, 0, time.UTC) },
	}
}

func opened(t *testing.T, dir string) *Chat {
	t.Helper()
	c, err := Open(config(dir))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() }) // some tests have closed it
	return c
}

func post(t *testing.T, c *Chat, d Draft) Message {
	t.Helper()
	if d.Body.Blocks == nil {
		d.Body.Blocks = []bot.Block{{Text: bot.Text{{Text: d.Words}}}}
	}
	m, err := c.Post(d)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// state is all that people can see.
func state(t *testing.T, c *Chat) map[string]string {
	t.Helper()
	out := map[string]string{}
	put := func(name string, v any) {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = string(b)
	}
	for _, who := range []string{"alice", "bob", "tessa", BotID} {
		for _, p := range c.Places(who) {
			put(who+" "+p.ID, p)
			for _, m := range c.All(who, p.ID) {
				if m.Only == "" {
					put(who+" "+m.ID, m)
					put(who+" replies "+m.ID, c.Replies(who, m.ID).Count)
				}
			}
		}
	}
	return out
}

// TestARestartChangesNothing: also when the last line was cut off by a kill.
func TestARestartChangesNothing(t *testing.T) {
	dir := t.TempDir()
	c := opened(t, dir)
	card := post(t, c, Draft{Channel: "team", By: BotID, Body: bot.Message{Key: "card:1", IsCard: true, Ticket: 1, Files: []bot.Upload{bot.UploadOf("a.txt", []byte("abc"))}}})
	post(t, c, Draft{Channel: "team", Thread: card.ID, By: "tessa", Words: "un mot <@tom>"})
	gone := post(t, c, Draft{Channel: "all", By: "bob", Words: "à effacer"})
	post(t, c, Draft{Channel: "all", By: BotID, Words: "privé", Only: "bob"})
	conversation, err := c.OpenConversation(1, "alice", "INC-1")
	if err != nil {
		t.Fatal(err)
	}
	post(t, c, Draft{Channel: conversation.ID, By: BotID, Words: "bonjour"})
	for _, err := range []error{
		second(c.Delete(gone.ID)), c.Archive(conversation.ID, true), c.SetFact("clock", "x"), c.MarkRead("alice", conversation.ID, "", 99),
		third(c.React(card.ID, "eyes", "tessa", true)), third(c.React(card.ID, "hand", "tessa", true)), third(c.React(card.ID, "hand", "tessa", false)),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	c.DropPrivate()
	want := state(t, c)
	log := filepath.Join(dir, logName)
	whole, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(log, append(whole, `{"m":{"id":"m9`...), 0o600); err != nil {
		t.Fatal(err)
	}
	again := opened(t, dir)
	got := state(t, again)
	for name, before := range want {
		if got[name] != before {
			t.Errorf("%s is after a restart\n%s\nand was\n%s", name, got[name], before)
		}
	}
	if len(got) != len(want) {
		t.Errorf("there are %d things to see, there were %d", len(got), len(want))
	}
	if again.Fact("clock") != "x" {
		t.Error("the fact is lost")
	}
	_, file, err := again.OpenFile(card.Files[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	if body, err := io.ReadAll(file); errors.Join(err, file.Close()) != nil || string(body) != "abc" {
		t.Errorf("the file: %q, %v", body, err)
	}
	if m := post(t, again, Draft{Channel: "all", By: "bob", Words: "suite"}); m.Order <= card.Order {
		t.Errorf("numbers begin again: %+v", m)
	}
	if strings.Contains(string(whole), "privé") {
		t.Error("what only one person sees is kept")
	}
}

func second[T any](_ T, err error) error        { return err }
func third[T, U any](_ T, _ U, err error) error { return err }

func TestADamagedLogIsSaid(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, logName), []byte("{}\nnonsense\n{}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(config(dir)); err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("%v", err)
	}
}

func TestWhoSeesWhat(t *testing.T) {
	c := opened(t, "")
	secret := post(t, c, Draft{Channel: "team", By: "tessa", Words: "secret"})
	only := post(t, c, Draft{Channel: "all", By: BotID, Words: "vous seul", Only: "alice"})
	for who, want := range map[string][2]bool{"alice": {false, true}, "bob": {false, false}, "tessa": {true, false}} {
		_, err := c.Visible(who, secret.ID)
		_, err2 := c.Visible(who, only.ID)
		if got := [2]bool{err == nil, err2 == nil}; got != want {
			t.Errorf("%s sees %v, want %v", who, got, want)
		}
	}
	if _, err := c.Post(Draft{Channel: "team", By: "alice", Words: "x"}); !errors.Is(err, ErrForbidden) {
		t.Errorf("alice writes to the team: %v", err)
	}
	if _, err := c.Messages("bob", "dm-alice", "", 0, 0); !errors.Is(err, ErrGone) {
		t.Errorf("bob reads alice's messages: %v", err)
	}
	if _, err := c.Post(Draft{Channel: "all", By: "alice", Words: strings.Repeat("é", MaxText+1)}); !errors.Is(err, ErrTooLong) {
		t.Errorf("too long: %v", err)
	}
	if _, err := c.Post(Draft{Channel: "all", Thread: secret.ID, By: "alice", Words: "x"}); !errors.Is(err, ErrGone) {
		t.Errorf("a thread of another channel: %v", err)
	}
}

func TestUnreadMarks(t *testing.T) {
	c := opened(t, "")
	unread := func(who string) (n int, pinged bool) {
		for _, p := range c.Places(who) {
			if p.ID == "all" {
				return p.Unread, p.Pinged
			}
		}
		return -1, false
	}
	root := post(t, c, Draft{Channel: "all", By: "bob", Words: "une question", Pings: []string{"alice"}})
	if n, pinged := unread("alice"); n != 1 || !pinged {
		t.Errorf("alice: %d %v", n, pinged)
	}
	if n, _ := unread("bob"); n != 0 {
		t.Errorf("bob has his own words unread: %d", n)
	}
	if err := c.MarkRead("alice", "all", "", root.Order); err != nil {
		t.Fatal(err)
	}
	post(t, c, Draft{Channel: "all", Thread: root.ID, By: "tessa", Words: "dans le fil"})
	if n, _ := unread("alice"); n != 0 {
		t.Errorf("a thread that alice does not follow: %d", n)
	}
	post(t, c, Draft{Channel: "all", Thread: root.ID, By: "alice", Words: "moi aussi"})
	post(t, c, Draft{Channel: "all", Thread: root.ID, By: "tessa", Words: "vu"})
	if n, _ := unread("alice"); n != 1 {
		t.Errorf("a thread that alice follows: %d", n)
	}
	if r := c.Replies("alice", root.ID); r.Count != 3 || r.Unread != 1 {
		t.Errorf("the thread: %+v", r)
	}
	if err := c.MarkRead("tessa", "all", "", 99); err != nil {
		t.Fatal(err)
	}
	c.Quiet(true)
	post(t, c, Draft{Channel: "all", By: BotID, Words: "du passé"})
	c.Quiet(false)
	if n, _ := unread("tessa"); n != 0 {
		t.Errorf("the past is unread: %d", n)
	}
}

func TestChangesAreRemembered(t *testing.T) {
	c := opened(t, "")
	start := c.Seq()
	_, bell, _ := c.Since(start)
	var all sync.WaitGroup
	for i := range 50 {
		all.Go(func() { post(t, c, Draft{Channel: "all", By: "bob", Words: fmt.Sprint(i)}) })
	}
	all.Wait()
	select {
	case <-bell:
	default:
		t.Error("the bell has not rung")
	}
	list, _, ok := c.Since(start)
	if said := len(list); !ok || said < 50 {
		t.Errorf("%d changes, %v", said, ok)
	}
	for i, ch := range list {
		if ch.Seq != start+int64(i)+1 {
			t.Fatalf("change %d has the number %d", i, ch.Seq)
		}
	}
	for range remembered {
		c.Signal("tick")
	}
	if _, _, ok := c.Since(start); ok {
		t.Error("what is forgotten is said to be remembered")
	}
	if _, _, ok := c.Since(c.Seq() + 1); ok {
		t.Error("the future is remembered")
	}
}

func TestReactions(t *testing.T) {
	c := opened(t, "")
	m := post(t, c, Draft{Channel: "all", By: "bob", Words: "x"})
	for _, step := range []struct {
		who     string
		on      bool
		changed bool
		by      []string
	}{
		{"alice", true, true, []string{"alice"}},
		{"alice", true, false, []string{"alice"}},
		{"bob", true, true, []string{"alice", "bob"}},
		{"alice", false, true, []string{"bob"}},
		{"alice", false, false, []string{"bob"}},
		{"bob", false, true, nil},
	} {
		got, changed, err := c.React(m.ID, "eyes", step.who, step.on)
		var by []string
		for _, r := range got.Reactions {
			by = append(by, r.By...)
		}
		if err != nil || changed != step.changed || !reflect.DeepEqual(by, step.by) {
			t.Errorf("%s %v: %v %v %v", step.who, step.on, changed, by, err)
		}
	}
}

// A file is seen by who joined it, and then by those who see a message that has it or leads to it.
func TestFilesAreSeenWhereTheyStand(t *testing.T) {
	c := opened(t, "")
	f, err := c.PutFile("alice", "a.txt", strings.NewReader("secret"))
	if err != nil {
		t.Fatal(err)
	}
	want := func(when string, seen ...string) {
		t.Helper()
		for _, who := range []string{"", "alice", "bob", "tessa", "nobody"} {
			if got := c.SeesFile(who, f); got != slices.Contains(seen, who) {
				t.Errorf("%s, %q sees the file: %v", when, who, got)
			}
		}
	}
	want("before it is sent", "alice")
	post(t, c, Draft{Channel: "team", By: BotID, Body: bot.Message{Blocks: []bot.Block{{Text: bot.Text{{Kind: bot.Anchor, Text: "a.txt", URL: "/file/" + f.ID}}}}}})
	want("where the team's card leads to it", "alice", "tessa")
	post(t, c, Draft{Channel: "all", By: "alice", Files: []File{f}, Only: "bob"})
	want("where bob alone sees it", "alice", "tessa", "bob")
}
