package slack

import (
	slackapi "github.com/slack-go/slack"

	"guichet/bot"
)

// metadataType names our metadata. https://docs.slack.dev/messaging/message-metadata
const metadataType = "guichet_delivery"

// label is the metadata that makes a message recognisable: by its delivery key when the
// outcome of a post is unknown, and by its ticket when somebody reacts to it.
func label(m bot.Message) slackapi.SlackMetadata {
	return slackapi.SlackMetadata{EventType: metadataType, EventPayload: map[string]any{
		"key": m.Key, "ticket": m.Ticket, "card": m.IsCard,
	}}
}

// readLabel reads it back.
func readLabel(md slackapi.SlackMetadata) (key string, ticket int64, ok bool) {
	if md.EventType != metadataType {
		return "", 0, false
	}
	key, _ = md.EventPayload["key"].(string)
	n, _ := md.EventPayload["ticket"].(float64) // as JSON numbers come
	return key, int64(n), key != ""
}
