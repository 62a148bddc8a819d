package discord_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"guichet/adapters/discord/discordfake"
	"guichet/bot"
)

func TestCommandTellsWhoWhatAndTheirRoles(t *testing.T) {
	w := start(t, discordfake.Options{}, channels)
	reply := says("Voici")
	w.desk.answers(func(context.Context, bot.Event) (bot.Answer, error) { return bot.Answer{Private: &reply}, nil })
	i := w.Command("tessa", "helpdesk-team", "assign", map[string]string{"ticket": "12", "person": "@tom", "file": "file:a.txt"})
	if i.Type != 4 || i.Text() != "Voici" || i.Message.Ephemeral != w.UserID("tessa") {
		t.Errorf("answer %+v", i)
	}
	e := w.desk.of(bot.CommandEvent)[0]
	if e.Name != "ticket" || e.Sub != "assign" || e.Args["ticket"] != "12" || e.Args["person"] != string(w.user("tom")) {
		t.Errorf("event %+v", e)
	}
	if len(e.Files) != 1 || e.Files[0].Name != "a.txt" {
		t.Errorf("files %+v", e.Files)
	}
	if e.By.ID != w.user("tessa") || e.By.Name != "Tessa Tech" || e.By.Locale != "en-US" || e.Key == "" || time.Since(e.At).Abs() > time.Minute {
		t.Errorf("by %+v, key %q, at %v", e.By, e.Key, e.At)
	}
	if !e.Roles.Technician || e.Roles.Manager || e.Roles.Admin || e.Roles.Guest {
		t.Errorf("roles %+v", e.Roles)
	}
}

func TestRolesOfEachKindOfPerson(t *testing.T) {
	space := channels
	space.Admins, space.Technicians = []string{"@bob"}, []string{"role:Manager"}
	w := start(t, discordfake.Options{}, space)
	for name, want := range map[string]string{
		"alice": "", "tessa": "T", "marie": "TM", "adam": "A", "bob": "A", "zoe": "G",
	} {
		w.Command(name, "@dm", "help", nil)
		events := w.desk.of(bot.CommandEvent)
		r, got := events[len(events)-1].Roles, ""
		for letter, has := range map[string]bool{"T": r.Technician, "M": r.Manager, "A": r.Admin, "G": r.Guest} {
			if has {
				got += letter
			}
		}
		if len(got) != len(want) || strings.Trim(want, got) != "" && got != "" {
			t.Errorf("%s has %q, not %q", name, got, want)
		}
	}
}

func TestFormIsOpenedFilledAndComesBack(t *testing.T) {
	w := start(t, discordfake.Options{}, channels)
	w.desk.answers(func(_ context.Context, e bot.Event) (bot.Answer, error) {
		if e.Kind == bot.SubmitEvent {
			done := says("Enregistré")
			return bot.Answer{Private: &done}, nil
		}
		return bot.Answer{Form: &bot.Form{ID: "new", State: "d1", Title: "Nouveau", Fields: []bot.Field{
			{ID: "summary", Label: "Objet", Required: true},
			{ID: "urgency", Label: "Urgence", Kind: bot.ChoiceField, Value: "low", Options: []bot.Option{{Label: "Basse", Value: "low"}}},
			{ID: "person", Label: "Bénéficiaire", Kind: bot.PersonField},
			{ID: "files", Label: "Fichiers", Kind: bot.FilesField},
		}}}, nil
	})
	if i := w.Command("alice", "helpdesk", "new", nil); i.Modal["title"] != "Nouveau" {
		t.Fatalf("no form: %+v", i)
	}
	if i := w.Submit("alice", map[string]string{"summary": "Panne", "person": "@benoit", "files": "file:p.png"}); i.Text() != "Enregistré" {
		t.Fatalf("no answer: %+v", i)
	}
	e := w.desk.of(bot.SubmitEvent)[0]
	if e.Verb != "new" || e.State != "d1" || e.Values["summary"] != "Panne" || e.Values["urgency"] != "low" ||
		e.Values["person"] != string(w.user("benoit")) || len(e.Files) != 1 || e.Files[0].Name != "p.png" {
		t.Errorf("event %+v", e)
	}
}

