package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/rs/zerolog"

	"guichet/adapters/slack"
	"guichet/bot"
	"guichet/tickets"
)

type H struct {
	mu     sync.Mutex
	events []bot.Event
	f      func(e bot.Event) (bot.Answer, error)
}

func (h *H) Handle(ctx context.Context, e bot.Event) (bot.Answer, error) {
	h.mu.Lock()
	h.events = append(h.events, e)
	h.mu.Unlock()
	b, _ := json.Marshal(e)
	fmt.Println("EVENT", string(b))
	return h.f(e)
}

func p(s string) bot.Text { return bot.Text{{Kind: bot.Plain, Text: s}} }
func para(s string) *bot.Message {
	return &bot.Message{Blocks: []bot.Block{{Kind: bot.Paragraph, Text: p(s)}}}
}

func card(key string, state string) bot.Message {
	return bot.Message{Key: key, Ticket: 12, IsCard: true, Blocks: []bot.Block{
		{Kind: bot.Heading, Text: p("INC-12 · " + state)},
		{Kind: bot.Paragraph, Text: p("imprimante *bloquée* <!channel> @here `x` _y_\nligne 2")},
		{Kind: bot.Fields, Pairs: []bot.Pair{{"Demandeur", p("Alice")}, {"Échéance", bot.Text{{Kind: bot.When, At: time.Now().Add(time.Hour), Text: "14 h 30"}, {Kind: bot.Plain, Text: " · "}, {Kind: bot.When, At: time.Now().Add(time.Hour), Style: bot.Relative}}}}},
		{Kind: bot.Quote, Text: p("citation > * _ <b>")},
		{Kind: bot.Small, Text: bot.Text{{Kind: bot.Plain, Text: "avant "}, {Kind: bot.When, At: time.Now(), Text: "demain"}}},
		{Kind: bot.Small, Text: bot.Text{{Kind: bot.Group, Role: bot.GroupManagers, Text: "responsables"}, {Kind: bot.Anchor, Text: "lien", URL: "https://example.org"}}},
		{Kind: bot.Row, Buttons: []bot.Button{{Label: "Prendre en charge", Verb: "claim:12", Style: bot.Primary}, {Label: "Trois", Verb: "mark:3", On: true}, {Label: "Form", Verb: "form:12"}}},
		{Kind: bot.Select, Menu: &bot.Menu{Placeholder: "Plus", Verb: "more:12", Options: []bot.Option{{"Un", "one"}, {"Deux", "two"}}}},
	}}
}

func form(id string) *bot.Form {
	return &bot.Form{ID: id, State: "etat|x\"y", Title: "Ouvrir un ticket", Submit: "Envoyer", Cancel: "Annuler", Intro: "Bonjour *vous*", Fields: []bot.Field{
		{ID: "type", Label: "Type", Kind: bot.ChoiceField, Required: true, Value: "incident", Options: []bot.Option{{"Incident", "incident"}, {"Demande", "request"}}},
		{ID: "summary", Label: "Objet", Kind: bot.LineField, Required: true, Max: 120, Hint: "ce qui ne va pas"},
		{ID: "description", Label: "Description", Kind: bot.TextField},
		{ID: "who", Label: "Bénéficiaire", Kind: bot.PersonField},
		{ID: "when", Label: "Quand", Kind: bot.DateField},
		{ID: "files", Label: "Pièces jointes", Kind: bot.FilesField},
	}}
}

var ctl string

func do(path string, body map[string]any) map[string]any {
	b, _ := json.Marshal(body)
	var r *http.Response
	var err error
	if body == nil {
		r, err = http.Get(ctl + path)
	} else {
		r, err = http.Post(ctl+path, "application/json", bytes.NewReader(b))
	}
	if err != nil {
		panic(err)
	}
	raw, _ := io.ReadAll(r.Body)
	var o map[string]any
	json.Unmarshal(raw, &o)
	s := string(raw)
	if len(s) > 900 {
		s = s[:900]
	}
	fmt.Println("   ", path, string(b), "→", r.StatusCode, s)
	return o
}

