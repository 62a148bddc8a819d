package render

import (
	"fmt"

	"guichet/bot"
)

// Modal is a form over the conversation.
// https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal
type Modal struct {
	CustomID   string      `json:"custom_id"`
	Title      string      `json:"title"`
	Components []Component `json:"components"`
}

// stateMark parts Form.ID from Form.State in a modal's custom_id.
const stateMark = "|"

// Form renders a form. Discord gives a modal one custom_id of 100 characters and nothing
// else to come back, so a longer ID and State is an error.
func Form(f bot.Form) (Modal, error) {
	m := Modal{CustomID: f.ID, Title: label(f.Title, MaxModalTitle)}
	if f.State != "" {
		m.CustomID += stateMark + f.State
	}
	if n := width(m.CustomID); f.ID == "" || n > MaxCustomID {
		return Modal{}, fmt.Errorf("render: form %q: id and state take %d characters, %d at most", f.ID, n, MaxCustomID)
	}
	if len(f.Fields) > MaxModalFields {
		return Modal{}, fmt.Errorf("render: form %q: %d fields, %d at most", f.ID, len(f.Fields), MaxModalFields)
	}
	if intro := plain(f.Intro); intro != "" && len(f.Fields) < MaxModalFields {
		m.Components = append(m.Components, Component{Type: TypeText, Content: cut(joined(pieces(intro, true)), MaxInputLength)})
	}
	for _, field := range f.Fields {
		if c, ok := renderField(field); ok {
			m.Components = append(m.Components, c)
		}
	}
	if len(m.Components) == 0 {
		return Modal{}, fmt.Errorf("render: form %q has no fields", f.ID)
	}
	return m, nil
}

// FormID parts a modal's custom_id into the form's id and state again.
func FormID(customID string) (id, state string) {
	for i := 0; i < len(customID); i++ {
		if customID[i:i+1] == stateMark {
			return customID[:i], customID[i+1:]
		}
	}
	return customID, ""
}

func renderField(f bot.Field) (Component, bool) {
	required := f.Required
	c := Component{CustomID: f.ID, Required: &required}
	hint := oneLine(f.Hint)
	if f.Error != "" {
		hint = oneLine(f.Error)
	}
	outer := Component{Type: TypeLabel, Label: label(f.Label, MaxFieldLabel), Description: cut(hint, MaxFieldDescription)}
	switch f.Kind {
	case bot.ChoiceField:
		c.Type, c.Options = TypeSelect, options(f.Options, f.Value)
		if len(c.Options) == 0 {
			return Component{}, false
		}
		c.MinValues, c.MaxValues = fewest(required), 1
	case bot.PersonField:
		c.Type = TypeUserSelect
		c.MinValues, c.MaxValues = fewest(required), 1
		if id := localID(f.Value); id != "" {
			c.Defaults = []Default{{ID: id, Type: "user"}}
		}
	case bot.FilesField:
		c.Type = TypeUpload
		c.MinValues, c.MaxValues = fewest(required), MaxUploads
	default:
		input(&c, &outer, f, hint)
	}
	outer.Component = &c
	return outer, true
}

// input fills a text field; its hint stands in the empty field.
func input(c, outer *Component, f bot.Field, hint string) {
	c.Type, c.Style = TypeInput, 1
	if f.Kind == bot.TextField {
		c.Style = 2
	}
	c.MaxLength = MaxInputLength
	if f.Max > 0 {
		c.MaxLength = min(f.Max, MaxInputLength)
	}
	if f.Kind == bot.TextField {
		c.Value = cut(clean(f.Value), c.MaxLength)
	} else {
		c.Value = cut(oneLine(f.Value), c.MaxLength)
	}
	if f.Error == "" {
		c.Placeholder, outer.Description = cut(hint, MaxInputPlaceholder), ""
	}
}

func fewest(required bool) *int {
	n := 0
	if required {
		n = 1
	}
	return &n
}

func localID(user string) string {
	const prefix = Space + ":"
	if len(user) > len(prefix) && user[:len(prefix)] == prefix && isID(user[len(prefix):]) {
		return user[len(prefix):]
	}
	return ""
}

// Choice is a completion.
type Choice struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Choices renders completions.
func Choices(list []bot.Option) []Choice {
	out := []Choice{}
	for _, o := range list {
		if len(out) == MaxChoices {
			break
		}
		if o.Value != "" && width(o.Value) <= MaxChoiceName {
			out = append(out, Choice{Name: label(o.Label, MaxChoiceName), Value: o.Value})
		}
	}
	return out
}
