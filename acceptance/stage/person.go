package stage

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"time"
)

// Person is somebody on a platform. All acts fail the test when the platform's client would
// not let them be done; what the bot answers is in the Reply.
type Person struct {
	Name string
	chat Chat
	w    *World
}

// FullName is how the platform shows the person.
func (p Person) FullName() string { return p.chat.FullName(p.Name) }

// Word is the French or the English word, by the person's language.
func (p Person) Word(fr, en string) string {
	if p.chat.Locale(p.Name) == "fr" {
		return fr
	}
	return en
}

// Types runs a sub-command of /ticket.
func (p Person) Types(c Command) Reply {
	p.w.T.Helper()
	r, err := p.chat.Command(p.Name, c)
	p.w.check(err)
	return r
}

// StartsTicket types the command for a new ticket and has the form before them.
func (p Person) StartsTicket(o Opening) Reply {
	p.w.T.Helper()
	r, err := p.chat.Open(p.Name, o.Words, o)
	p.w.check(err)
	if r.Form == nil {
		p.w.T.Fatalf("%s gets no form: %+v\n%s", p.Name, r, p.w.Bot.Log())
	}
	return r
}

// Submits sends the form on the screen with these words in it.
func (p Person) Submits(values map[string]any) Reply {
	p.w.T.Helper()
	r, err := p.chat.Submit(p.Name, values)
	p.w.check(err)
	return r
}

// TriesToSubmit sends the form; the platform's client may refuse to, which is in the reply.
func (p Person) TriesToSubmit(values map[string]any) Reply {
	p.w.T.Helper()
	r, err := p.chat.Submit(p.Name, values)
	p.w.check(err)
	return r
}

// Opens opens a ticket at one go. The bot must accept it.
func (p Person) Opens(o Opening) Reply {
	p.w.T.Helper()
	p.StartsTicket(o)
	r := p.Submits(p.Filled(o))
	if !r.OK || len(r.Errors) > 0 {
		p.w.T.Fatalf("%s cannot open %+v: %+v", p.Name, o, r)
	}
	return r
}

// FillsAll fills a form of one or several pages (a platform with few fields a page has a button
// to go on) and sends it. Fields are named by a part of their labels.
func (p Person) FillsAll(values map[string]any) Reply {
	p.w.T.Helper()
	left := maps.Clone(values)
	for {
		form, err := p.chat.Form(p.Name)
		p.w.check(err)
		if form == nil {
			p.w.T.Fatalf("%s has no form to fill %v", p.Name, left)
		}
		page := map[string]any{}
		for part, v := range left {
			if label, ok := form.named(part); ok {
				page[label] = v
				delete(left, part)
			}
		}
		r := p.Submits(page)
		if !r.OK || len(r.Errors) > 0 {
			p.w.T.Fatalf("%s: the form is refused: %+v", p.Name, r)
		}
		next := p.Word("Continuer", "Continue")
		if len(r.Private) == 0 || !r.Private[0].Offers(next) {
			if len(left) > 0 {
				p.w.T.Fatalf("%s finds no field for %v: %+v", p.Name, left, r)
			}
			return r
		}
		p.Clicks(r.Private[0], next)
	}
}

// TriesToOpen opens a ticket of a bot that may die any moment, and tells whether the platform
// showed the form as accepted.
func (p Person) TriesToOpen(o Opening) bool {
	r, err := p.chat.Open(p.Name, o.Words, o)
	if err != nil || !r.OK || r.Form == nil {
		return false
	}
	r, err = p.chat.Submit(p.Name, p.Filled(o))
	return err == nil && r.OK && len(r.Errors) == 0
}

// Tries runs a sub-command of a bot that may die any moment, and tells whether it answered.
func (p Person) Tries(c Command) bool {
	r, err := p.chat.Command(p.Name, c)
	return err == nil && r.OK && len(r.Private) > 0
}

