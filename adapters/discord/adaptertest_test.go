package discord_test

import (
	"testing"

	"guichet/adapters/adaptertest"
	"guichet/adapters/adaptertest/discordstage"
)

func TestConformance(t *testing.T) { adaptertest.Conformance(t, discordstage.New) }

func TestStory(t *testing.T) { adaptertest.Story(t, discordstage.New) }

func TestMainJobWithoutPrivilegedIntents(t *testing.T) { adaptertest.MainJob(t, discordstage.NewBare) }

func TestSecrets(t *testing.T) { adaptertest.Secrets(t, discordstage.New) }
