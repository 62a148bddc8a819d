package markup

import (
	"regexp"
	"strings"
	"sync"

	"github.com/yuin/goldmark-emoji/definition"
)

var (
	emojiNames = sync.OnceValue(func() definition.Emojis { return definition.Github() })
	shortcode  = regexp.MustCompile(`:([a-z0-9_+'-]{1,60}):(?::skin-tone-([2-6]):)?`)
	skinTones  = map[string]string{"2": "\U0001F3FB", "3": "\U0001F3FC", "4": "\U0001F3FD", "5": "\U0001F3FE", "6": "\U0001F3FF"}
	// Names of Slack's that GitHub spells otherwise or has not.
	slackOnly = map[string]string{
		"slightly_smiling_face": "🙂", "upside_down_face": "🙃", "white_frowning_face": "☹️", "face_with_rolling_eyes": "🙄",
		"simple_smile": "🙂", "hugging_face": "🤗", "thinking_face": "🤔", "face_palm": "🤦", "shrug": "🤷", "man-shrugging": "🤷‍♂️",
		"woman-shrugging": "🤷‍♀️", "man-facepalming": "🤦‍♂️", "woman-facepalming": "🤦‍♀️", "double_vertical_bar": "⏸️",
		"flag-fr": "🇫🇷", "flag-be": "🇧🇪", "flag-ch": "🇨🇭", "flag-ca": "🇨🇦", "flag-gb": "🇬🇧", "flag-us": "🇺🇸", "flag-de": "🇩🇪",
		"flag-es": "🇪🇸", "flag-it": "🇮🇹", "flag-eu": "🇪🇺", "man-raising-hand": "🙋‍♂️", "woman-raising-hand": "🙋‍♀️",
		"the_horns": "🤘", "hand_with_index_and_middle_fingers_crossed": "🤞", "call_me_hand": "🤙", "melting_face": "🫠", "saluting_face": "🫡",
	}
)

// Emoji turns the short names of emoji (":+1:") into the characters themselves, which every
// platform shows. A name that nobody but one workspace knows stays as it is.
func Emoji(s string) string {
	if strings.IndexByte(s, ':') < 0 {
		return s
	}
	return shortcode.ReplaceAllStringFunc(s, func(code string) string {
		m := shortcode.FindStringSubmatch(code)
		char := slackOnly[m[1]]
		if char == "" {
			e, ok := emojiNames().Get(m[1])
			if !ok || !e.IsUnicode() {
				return code
			}
			char = string(e.Unicode)
		}
		return char + skinTones[m[2]]
	})
}
