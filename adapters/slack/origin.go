package slack

import "strings"

// origin is where a form was asked for. Slack does not say it again at the submission, so it
// travels in the modal's private metadata, before the form's own state.
type origin struct {
	channel string
	thread  string
	locale  string // of the person, so that a restart between does not forget it
}

const originMark = "g1"

// pack writes the origin and the form's state as private metadata.
func (o origin) pack(state string) string {
	head := strings.Join([]string{originMark, o.channel, o.thread, o.locale}, "|") + "|"
	if len([]rune(head+state)) > maxPrivateMetadata {
		// bot.Form.State is half of this; a longer one cannot come back whole.
		return head
	}
	return head + state
}

// unpack reads them back; metadata of an older version is all state.
func unpack(metadata string) (o origin, state string) {
	parts := strings.SplitN(metadata, "|", 5)
	if len(parts) != 5 || parts[0] != originMark {
		return origin{}, metadata
	}
	return origin{channel: parts[1], thread: parts[2], locale: parts[3]}, parts[4]
}
