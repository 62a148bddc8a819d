package slackfake

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Broken lists the limits of Slack that anything the app sent was over. They are noted and
// not enforced, so that a test sees all of them.
func (s *Server) Broken() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.broken)
}

// most is how long a text may be, in characters, by where it stands.
// https://docs.slack.dev/reference/block-kit
var most = map[string]int{
	"header": 150, "button": 75, "option": 75, "placeholder": 150, "label": 2000, "hint": 2000, "title": 24, "submit": 24, "close": 24,
	"": 3000, "action_id": 255, "block_id": 255, "value": 2000, "private_metadata": 3000, "callback_id": 255,
}

// judge notes which limits a payload is over. s.mu is held.
func (s *Server) judge(what string, a Obj) {
	wrong := func(format string, args ...any) {
		s.broken = append(s.broken, what+": "+fmt.Sprintf(format, args...))
	}
	count := 50
	blocks, _ := a["blocks"].([]any)
	if v, ok := a["view"].(Obj); ok {
		blocks, _ = v["blocks"].([]any)
		count = 100
	}
	if len(blocks) > count {
		wrong("%d blocks", len(blocks))
	}
	judgeValue("", a, wrong)
}

// judgeValue judges what stands under a name.
func judgeValue(name string, v any, wrong func(format string, args ...any)) {
	switch v := v.(type) {
	case string:
		if strings.ContainsRune(v, 0) {
			wrong("a zero byte in %s", name)
		}
		if limit, known := most[name]; known && name != "" && utf8.RuneCountInString(v) > limit {
			wrong("%s has %d characters", name, utf8.RuneCountInString(v))
		}
	case []any:
		seen := map[any]bool{}
		for _, x := range v {
			judgeValue(name, x, wrong)
			if o, ok := x.(Obj); ok && o["action_id"] != nil {
				if seen[o["action_id"]] {
					wrong("the action id %v twice in a block", o["action_id"])
				}
				seen[o["action_id"]] = true
			}
		}
	case Obj:
		judgeObject(name, v, wrong)
	}
}

func judgeObject(name string, o Obj, wrong func(format string, args ...any)) {
	if o["type"] == "plain_text" || o["type"] == "mrkdwn" {
		text := str(o, "text")
		n := utf8.RuneCountInString(text)
		switch limit, known := most[name]; {
		case !known && n > most[""], known && n > limit, n == 0:
			wrong("the text of %q has %d characters", name, n)
		}
		judgeValue("text", text, wrong)
		return
	}
	for key, v := range o {
		inner := key
		switch {
		case key == "text" && o["type"] == "header":
			inner = "header"
		case key == "text" && o["type"] == "button":
			inner = "button"
		case key == "text" && o["value"] != nil && o["type"] == nil:
			inner = "option"
		}
		judgeValue(inner, v, wrong)
	}
}
