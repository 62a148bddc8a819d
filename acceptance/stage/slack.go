package stage

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// slack is the Slack simulator.
type slack struct {
	*control
	proc    *Process
	info    map[string]string
	names   map[string]string // id → user name
	full    map[string]string // user name → shown name
	locales map[string]string
}

// startSlack starts the Slack simulator with the product's own manifest.
func startSlack(b *Binaries, fixture string, flags ...string) (*slack, error) {
	args := append([]string{"-listen", "127.0.0.1:0", "-manifest", b.Manifest, "-retry-scale", "0.01"}, flags...)
	if fixture != "" {
		args = append(args, "-fixture", fixture)
	}
	proc, err := startProcess(b.SlackSim, nil, b.Dir, args...)
	if err != nil {
		return nil, err
	}
	info, err := proc.FirstLine()
	if err != nil {
		proc.Kill()
		return nil, fmt.Errorf("%w: %s", err, strings.Join(proc.Log(), "\n"))
	}
	s := &slack{
		control: newControl(info["control_url"]), proc: proc, info: info,
		names: map[string]string{}, full: map[string]string{}, locales: map[string]string{},
	}
	var state struct {
		Workspaces []struct {
			Users []struct {
				ID       string `json:"id"`
				Name     string `json:"name"`
				RealName string `json:"real_name"`
				Locale   string `json:"locale"`
			} `json:"users"`
		} `json:"workspaces"`
	}
	if err := s.Control("/state", nil, &state); err != nil {
		proc.Kill()
		return nil, err
	}
	for _, u := range state.Workspaces[0].Users {
		s.names[u.ID], s.full[u.Name], s.locales[u.Name] = u.Name, u.RealName, language(u.Locale)
	}
	return s, nil
}

func language(locale string) string {
	if strings.HasPrefix(locale, "fr") {
		return "fr"
	}
	return "en"
}

func (s *slack) Name() string               { return "slack" }
func (s *slack) Close()                     { s.proc.Kill() }
func (s *slack) FullName(who string) string { return s.full[who] }
func (s *slack) Locale(who string) string   { return s.locales[who] }
func (s *slack) Fault(f Fault) error        { return s.Control("/fault", f, nil) }
func (s *slack) Heal() error                { return s.delete("/faults") }

func (s *slack) Env() []string {
	return []string{"SLACK_BOT_TOKEN=" + s.info["bot_token"], "SLACK_APP_TOKEN=" + s.info["app_token"], "SLACK_API_URL=" + s.info["api_url"]}
}

func (s *slack) Violations() ([]string, error) {
	var out struct {
		Violations []struct {
			Rule   string `json:"rule"`
			Detail string `json:"detail"`
		} `json:"violations"`
	}
	err := s.Control("/violations", nil, &out)
	var lines []string
	for _, v := range out.Violations {
		lines = append(lines, v.Rule+": "+v.Detail)
	}
	return lines, err
}

// slackResult is what an act of the control API led to.
type slackResult struct {
	OK        bool              `json:"ok"`
	Failed    string            `json:"failed"`
	Notice    string            `json:"notice"`
	AckMS     float64           `json:"ack_ms"`
	View      *slackView        `json:"view"`
	ByLabel   map[string]string `json:"errors_by_label"`
	Responses []struct {
		Kind    string        `json:"kind"`
		Message *slackMessage `json:"message"`
	} `json:"responses"`
}

// act does something and gathers the private answer: what appears for this person alone,
// or the form that opens, within the time to linger.
func (s *slack) act(who, path string, body map[string]any, linger time.Duration) (Reply, error) {
	body["user"] = who
	if body["wait_for"] == nil {
		body["wait_for"], body["wait_ms"] = "any", linger.Milliseconds()
	}
	before := map[string]bool{}
	seen, err := s.ephemerals(who)
	if err != nil {
		return Reply{}, err
	}
	for _, m := range seen {
		before[m.Channel+m.ID+m.Text] = true
	}
	var res slackResult
	if err := s.Control(path, body, &res); err != nil {
		var no *Refusal
		if errors.As(err, &no) && no.Status == http.StatusForbidden {
			return Reply{Failed: no.Why}, nil
		}
		return Reply{}, err
	}
	reply := Reply{OK: res.OK, Failed: strings.TrimSpace(res.Failed + " " + res.Notice), Errors: res.ByLabel, AckMS: res.AckMS}
	reply.Form = res.View.form()
	for end := time.Now().Add(linger); ; time.Sleep(20 * time.Millisecond) {
		now, err := s.ephemerals(who)
		if err != nil {
			return reply, err
		}
		for _, m := range now {
			if !before[m.Channel+m.ID+m.Text] {
				reply.Private = append(reply.Private, m)
			}
		}
		if reply.Form == nil {
			if reply.Form, err = s.Form(who); err != nil {
				return reply, err
			}
		}
		if len(reply.Private) > 0 || reply.Form != nil || !res.OK || time.Now().After(end) {
			return reply, nil
		}
	}
}

// ephemerals are all the private answers somebody sees in the desk's channels.
func (s *slack) ephemerals(who string) ([]Message, error) {
	var out []Message
	for _, ch := range []string{"helpdesk", "helpdesk-team", "it-pool", "general", "dm"} {
		all, err := s.list(who, ch, "")
		if _, ok := errors.AsType[*Refusal](err); ok {
			continue // not theirs to see
		}
		if err != nil {
			return nil, err
		}
		for _, m := range all {
			if m.Ephemeral {
				out = append(out, m)
			}
			if m.FromBot && !m.Ephemeral && ch != "general" {
				replies, err := s.list(who, ch, m.ID)
				if err != nil {
					return nil, err
				}
				for _, r := range replies {
					if r.Ephemeral {
						out = append(out, r)
					}
				}
			}
		}
	}
	return out, nil
}

func (s *slack) list(who, channel, thread string) ([]Message, error) {
	q := url.Values{"user": {who}, "channel": {channel}}
	if thread != "" {
		q.Set("thread_ts", thread)
	}
	var out struct {
		Messages []slackMessage `json:"messages"`
	}
	if err := s.Control("/conversation?"+q.Encode(), nil, &out); err != nil {
		return nil, err
	}
	var list []Message
	for _, m := range out.Messages {
		list = append(list, m.message(s))
	}
	return list, nil
}
