package render_test

import (
	"strings"
	"testing"

	"guichet/adapters/discord/render"
	"guichet/bot"
)

func form() bot.Form {
	return bot.Form{
		ID: "new", State: "draft-1", Title: "Nouveau ticket", Fields: []bot.Field{
			{ID: "summary", Label: "Objet", Kind: bot.LineField, Required: true, Max: 120, Value: "deux\nlignes", Hint: "En quelques mots"},
			{ID: "description", Label: "Description", Kind: bot.TextField, Max: 9000, Error: "Trop long"},
			{ID: "urgency", Label: "Urgence", Kind: bot.ChoiceField, Required: true, Value: "low", Options: []bot.Option{{Label: "Basse", Value: "low"}, {Label: "Haute", Value: "high"}}},
			{ID: "person", Label: "Bénéficiaire", Kind: bot.PersonField, Value: "discord:8"},
			{ID: "files", Label: "Pièces jointes " + strings.Repeat("x", 60), Kind: bot.FilesField},
		},
	}
}

func TestFormRendersAsBefore(t *testing.T) {
	m, err := render.Form(form())
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "form", m)
}

func TestFormIDComesBack(t *testing.T) {
	m, err := render.Form(form())
	if err != nil {
		t.Fatal(err)
	}
	if id, state := render.FormID(m.CustomID); id != "new" || state != "draft-1" {
		t.Errorf("id %q, state %q", id, state)
	}
	if id, state := render.FormID("resolve:12"); id != "resolve:12" || state != "" {
		t.Errorf("id %q, state %q", id, state)
	}
}

func TestFormsThatDiscordWouldRefuse(t *testing.T) {
	long, many, none := form(), form(), form()
	long.State = strings.Repeat("s", 100)
	many.Fields = append(many.Fields, bot.Field{ID: "x", Label: "x"})
	none.Fields = nil
	for name, f := range map[string]bot.Form{"state": long, "fields": many, "empty": none} {
		if _, err := render.Form(f); err == nil {
			t.Errorf("%s: rendered", name)
		}
	}
}

func TestChoicesAreCutTo25(t *testing.T) {
	var list []bot.Option
	for range 30 {
		list = append(list, bot.Option{Label: strings.Repeat("é", 200), Value: "1"})
	}
	got := render.Choices(append([]bot.Option{{Label: "x", Value: strings.Repeat("v", 101)}}, list...))
	if len(got) != 25 || len([]rune(got[0].Name)) != 100 {
		t.Errorf("%d choices, %d characters", len(got), len([]rune(got[0].Name)))
	}
}
