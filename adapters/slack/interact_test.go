package slack

import (
	"errors"
	"strings"
	"testing"
	"time"

	"guichet/adapters/slack/slackfake"
	"guichet/bot"
)

func askForm(id string) bot.Answer {
	return bot.Answer{Form: &bot.Form{ID: id, State: "s|1", Title: "Ticket", Submit: "Envoyer", Cancel: "Annuler", Fields: []bot.Field{
		{ID: "summary", Label: "Objet", Kind: bot.LineField, Required: true},
		{ID: "urgency", Label: "Urgence", Kind: bot.ChoiceField, Options: []bot.Option{{Label: "Basse", Value: "low"}, {Label: "Haute", Value: "high"}}},
		{ID: "who", Label: "Bénéficiaire", Kind: bot.PersonField},
		{ID: "when", Label: "Quand", Kind: bot.DateField},
		{ID: "files", Label: "Pièces", Kind: bot.FilesField},
	}}}
}

// know makes the adapter know somebody, so that answers travel in acknowledgements.
func know(t *testing.T, r *rig, names ...string) {
	t.Helper()
	for _, n := range names {
		if _, err := r.a.lookUp(t.Context(), r.User(n)); err != nil {
			t.Fatal(err)
		}
	}
}

func TestCommandIsAnsweredInItsAck(t *testing.T) {
	r := connect(t)
	know(t, r, "alice")
	before := len(r.Calls(""))
	r.desk.answers(func(bot.Event) (bot.Answer, error) { return private("INC-12 *<!channel>*") })
	a := r.SlashCommand("alice", "helpdesk", "voir <@"+r.User("bob")+"|bob> &lt;x&gt;")
	if !a.OK || a.Payload["response_type"] != "ephemeral" {
		t.Fatalf("ack %+v", a)
	}
	e := r.desk.got(bot.CommandEvent)[0]
	if e.Name != "ticket" || e.Words != "voir <@"+string(person(r.Server, "bob"))+"> <x>" || e.Key == "" || e.By.Locale != "fr-FR" || e.By.ID != person(r.Server, "alice") || e.Where.Channel != r.Channel("helpdesk") {
		t.Errorf("event %+v", e)
	}
	if got := r.Ephemerals("alice"); len(got) != 1 || got[0].Text != "INC-12 *<!channel>*" || got[0].Fallback != "INC-12 *&lt;!channel&gt;*" {
		t.Errorf("alice sees %+v", got)
	}
	if n := len(r.Calls("")); n != before {
		t.Errorf("%d calls for an answer that fits in the ack", n-before)
	}
}

func TestLongAnswerGoesByTheResponseURL(t *testing.T) {
	r := connect(t)
	know(t, r, "alice")
	r.desk.answers(func(bot.Event) (bot.Answer, error) { return private(strings.Repeat("é", 11_000)) })
	if a := r.SlashCommand("alice", "helpdesk", "help"); !a.OK || a.Payload != nil {
		t.Fatalf("ack %v", a.OK)
	}
	r.Await("the answer", func() bool { return len(r.Ephemerals("alice")) == 1 })
	if n := len(r.Calls("response_url")); n != 1 {
		t.Errorf("%d posts to the response URL", n)
	}
}

// TestUnknownPersonIsAcknowledgedFirst: nobody waits for users.info, and the answer is in the
// person's language all the same.
func TestUnknownPersonIsAcknowledgedFirst(t *testing.T) {
	r := connect(t)
	r.desk.answers(func(e bot.Event) (bot.Answer, error) { return private("locale " + e.By.Locale) })
	r.Fault("users.info", slackfake.Error500, 0, 0)
	if a := r.SlashCommand("bob", "helpdesk", "list"); !a.OK || a.Payload != nil {
		t.Fatalf("ack %+v", a)
	}
	r.Await("the answer", func() bool { return len(r.Ephemerals("bob")) == 1 })
	if got := r.Ephemerals("bob")[0].Text; got != "locale en-US" {
		t.Errorf("bob reads %q", got)
	}
}

func TestFormOpensWithTheTrigger(t *testing.T) {
	r := connect(t)
	know(t, r, "alice")
	r.desk.answers(func(e bot.Event) (bot.Answer, error) {
		if e.Kind == bot.CommandEvent {
			return askForm("open:"), nil
		}
		return private("Enregistré")
	})
	r.SlashCommand("alice", "helpdesk", "imprimante")
	r.Await("the modal", func() bool { return r.View("alice") != nil })
	a := r.Submit("alice", map[string]any{
		"summary": "Imprimante <b>", "urgency": "high", "who": r.User("bob"), "when": float64(noon.Unix()),
		"files": []any{slackfake.Obj{"id": "F1", "name": "a.png", "size": 3, "permalink": "https://acme.slack.com/files/F1"}},
	})
	if !a.OK || len(a.Payload) != 0 || r.View("alice") != nil {
		t.Fatalf("ack %+v", a)
	}
	e := r.desk.got(bot.SubmitEvent)[0]
	if e.Verb != "open:" || e.State != "s|1" || e.Values["summary"] != "Imprimante <b>" || e.Values["urgency"] != "high" ||
		e.Values["who"] != string(person(r.Server, "bob")) || e.Values["when"] != noon.Format(time.RFC3339) ||
		len(e.Files) != 1 || e.Files[0].Name != "a.png" || e.Where.Channel != r.Channel("helpdesk") || !strings.Contains(e.Key, ":") {
		t.Errorf("event %+v", e)
	}
	r.Await("the private sentence", func() bool { return len(r.Ephemerals("alice")) == 1 })
}