func TestClicksMenusCompletionAndContextMenu(t *testing.T) {
	w := start(t, discordfake.Options{}, channels)
	card := w.card(t)
	if i := w.Click("tessa", "helpdesk-team", "claim:12"); i.Type != 6 {
		t.Errorf("a silent click is answered with %d", i.Type)
	}
	e := w.desk.of(bot.ClickEvent)[0]
	if e.Verb != "claim:12" || e.Where != card {
		t.Errorf("event %+v", e)
	}
	w.desk.answers(func(_ context.Context, e bot.Event) (bot.Answer, error) {
		replaced, private := says("Merci"), says("noté")
		return bot.Answer{Replace: &replaced, Private: &private, Choices: []bot.Option{{Label: "INC-12", Value: "12"}}}, nil
	})
	if i := w.Click("tessa", "helpdesk-team", "claim:12"); i.Type != 7 || i.Text() != "Merci" {
		t.Errorf("replacing: %+v", i)
	}
	eventually(t, func() bool { return len(w.Calls(http.MethodPost, "/webhooks/")) == 1 })
	if i := w.Complete("tessa", "helpdesk-team", "show", "ticket", "im"); len(i.Choices) != 1 {
		t.Errorf("completion: %+v", i)
	}
	if e := w.desk.of(bot.CompletionEvent)[0]; e.Sub != "show" || e.Focus != "ticket" || e.Words != "im" {
		t.Errorf("event %+v", e)
	}
	said := w.Message("tom", "general", "à <@"+w.UserID("alice")+">")
	w.Menu("tessa", "general", "Send to requester", said)
	m := w.desk.wait(t, bot.ShortcutEvent, 1)[0]
	if m.Name != "send_to_requester" || m.Target == nil || m.Target.Text != "à <@"+string(w.user("alice"))+">" || m.Target.By != w.user("tom") {
		t.Errorf("event %+v, target %+v", m, m.Target)
	}
}

func TestFailuresAreSaidInThePersonsLanguage(t *testing.T) {
	w := start(t, discordfake.Options{}, channels)
	w.desk.answers(func(context.Context, bot.Event) (bot.Answer, error) { return bot.Answer{}, errors.New("secret cause") })
	fr, en := w.Command("alice", "helpdesk", "list", nil), w.Command("bob", "helpdesk", "list", nil)
	if !strings.Contains(fr.Text(), "référence") || !strings.Contains(en.Text(), "reference") || strings.Contains(fr.Text()+en.Text(), "secret") {
		t.Errorf("%q, %q", fr.Text(), en.Text())
	}
	if i := w.Complete("alice", "helpdesk", "show", "ticket", ""); i.Type != 8 {
		t.Errorf("a failed completion is empty, not %d", i.Type)
	}
}

func TestSlowDeskPromisesAnAnswerAndGivesIt(t *testing.T) {
	w := start(t, discordfake.Options{}, channels)
	w.desk.answers(func(context.Context, bot.Event) (bot.Answer, error) {
		time.Sleep(2300 * time.Millisecond)
		late := says("enfin")
		return bot.Answer{Private: &late}, nil
	})
	i := w.Command("alice", "helpdesk", "list", nil)
	if i.Type != 5 || i.Message.Ephemeral == "" {
		t.Fatalf("promised with %+v", i)
	}
	eventually(t, func() bool {
		all := w.Messages("helpdesk", "alice")
		return all[len(all)-1].Content() == "enfin"
	})
}

func TestLostAnswerIsTriedOnceMore(t *testing.T) {
	w := start(t, discordfake.Options{}, channels)
	w.Fail(discordfake.Fault{Path: "/callback", Status: 503})
	if i := w.Command("alice", "helpdesk", "help", nil); i.Type != 4 {
		t.Errorf("after a 503: %+v", i)
	}
	w.Fail(discordfake.Fault{Path: "/callback", Reset: true})
	if i := w.Command("alice", "helpdesk", "help", nil); i.Type != 4 {
		t.Errorf("after a reset: %+v", i)
	}
	eventually(t, func() bool { return len(w.Calls(http.MethodPost, "/callback")) == 4 })
	if c := w.Calls(http.MethodPost, "/callback")[3]; c.Status != 400 {
		t.Errorf("the second try learns that the first arrived, not %d", c.Status)
	}
}

func TestMalformedInteractionIsAnsweredAndSkipped(t *testing.T) {
	w := start(t, discordfake.Options{}, channels)
	w.Send("INTERACTION_CREATE", discordfake.M{"id": "1", "token": "broken", "type": "two", "locale": "fr"})
	w.Send("MESSAGE_REACTION_ADD", discordfake.M{"user_id": 12})
	eventually(t, func() bool { return len(w.Calls(http.MethodPost, "/interactions/1/broken/callback")) == 1 })
	if i := w.Command("alice", "helpdesk", "help", nil); i.Failed() {
		t.Error("the adapter no longer answers")
	}
}

func TestOnePersonsInteractionsStayInOrder(t *testing.T) {
	w := start(t, discordfake.Options{}, channels)
	first := make(chan struct{})
	w.desk.answers(func(_ context.Context, e bot.Event) (bot.Answer, error) {
		if e.Sub == "list" {
			<-first
		}
		return bot.Answer{}, nil
	})
	done := make(chan struct{})
	go func() { w.Command("alice", "helpdesk", "list", nil); done <- struct{}{} }()
	w.desk.wait(t, bot.CommandEvent, 1)
	go func() { w.Command("alice", "helpdesk", "help", nil); done <- struct{}{} }()
	if i := w.Command("bob", "helpdesk", "help", nil); i.Failed() {
		t.Error("bob waits for alice")
	}
	for _, e := range w.desk.of(bot.CommandEvent) {
		if e.By.ID == w.user("alice") && e.Sub == "help" {
			t.Error("alice's second command was handled beside her first")
		}
	}
	close(first)
	<-done
	<-done
}
