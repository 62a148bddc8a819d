package web

import (
	"time"

	"guichet/bot"
)

// line is what lies between the bot and its platform: here nothing that could break. It is
// a seam of its own so that the suite which every adapter passes can break it.
type line interface {
	// call fails like a call that does not arrive ("post", "edit", "open", "read"), or whose
	// answer is lost ("posted").
	call(op string) error
	// wait is the pace that the platform asks for.
	wait(op bot.Op) time.Duration
}

// sound is a line in order.
type sound struct{}

func (sound) call(string) error         { return nil }
func (sound) wait(bot.Op) time.Duration { return 0 }