func TestSubmissionErrorsKeepTheForm(t *testing.T) {
	r := connect(t)
	know(t, r, "alice")
	r.desk.answers(func(e bot.Event) (bot.Answer, error) {
		if e.Kind == bot.CommandEvent {
			return askForm("open:"), nil
		}
		return bot.Answer{Errors: map[string]string{"urgency": "Choisissez", "elsewhere": "Autre chose"}}, nil
	})
	r.SlashCommand("alice", "helpdesk", "x")
	r.Await("the modal", func() bool { return r.View("alice") != nil })
	a := r.Submit("alice", map[string]any{"summary": "x"})
	errs, _ := a.Payload["errors"].(slackfake.Obj)
	if a.Payload["response_action"] != "errors" || errs["urgency"] != "Choisissez" || errs["summary"] != "Autre chose" || r.View("alice") == nil {
		t.Errorf("ack %+v", a.Payload)
	}
}

func TestFormInAnswerToAForm(t *testing.T) {
	r := connect(t)
	know(t, r, "alice")
	r.desk.answers(func(e bot.Event) (bot.Answer, error) {
		if e.Kind == bot.SubmitEvent && e.Values["summary"] == "large" {
			ans := askForm("large:")
			for i := range 100 {
				ans.Form.Fields[1].Options = append(ans.Form.Fields[1].Options, bot.Option{Label: strings.Repeat("é", 75), Value: strings.Repeat("v", 100) + string(rune('A'+i))})
			}
			return ans, nil
		}
		return askForm("next:"), nil
	})
	r.SlashCommand("alice", "helpdesk", "x")
	r.Await("the modal", func() bool { return r.View("alice") != nil })
	if a := r.Submit("alice", map[string]any{"summary": "x"}); a.Payload["response_action"] != "update" || r.View("alice").CallbackID != "next:" {
		t.Fatalf("ack %+v", a.Payload)
	}
	// A form that is too large for the ack takes its place a moment later.
	r.Submit("alice", map[string]any{"summary": "large"})
	r.Await("the large form", func() bool { return r.View("alice").CallbackID == "large:" })
}

func TestClick(t *testing.T) {
	r := connect(t)
	know(t, r, "tessa")
	ref, err := r.a.Post(t.Context(), r.place("helpdesk-team"), cardMessage())
	if err != nil {
		t.Fatal(err)
	}
	r.desk.answers(func(e bot.Event) (bot.Answer, error) {
		done := says("pris")
		ans, _ := private("C’est à vous")
		ans.Replace = &done
		return ans, nil
	})
	if a := r.Click("tessa", "helpdesk-team", ref.Message, "Prendre en charge"); !a.OK || a.Payload != nil {
		t.Fatalf("ack %+v", a)
	}
	r.Await("both answers", func() bool {
		return len(r.Ephemerals("tessa")) == 1 && r.Messages("helpdesk-team")[0].Text == "pris"
	})
	r.Message("tessa", "helpdesk-team", ref.Message, "un mot")
	e := r.desk.got(bot.ClickEvent)[0]
	if e.Verb != "claim:12" || e.Where != ref || !e.Roles.Technician || e.Roles.Manager || e.At.IsZero() {
		t.Errorf("event %+v", e)
	}
}

func TestChoiceFromAMenu(t *testing.T) {
	r := connect(t)
	know(t, r, "tom")
	ref, err := r.a.Post(t.Context(), r.place("helpdesk-team"), cardMessage())
	if err != nil {
		t.Fatal(err)
	}
	r.Say("tom", "helpdesk-team", ref.Message, "a reply makes it the root of a thread")
	r.Click("tom", "helpdesk-team", ref.Message, "Escalader")
	if e := r.desk.got(bot.ClickEvent); len(e) != 1 || e[0].Verb != "more:12:escalate" || e[0].Where.Thread != "" {
		t.Errorf("events %+v", e)
	}
}

