package adaptertest

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// person is somebody in a story.
type person struct {
	Profile
	w     *world
	stage Stage
	name  string
}

// word chooses the French or the English word, by the person's language.
func (p person) word(fr, en string) string {
	if strings.HasPrefix(p.Locale, "fr") {
		return fr
	}
	return en
}

// types types a sub-command about a ticket.
func (p person) types(sub, ticket string, more ...Option) {
	p.w.Helper()
	options := more
	if ticket != "" {
		options = append([]Option{{"ticket", ticket}}, more...)
	}
	if !p.stage.Types(p.name, Command{Sub: sub, Options: options}).Taken {
		p.w.Errorf("%s types %s %s and gets no answer", p.name, sub, ticket)
	}
}

// begins types the command for a new ticket and waits for its form. Options count where the
// platform has them.
func (p person) begins(words string, options ...Option) *Form {
	p.w.Helper()
	p.stage.Types(p.name, Command{Sub: "new", Words: words, Options: options})
	return p.form()
}

// form waits for a form on the screen.
func (p person) form() *Form {
	p.w.Helper()
	until(p.w, "a form for "+p.name, func() bool { return p.stage.Form(p.name) != nil })
	return p.stage.Form(p.name)
}

// fills fills what the form has of these fields, and sends it.
func (p person) fills(values map[string]string) Reply {
	p.w.Helper()
	f := p.form()
	these := map[string]string{}
	for label, v := range values {
		if _, ok := f.Field(label); ok {
			these[label] = v
		}
	}
	if len(these) == 0 {
		p.w.Fatalf("%s finds none of %v on %+v", p.name, values, f)
	}
	return p.stage.Fills(p.name, these)
}

// opens opens a ticket, and tells whether the bot accepted it: the form closed without an
// error or an apology.
func (p person) opens(summary string) bool {
	before := len(p.apologies())
	if !p.stage.Types(p.name, Command{Sub: "new", Words: summary}).Taken {
		return false
	}
	for end := time.Now().Add(time.Second); p.stage.Form(p.name) == nil; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) || len(p.apologies()) > before {
			return false
		}
	}
	r := p.stage.Fills(p.name, map[string]string{p.word("Objet", "Summary"): summary})
	return r.Taken && len(r.Errors) == 0 && len(p.apologies()) == before
}

// apologies are the private sentences that speak of a fault on the bot's side.
func (p person) apologies() []Message {
	return p.all(func(m Message) bool { return m.Only && m.Has(p.word("de notre côté", "on our side")) })
}

// clicks presses a button of a message, as it stands now.
func (p person) clicks(m Message, label string) {
	p.w.Helper()
	now := p.again(m)
	if !slices.Contains(slices.Concat(now.Buttons, now.Options), label) {
		p.w.Fatalf("%s sees no button %q in %s", p.name, label, show(now))
	}
	if !p.stage.Clicks(p.name, now, label).Taken {
		p.w.Errorf("%s presses %q and nothing answers", p.name, label)
	}
}

// again is a message as it stands now.
func (p person) again(m Message) Message {
	p.w.Helper()
	for _, one := range p.stage.Sees(p.name) {
		if one.Ref.Channel == m.Ref.Channel && one.Ref.Message == m.Ref.Message {
			return one
		}
	}
	p.w.Fatalf("%s no longer sees %s", p.name, show(m))
	return m
}

// all are the bot's messages that the person sees and that ok accepts.
func (p person) all(ok func(Message) bool) []Message {
	return slices.DeleteFunc(p.stage.Sees(p.name), func(m Message) bool { return !m.Bot || !ok(m) })
}

// sees waits for a message that ok accepts and that says these words, and returns the last.
func (p person) sees(what string, ok func(Message) bool, words ...string) (found Message) {
	p.w.Helper()
	p.w.Logf("%s waits for %s: %q", p.name, what, words)
	until(p.w, fmt.Sprintf("%s to see %s: %q", p.name, what, words), func() bool {
		all := p.all(func(m Message) bool { return ok(m) && m.Has(words...) })
		if len(all) > 0 {
			found = all[len(all)-1]
		}
		return len(all) > 0
	})
	return found
}

// isCard tells whether a message is the card of a ticket.
func isCard(ref string) func(Message) bool {
	return func(m Message) bool {
		return m.In == Pool && m.Under == "" && !m.Only && strings.HasPrefix(m.Text, ref+" ·")
	}
}

// cards are the tickets whose cards the person sees, in the order of the channel.
func (p person) cards() (refs []string) {
	for _, m := range p.all(func(m Message) bool { return m.In == Pool && m.Under == "" && !m.Only }) {
		ref, _, _ := strings.Cut(m.Text, " ")
		refs = append(refs, ref)
	}
	return refs
}

// card waits until the ticket's card says these words.
func (p person) card(ref string, words ...string) Message {
	p.w.Helper()
	return p.sees("the card of "+ref, isCard(ref), words...)
}

// told waits until the bot has said these words in private: in the counter, or by a whisper.
func (p person) told(words ...string) Message {
	p.w.Helper()
	return p.sees("in private", func(m Message) bool { return m.Private || m.Only }, words...)
}

// inCounter waits until the bot has said these words in a private conversation.
func (p person) inCounter(words ...string) Message {
	p.w.Helper()
	return p.sees("in the counter", func(m Message) bool { return m.Private && !m.Only }, words...)
}

// thread waits until these words stand under a card.
func (p person) thread(card Message, words ...string) Message {
	p.w.Helper()
	return p.sees("in the thread", under(card), words...)
}

func under(card Message) func(Message) bool {
	return func(m Message) bool { return m.Under == card.Ref.Message && !m.Only }
}

// counter are the bot's messages in the person's private conversations.
func (p person) counter(words ...string) []Message {
	return p.all(func(m Message) bool { return m.Private && !m.Only && m.Has(words...) })
}

// once fails the test unless there is exactly one such message.
func (w *world) once(what string, all []Message) {
	w.Helper()
	if len(all) != 1 {
		w.Errorf("%s %d times:\n%s", what, len(all), show(all...))
	}
}

func show(all ...Message) string {
	var out []string
	for _, m := range all {
		out = append(out, fmt.Sprintf("[%s %s] %s %q", m.In, m.Ref.Message, m.Text, slices.Concat(m.Buttons, m.Options)))
	}
	return strings.Join(out, "\n---\n")
}
