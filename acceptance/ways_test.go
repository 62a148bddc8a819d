package acceptance

import (
	"strings"
	"testing"
	"time"

	"guichet/acceptance/stage"
)

// A technician makes a ticket of somebody's message: its author is the beneficiary and is told,
// and the card leads to the message. On Discord a menu on the person does as well.
func TestATicketFromAMessage(t *testing.T) {
	t.Parallel()
	onEach(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, tessa := w.Person("alice"), w.Person("tessa")
		m := alice.Writes("helpdesk", "Le VPN ne répond plus\ndepuis ce matin @everyone")
		r := tessa.Points(m, tessa.Word("Ouvrir un ticket", "Open a ticket"))
		if r.Form == nil {
			w.T.Fatalf("no form: %+v", r)
		}
		tessa.FillsAll(map[string]any{tessa.Word("Objet", "Summary"): "VPN en panne"})
		card := tessa.SeesCard("INC-1", "VPN en panne", "depuis ce matin", alice.FullName())
		if !strings.Contains(string(card.Raw), m.ID) && !strings.Contains(string(card.Raw), "p"+strings.ReplaceAll(m.ID, ".", "")) {
			w.T.Errorf("the card does not lead to the message %s: %s", m.ID, card.Raw)
		}
		if len(card.Pinged) > 0 {
			w.T.Errorf("the card pings %q", card.Pinged)
		}
		alice.SeesInCounter("INC-1", "VPN en panne")

		if w.Chat().Name() != "discord" {
			return
		}
		if r := tessa.PointsAt("alice", tessa.Word("Ouvrir un ticket pour", "Open a ticket for")); r.Form == nil {
			w.T.Fatalf("the menu on a person brings no form: %+v", r)
		}
		tessa.FillsAll(map[string]any{tessa.Word("Objet", "Summary"): "badge perdu"})
		tessa.SeesCard("INC-2", "badge perdu", alice.FullName())
		alice.SeesInCounter("INC-2", "badge perdu")
	})
}

// 🎫 makes a ticket at once: by a technician or the author, once for a message, also when it was
// put while the bot was down; others are told no. The channel sees the number only.
func TestATicketByReaction(t *testing.T) {
	t.Parallel()
	onEach(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, bob, tessa, tom := w.Person("alice"), w.Person("bob"), w.Person("tessa"), w.Person("tom")
		m := alice.Writes("helpdesk", "l’imprimante du 3e est bloquée")
		if strings.HasSuffix(w.T.Name(), stage.DiscordBare) { // no message can be read: they are told the other way
			tessa.Reacts(m, "🎫")
			tessa.IsWhispered(m, "menu")
			return
		}
		bob.Reacts(m, "🎫")
		together(func() { tessa.Reacts(m, "🎫") }, func() { tom.Reacts(m, "🎫") })
		tessa.TakesOff(m, "🎫")
		tessa.Reacts(m, "🎫")
		tessa.SeesCard("INC-1", "l’imprimante du 3e est bloquée", "Moyenne")
		alice.SeesInCounter("INC-1", "imprimante")
		numbers := func() (out []stage.Message) {
			all := bob.Channel("helpdesk")
			if m.Thread == "" {
				m = bob.Again(m)
			}
			under, err := w.Chat().Thread("bob", m)
			if err == nil {
				all = append(all, under...)
			}
			seen := map[string]bool{}
			for _, one := range all {
				if one.FromBot && one.Has("INC-1") && !seen[one.ID] {
					seen[one.ID] = true
					out = append(out, one)
				}
			}
			return out
		}
		w.Eventually("the number in the channel", 10*time.Second, func() bool { return len(numbers()) == 1 }, func() string { return stage.Show(bob.Channel("helpdesk")) })
		if n := numbers()[0]; n.Has("imprimante") || len(n.Text) > len("INC-1")+10 {
			w.T.Errorf("the channel sees more than the number: %s", n)
		}
		own := bob.Writes("helpdesk", "my keyboard is dead")
		bob.Reacts(own, "🎫")
		tessa.SeesCard("INC-2", "my keyboard is dead")

		down := alice.Writes("helpdesk", "le wifi est coupé")
		time.Sleep(time.Second) // the bot notes what is there
		w.Bot.Kill()
		tessa.Reacts(down, "🎫")
		w.Wake()
		tessa.SeesCard("INC-3", "le wifi est coupé")
		w.KillAndWake()
		time.Sleep(2 * time.Second)
		if all := cardsOf(tessa, "INC-4"); len(all) > 0 {
			w.T.Errorf("one 🎫 made two tickets: %s", stage.Show(all))
		}
		if n := len(numbers()); n != 1 {
			w.T.Errorf("the number stands %d times", n)
		}
	})
}

func cardsOf(who stage.Person, ref string) (out []stage.Message) {
	for _, m := range who.Pool() {
		if m.FromBot && m.Has(ref) {
			out = append(out, m)
		}
	}
	return out
}

// Words to the bot alone become a ticket at a few taps, with the bot killed in the middle; the
// same words by the form within a minute are the same ticket.
func TestATicketByDirectMessage(t *testing.T) {
	t.Parallel()
	onEach(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, tessa := w.Person("alice"), w.Person("tessa")
		alice.WritesToBot("Mon écran reste noir")
		alice.Clicks(alice.SeesInCounter("Mon écran reste noir"), "Ouvrir un ticket")
		kind := alice.SeesInCounter("panne")
		w.KillAndWake()
		alice.Clicks(alice.Again(kind), "Incident")
		urgency := alice.SeesInCounter("urgent")
		w.KillAndWake()
		alice.Clicks(alice.Again(urgency), "Haute")
		tessa.SeesCard("INC-1", "Mon écran reste noir", "Haute")
		alice.SeesInCounter("INC-1", "Mon écran reste noir")

		alice.StartsTicket(stage.Opening{Summary: "Mon écran reste noir"})
		alice.Submits(alice.Filled(stage.Opening{Summary: "Mon écran reste noir"}))
		time.Sleep(1500 * time.Millisecond)
		if all := cardsOf(tessa, "INC-2"); len(all) > 0 {
			w.T.Errorf("the same words by two ways made two tickets: %s", stage.Show(all))
		}
	})
}
