package adaptertest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"guichet/tickets"
)

// secretActs is how many things people do in one sequence of Secrets.
const secretActs = 40

// Secrets plays sequences of acts drawn by chance, some of them while the bot is down: whatever
// the desk has not sent on purpose is read by nobody but the desk, in no counter, story or
// transcript, whatever is edited, taken back, merged or asked for. What is sent arrives.
func Secrets(t *testing.T, stages ...NewStage) {
	t.Helper()
	for _, relay := range []string{"explicit", "automatic"} {
		for seed := range uint64(2) {
			t.Run(fmt.Sprint(relay, seed), func(t *testing.T) {
				t.Parallel()
				w := newDesk(t, alwaysOpen+"\ndesk: { relay: "+relay+" }\n", stages...)
				s := &secrets{world: w, automatic: relay == "automatic", chance: rand.New(rand.NewPCG(seed, 7))} //nolint:gosec // to repeat
				s.play()
			})
		}
	}
}

// secrets is one sequence. Words that must stay hold "secret", words that are sent "public".
type secrets struct {
	*world
	chance    *rand.Rand
	automatic bool
	down      bool
	n         int

	alice, benoit, tessa, tom person
	cards, counters           []Message
	written                   []*wrote
	replies                   []string // that must have arrived
	acts                      []string
}

// wrote is a message of tessa's in a thread.
type wrote struct {
	words string
	sent  bool // on purpose, or by the desk's rule
	when  int  // the act that wrote or changed it
}

func (s *secrets) secret() string { s.n++; return fmt.Sprintf("secret%d.", s.n) }
func (s *secrets) public() string { s.n++; return fmt.Sprintf("public%d.", s.n) }

func (s *secrets) play() {
	s.tessa, s.tom = s.on(0, "tessa"), s.on(0, "tom")
	last := len(s.stages) - 1
	s.alice, s.benoit = s.on(last, "alice"), s.on(last, "benoit")
	if !s.alice.opens("imprimante bloquée") || !s.benoit.opens("plus d’imprimante") {
		s.Fatal("they cannot open")
	}
	for i, who := range []person{s.alice, s.benoit} {
		ref := fmt.Sprintf("INC-%d", i+1)
		s.cards = append(s.cards, s.tessa.card(ref, "Nouveau"))
		s.counters = append(s.counters, who.inCounter(ref, "enregistré"))
	}
	for _, n := range []string{"1", "2"} {
		s.tessa.types("note", n, Option{"text", s.secret()})
	}
	acts := []struct {
		name  string
		while bool // also while the bot is down
		do    func()
	}{
		{"tessa writes under a card", true, s.writes},
		{"tessa writes behind a lock", true, s.locks},
		{"tessa sends by ✉️", true, s.sends},
		{"tessa edits what stays", true, s.editsSecret},
		{"tessa edits what was sent", true, s.editsSent},
		{"tessa locks what was sent", true, s.locksSent},
		{"tessa takes a message back", true, s.takesBack},
		{"✉️ on what may not leave", true, s.lettersInVain},
		{"the menu on what may not leave", false, s.menuInVain},
		{"tessa notes", false, func() {
			s.tessa.stage.Types("tessa", Command{Sub: "note", Options: []Option{s.ticket(), {"text", s.secret()}}})
		}},
		{"tessa replies", false, s.reply},
		{"alice says", true, func() { s.alice.stage.Replies("alice", s.counters[0], s.public()) }},
		{"alice asks somebody in", false, func() {
			s.alice.stage.Types("alice", Command{Sub: "follow", Options: []Option{{"ticket", "1"}, {"person", "@benoit"}}})
		}},
		{"tessa merges", false, s.merges},
		{"the merge is undone", false, func() { s.presses(s.tessa, "Annuler la fusion") }},
		{"they read", false, s.read},
	}
	for i := range secretActs {
		act := acts[s.chance.IntN(len(acts))]
		if s.down && !act.while {
			continue
		}
		s.acts = append(s.acts, act.name)
		act.do()
		s.keeps()
		switch i % 13 {
		case 6:
			time.Sleep(silence) // what was written is taken: a lock that nobody saw is none
			s.acts = append(s.acts, "the power is cut")
			s.kill()
			s.down = true
		case 10:
			s.back()
		}
	}
	s.back()
	s.read()
	for _, words := range s.replies {
		s.alice.inCounter(words)
	}
	time.Sleep(settle)
	s.read()
	s.keeps()
}

// back starts the bot again. What was written meanwhile is read as it is then: a lock that is
// taken off before anybody saw it was none.
func (s *secrets) back() {
	if s.down {
		s.sends()
		s.acts = append(s.acts, "the bot is back")
		s.start()
		s.down = false
		s.alice.inCounter(s.written[len(s.written)-1].words) // it reads in order: all before is known
	}
}

// keeps fails when somebody who is not of the desk reads what was not sent.
func (s *secrets) keeps() {
	s.Helper()
	for _, who := range []person{s.alice, s.benoit} {
		for _, m := range who.stage.Sees(who.name) {
			body := m.Text
			for _, f := range m.Files {
				body += f.Body
			}
			if strings.Contains(body, "secret") {
				s.Fatalf("%s reads %s\nafter %s\n%s", who.name, show(m), strings.Join(s.acts, " · "), s.told())
			}
		}
	}
}

