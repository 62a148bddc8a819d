package slack

import "strings"

// aliases are Slack's other names of the emoji that mean something here, and what we call
// them. Skin tones are stripped before.
var aliases = map[string]string{
	"envelope": "email", "raised_hand": "hand", "pause_button": "double_vertical_bar",
	"up_arrow": "arrow_up", "police_car_light": "rotating_light", "check_mark_button": "white_check_mark",
}

// canonical is the one name of a reaction: "raised_hand::skin-tone-3" is "hand".
func canonical(name string) string {
	name, _, _ = strings.Cut(strings.Trim(name, ":"), "::")
	if a, ok := aliases[name]; ok {
		return a
	}
	return name
}
