package slack

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"

	slackapi "github.com/slack-go/slack"

	"guichet/bot"
	"guichet/bot/markup"
)

// How instants are shown, each in the reader's own zone and language.
// https://docs.slack.dev/messaging/formatting-message-text#date-formatting
const (
	dateTimeFormat = "{date_short_pretty} {time}"
	relativeFormat = "{ago}"
)

// inline renders spans as elements of rich text, within what the message has left.
func (w *writer) inline(t bot.Text) []slackapi.RichTextSectionElement {
	var out []slackapi.RichTextSectionElement
	text := func(s string, style *slackapi.RichTextSectionTextStyle) {
		for _, p := range pieces(w.spend(tidy(s), maxMessageText), maxTextObject) {
			out = append(out, slackapi.NewRichTextSectionTextElement(p, style))
		}
	}
	for _, s := range t {
		switch s.Kind {
		case bot.Bold:
			text(s.Text, &slackapi.RichTextSectionTextStyle{Bold: true})
		case bot.Code:
			text(s.Text, &slackapi.RichTextSectionTextStyle{Code: true})
		case bot.Mention:
			if s.User.Space() == space && s.User.Local() != "" {
				w.left -= len(s.Text)
				out = append(out, slackapi.NewRichTextSectionUserElement(s.User.Local(), nil))
			} else {
				text(s.Text, nil)
			}
		case bot.Group:
			ids := w.dir.groups[s.Role]
			if len(ids) == 0 {
				text(s.Text, nil)
			}
			for i, id := range ids[:min(len(ids), maxGroupMentions)] {
				if i > 0 {
					text(" ", nil)
				}
				out = append(out, slackapi.NewRichTextSectionUserElement(id, nil))
			}
		case bot.When:
			if when := whenText(s); w.left > 0 {
				w.left -= len([]rune(when))
				out = append(out, slackapi.NewRichTextSectionDateElement(s.At.Unix(), whenFormat(s), nil, &when))
			}
		case bot.Anchor:
			if label := w.spend(tidy(s.Text), maxTextObject); !webAddress(s.URL) {
				text(label, nil)
			} else if w.left > 0 {
				out = append(out, slackapi.NewRichTextSectionLinkElement(s.URL, label, nil))
			}
		default:
			text(s.Text, nil)
		}
	}
	return out
}

// spend takes text out of what the message has left, shortened to limit.
func (w *writer) spend(s string, limit int) string {
	if w.left <= 1 {
		return ""
	}
	s = cut(s, min(limit, w.left))
	w.left -= len([]rune(s))
	return s
}

func whenFormat(s bot.Span) string {
	if s.Style == bot.Relative {
		return relativeFormat
	}
	return dateTimeFormat
}

// whenText is what a client that cannot show instants shows.
func whenText(s bot.Span) string {
	if t := line(s.Text, maxTextObject); t != "" {
		return t
	}
	return s.At.UTC().Format("2006-01-02 15:04 ") + time.UTC.String()
}

// webAddress tells whether a link may be made of the address.
func webAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && len(s) <= maxTextObject
}

// mere is the text of spans that need neither mentions, links nor instants.
func mere(t bot.Text) (string, bool) {
	var b strings.Builder
	for _, s := range t {
		switch s.Kind {
		case bot.Plain, bot.Bold:
			b.WriteString(s.Text)
		default:
			return "", false
		}
	}
	return b.String(), true
}

// markupSigns is what Slack's markup could take for something else than text.
var markupSigns = regexp.MustCompile("[*_~`<>&@#|\\\\]|:[^\\s:]+:|\n\\s*([-•>]|\\d+\\.)|^\\s*([-•>]|\\d+\\.)")

// mrkdwn renders spans as mrkdwn, and refuses (false) when any text in them could be taken
// for markup, is too long, or needs more than instants and plain words.
func mrkdwn(t bot.Text) (string, bool) {
	var b strings.Builder
	for _, s := range t {
		if markupSigns.MatchString(s.Text) {
			return "", false
		}
		switch s.Kind {
		case bot.Plain, bot.Bold:
			b.WriteString(tidy(s.Text))
		case bot.When:
			fmt.Fprintf(&b, "<!date^%d^%s|%s>", s.At.Unix(), whenFormat(s), whenText(s))
		default:
			return "", false
		}
	}
	s := b.String()
	return s, strings.TrimSpace(s) != "" && len([]rune(s)) <= maxTextObject
}

// fallback is the message as one plain text.
func fallback(m bot.Message) string {
	var lines []string
	for _, b := range m.Blocks {
		switch b.Kind {
		case bot.Row, bot.Select:
		case bot.Fields:
			for _, p := range b.Pairs {
				if s := tidy(p.Label) + " " + flat(p.Value); strings.TrimSpace(s) != "" {
					lines = append(lines, s)
				}
			}
		case bot.Words:
			lines = append(lines, markup.Text(b.Words))
		default:
			if s := flat(b.Text); strings.TrimSpace(s) != "" {
				lines = append(lines, s)
			}
		}
	}
	if len(lines) == 0 {
		return "Guichet"
	}
	return strings.Join(lines, "\n")
}

// flat is text without anything but words.
func flat(t bot.Text) string {
	var b strings.Builder
	for _, s := range t {
		if s.Kind == bot.When {
			b.WriteString(whenText(s))
		} else {
			b.WriteString(tidy(s.Text))
		}
	}
	return b.String()
}
