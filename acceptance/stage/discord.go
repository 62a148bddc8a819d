package stage

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// discord is the Discord simulator.
type discord struct {
	*control
	proc    *Process
	info    map[string]string
	full    map[string]string
	locales map[string]string
}

// startDiscord starts the Discord simulator with the product's own invite link and the
// privileged intents given, or "none".
func startDiscord(b *Binaries, intents string, flags ...string) (*discord, error) {
	args := append([]string{"-listen", "127.0.0.1:0", "-invite", b.Invite, "-intents", intents}, flags...)
	proc, err := startProcess(b.DiscordSim, nil, b.Dir, args...)
	if err != nil {
		return nil, err
	}
	info, err := proc.FirstLine()
	if err != nil {
		proc.Kill()
		return nil, fmt.Errorf("%w: %s", err, strings.Join(proc.Log(), "\n"))
	}
	d := &discord{control: newControl(info["control_url"]), proc: proc, info: info, full: map[string]string{}, locales: map[string]string{}}
	var state struct {
		Guilds []struct {
			Members []struct {
				User   string `json:"user"`
				Name   string `json:"name"`
				Locale string `json:"locale"`
			} `json:"members"`
		} `json:"guilds"`
	}
	if err := d.Control("/state", nil, &state); err != nil {
		proc.Kill()
		return nil, err
	}
	for _, m := range state.Guilds[0].Members {
		d.full[m.User], d.locales[m.User] = m.Name, language(m.Locale)
	}
	return d, nil
}

func (d *discord) Name() string               { return "discord" }
func (d *discord) Close()                     { d.proc.Kill() }
func (d *discord) FullName(who string) string { return d.full[who] }
func (d *discord) Locale(who string) string   { return d.locales[who] }
func (d *discord) Fault(f Fault) error        { return d.Control("/fault", f, nil) }
func (d *discord) Heal() error                { return d.delete("/faults") }

func (d *discord) Env() []string {
	return []string{"DISCORD_BOT_TOKEN=" + d.info["bot_token"], "DISCORD_API_URL=" + d.info["api_url"]}
}

func (d *discord) Violations() ([]string, error) {
	var out []struct {
		Rule   string `json:"rule"`
		Detail string `json:"detail"`
	}
	err := d.Control("/violations", nil, &out)
	var lines []string
	for _, v := range out {
		lines = append(lines, v.Rule+": "+v.Detail)
	}
	return lines, err
}

// discordResult is what came of an act that makes an interaction.
type discordResult struct {
	AckMS       float64          `json:"ack_ms"`
	Failed      string           `json:"failed"`
	OpenedModal *discordModal    `json:"opened_modal"`
	Message     *discordMessage  `json:"message"`
	Followups   []discordMessage `json:"followups"`
}

func (d *discord) act(who, path string, body map[string]any) (Reply, error) {
	body["user"] = who
	var res discordResult
	if err := d.Control(path, body, &res); err != nil {
		if no, ok := errors.AsType[*Refusal](err); ok {
			return Reply{Failed: no.Why}, nil
		}
		return Reply{}, err
	}
	reply := Reply{OK: res.Failed == "", Failed: res.Failed, AckMS: res.AckMS, Form: res.OpenedModal.form()}
	if m := res.Message; m != nil && m.Ephemeral {
		reply.Private = append(reply.Private, m.message())
	}
	for _, m := range res.Followups {
		if m.Ephemeral {
			reply.Private = append(reply.Private, m.message())
		}
	}
	return reply, nil
}

func (d *discord) list(who, channel string) ([]Message, error) {
	q := url.Values{"user": {who}, "channel": {channel}}
	var out struct {
		Messages []discordMessage `json:"messages"`
	}
	if err := d.Control("/conversation?"+q.Encode(), nil, &out); err != nil {
		return nil, err
	}
	var list []Message
	for _, m := range out.Messages {
		list = append(list, m.message())
	}
	return list, nil
}

func (d *discord) Channel(who, channel string) ([]Message, error) { return d.list(who, channel) }

func (d *discord) Thread(who string, root Message) ([]Message, error) {
	if root.Thread == "" {
		return nil, nil
	}
	return d.list(who, root.Thread)
}

func (d *discord) Private(who string) ([]Message, error) {
	out, err := d.list(who, "@dm")
	if err != nil {
		return nil, err
	}
	var threads []struct {
		ID     string `json:"id"`
		Type   string `json:"type"`
		Joined bool   `json:"joined"`
	}
	if err := d.Control("/threads?user="+who, nil, &threads); err != nil {
		return nil, err
	}
	for _, t := range threads {
		if t.Type != "private" || !t.Joined {
			continue
		}
		more, err := d.list(who, t.ID)
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	return out, nil
}

func (d *discord) Whispers(who string, card Message) ([]Message, error) {
	out, err := d.list(who, "@dm")
	if err != nil {
		return nil, err
	}
	thread, err := d.Thread(who, card)
	for _, m := range thread {
		if slices.Contains(m.Pinged, who) {
			out = append(out, m)
		}
	}
	return out, err
}