func (s *secrets) ticket() Option { return Option{"ticket", fmt.Sprint(1 + s.chance.IntN(2))} }

func (s *secrets) under(words string, sent bool) {
	s.acts = append(s.acts, words)
	s.tessa.stage.Replies("tessa", s.cards[0], words)
	s.written = append(s.written, &wrote{words: words, sent: sent, when: len(s.acts)})
}

// pick is a message that was written before, and that the bot has seen, by ok.
func (s *secrets) pick(ok func(*wrote) bool) *wrote {
	all := slices.DeleteFunc(slices.Clone(s.written), func(one *wrote) bool { return !ok(one) || s.down && one.when > len(s.acts)-10 })
	if len(all) == 0 {
		return nil
	}
	return all[s.chance.IntN(len(all))]
}

func (s *secrets) writes() {
	if s.automatic {
		s.under(s.public(), true)
		return
	}
	s.under(s.secret(), false)
}

func (s *secrets) locks() { s.under("🔒 "+s.secret(), false) }

func (s *secrets) sends() {
	words := s.public()
	s.under(words, true)
	s.tessa.stage.Reacts("tessa", s.tessa.own(words), "✉️", true)
}

func (s *secrets) edit(one *wrote, words string) {
	s.acts = append(s.acts, one.words+" → "+words)
	s.tessa.stage.Edits("tessa", s.tessa.own(one.words), words)
	one.words, one.when = words, len(s.acts)
}

func (s *secrets) editsSecret() {
	if one := s.pick(func(one *wrote) bool { return !one.sent }); one != nil {
		s.edit(one, s.secret()) // without its lock, if it had one
	}
}

func (s *secrets) editsSent() {
	if one := s.pick(func(one *wrote) bool { return one.sent }); one != nil {
		s.edit(one, s.public())
	}
}

func (s *secrets) locksSent() {
	if one := s.pick(func(one *wrote) bool { return one.sent }); one != nil {
		time.Sleep(silence) // so that it was sent
		s.edit(one, "🔒 "+s.secret())
		one.sent = false
	}
}

func (s *secrets) takesBack() {
	if one := s.pick(func(*wrote) bool { return true }); one != nil {
		s.tessa.stage.TakesBack("tessa", s.tessa.own(one.words))
		s.written = slices.DeleteFunc(s.written, func(other *wrote) bool { return one == other })
	}
}

// inVain are messages that cannot be sent: behind a lock, or the bot's copy of a note.
func (s *secrets) inVain() (m Message, ok bool) {
	if one := s.pick(func(one *wrote) bool { return strings.HasPrefix(one.words, "🔒") }); one != nil && s.chance.IntN(2) == 0 {
		return s.tessa.own(one.words), true
	}
	notes := s.tessa.all(func(m Message) bool { return under(s.cards[0])(m) && m.Has("secret") })
	if len(notes) == 0 {
		return m, false
	}
	return notes[s.chance.IntN(len(notes))], true
}

func (s *secrets) lettersInVain() {
	if m, ok := s.inVain(); ok {
		who := []string{"tessa", "tom"}[s.chance.IntN(2)]
		s.tessa.stage.Reacts(who, m, "✉️", true)
	}
}

func (s *secrets) menuInVain() {
	if m, ok := s.inVain(); ok {
		s.tessa.stage.Points("tessa", m, "send_to_requester")
	}
}

func (s *secrets) reply() {
	words := s.public()
	s.tessa.stage.Types("tessa", Command{Sub: "reply", Options: []Option{{"ticket", "1"}, {"text", words}}})
	s.replies = append(s.replies, words)
}

func (s *secrets) merges() {
	s.tessa.stage.Types("tessa", Command{Sub: "merge", Options: []Option{{"ticket", "2"}, {"other", "1"}}})
	s.presses(s.tessa, s.tessa.word("Fusionner", "Merge"))
}

// read is what alice and benoit can ask for of both tickets: the story, its pages, the transcript.
func (s *secrets) read() {
	for _, who := range []person{s.alice, s.benoit} {
		for _, n := range []string{"1", "2"} {
			who.stage.Types(who.name, Command{Sub: "show", Options: []Option{{"ticket", n}}})
			s.presses(who, who.word("Tout le déroulement", "Whole story"))
			s.presses(who, who.word("Transcription", "Transcript"))
		}
	}
	s.keeps()
}

// presses presses the latest button of that label on the person's screen, if there is one.
func (s *secrets) presses(who person, label string) {
	for _, m := range slices.Backward(who.all(func(m Message) bool { return slices.Contains(m.Buttons, label) })) {
		who.stage.Clicks(who.name, m, label)
		return
	}
}

// told is the journal of the first ticket, for who looks for what went wrong.
func (s *secrets) told() string {
	var out []string
	err := s.cord.View(s.Context(), func(tx tickets.Tx) error {
		rows, err := tx.Journal(s.Context(), 1)
		for _, e := range rows {
			out = append(out, fmt.Sprint(e.ID, " ", e.Kind, " ", e.Detail.Of, " ", e.Via, " ", e.Words, e.Note, " ", e.Event))
		}
		return err
	})
	if err != nil {
		s.Error(err)
	}
	return strings.Join(out, "\n")
}
