package markup

import (
	"fmt"
	"strconv"
	"strings"
)

var slackEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// Slack writes mrkdwn. Without angle brackets of theirs nothing is a mention, a link or a
// broadcast; underlined text is italic there, and what is hidden stands between bars.
// https://docs.slack.dev/messaging/formatting-message-text
func Slack(d Document) string {
	var b strings.Builder
	for i, block := range d {
		if i > 0 {
			b.WriteByte('\n')
			if block.Apart {
				b.WriteByte('\n')
			}
		}
		for j, line := range strings.Split(slackBlock(block), "\n") {
			if j > 0 {
				b.WriteByte('\n')
			}
			if block.Quoted {
				b.WriteString("> ")
			}
			b.WriteString(line)
		}
	}
	return b.String()
}

func slackBlock(b Block) string {
	switch b.Kind {
	case Heading:
		bold := make([]Span, len(b.Text))
		for i, s := range b.Text {
			if s.Style&Code == 0 {
				s.Style |= Bold
			}
			bold[i] = s
		}
		return slackText(bold)
	case Item:
		indent := strings.Repeat("    ", b.Depth)
		mark := [...]string{"• ", "◦ ", "▪ "}[b.Depth%3]
		if b.Number > 0 {
			mark = strconv.Itoa(b.Number) + ". "
		}
		return indent + mark + strings.ReplaceAll(slackText(b.Text), "\n", "\n"+indent+"  ")
	case Fence:
		return "```\n" + slackEscaper.Replace(strings.ReplaceAll(b.Code, "```", "``"+Joint+"`")) + "\n```"
	default:
		return slackText(b.Text)
	}
}

func slackText(t []Span) string {
	var b strings.Builder
	for _, s := range t {
		text := slackSpan(s)
		for _, m := range []struct {
			style Style
			mark  string
		}{{Italic | Underline, "_"}, {Bold, "*"}, {Strike, "~"}, {Spoiler, "||"}} {
			if s.Style&m.style != 0 && strings.TrimSpace(s.Text) != "" {
				text = m.mark + text + m.mark
			}
		}
		b.WriteString(text)
	}
	return b.String()
}

func slackSpan(s Span) string {
	text := slackEscaper.Replace(s.Text)
	if s.Style&Code != 0 {
		text = "`" + strings.ReplaceAll(text, "`", "ˋ") + "`"
	}
	switch {
	case !s.At.IsZero():
		return fmt.Sprintf("<!date^%d^%s|%s>", s.At.Unix(), SlackClock(s), slackEscaper.Replace(orElse(s.Text, "?")))
	case s.URL != "":
		return "<" + slackEscaper.Replace(s.URL) + "|" + strings.ReplaceAll(text, "|", "¦") + ">"
	}
	return text
}