func main() {
	m, _ := slack.Manifest("fr").JSON()
	os.WriteFile("/tmp/slackman.json", m, 0o600)
	sim := exec.Command("/tmp/sims/slacksim", "-listen", "127.0.0.1:0", "-manifest", "/tmp/slackman.json", "-retry-scale", "0.01")
	out, _ := sim.StdoutPipe()
	sim.Stderr = os.Stderr
	if err := sim.Start(); err != nil {
		panic(err)
	}
	defer sim.Process.Kill()
	l, _ := bufio.NewReader(out).ReadString('\n')
	var info map[string]string
	json.Unmarshal([]byte(l), &info)
	go io.Copy(io.Discard, out)
	ctl = info["control_url"]
	a := slack.New(slack.Config{BotToken: info["bot_token"], AppToken: info["app_token"], APIURL: info["api_url"],
		Space:   bot.SpaceConfig{Helpdesk: "#helpdesk", Pool: "#helpdesk-team", Escalation: "#helpdesk-escalations", Managers: "#helpdesk-managers", Locale: "fr", Watched: []string{"#nowhere"}, Technicians: []string{"usergroup:technicians"}, Admins: []string{"@bob"}},
		Logger:  zerolog.New(os.Stdout), Metrics: bot.NewMetrics(prometheus.NewRegistry())})
	for _, f := range a.Check(context.Background()) {
		fmt.Println("CHECK", f.OK, f.What["en"], f.Fix["en"])
	}
	h := &H{}
	connected := make(chan bool, 10)
	h.f = func(e bot.Event) (bot.Answer, error) {
		switch e.Kind {
		case bot.ConnectedEvent:
			connected <- true
		case bot.CommandEvent, bot.ShortcutEvent:
			if strings.HasPrefix(e.Words, "form") || e.Kind == bot.ShortcutEvent {
				return bot.Answer{Form: form("open:")}, nil
			}
			if strings.HasPrefix(e.Words, "fail") {
				return bot.Answer{}, fmt.Errorf("boom")
			}
			m := card("", "privé")
			return bot.Answer{Private: &m}, nil
		case bot.SubmitEvent:
			if e.Values["summary"] == "bad" {
				return bot.Answer{Errors: map[string]string{"summary": "Trop court"}}, nil
			}
			if e.Values["summary"] == "again" {
				return bot.Answer{Form: form("second:")}, nil
			}
			return bot.Answer{Private: para("Ticket ouvert")}, nil
		case bot.ClickEvent:
			if e.Verb == "form:12" {
				return bot.Answer{Form: form("open:")}, nil
			}
			if e.Verb == "claim:12" {
				m := card("card:12", "pris")
				return bot.Answer{Replace: &m, Private: para("C’est à vous")}, nil
			}
			return bot.Answer{Private: para("choisi " + e.Verb)}, nil
		case bot.ReactionEvent, bot.MessageEvent:
			return bot.Answer{Private: para("vu " + e.Name)}, nil
		}
		return bot.Answer{}, nil
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- a.Run(ctx, h) }()
	<-connected
	do("/slash", map[string]any{"user": "alice", "channel": "#helpdesk", "command": "/ticket", "text": "for @bob <x> & https://a.b/c", "wait_for": "ephemeral"})
	do("/slash", map[string]any{"user": "alice", "channel": "#helpdesk", "command": "/ticket", "text": "second", "wait_for": "ephemeral"})
	do("/slash", map[string]any{"user": "alice", "channel": "#random", "command": "/ticket", "text": "form", "wait_for": "view"})
	do("/view/fill_submit", map[string]any{"user": "alice", "values": map[string]any{"Objet": "bad", "Bénéficiaire": "benoit"}})
	do("/view/fill_submit", map[string]any{"user": "alice", "values": map[string]any{"Objet": "again"}})
	do("/view/fill_submit", map[string]any{"user": "alice", "values": map[string]any{"Objet": "fine", "Quand": "2026-12-01T10:00:00Z"}, "files": []any{map[string]any{"name": "a.png", "content": "x"}}, "wait_for": "message"})
	do("/shortcut", map[string]any{"user": "bob", "callback_id": "open_ticket", "wait_for": "view"})
	do("/slash", map[string]any{"user": "alice", "channel": "dm", "command": "/ticket", "text": "fail", "wait_for": "ephemeral"})
	pool := a.Channel(tickets.PlacePool, "")
	ref, err := a.Post(ctx, tickets.MessageRef{Channel: pool}, card("card:12", "nouveau"))
	fmt.Println("POST", ref, err)
	th, _ := a.OpenThread(ctx, ref, "x")
	r2, err := a.Post(ctx, th, bot.Message{Key: "k2", Ticket: 12, Blocks: card("", "").Blocks[:2], Files: []bot.Upload{{Name: "é.txt", Body: []byte("hello")}}})
	fmt.Println("POST", r2, err)
	do("/conversation?user=tessa&channel=helpdesk-team", nil)
	do("/click", map[string]any{"user": "tessa", "channel": "helpdesk-team", "label": "Prendre en charge", "wait_for": "update"})
	do("/click", map[string]any{"user": "tessa", "channel": "helpdesk-team", "label": "Form", "wait_for": "view"})
	do("/select", map[string]any{"user": "tom", "channel": "helpdesk-team", "ts": ref.Message, "label": "Plus", "option": "Deux", "wait_for": "ephemeral"})
	do("/react", map[string]any{"user": "tessa", "channel": "helpdesk-team", "ts": ref.Message, "name": "raised_hand::skin-tone-3", "wait_for": "ephemeral"})
	do("/react", map[string]any{"user": "tom", "channel": "helpdesk-team", "ts": ref.Message, "name": "eyes", "wait_for": "ephemeral"})
	do("/message", map[string]any{"user": "tessa", "channel": "helpdesk-team", "thread_ts": ref.Message, "text": "note @alice <b>", "wait_for": "ephemeral"})
	do("/message", map[string]any{"user": "alice", "channel": "dm", "text": "bonjour", "files": []any{map[string]any{"name": "a.png", "content": "x"}}, "wait_for": "ephemeral"})
	do("/join_channel", map[string]any{"user": "benoit", "channel": "helpdesk-team", "inviter": "tessa"})
	time.Sleep(300 * time.Millisecond)
	ro, err := a.Roles(ctx, tickets.UserID("slack:"+h.events[1].By.ID.Local()))
	fmt.Println("ROLES alice", ro, err)
	k, n, ok, err := a.Identify(ctx, tickets.MessageRef{Channel: pool, Message: ref.Message})
	fmt.Println("IDENT", k, n, ok, err)
	k, n, ok, err = a.Identify(ctx, r2)
	fmt.Println("IDENT", k, n, ok, err)
	k, n, ok, err = a.Identify(ctx, tickets.MessageRef{Channel: pool, Message: r2.Message})
	fmt.Println("IDENT no thread", k, n, ok, err)
	f, found, err := a.Find(ctx, tickets.MessageRef{Channel: pool}, card("card:12", ""), time.Now())
	fmt.Println("FIND", f, found, err)
	f, found, err = a.Find(ctx, th, bot.Message{Key: "k2"}, time.Now())
	fmt.Println("FIND", f, found, err)
	rs, err := a.Reactions(ctx, ref, []string{"eyes", "hand"})
	fmt.Println("REACTIONS", rs, err)
	said, err := a.Read(ctx, th, time.Now().Add(-time.Hour))
	fmt.Printf("READ %+v %v\n", said, err)
	c, err := a.OpenCounter(ctx, bot.CounterRequest{Ticket: 12, User: h.events[1].By.ID})
	fmt.Println("COUNTER", c, err)
	fmt.Println("EDIT", a.Edit(ctx, ref, card("card:12", "résolu")))
	id, err := a.FindPerson(ctx, "@marie")
	fmt.Println("FIND PERSON", id, err)
	id, err = a.FindPerson(ctx, "benoit@acme.example")
	fmt.Println("FIND PERSON", id, err)
	do("/fault", map[string]any{"kind": "connection_reset_after", "method": "chat.postMessage"})
	_, err = a.Post(ctx, tickets.MessageRef{Channel: pool}, card("card:13", "x"))
	fmt.Printf("RESET AFTER %v %+v\n", err, bot.FaultOf(err).Fault)
	do("/fault", map[string]any{"kind": "ratelimited", "method": "chat.update", "retry_after": 2})
	err = a.Edit(ctx, ref, card("card:12", "résolu"))
	fmt.Println("LIMITED", bot.FaultOf(err).Fault, bot.FaultOf(err).After, a.Pace(bot.OpEdit, pool))
_ = fmt.Sprint
	do("/fault", map[string]any{"kind": "socket_drop"})
	<-connected
	heard, conn := a.Health()
	fmt.Println("HEALTH", time.Since(heard), conn)
	do("/slash", map[string]any{"user": "marie", "channel": "#helpdesk", "command": "/ticket", "text": "again", "wait_for": "ephemeral"})
	do("/fault", map[string]any{"kind": "socket_disconnect"})
	<-connected
	do("/wait_idle", map[string]any{"timeout_ms": 5000})
	do("/violations", nil)
	do("/stats", nil)
	cancel()
	fmt.Println("RUN", <-done)
}
