package stage

func (d *discord) Open(who, _ string, o Opening) (Reply, error) {
	options := map[string]any{}
	for name, v := range map[string]string{"type": o.Type, "urgency": o.Urgency, "beneficiary": o.Beneficiary, "category": o.Category} {
		if v != "" {
			options[name] = v
		}
	}
	return d.act(who, "/slash", map[string]any{"channel": "helpdesk", "command": "ticket new", "options": options})
}

func (d *discord) Command(who string, c Command) (Reply, error) {
	options := map[string]any{}
	text := "reason"
	if c.Name == "reply" || c.Name == "note" || c.Name == "resolve" || c.Name == "announce" {
		text = "text"
	}
	if c.Name == "macro" {
		text = "name"
	}
	if c.Name == "stats" {
		text = "period"
	}
	for name, v := range map[string]string{"ticket": c.Ticket, "person": c.Person, "level": c.Level, "other": c.Other, text: c.Text} {
		if v != "" {
			options[name] = v
		}
	}
	return d.act(who, "/slash", map[string]any{"channel": "helpdesk", "command": c.slash() + " " + c.Name, "options": options})
}

func (d *discord) Click(who string, m Message, label string) (Reply, error) {
	b, ok := m.Button(label)
	if !ok {
		return Reply{Failed: "no button " + label + " in " + m.String()}, nil
	}
	body := map[string]any{"channel": m.Channel, "message": m.ID, "custom_id": b.ID}
	if b.Menu {
		body["values"] = []string{b.Value}
		return d.act(who, "/select", body)
	}
	return d.act(who, "/click", body)
}

func (d *discord) Form(who string) (*Form, error) {
	var out struct {
		Modal *discordModal `json:"modal"`
	}
	if err := d.Control("/modal?user="+who, nil, &out); err != nil {
		return nil, err
	}
	return out.Modal.form(), nil
}

func (d *discord) Submit(who string, values map[string]any) (Reply, error) {
	return d.act(who, "/modal/submit", map[string]any{"values": values})
}

func (d *discord) React(who string, m Message, emoji string, on bool) error {
	path := "/react"
	if !on {
		path = "/unreact"
	}
	return d.Control(path, map[string]any{"user": who, "channel": m.Channel, "message": m.ID, "emoji": emoji}, nil)
}

func (d *discord) Say(who string, where Message, text string) error {
	return d.Control("/message", map[string]any{"user": who, "channel": where.Channel, "content": text}, nil)
}

func (d *discord) Join(who string, where Message, text string, files ...File) error {
	return d.Control("/message", map[string]any{"user": who, "channel": where.Channel, "content": text, "attachments": uploads("filename", files)}, nil)
}

func (d *discord) Body(f File) ([]byte, error) { return get(f.at) }

func (d *discord) Delete(who string, m Message) error {
	return d.Control("/delete", map[string]any{"user": who, "channel": m.Channel, "message": m.ID}, nil)
}

func (d *discord) Edit(who string, m Message, text string) error {
	return d.Control("/edit", map[string]any{"user": who, "channel": m.Channel, "message": m.ID, "content": text}, nil)
}

func (d *discord) SendMenu(who string, m Message) (Reply, error) {
	return d.act(who, "/context_menu", map[string]any{"channel": m.Channel, "command": "Send to requester", "message": m.ID})
}