// Filled are the fields of the form for a new ticket as the person would fill them, by the
// labels of SPEC §2. On Discord the choices were native options of the command.
func (p Person) Filled(o Opening) map[string]any {
	out := map[string]any{}
	put := func(fr, en, v string) {
		if v != "" {
			out[p.Word(fr, en)] = v
		}
	}
	if o.Summary == "" && p.chat.Name() == "discord" {
		o.Summary = o.Words
	}
	put("Objet", "Summary", o.Summary)
	put("Description", "Description", o.Description)
	put("Téléphone", "Phone", o.Phone)
	if p.chat.Name() == "slack" {
		put("Type", "Type", map[string]string{"incident": "Incident", "request": p.Word("Demande", "Request")}[o.Type])
		put("Urgence", "Urgency", map[string]string{"low": p.Word("Basse", "Low"), "medium": p.Word("Moyenne", "Medium"), "high": p.Word("Haute", "High")}[o.Urgency])
		put("Bénéficiaire", "Beneficiary", o.Beneficiary)
	}
	maps.Copy(out, o.Extra)
	return out
}

// Clicks presses a button of a message.
func (p Person) Clicks(m Message, label string) Reply {
	p.w.T.Helper()
	if _, ok := m.Button(label); !ok {
		p.w.T.Fatalf("%s sees no button %q in %s", p.Name, label, m)
	}
	r, err := p.chat.Click(p.Name, m, label)
	// An edit under the finger gives the buttons new ids: who taps, taps what stands now.
	var refused *Refusal
	for range 3 {
		if !errors.As(err, &refused) {
			break
		}
		m = p.Again(m)
		if _, ok := m.Button(label); !ok {
			break
		}
		r, err = p.chat.Click(p.Name, m, label)
	}
	p.w.check(err)
	return r
}

// Reacts puts an emoji on a message.
func (p Person) Reacts(m Message, emoji string) {
	p.w.T.Helper()
	p.w.check(p.chat.React(p.Name, m, emoji, true))
}

// TakesOff takes an emoji off again.
func (p Person) TakesOff(m Message, emoji string) {
	p.w.T.Helper()
	p.w.check(p.chat.React(p.Name, m, emoji, false))
}

// Says writes in a conversation.
func (p Person) Says(where Message, text string) {
	p.w.T.Helper()
	p.w.check(p.chat.Say(p.Name, where, text))
}

// Joins writes in a conversation, with files.
func (p Person) Joins(where Message, text string, files ...File) {
	p.w.T.Helper()
	p.w.check(p.chat.Join(p.Name, where, text, files...))
}

// Downloads is the content of a file that the person sees.
func (p Person) Downloads(f File) string {
	p.w.T.Helper()
	body, err := p.chat.Body(f)
	p.w.check(err)
	return string(body)
}

// Deletes removes a message.
func (p Person) Deletes(m Message) {
	p.w.T.Helper()
	p.w.check(p.chat.Delete(p.Name, m))
}

// Channel is what the person sees in a channel.
func (p Person) Channel(name string) []Message {
	p.w.T.Helper()
	list, err := p.chat.Channel(p.Name, name)
	p.w.check(err)
	return list
}

// Pool is the pool channel.
func (p Person) Pool() []Message { p.w.T.Helper(); return p.Channel(PoolChannel) }

// PoolChannel is the technicians' channel of both simulators.
const PoolChannel = "helpdesk-team"

// Counter is what the bot and the person have said to each other alone.
func (p Person) Counter() []Message {
	p.w.T.Helper()
	list, err := p.chat.Private(p.Name)
	p.w.check(err)
	return list
}

// Thread is the technicians' thread under a card.
func (p Person) Thread(card Message) []Message {
	p.w.T.Helper()
	list, err := p.chat.Thread(p.Name, p.Again(card))
	p.w.check(err)
	return list
}

