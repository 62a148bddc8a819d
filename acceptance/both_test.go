package acceptance

import (
	"net/http"
	"testing"
	"time"

	"guichet/acceptance/stage"
)

// One desk on two platforms: opened on Discord, claimed on Slack.
func TestBothPlatforms(t *testing.T) {
	t.Parallel()
	on(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		alice, there, here := w.OnDiscord("alice"), w.OnDiscord("tom"), w.OnSlack("tessa")
		alice.Opens(stage.Opening{Summary: "imprimante bloquée", Urgency: "high"})
		onSlack := here.SeesCard("INC-1", "Nouveau", "imprimante bloquée", alice.FullName())
		onDiscord := there.SeesCard("INC-1", "Nouveau", "imprimante bloquée")

		here.Reacts(onSlack, "👀")
		here.SeesCard("INC-1", "Pris en charge", here.FullName())
		there.SeesCard("INC-1", "Pris en charge", here.FullName())
		alice.SeesInCounter("INC-1", here.FullName())

		// Who reaches for it on the other platform is told.
		there.Reacts(onDiscord, "👀")
		there.IsWhispered(onDiscord, here.FullName())

		here.Types(stage.Command{Name: "contact", Ticket: "1"})
		there.SeesCard("INC-1", "En cours")
		fill(w, here, here.Types(stage.Command{Name: "resolve", Ticket: "1"}), map[string]any{"Solution": "bac rechargé"})
		ask := alice.SeesInCounter("bac rechargé")
		alice.Clicks(ask, "Valider")
		here.SeesCard("INC-1", "Clos")
		there.SeesCard("INC-1", "Clos")
		seesSurvey(w, alice)

		// One sequence for the desk, and the other way round.
		bob := w.OnSlack("bob")
		bob.Opens(stage.Opening{Summary: "no sound"})
		there.SeesCard("INC-2", "no sound")
		there.Types(stage.Command{Name: "claim", Ticket: "2"})
		here.SeesCard("INC-2", "Pris en charge", there.FullName())
		bob.SeesInCounter("INC-2", there.FullName())
		for _, who := range []stage.Person{here, there} {
			for _, ref := range []string{"INC-1", "INC-2"} {
				if n := len(who.Cards(ref)); n != 1 {
					w.T.Errorf("%d cards of %s in one pool channel:\n%s", n, ref, stage.Show(who.Pool()))
				}
			}
		}
	}, stage.Slack, stage.Discord)
}

// Slack withdraws the bot's token: Discord goes on, and the operator is told.
func TestRevokedTokenStopsOnePlatform(t *testing.T) {
	t.Parallel()
	on(t, stage.Script{Config: alwaysOpen, Allowed: append([]string{"not_authed"}, cutOff...)}, func(w *stage.World) {
		slack := w.OnSlack("alice")
		slack.Opens(stage.Opening{Summary: "avant"})
		w.OnSlack("tessa").SeesCard("INC-1")
		for _, f := range []stage.Fault{{"kind": "revoke_token"}, {"kind": "socket_drop"}} {
			if err := w.Chats()[0].Fault(f); err != nil {
				w.T.Fatal(err)
			}
		}
		alice, tom := w.OnDiscord("alice"), w.OnDiscord("tom")
		alice.Opens(stage.Opening{Summary: "après"})
		tom.SeesCard("INC-2", "après")
		alice.SeesInCounter("INC-2")
		w.Eventually("/readyz says that not all platforms are well", 15*time.Second, func() bool {
			code, _, err := w.Bot.Get("/readyz")
			return err == nil && code == http.StatusServiceUnavailable
		}, w.Bot.Log)
		if code, _, err := w.Bot.Get("/healthz"); err != nil || code != http.StatusOK {
			w.T.Errorf("/healthz says %d, %v", code, err)
		}
		time.Sleep(2 * time.Second)
		tom.Types(stage.Command{Name: "claim", Ticket: "2"})
		tom.SeesCard("INC-2", "Pris en charge", tom.FullName())
		if !contains(w.Bot.WholeLog(), "revoked") {
			w.T.Errorf("the log does not say that the token was revoked:\n%s", w.Bot.Log())
		}
		wantNoSecrets(w)
	}, stage.Slack, stage.Discord)
}
