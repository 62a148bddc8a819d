package stage

import "fmt"

// Percentiles are of times in milliseconds.
type Percentiles struct {
	N   int     `json:"n"`
	P50 float64 `json:"p50_ms"`
	P99 float64 `json:"p99_ms"`
}

// Load is what a load run measured.
type Load struct {
	Command Percentiles // acks of commands
	Submit  Percentiles // acks of forms
	Rate    float64     // tickets a second
	Failed  int
	Reasons string
}

// Load has many people open tickets, perSecond of them, for some seconds: each a command and
// a form.
func (w *World) Load(perSecond, seconds int) Load {
	w.T.Helper()
	if w.Chat().Name() == Slack {
		return w.slackLoad(perSecond, seconds)
	}
	var out struct {
		Failed  int            `json:"failed"`
		Refused int            `json:"refused"`
		Reasons map[string]int `json:"reasons"`
		Rate    float64        `json:"achieved_per_second"`
	}
	w.check(w.Chat().Control("/load", map[string]any{
		"kind": "open_ticket_flow", "rate": perSecond, "seconds": seconds,
		"action": map[string]any{"channel": "helpdesk", "command": "ticket new"},
	}, &out))
	var stats struct {
		Latency map[string]Percentiles `json:"latency"`
	}
	w.check(w.Chat().Control("/stats", nil, &stats))
	return Load{Command: stats.Latency["slash_ack"], Submit: stats.Latency["modal_ack"], Rate: out.Rate, Failed: out.Failed + out.Refused, Reasons: fmt.Sprint(out.Reasons)}
}

func (w *World) slackLoad(perSecond, seconds int) Load {
	w.T.Helper()
	var out struct {
		Rate     float64                `json:"achieved_rate"`
		Latency  map[string]Percentiles `json:"latency"`
		Failures map[string]int         `json:"failures"`
	}
	w.check(w.Chat().Control("/load", map[string]any{
		"kind": "open_ticket_flow", "command": "/ticket", "rate": perSecond, "seconds": seconds,
		"channel": "helpdesk", "values": map[string]any{"summary": "charge {i}"},
	}, &out))
	l := Load{Command: out.Latency["ack"], Submit: out.Latency["submit_ack"], Rate: out.Rate, Reasons: fmt.Sprint(out.Failures)}
	for _, n := range out.Failures {
		l.Failed += n
	}
	return l
}
