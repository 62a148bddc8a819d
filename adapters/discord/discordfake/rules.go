package discordfake

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"
)

// Broken lists the limits of Discord that anything the bot sent was over. They are noted and
// not enforced, so that a test sees all of them.
func (f *Fake) Broken() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.broken)
}

// most is how long a text may be, in characters, by its name.
// https://docs.discord.com/developers/resources/message
// https://docs.discord.com/developers/components/reference
var most = map[string]int{
	"message.content": 2000, "field.content": 4000, "nonce": 25, "custom_id": 100, "placeholder": 150,
	"embed.title": 256, "embed.description": 4096, "embed.name": 256, "embed.value": 1024, "embed.text": 2048,
	"button.label": 80, "option.label": 100, "option.value": 100,
	"modal.title": 45, "field.label": 45, "field.description": 100, "field.value": 4000,
}

// many is how many of a list there may be.
var many = map[string]int{"embeds": 10, "fields": 25, "options": 25, "message.components": 5, "row.components": 5, "modal.components": 5}

// judge notes which limits a body is over. The lock is held.
func (f *Fake) judge(path string, body M) {
	kind := "message"
	if data := object(body["data"]); data != nil && strings.HasSuffix(path, "/callback") {
		if body["type"] == 9.0 {
			kind = "modal"
		}
		body = data
	}
	j := &judge{ids: map[any]bool{}}
	j.object(kind, body)
	for _, e := range list(body["embeds"]) {
		if n := j.total(object(e)); n > 6000 {
			j.wrong("an embed of %d characters", n)
		}
	}
	for _, w := range j.out {
		f.broken = append(f.broken, kind+": "+w)
	}
}

type judge struct {
	ids map[any]bool
	out []string
}

func list(v any) []any { l, _ := v.([]any); return l }

func (j *judge) wrong(format string, args ...any) {
	j.out = append(j.out, fmt.Sprintf(format, args...))
}

// object judges an object that is a kind: message, embed, row, button, option, modal, field.
func (j *judge) object(kind string, o M) {
	if id := o["custom_id"]; id != nil {
		if j.ids[id] || id == "" {
			j.wrong("the custom id %q twice, or empty", id)
		}
		j.ids[id] = true
	}
	for name, v := range o {
		switch v := v.(type) {
		case string:
			j.text(kind, name, v)
		case []any:
			limit, known := many[kind+"."+name]
			if !known {
				limit, known = many[name]
			}
			if known && len(v) > limit {
				j.wrong("%d %s in a %s", len(v), name, kind)
			}
			for _, x := range v {
				j.object(inner(kind, name, object(x)), object(x))
			}
		case M:
			j.object(inner(kind, name, v), v)
		}
	}
}

// inner is what an object is, by where it stands.
func inner(kind, name string, o M) string {
	switch {
	case kind == "embed", name == "embeds":
		return "embed"
	case name == "options":
		return "option"
	case kind == "modal", kind == "field":
		return "field"
	case kind == "message" && name == "components":
		return "row"
	case o["type"] == 2.0:
		return "button"
	}
	return name
}

func (j *judge) text(kind, name, s string) {
	n := len(utf16.Encode([]rune(s)))
	if strings.ContainsRune(s, 0) {
		j.wrong("a zero byte in %s.%s", kind, name)
	}
	limit, known := most[kind+"."+name]
	if !known {
		limit, known = most[name]
	}
	if known && n > limit {
		j.wrong("%s.%s has %d characters", kind, name, n)
	}
	if n == 0 && kind == "embed" && (name == "name" || name == "value") {
		j.wrong("an empty %s of an embed's field", name)
	}
}

// total is how many characters an embed has.
func (j *judge) total(e M) int {
	n := 0
	for name, v := range e {
		switch v := v.(type) {
		case string:
			if slices.Contains([]string{"title", "description", "name", "value", "text"}, name) {
				n += len(utf16.Encode([]rune(v)))
			}
		case []any:
			for _, x := range v {
				n += j.total(object(x))
			}
		case M:
			n += j.total(v)
		}
	}
	return n
}
