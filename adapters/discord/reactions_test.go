package discord_test

import (
	"testing"

	"guichet/adapters/discord/discordfake"
	"guichet/bot"
	"guichet/tickets"
)

func TestReactionsByTheirPlainNames(t *testing.T) {
	w := start(t, discordfake.Options{}, channels)
	card := w.card(t)
	for i, c := range []struct{ emoji, name string }{
		{"👀", "eyes"},
		{"⏸️", "double_vertical_bar"},
		{"⬆️", "arrow_up"},
		{"✅", "white_check_mark"},
		{"🚨", "rotating_light"},
		{"✋🏽", "hand"},
		{"✉️", "email"},
		{"📧", "email"},
	} {
		w.React("tom", "helpdesk-team", card.Message, c.emoji)
		e := w.desk.wait(t, bot.ReactionEvent, i+1)[i]
		if e.Name != c.name || !e.On || e.Where != card || e.By.ID != w.user("tom") || e.By.Name != "Tom Tech" || !e.Roles.Technician {
			t.Errorf("%s: %+v", c.emoji, e)
		}
	}
	w.React("tom", "helpdesk-team", card.Message, "🍕")
	w.Unreact("tom", "helpdesk-team", card.Message, "👀")
	if e := w.desk.wait(t, bot.ReactionEvent, 9)[8]; e.Name != "eyes" || e.On || !e.Roles.Technician {
		t.Errorf("taken off: %+v", e)
	}
}

func TestReactionsElsewhereAndClearedOnes(t *testing.T) {
	w := start(t, discordfake.Options{}, channels)
	card := w.card(t)
	other := w.Message("bob", "general", "bonjour")
	w.React("bob", "general", other, "👀")
	w.React("zoe", "helpdesk-team", card.Message, "👀")
	w.Unreact("zoe", "helpdesk-team", card.Message, "👀")
	events := w.desk.wait(t, bot.ReactionEvent, 2)
	if len(events) != 2 || events[1].By.ID != w.user("zoe") || !events[1].Roles.Guest {
		t.Errorf("events %+v", events)
	}
	w.ClearReactions("helpdesk-team", card.Message)
	if e := w.desk.wait(t, bot.ConnectedEvent, 2)[1]; e.Where != card {
		t.Errorf("a cleared card is to be read again: %+v", e)
	}
}

func TestReactionsAreReadBack(t *testing.T) {
	w := start(t, discordfake.Options{}, channels)
	card := w.card(t)
	w.React("tom", "helpdesk-team", card.Message, "✋")
	w.React("alice", "helpdesk-team", card.Message, "✋🏿")
	w.React("tessa", "helpdesk-team", card.Message, "👀")
	w.React("tessa", "helpdesk-team", card.Message, "✅")
	got, err := w.adapter.Reactions(t.Context(), card, []string{"eyes", "hand"})
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || len(got["hand"]) != 2 || len(got["eyes"]) != 1 || got["eyes"][0] != w.user("tessa") {
		t.Errorf("reactions %v", got)
	}
	key, ticket, ok, err := w.adapter.Identify(t.Context(), card)
	if key != "" || ticket != 12 || !ok || err != nil {
		t.Errorf("identified as %q, %d, %v, %v", key, ticket, ok, err)
	}
	said := w.Message("tom", "helpdesk-team", "moi")
	if _, _, ok, err := w.adapter.Identify(t.Context(), tickets.MessageRef{Channel: card.Channel, Message: said}); ok || err != nil {
		t.Errorf("a person's message is ours: %v, %v", ok, err)
	}
}