func TestEphemeralMessageIsReplaced(t *testing.T) {
	r := connect(t)
	know(t, r, "alice")
	r.desk.answers(func(e bot.Event) (bot.Answer, error) {
		m := says("après")
		if e.Kind == bot.CommandEvent {
			m.Blocks = append(m.Blocks, bot.Block{Kind: bot.Row, Buttons: []bot.Button{{Label: "Oui", Verb: "yes:1"}}})
			return bot.Answer{Private: &m}, nil
		}
		return bot.Answer{Replace: &m}, nil
	})
	r.SlashCommand("alice", "helpdesk", "x")
	r.Click("alice", "helpdesk", r.Ephemerals("alice")[0].TS, "Oui")
	r.Await("the replacement", func() bool { return len(r.Ephemerals("alice")[0].Buttons) == 0 })
	if n := len(r.Ephemerals("alice")); n != 1 {
		t.Errorf("%d ephemeral messages", n)
	}
}

func TestShortcutAnswersInTheDM(t *testing.T) {
	r := connect(t)
	r.desk.answers(func(bot.Event) (bot.Answer, error) { return private("Bonjour") })
	if a := r.Shortcut("bob", shortcutOpen); !a.OK {
		t.Fatal("no ack")
	}
	r.Await("the DM", func() bool { return len(r.DM("bob")) == 1 })
	if e := r.desk.got(bot.ShortcutEvent)[0]; e.Name != shortcutOpen || e.Where.Space != space {
		t.Errorf("event %+v", e)
	}
}

func TestMessageShortcutQuotes(t *testing.T) {
	r := connect(t)
	know(t, r, "tessa")
	ts := r.Say("alice", "helpdesk-team", "", "au secours &amp; vite")
	r.MessageShortcut("tessa", "helpdesk-team", ts, "send_to_requester")
	e := r.desk.got(bot.ShortcutEvent)[0]
	if e.Target == nil || e.Target.By != person(r.Server, "alice") || e.Target.Text != "au secours & vite" || e.Target.Ref.Message != ts {
		t.Errorf("target %+v", e.Target)
	}
}

func TestFailureIsApologisedFor(t *testing.T) {
	r := connect(t)
	know(t, r, "alice", "bob")
	fail := errors.New("the database is gone")
	r.desk.answers(func(e bot.Event) (bot.Answer, error) {
		if e.Words == "form" {
			return askForm("open:"), nil
		}
		return bot.Answer{}, fail
	})
	r.SlashCommand("alice", "helpdesk", "x")
	r.SlashCommand("bob", "helpdesk", "x")
	if got := r.Ephemerals("alice")[0].Text; !strings.HasPrefix(got, "Une erreur est survenue de notre côté (référence ") || strings.Contains(got, "database") {
		t.Errorf("alice reads %q", got)
	}
	if got := r.Ephemerals("bob")[0].Text; !strings.HasPrefix(got, "Something went wrong on our side") {
		t.Errorf("bob reads %q", got)
	}
	r.SlashCommand("bob", "helpdesk", "form")
	r.Await("the modal", func() bool { return r.View("bob") != nil })
	a := r.Submit("bob", map[string]any{"summary": "long words"})
	if errs, _ := a.Payload["errors"].(slackfake.Obj); errs["summary"] == nil || r.View("bob") == nil {
		t.Errorf("what bob typed is lost: %+v", a.Payload)
	}
}

func TestSlowHandlerIsAcknowledgedInTime(t *testing.T) {
	s := slackfake.New(t)
	a := New(config(t, s))
	a.ackLatest = 50 * time.Millisecond
	r := start(t, s, a)
	know(t, r, "alice")
	release := make(chan struct{})
	r.desk.answers(func(bot.Event) (bot.Answer, error) { <-release; return private("enfin") })
	k := r.SlashCommand("alice", "helpdesk", "x")
	close(release)
	if !k.OK || k.Payload != nil || k.Took > time.Second {
		t.Fatalf("ack %+v", k)
	}
	r.Await("the late answer", func() bool { return len(r.Ephemerals("alice")) == 1 })
}

func TestFormThatCannotOpenIsSaid(t *testing.T) {
	r := connect(t)
	know(t, r, "alice")
	r.desk.answers(func(bot.Event) (bot.Answer, error) { r.ExpireTriggers(); return askForm("open:"), nil })
	r.SlashCommand("alice", "helpdesk", "x")
	r.Await("the sentence", func() bool { return len(r.Ephemerals("alice")) == 1 })
	if got := r.Ephemerals("alice")[0].Text; !strings.Contains(got, "n’a pas pu s’ouvrir") {
		t.Errorf("alice reads %q", got)
	}
}

// TestASlowAnswerDelaysNoAck: Slack is slow to open somebody's form; what the same person does
// next is acknowledged all the same.
func TestASlowAnswerDelaysNoAck(t *testing.T) {
	r := connect(t)
	know(t, r, "alice")
	r.desk.answers(func(e bot.Event) (bot.Answer, error) {
		if e.Words == "form" {
			return askForm("open:"), nil
		}
		return private("vite")
	})
	r.Fault("views.open", slackfake.Hang, 1500, 1)
	r.SlashCommand("alice", "helpdesk", "form")
	if a := r.SlashCommand("alice", "helpdesk", "x"); !a.OK || a.Payload == nil || a.Took > time.Second {
		t.Errorf("ack %+v", a)
	}
}
