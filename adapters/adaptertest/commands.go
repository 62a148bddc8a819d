package adaptertest

import (
	"errors"
	"strings"
	"time"

	"guichet/bot"
	"guichet/bot/speech"
)

var commandTests = []test{
	{"ACommandTellsWhoAndWhat", func(r *rig) {
		for who, tech := range map[string]bool{"alice": false, "tessa": true} {
			r.desk.forget()
			r.Types(who, Command{Sub: "assign", Options: []Option{{"ticket", "12"}, {"person", "@tom"}}})
			e := r.desk.last(r, bot.CommandEvent, 1)
			want := r.Person(who)
			if e.Space != r.a.Space() || e.Name != "ticket" || e.Key == "" || e.By.ID != want.ID || e.By.Name == "" {
				r.Errorf("the event of %s is %+v", who, e)
			}
			if speech.LocaleOf(e.By.Locale, "") != speech.LocaleOf(want.Locale, "") {
				r.Errorf("%s speaks %q, the event says %q", who, want.Locale, e.By.Locale)
			}
			if e.Roles.Technician != tech || e.Where.Channel == "" || e.Where.Space != r.a.Space() || time.Since(e.At).Abs() > patience {
				r.Errorf("the event of %s: roles %+v, where %+v, at %v", who, e.Roles, e.Where, e.At)
			}
			tom := string(r.Person("tom").ID)
			native := e.Sub == "assign" && e.Args["ticket"] == "12" && e.Args["person"] == tom && e.Words == ""
			typed := e.Sub == "" && e.Words == "assign 12 <@"+tom+">"
			if !native && !typed {
				r.Errorf("the command came as %q %v %q", e.Sub, e.Args, e.Words)
			}
		}
	}},
	{"WordsComeAsTheyWereTyped", func(r *rig) {
		for _, w := range hostile {
			w = strings.TrimSpace(strings.ReplaceAll(w, "\x00", "")) // no client sends these
			if w == "" || len([]rune(w)) > 1000 {
				continue
			}
			r.desk.forget()
			r.Types("alice", Command{Sub: "note", Options: []Option{{"ticket", "12"}, {"text", w}}})
			e := r.desk.last(r, bot.CommandEvent, 1)
			if e.Args["text"] != w && e.Words != "note 12 "+w {
				r.Errorf("%q came as %q %q", w, e.Args["text"], e.Words)
			}
		}
	}},
	{"APrivateAnswerReachesOnlyWhoAsked", func(r *rig) {
		m := says("pour vous seule", "Voir=show:12")
		r.desk.privately(m)
		if got := r.Types("alice", Command{Sub: "list"}); !got.Taken {
			r.Error("the command is not answered in time")
		}
		if answer := r.finds("alice", "pour vous seule"); !answer.Only || len(answer.Buttons) != 1 {
			r.Errorf("the answer is %+v", answer)
		}
		r.onlySees("pour vous seule", "alice")
	}},
	{"ALongAnswerIsShown", func(r *rig) {
		m := bot.Message{}
		for range 12 {
			m.Blocks = append(m.Blocks, bot.Block{Kind: bot.Paragraph, Text: words(strings.Repeat("é\" <&> ", 100))})
		}
		m.Blocks = append([]bot.Block{{Kind: bot.Paragraph, Text: words("le début")}}, m.Blocks...)
		r.desk.privately(m)
		r.Types("alice", Command{Sub: "list"})
		r.finds("alice", "le début")
	}},
	{"NoAnswerIsNoError", func(r *rig) {
		if got := r.Types("alice", Command{Sub: "list"}); !got.Taken {
			r.Error("a command that has no answer is not acknowledged")
		}
	}},
	{"AFailureIsToldInTheirLanguage", func(r *rig) {
		r.desk.answers(func(bot.Event) (bot.Answer, error) { return bot.Answer{}, errors.New("secret detail") })
		for who, word := range map[string]string{"alice": "notre côté", "bob": "our side"} {
			r.Types(who, Command{Sub: "list"})
			if m := r.finds(who, word); m.Has("secret detail") || !m.Only {
				r.Errorf("%s is told %+v", who, m)
			}
		}
	}},
	{"ASlowDeskIsWaitedFor", func(r *rig) {
		m := says("enfin")
		r.desk.answers(func(bot.Event) (bot.Answer, error) {
			time.Sleep(2500 * time.Millisecond) // platforms wait 3 s, and the answer has to travel
			return bot.Answer{Private: &m}, nil
		})
		if got := r.Types("alice", Command{Sub: "list"}); !got.Taken {
			r.Error("the platform's patience is over before the slow answer")
		}
		r.finds("alice", "enfin")
		r.onlySees("enfin", "alice")
	}},
}
