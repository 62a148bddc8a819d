package slack

import (
	"encoding/json"
	"strconv"

	slackapi "github.com/slack-go/slack"

	"guichet/bot"
)

// pressed marks the chosen button of several.
const pressed = "✓ "

// row renders buttons. The value carries the verb; the action id only has to be unique in its
// block.
func (w *writer) row(buttons []bot.Button) {
	var els []slackapi.BlockElement
	seen := map[string]bool{}
	for _, b := range buttons {
		label := b.Label
		if b.On {
			label = pressed + label
		}
		label = line(label, maxButtonText)
		if label == "" || len([]rune(b.Verb)) > maxButtonValue {
			continue
		}
		e := slackapi.NewButtonBlockElement(unique(seen, b.Verb), b.Verb, plain(label))
		switch {
		case b.Style == bot.Danger:
			e.Style = slackapi.StyleDanger
		case b.Style == bot.Primary || b.On:
			e.Style = slackapi.StylePrimary
		}
		els = append(els, e)
	}
	for len(els) > 0 {
		n := min(len(els), maxActions)
		w.add(slackapi.NewActionBlock("", els[:n]...))
		els = els[n:]
	}
}

// menu renders a select. Its action id carries the verb, its options the values.
func (w *writer) menu(m *bot.Menu) {
	if m == nil {
		return
	}
	opts := options(m.Options)
	if len(opts) == 0 {
		return
	}
	e := selectOf(opts, nil, line(m.Verb, maxID))
	if p := line(m.Placeholder, maxPlaceholder); p != "" {
		e.Placeholder = plain(p)
	}
	w.add(slackapi.NewActionBlock("", e))
}

// options renders choices; what has no value, one too long or one seen before is left out.
func options(in []bot.Option) []*slackapi.OptionBlockObject {
	var out []*slackapi.OptionBlockObject
	seen := map[string]bool{}
	for _, o := range in {
		label := line(o.Label, maxOptionText)
		if o.Value == "" || len([]rune(o.Value)) > maxOptionValue || label == "" || seen[o.Value] {
			continue
		}
		seen[o.Value] = true
		out = append(out, slackapi.NewOptionBlockObject(o.Value, plain(label), nil))
	}
	return out
}

// selectOf is a select with these options. What it does not hold is asked for while the person
// types: a block_suggestion.
// https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#external_select
func selectOf(opts []*slackapi.OptionBlockObject, placeholder *slackapi.TextBlockObject, id string) *slackapi.SelectBlockElement {
	if len(opts) <= maxOptions {
		return slackapi.NewOptionsSelectBlockElement(slackapi.OptTypeStatic, placeholder, id, opts...)
	}
	e := slackapi.NewOptionsSelectBlockElement(slackapi.OptTypeExternal, placeholder, id)
	at := 0 // the first ones are there before anything is typed
	e.MinQueryLength = &at
	return e
}

// suggestions is the answer to a block_suggestion, as much of it as the socket carries.
func suggestions(choices []bot.Option) map[string]any {
	list := options(choices)
	list = list[:min(len(list), maxOptions)]
	size := 0
	for i, o := range list {
		raw, err := json.Marshal(o)
		if size += len(raw) + 1; err != nil || size > maxAckBytes {
			list = list[:i]
			break
		}
	}
	if list == nil {
		list = []*slackapi.OptionBlockObject{}
	}
	return map[string]any{"options": list}
}

// unique makes an action id of a verb that its block does not have yet.
func unique(seen map[string]bool, verb string) string {
	base := line(verb, maxID-8)
	id := base
	for i := 2; id == "" || seen[id]; i++ {
		id = base + "#" + strconv.Itoa(i)
	}
	seen[id] = true
	return id
}
