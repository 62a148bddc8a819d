package adaptertest_test

import (
	"testing"

	"guichet/adapters/adaptertest"
	"guichet/adapters/adaptertest/discordstage"
	"guichet/adapters/adaptertest/slackstage"
)

// The ways in besides the command.
func TestWays(t *testing.T) {
	t.Run("Slack", func(t *testing.T) { adaptertest.Ways(t, slackstage.New) })
	t.Run("Discord", func(t *testing.T) { adaptertest.Ways(t, discordstage.New) })
}
