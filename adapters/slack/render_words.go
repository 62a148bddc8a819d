package slack

import (
	"strconv"
	"strings"

	slackapi "github.com/slack-go/slack"

	"guichet/bot/markup"
)

// quoteBorder draws the bar of a quote beside lists and code, which cannot stand in a quote.
// https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
const quoteBorder = 1

// words renders what somebody wrote as rich text, which has no markup to break out of: a quote,
// and beside it the lists and code blocks of it.
func (w *writer) words(d markup.Document) {
	head, rest := markup.Cut(d, max(w.left-1, 1), markup.TextLength)
	w.left -= markup.TextLength(head)
	head = markup.InQuote(head)
	var out []slackapi.RichTextElement
	var lines []slackapi.RichTextSectionElement
	flush := func() {
		if len(lines) > 0 {
			out = append(out, &slackapi.RichTextQuote{Type: slackapi.RTEQuote, Elements: lines})
			lines = nil
		}
	}
	for i := 0; i < len(head); i++ {
		b := head[i]
		switch b.Kind {
		case markup.Item:
			flush()
			list := &slackapi.RichTextList{Type: slackapi.RTEList, Style: listStyle(b), Indent: b.Depth, Border: quoteBorder}
			if b.Number > 1 {
				list.Offset = b.Number - 1
			}
			for n := b.Number; i < len(head) && sameList(head[i], b, n); i, n = i+1, n+1 {
				list.Elements = append(list.Elements, slackapi.NewRichTextSection(inlineWords(head[i].Text, 0)...))
			}
			i--
			out = append(out, list)
		case markup.Fence:
			flush()
			code := &slackapi.RichTextPreformatted{Type: slackapi.RTEPreformatted, Border: quoteBorder, Language: b.Lang}
			for _, p := range pieces(tidy(b.Code), maxTextObject) {
				code.Elements = append(code.Elements, slackapi.NewRichTextSectionTextElement(p, nil))
			}
			out = append(out, code)
		default:
			if len(lines) > 0 {
				gap := "\n"
				if b.Apart {
					gap = "\n\n"
				}
				lines = append(lines, slackapi.NewRichTextSectionTextElement(gap, nil))
			}
			also := markup.Style(0)
			if b.Kind == markup.Heading {
				also = markup.Bold
			}
			lines = append(lines, inlineWords(b.Text, also)...)
		}
	}
	if len(rest) > 0 {
		lines = append(lines, slackapi.NewRichTextSectionTextElement(ellipsis, nil))
	}
	flush()
	if len(out) > 0 {
		w.add(slackapi.NewRichTextBlock("", out...))
	}
}

func listStyle(b markup.Block) slackapi.RichTextListElementType {
	if b.Number > 0 {
		return slackapi.RTEListOrdered
	}
	return slackapi.RTEListBullet
}

// sameList tells whether an item goes on with the list that began with first; number is the
// one that an ordered item would have.
func sameList(b, first markup.Block, number int) bool {
	return b.Kind == markup.Item && b.Depth == first.Depth && b.Quoted == first.Quoted &&
		(first.Number == 0 && b.Number == 0 || first.Number > 0 && (b.Number == number || b.Number == first.Number))
}

// inlineWords renders the text of one block; also is a style that all of it has.
func inlineWords(t []markup.Span, also markup.Style) []slackapi.RichTextSectionElement {
	var out []slackapi.RichTextSectionElement
	for _, s := range t {
		style := textStyle(s.Style, also)
		text := tidy(s.Text)
		if s.Style&markup.Spoiler != 0 { // Slack hides nothing: the bars tell what was meant
			text = "||" + text + "||"
		}
		switch {
		case !s.At.IsZero():
			fallback := orDefault(line(s.Text, maxTextObject), strconv.FormatInt(s.At.Unix(), 10))
			out = append(out, slackapi.NewRichTextSectionDateElement(s.At.Unix(), markup.SlackClock(s), nil, &fallback))
		case s.URL != "" && (webAddress(s.URL) || strings.HasPrefix(s.URL, "mailto:")):
			out = append(out, slackapi.NewRichTextSectionLinkElement(s.URL, cut(text, maxTextObject), style))
		default:
			for _, p := range pieces(text, maxTextObject) {
				out = append(out, slackapi.NewRichTextSectionTextElement(p, style))
			}
		}
	}
	if len(out) == 0 {
		out = append(out, slackapi.NewRichTextSectionTextElement(" ", nil))
	}
	return out
}

// textStyle is a look of Slack's; what is underlined is italic there.
func textStyle(s, also markup.Style) *slackapi.RichTextSectionTextStyle {
	s |= also
	if s&markup.Code != 0 {
		return &slackapi.RichTextSectionTextStyle{Code: true}
	}
	if s &^= markup.Spoiler; s == 0 {
		return nil
	}
	return &slackapi.RichTextSectionTextStyle{
		Bold: s&markup.Bold != 0, Italic: s&(markup.Italic|markup.Underline) != 0, Strike: s&markup.Strike != 0,
	}
}
