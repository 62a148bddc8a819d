package slack

import (
	"strconv"
	"strings"
	"testing"

	"guichet/bot"
)

// The Home comes as an event of its own, its buttons tell that they stand on it, and what is
// published is shown.
func TestTheHomeIsOpenedPublishedAndClicked(t *testing.T) {
	r := connect(t)
	r.OpenHome("tessa")
	r.Await("the event", func() bool { return len(r.desk.got(bot.HomeEvent)) == 1 })
	if e := r.desk.got(bot.HomeEvent)[0]; e.By.ID != person(r.Server, "tessa") || !e.Roles.Technician || e.Where.Channel != "" {
		t.Errorf("the event is %+v", e)
	}
	m := says("bonjour")
	m.Blocks = append(m.Blocks, bot.Block{Kind: bot.Row, Buttons: []bot.Button{{Label: "Pot commun", Verb: "list:1:pool"}}})
	if err := r.a.PublishHome(t.Context(), person(r.Server, "tessa"), m); err != nil {
		t.Fatal(err)
	}
	if text, n := r.Home("tessa"); !strings.Contains(text, "bonjour") || n != 1 {
		t.Errorf("tessa sees %q, published %d times", text, n)
	}
	r.ClickHome("tessa", "Pot commun")
	r.Await("the click", func() bool { return len(r.desk.got(bot.ClickEvent)) == 1 })
	if e := r.desk.got(bot.ClickEvent)[0]; !e.Home || e.Verb != "list:1:pool" {
		t.Errorf("the click is %+v", e)
	}
}

// A Home has room for a hundred blocks, and never more.
func TestAHomeIsWithinItsLimits(t *testing.T) {
	m := bot.Message{}
	for i := range 90 {
		m.Blocks = append(m.Blocks, bot.Block{Kind: bot.Paragraph, Text: words(strings.Repeat("é", 500))},
			bot.Block{Kind: bot.Row, Buttons: []bot.Button{{Label: "Voir", Verb: "show:" + strconv.Itoa(i)}}})
	}
	if n := len(renderHome(m, directory{})); n > maxViewBlocks {
		t.Errorf("%d blocks", n)
	}
	if n := len(renderHome(bot.Message{Blocks: m.Blocks[:60]}, directory{})); n <= maxMessageBlocks {
		t.Errorf("only %d of 60 blocks", n)
	}
}
