package slack

import (
	"strings"
	"time"

	slackapi "github.com/slack-go/slack"

	"guichet/bot"
	"guichet/tickets"
)

// renderForm turns a form into a modal. It is a pure function. Block and action ids are the
// field's id, so that errors find their field.
func renderForm(f bot.Form, o origin) slackapi.ModalViewRequest {
	v := slackapi.ModalViewRequest{
		Type: slackapi.VTModal, CallbackID: cut(f.ID, maxID), PrivateMetadata: o.pack(f.State),
		Title: plain(orDefault(line(f.Title, maxViewTitle), "Guichet")),
	}
	if s := line(f.Submit, maxViewTitle); s != "" {
		v.Submit = plain(s)
	}
	if s := line(f.Cancel, maxViewTitle); s != "" {
		v.Close = plain(s)
	}
	blocks := &v.Blocks.BlockSet
	if s := strings.TrimSpace(cut(tidy(f.Intro), maxTextObject)); s != "" {
		*blocks = append(*blocks, slackapi.NewSectionBlock(plain(s), nil, nil))
	}
	for _, field := range f.Fields {
		if len(*blocks) == maxViewBlocks {
			break
		}
		if b := input(field); b != nil {
			*blocks = append(*blocks, b)
		}
	}
	if v.Submit == nil {
		v.Submit = plain("OK") // Slack wants one as soon as there is an input
	}
	return v
}

func orDefault(s, def string) string {
	if s == "" {
		return def
	}
	return s
}

// input renders a field, nil when there is nothing to choose from.
func input(f bot.Field) *slackapi.InputBlock {
	label := orDefault(line(f.Label, maxLabel), f.ID)
	placeholder, hint := line(f.Hint, maxHint), ""
	if len([]rune(placeholder)) > maxPlaceholder {
		placeholder, hint = "", placeholder
	}
	var e slackapi.BlockElement
	switch f.Kind {
	case bot.ChoiceField:
		e = choice(f, placeholder)
		if e == nil {
			return nil
		}
	case bot.PersonField:
		s := slackapi.NewOptionsSelectBlockElement(slackapi.OptTypeUser, hold(placeholder), f.ID)
		if u := tickets.UserID(f.Value); u.Space() == space {
			s.InitialUser = u.Local()
		}
		e = s
	case bot.FilesField:
		e, hint = slackapi.NewFileInputBlockElement(f.ID).WithMaxFiles(maxFiles), orDefault(hint, placeholder)
	case bot.DateField:
		d := slackapi.NewDateTimePickerBlockElement(f.ID)
		if at, err := time.Parse(time.RFC3339, f.Value); err == nil {
			d.InitialDateTime = at.Unix()
		}
		e, hint = d, orDefault(hint, placeholder)
	default:
		limit := maxInput
		if f.Max > 0 && f.Max < limit {
			limit = f.Max
		}
		t := slackapi.NewPlainTextInputBlockElement(hold(placeholder), f.ID)
		value := cut(tidy(f.Value), maxInput)
		// What was typed elsewhere is kept whole even when it is too long: the desk says so.
		t.Multiline, t.MaxLength = f.Kind == bot.TextField, max(limit, len([]rune(value)))
		t.InitialValue = value
		e = t
	}
	if f.Error != "" {
		// A modal that opens cannot show errors; the hint under the field is the nearest place.
		hint = line("⚠ "+f.Error, maxHint)
	}
	b := slackapi.NewInputBlock(f.ID, plain(label), nil, e)
	b.Optional = !f.Required
	if hint != "" {
		b.Hint = plain(hint)
	}
	return b
}

func choice(f bot.Field, placeholder string) slackapi.BlockElement {
	opts := options(f.Options)
	if len(opts) == 0 {
		return nil
	}
	s := selectOf(opts, hold(placeholder), f.ID)
	for _, o := range opts {
		if o.Value == f.Value {
			s.InitialOption = o
		}
	}
	return s
}

func hold(placeholder string) *slackapi.TextBlockObject {
	if placeholder == "" {
		return nil
	}
	return plain(placeholder)
}
