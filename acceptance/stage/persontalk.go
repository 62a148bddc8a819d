package stage

import "errors"

// Edits changes what the person has written.
func (p Person) Edits(m Message, text string) {
	p.w.T.Helper()
	p.w.check(p.chat.Edit(p.Name, m, text))
}

// SendsByMenu chooses "Send to requester" in the menu of a message.
func (p Person) SendsByMenu(m Message) Reply {
	p.w.T.Helper()
	r, err := p.chat.SendMenu(p.Name, m)
	p.w.check(err)
	return r
}

// TriesToReact puts an emoji on a message that the person may not see, and tells whether the
// platform's client let them.
func (p Person) TriesToReact(m Message, emoji string) bool {
	p.w.T.Helper()
	err := p.chat.React(p.Name, m, emoji, true)
	if _, refused := errors.AsType[*Refusal](err); refused {
		return false
	}
	p.w.check(err)
	return true
}

// deskChannels are the channels of the desk on both simulators.
var deskChannels = []string{"helpdesk", PoolChannel, "helpdesk-escalations", "helpdesk-managers", "general"}

// Everything is all that the person can see: what the bot has said to them, private sentences
// included, and the channels that they may open, with their threads.
func (p Person) Everything() []Message {
	p.w.T.Helper()
	out := p.Counter()
	for _, name := range deskChannels {
		list, err := p.chat.Channel(p.Name, name)
		if _, refused := errors.AsType[*Refusal](err); refused {
			continue
		}
		p.w.check(err)
		for _, m := range list {
			under, err := p.chat.Thread(p.Name, m)
			p.w.check(err)
			out = append(append(out, m), under...)
		}
	}
	return out
}
