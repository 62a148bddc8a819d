package slackfake

import (
	"fmt"
	"maps"
	"strings"
	"time"
)

// Message is a message as a person sees it.
type Message struct {
	TS, Thread, User string
	Channel          string   // id
	Text             string   // what is read on the screen
	Fallback         string   // what a notification reads
	Buttons          []string // labels
	Options          []string // labels of the menus
	Blocks           []any
	Metadata         Obj
	Edits            int
	Reactions        map[string][]string // name → user ids
	Files            []File
}

// File is a file of a message.
type File struct {
	ID, Name, Title string
	Body            []byte
}

// Messages are those of a channel or DM ("dm:alice"), threads included, oldest first, without
// ephemeral ones.
func (s *Server) Messages(where string) []Message {
	return s.sees(where, func(m *posted) bool { return m.ephemeralTo == "" })
}

// DM is the conversation of the person with the bot.
func (s *Server) DM(who string) []Message { return s.Messages("dm:" + who) }

// Ephemerals are the messages of all channels that only this person sees, oldest first.
func (s *Server) Ephemerals(who string) []Message {
	id := s.User(who)
	s.mu.Lock()
	var ids []string
	for _, c := range s.channels {
		ids = append(ids, c.id)
	}
	s.mu.Unlock()
	var out []Message
	for _, c := range ids {
		out = append(out, s.sees(c, func(m *posted) bool { return m.ephemeralTo == id })...)
	}
	return out
}

func (s *Server) sees(where string, in func(*posted) bool) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Message
	channel := s.channelLocked(where)
	for _, m := range channel.messages {
		if !in(m) {
			continue
		}
		v := Message{TS: m.ts, Channel: channel.id, Thread: m.thread, User: m.user, Text: visibleText(m.blocks), Fallback: m.text, Blocks: m.blocks, Metadata: m.metadata, Edits: m.edits, Reactions: maps.Clone(m.reactions)}
		if m.blocks == nil {
			v.Text = m.text
		}
		for _, raw := range m.files {
			o, _ := raw.(Obj)
			if f := s.file(str(o, "id")); f != nil {
				v.Files = append(v.Files, File{ID: f.id, Name: f.name, Title: f.title, Body: f.data})
			}
		}
		v.Buttons, v.Options = controls(m.blocks)
		out = append(out, v)
	}
	return out
}

// View is a modal as the person sees it.
type View struct {
	ID, Title, Submit string
	CallbackID        string
	Text              string
	Fields            []Field
}

// Field is a field of a modal.
type Field struct {
	ID, Label, Hint, Type string
	Initial               string
	Options               []string // labels
	Values                []string // of the options
	Optional              bool
}

// View is the modal the person has open, nil if none.
func (s *Server) View(who string) *View {
	id := s.User(who)
	s.mu.Lock()
	defer s.mu.Unlock()
	v := s.views[id]
	if v == nil {
		return nil
	}
	out := &View{ID: v.id, Title: textOf(v.body["title"]), Submit: textOf(v.body["submit"]), CallbackID: str(v.body, "callback_id")}
	blocks, _ := v.body["blocks"].([]any)
	out.Text = visibleText(blocks)
	for _, b := range blocks {
		block, _ := b.(Obj)
		el, _ := block["element"].(Obj)
		if el == nil {
			continue
		}
		f := Field{ID: str(block, "block_id"), Label: textOf(block["label"]), Hint: textOf(block["hint"]), Type: str(el, "type"), Initial: str(el, "initial_value")}
		f.Optional = block["optional"] == true
		if o, ok := el["initial_option"].(Obj); ok {
			f.Initial = str(o, "value")
		}
		if u := str(el, "initial_user"); u != "" {
			f.Initial = u
		}
		if at, ok := el["initial_date_time"].(float64); ok {
			f.Initial = time.Unix(int64(at), 0).UTC().Format(time.RFC3339)
		}
		options, _ := el["options"].([]any)
		for _, o := range options {
			x, _ := o.(Obj)
			f.Options = append(f.Options, textOf(x["text"]))
			f.Values = append(f.Values, str(x, "value"))
		}
		out.Fields = append(out.Fields, f)
	}
	return out
}

func textOf(v any) string { o, _ := v.(Obj); return str(o, "text") }

func controls(blocks []any) (buttons, options []string) {
	for _, b := range blocks {
		block, _ := b.(Obj)
		elements, _ := block["elements"].([]any)
		for _, e := range elements {
			el, _ := e.(Obj)
			if el["type"] == "button" {
				buttons = append(buttons, textOf(el["text"]))
			}
			opts, _ := el["options"].([]any)
			for _, o := range opts {
				x, _ := o.(Obj)
				options = append(options, textOf(x["text"]))
			}
		}
	}
	return buttons, options
}

// visibleText is what is read of blocks, a line for each piece of text.
func visibleText(blocks []any) string {
	var lines []string
	for _, b := range blocks {
		block, _ := b.(Obj)
		elements, _ := block["elements"].([]any)
		switch block["type"] {
		case "header", "section":
			lines = append(lines, textOf(block["text"]))
		case "context":
			for _, e := range elements {
				lines = append(lines, textOf(e))
			}
		case "input":
			lines = append(lines, textOf(block["label"]))
		case "rich_text":
			for _, e := range elements {
				part, _ := e.(Obj)
				inner, _ := part["elements"].([]any)
				lines = append(lines, inline(inner))
			}
		}
	}
	return strings.Join(lines, "\n")
}

func inline(elements []any) string {
	var b strings.Builder
	for _, e := range elements {
		el, _ := e.(Obj)
		switch el["type"] {
		case "user":
			b.WriteString("@" + str(el, "user_id"))
		case "date":
			b.WriteString(str(el, "fallback"))
		case "link":
			b.WriteString(str(el, "text"))
		case "broadcast", "usergroup", "channel":
			fmt.Fprintf(&b, "PING(%v)", el["type"]) // the adapter never makes these
		default:
			b.WriteString(str(el, "text"))
		}
	}
	return b.String()
}
