package slack

import (
	"regexp"
	"strings"
)

// entity is what Slack puts in angle brackets: mentions, channels, broadcasts, links.
// https://docs.slack.dev/messaging/formatting-message-text#retrieving-messages
// Anything else in angle brackets is what somebody typed.
var entity = regexp.MustCompile(`<(@[UW][A-Z0-9]+|#[CDG][A-Z0-9]+|![a-z][^<>|]*|(?:https?://|mailto:|tel:)[^<>|]+)(?:\|([^<>]*))?>`)

var unescaper = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

// typed turns text as Slack delivers it into what the person typed. People who are mentioned
// become <@slack:U…>, as bot.Event says.
func typed(s string) string {
	var b strings.Builder
	at := 0
	for _, m := range entity.FindAllStringSubmatchIndex(s, -1) {
		b.WriteString(unescaper.Replace(s[at:m[0]]))
		label := ""
		if m[4] >= 0 {
			label = s[m[4]:m[5]]
		}
		b.WriteString(typedEntity(s[m[2]:m[3]], label))
		at = m[1]
	}
	b.WriteString(unescaper.Replace(s[at:]))
	return b.String()
}

func typedEntity(what, label string) string {
	switch {
	case strings.HasPrefix(what, "@"):
		return "<@" + string(userID(what[1:])) + ">"
	case strings.HasPrefix(what, "#"):
		return "#" + unescaper.Replace(orDefault(label, what[1:]))
	case strings.HasPrefix(what, "!subteam^"):
		return "@" + strings.TrimPrefix(unescaper.Replace(orDefault(label, strings.TrimPrefix(what, "!subteam^"))), "@")
	case strings.HasPrefix(what, "!date^"):
		return unescaper.Replace(label)
	case strings.HasPrefix(what, "!"):
		return "@" + strings.TrimPrefix(unescaper.Replace(orDefault(label, what[1:])), "@")
	}
	return unescaper.Replace(orDefault(label, what))
}
