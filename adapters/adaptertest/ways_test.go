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

// Each way in with its event and its words twice.
func TestTwice(t *testing.T) {
	t.Run("Slack", func(t *testing.T) { adaptertest.Twice(t, slackstage.New) })
	t.Run("Discord", func(t *testing.T) { adaptertest.Twice(t, discordstage.New) })
}

// An announced incident of one desk on both platforms.
func TestAnnouncedOnBoth(t *testing.T) {
	t.Run("AnnouncedOnSlack", func(t *testing.T) { adaptertest.AnnouncedOnBoth(t, slackstage.New, discordstage.New) })
	t.Run("AnnouncedOnDiscord", func(t *testing.T) { adaptertest.AnnouncedOnBoth(t, discordstage.New, slackstage.New) })
}