// Again is a message as it is now.
func (p Person) Again(m Message) Message {
	p.w.T.Helper()
	list, err := p.chat.Channel(p.Name, m.Channel)
	if m.Root != "" && m.Root != m.ID { // a channel's list has no replies
		list, err = p.chat.Thread(p.Name, Message{Channel: m.Channel, ID: m.Root})
	}
	p.w.check(err)
	for _, one := range list {
		if one.ID == m.ID {
			return one
		}
	}
	return m
}

// Cards are the cards of a ticket in the pool channel: messages that name it and have buttons
// and are not answers to somebody. Alerts speak of a ticket too, but come after its card.
func (p Person) Cards(ref string) []Message {
	p.w.T.Helper()
	var out []Message
	for _, m := range p.Pool() {
		if m.FromBot && !m.Ephemeral && m.Has(ref) {
			out = append(out, m)
		}
	}
	return out
}

// SeesCard waits until the ticket's card says all of these.
func (p Person) SeesCard(ref string, words ...string) Message {
	p.w.T.Helper()
	return p.see("the card of "+ref+" saying "+strings.Join(words, ", "), func() ([]Message, bool) {
		all := p.Cards(ref)
		return all, len(all) > 0 && all[0].Has(words...)
	}, func(all []Message) Message { return all[0] })
}

// SeesInCounter waits until a message of the counter says all of these.
func (p Person) SeesInCounter(words ...string) Message {
	p.w.T.Helper()
	return p.seesIn("counter", p.Counter, words...)
}

// SeesInThread waits until a message under the card says all of these.
func (p Person) SeesInThread(card Message, words ...string) Message {
	p.w.T.Helper()
	return p.seesIn("thread", func() []Message { return p.Thread(card) }, words...)
}

// SeesIn waits until a message of a channel says all of these.
func (p Person) SeesIn(channel string, words ...string) Message {
	p.w.T.Helper()
	return p.seesIn("#"+channel, func() []Message { return p.Channel(channel) }, words...)
}

// Sees tells whether the bot has said this in the person's counter.
func (p Person) Sees(words ...string) bool {
	p.w.T.Helper()
	for _, m := range p.Counter() {
		if m.FromBot && m.Has(words...) {
			return true
		}
	}
	return false
}

// IsWhispered waits for a private sentence that says all of these.
func (p Person) IsWhispered(card Message, words ...string) Message {
	p.w.T.Helper()
	return p.seesIn("private sentences", func() []Message {
		list, err := p.chat.Whispers(p.Name, p.Again(card))
		p.w.check(err)
		return list
	}, words...)
}

func (p Person) seesIn(place string, look func() []Message, words ...string) Message {
	p.w.T.Helper()
	var hit Message
	return p.see("in the "+place+": "+strings.Join(words, ", "), func() ([]Message, bool) {
		all := look()
		for _, a := range slices.Backward(all) {
			if a.FromBot && a.Has(words...) {
				hit = a
				return all, true
			}
		}
		return all, false
	}, func([]Message) Message { return hit })
}

// Patience is how long a person waits before they say that nothing came.
const Patience = 10 * time.Second

func (p Person) see(what string, look func() ([]Message, bool), pick func([]Message) Message) Message {
	p.w.T.Helper()
	var all []Message
	for end := time.Now().Add(Patience); ; time.Sleep(25 * time.Millisecond) {
		var ok bool
		if all, ok = look(); ok {
			return pick(all)
		}
		if time.Now().After(end) {
			p.w.T.Fatalf("%s (%s) waits %v in vain for %s. Visible:\n%s", p.Name, p.chat.Name(), Patience, what, Show(all))
		}
	}
}

// Eventually waits until the condition holds; why tells what is seen meanwhile.
func (w *World) Eventually(what string, within time.Duration, holds func() bool, why func() string) {
	w.T.Helper()
	for end := time.Now().Add(within); !holds(); time.Sleep(25 * time.Millisecond) {
		if time.Now().After(end) {
			w.T.Fatalf("not within %v: %s. Visible:\n%s", within, what, why())
		}
	}
}
