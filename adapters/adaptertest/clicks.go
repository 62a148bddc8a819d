package adaptertest

import (
	"slices"

	"guichet/bot"
	"guichet/tickets"
)

var clickTests = []test{
	{"AClickTellsItsVerb", func(r *rig) {
		ref := r.post(r.in(tickets.PlacePool), card(r.a.Space(), "Nouveau"))
		m := r.see("tessa", ref)
		if !r.Clicks("tessa", m, "Prendre en charge").Taken {
			r.Error("the click is not acknowledged")
		}
		e := r.desk.last(r, bot.ClickEvent, 1)
		if e.Verb != "claim:12" || e.By.ID != r.Person("tessa").ID || !e.Roles.Technician || e.Key == "" {
			r.Errorf("the click is %+v", e)
		}
		if e.Where.Channel != ref.Channel || e.Where.Message != ref.Message || e.Where.Space != r.a.Space() {
			r.Errorf("the click is on %+v, want %+v", e.Where, ref)
		}
		r.Clicks("tom", m, "Escalader")
		if e := r.desk.last(r, bot.ClickEvent, 2); e.Verb != "do:12:escalate" || e.By.ID != r.Person("tom").ID {
			r.Errorf("the choice is %+v", e)
		}
	}},
	{"AButtonWorksAfterARestart", func(r *rig) {
		ref := r.post(r.in(tickets.PlacePool), card(r.a.Space(), "Nouveau"))
		r.stop()
		r.start()
		r.Clicks("tessa", r.see("tessa", ref), "Prendre en charge")
		if e := r.desk.last(r, bot.ClickEvent, 1); e.Verb != "claim:12" {
			r.Errorf("the click is %+v", e)
		}
	}},
	{"AClickIsAnsweredPrivately", func(r *rig) {
		ref := r.post(r.in(tickets.PlacePool), card(r.a.Space(), "Nouveau"))
		r.desk.privately(says("à vous"))
		r.Clicks("tessa", r.see("tessa", ref), "Prendre en charge")
		r.finds("tessa", "à vous")
		r.onlySees("à vous", "tessa")
		if now := r.see("tom", ref); !now.Has("Nouveau") {
			r.Errorf("the card became %+v", now)
		}
	}},
	{"AClickReplacesItsMessage", func(r *rig) {
		ref := r.post(r.in(tickets.PlacePool), says("avant", "Suite=next:1"))
		after := says("après", "Fin=end:1")
		r.desk.answers(func(bot.Event) (bot.Answer, error) { return bot.Answer{Replace: &after}, nil })
		r.Clicks("tessa", r.see("tessa", ref), "Suite")
		until(r, "the message to change", func() bool { return r.see("tom", ref).Has("après") })
		if now := r.see("tom", ref); now.Has("avant") || !slices.Equal(now.Buttons, []string{"Fin"}) {
			r.Errorf("the message became %+v", now)
		}
	}},
	{"APrivateMessageIsReplacedToo", func(r *rig) {
		r.desk.privately(says("page un", "Suivant=list:2"))
		r.Types("alice", Command{Sub: "list"})
		m := r.finds("alice", "page un")
		after := says("page deux", "Précédent=list:1")
		r.desk.answers(func(bot.Event) (bot.Answer, error) { return bot.Answer{Replace: &after}, nil })
		r.Clicks("alice", m, "Suivant")
		now := r.finds("alice", "page deux")
		if len(r.having("alice", "page un")) > 0 || !now.Only {
			r.Errorf("after the click alice sees %+v", r.Sees("alice"))
		}
		r.onlySees("page deux", "alice")
	}},
	{"AClickOpensAForm", func(r *rig) {
		ref := r.post(r.in(tickets.PlacePool), card(r.a.Space(), "Nouveau"))
		r.desk.opens(form(r.fields()[0]))
		r.Clicks("tessa", r.see("tessa", ref), "Prendre en charge")
		until(r, "the form", func() bool { return r.Form("tessa") != nil })
		r.desk.answers(nil)
		r.Fills("tessa", map[string]string{"Objet": "autre"})
		e := r.desk.last(r, bot.SubmitEvent, 1)
		if e.Values["summary"] != "autre" || e.By.ID != r.Person("tessa").ID || !e.Roles.Technician {
			r.Errorf("the form comes back as %+v", e)
		}
		if e.Where.Channel != ref.Channel {
			r.Errorf("the form was asked for in %+v, want %s", e.Where, ref.Channel)
		}
	}},
}
