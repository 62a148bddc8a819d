package stage

// Points chooses an entry of the menu on a message: a shortcut on Slack, a context menu on
// Discord.
func (p Person) Points(m Message, entry string) Reply {
	p.w.T.Helper()
	r, err := p.chat.Point(p.Name, m, entry)
	p.w.check(err)
	return r
}

// PointsAt chooses an entry of the menu on somebody; only Discord has one.
func (p Person) PointsAt(whom, entry string) Reply {
	p.w.T.Helper()
	r, err := p.chat.PointAt(p.Name, whom, entry)
	p.w.check(err)
	return r
}

// Writes writes in a channel by name.
func (p Person) Writes(channel, text string) Message {
	p.w.T.Helper()
	before := len(p.Channel(channel))
	p.Says(Message{Channel: channel}, text)
	return p.see("their own words in #"+channel, func() ([]Message, bool) {
		all := p.Channel(channel)
		return all, len(all) > before && !all[len(all)-1].FromBot
	}, func(all []Message) Message { return all[len(all)-1] })
}

// WritesToBot writes in the bot's direct messages.
func (p Person) WritesToBot(text string) {
	p.w.T.Helper()
	p.w.check(p.chat.Direct(p.Name, text))
}

// messageShortcut is the callback id of the only entry that stories choose: a global shortcut has
// the same name.
const messageShortcut = "ticket_from_message"

func (s *slack) Point(who string, m Message, _ string) (Reply, error) {
	return s.act(who, "/shortcut", map[string]any{"channel": m.Channel, "ts": m.ID, "callback_id": messageShortcut}, answerTime)
}

func (s *slack) PointAt(_, _, _ string) (Reply, error) {
	return Reply{Failed: "Slack has no menu on people"}, nil
}

func (s *slack) Direct(who, text string) error {
	return s.Control("/message", map[string]any{"user": who, "channel": "dm", "text": text}, nil)
}

func (d *discord) Point(who string, m Message, entry string) (Reply, error) {
	return d.act(who, "/context_menu", map[string]any{"channel": m.Channel, "command": entry, "message": m.ID})
}

func (d *discord) PointAt(who, whom, entry string) (Reply, error) {
	return d.act(who, "/context_menu", map[string]any{"channel": "helpdesk", "command": entry, "target_user": whom})
}

func (d *discord) Direct(who, text string) error {
	return d.Control("/message", map[string]any{"user": who, "channel": "@dm", "content": text}, nil)
}
