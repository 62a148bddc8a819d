package slack

import (
	"strings"

	slackapi "github.com/slack-go/slack"

	"guichet/bot"
)

// directory is what a renderer knows of the workspace: whom a group's mention pings.
type directory struct {
	groups map[string][]string // bot.GroupManagers… → user ids, sorted, without the bot
}

// rendered is a message ready to be sent.
type rendered struct {
	blocks []slackapi.Block
	text   string // what notifications and screen readers get; always set
}

// render turns a neutral message into Block Kit. It is a pure function.
//
// What people typed becomes rich text or plain text objects, which have no markup at all, so
// that it can neither ping nor format. Message.Tone is not shown: on Slack a colour exists
// only on legacy attachments, which hide long messages behind "Show more".
func render(m bot.Message, d directory) rendered {
	w := &writer{dir: d, left: maxMessageText}
	for _, b := range m.Blocks {
		w.block(b)
	}
	r := rendered{blocks: fit(w.blocks, maxMessageBlocks), text: escapeCut(tidy(m.Fallback), maxFallback)}
	if strings.TrimSpace(r.text) == "" {
		r.text = escapeCut(fallback(m), maxFallback)
	}
	return r
}

// writer collects the blocks of one message.
type writer struct {
	dir    directory
	blocks []slackapi.Block
	left   int // runes of text that may still be written
}

func (w *writer) add(b slackapi.Block) { w.blocks = append(w.blocks, b) }

func (w *writer) block(b bot.Block) {
	switch b.Kind {
	case bot.Heading:
		w.heading(b.Text)
	case bot.Fields:
		w.fields(b.Pairs)
	case bot.Quote:
		if els := w.inline(b.Text); len(els) > 0 {
			w.add(richText(&slackapi.RichTextQuote{Type: slackapi.RTEQuote, Elements: els}))
		}
	case bot.Words:
		w.words(b.Words)
	case bot.Small:
		w.small(b.Text)
	case bot.Row:
		w.row(b.Buttons)
	case bot.Select:
		w.menu(b.Menu)
	default:
		if els := w.inline(b.Text); len(els) > 0 {
			w.add(richText(slackapi.NewRichTextSection(els...)))
		}
	}
}

// heading is a header block when it is mere text, else a bold paragraph: a header can show
// neither mentions nor instants.
func (w *writer) heading(t bot.Text) {
	if s, ok := mere(t); ok {
		if s = line(s, maxTextObject); len([]rune(s)) <= maxHeader {
			if s != "" {
				w.add(slackapi.NewHeaderBlock(plain(s)))
			}
			return
		}
	}
	bold := make(bot.Text, len(t))
	for i, s := range t {
		if s.Kind == bot.Plain {
			s.Kind = bot.Bold
		}
		bold[i] = s
	}
	if els := w.inline(bold); len(els) > 0 {
		w.add(richText(slackapi.NewRichTextSection(els...)))
	}
}

// fields are lines of a bold label and its value. Slack's two columns exist only for markup
// and plain text, the one unsafe for values of people, the other without instants.
func (w *writer) fields(pairs []bot.Pair) {
	var els []slackapi.RichTextSectionElement
	for _, p := range pairs {
		value := w.inline(p.Value)
		if len(value) == 0 {
			continue
		}
		if len(els) > 0 {
			els = append(els, slackapi.NewRichTextSectionTextElement("\n", nil))
		}
		label := w.inline(bot.Text{{Kind: bot.Bold, Text: p.Label}, {Kind: bot.Plain, Text: " "}})
		els = append(append(els, label...), value...)
	}
	if len(els) > 0 {
		w.add(richText(slackapi.NewRichTextSection(els...)))
	}
}

// small is a context block where that is safe: plain text, or markup of which nothing that
// people typed can be mistaken for markup. Else it is a paragraph.
func (w *writer) small(t bot.Text) {
	if s, ok := mere(t); ok {
		if s = strings.TrimSpace(w.spend(tidy(s), maxTextObject)); s != "" {
			w.add(slackapi.NewContextBlock("", plain(s)))
		}
		return
	}
	if s, ok := mrkdwn(t); ok && len([]rune(s)) <= w.left {
		w.left -= len([]rune(s))
		w.add(slackapi.NewContextBlock("", slackapi.NewTextBlockObject(slackapi.MarkdownType, s, false, true)))
		return
	}
	if els := w.inline(t); len(els) > 0 {
		w.add(richText(slackapi.NewRichTextSection(els...)))
	}
}

func richText(e slackapi.RichTextElement) slackapi.Block { return slackapi.NewRichTextBlock("", e) }

func plain(s string) *slackapi.TextBlockObject {
	return slackapi.NewTextBlockObject(slackapi.PlainTextType, s, false, false)
}

// fit keeps the number of blocks within limit: neighbours of rich text become one block, and
// what still does not fit is left out before the last block, which holds the buttons.
func fit(blocks []slackapi.Block, limit int) []slackapi.Block {
	if len(blocks) <= limit {
		return blocks
	}
	var out []slackapi.Block
	for _, b := range blocks {
		rich, ok := b.(*slackapi.RichTextBlock)
		if ok && len(out) > 0 {
			if last, ok := out[len(out)-1].(*slackapi.RichTextBlock); ok {
				last.Elements = append(last.Elements, rich.Elements...)
				continue
			}
		}
		out = append(out, b)
	}
	if len(out) > limit {
		last := out[len(out)-1]
		out = append(out[:limit-2:limit-2], slackapi.NewContextBlock("", plain(ellipsis)), last)
	}
	return out
}
