package stage

// Platform is where the person is: Slack or Discord.
func (p Person) Platform() string { return p.chat.Name() }

// OpensWith opens a ticket with files: in the form's own field on Slack, with an option of the
// command on Discord, which takes one file.
func (p Person) OpensWith(summary string, files ...File) {
	p.w.T.Helper()
	values := map[string]any{p.Word("Objet", "Summary"): summary}
	var r Reply
	var err error
	switch chat := p.chat.(type) {
	case *slack:
		p.StartsTicket(Opening{})
		r, err = chat.act(p.Name, "/view/fill_submit", map[string]any{"values": values, "files": uploads("name", files)}, silentTime)
	case *discord:
		options := map[string]any{"file": uploads("filename", files)[0]}
		if r, err = chat.act(p.Name, "/slash", map[string]any{"channel": "helpdesk", "command": "ticket new", "options": options}); err == nil && r.OK {
			r, err = chat.Submit(p.Name, values)
		}
	}
	p.w.check(err)
	if !r.OK || len(r.Errors) > 0 {
		p.w.T.Fatalf("%s cannot open %q with files: %+v", p.Name, summary, r)
	}
}

// JoinsInDM writes to the bot alone, with files.
func (p Person) JoinsInDM(text string, files ...File) {
	p.w.T.Helper()
	channel := "dm"
	if p.chat.Name() == Discord {
		channel = "@dm"
	}
	p.Joins(Message{Channel: channel}, text, files...)
}
