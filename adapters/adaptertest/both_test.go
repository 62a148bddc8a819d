package adaptertest_test

import (
	"testing"

	"go.uber.org/goleak"

	"guichet/adapters/adaptertest"
	"guichet/adapters/adaptertest/discordstage"
	"guichet/adapters/adaptertest/slackstage"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// One desk on Slack and on Discord at once.
func TestBothAtOnce(t *testing.T) {
	t.Run("OpenedOnDiscordClaimedOnSlack", func(t *testing.T) {
		t.Parallel()
		adaptertest.Both(t, slackstage.New, discordstage.New)
	})
	t.Run("AskedOnDiscordAnsweredOnSlack", func(t *testing.T) {
		t.Parallel()
		adaptertest.Talk(t, slackstage.New, discordstage.New)
	})
	t.Run("AskedOnSlackAnsweredOnDiscord", func(t *testing.T) {
		t.Parallel()
		adaptertest.Talk(t, discordstage.New, slackstage.New)
	})
	t.Run("OpenedOnSlackClaimedOnDiscord", func(t *testing.T) {
		t.Parallel()
		adaptertest.Both(t, discordstage.New, slackstage.New)
	})
}

// What the desk keeps to itself on Slack is read by nobody on Discord.
func TestSecretsAcross(t *testing.T) { adaptertest.Secrets(t, slackstage.New, discordstage.New) }
