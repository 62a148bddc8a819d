package discord_test

import (
	"testing"

	"guichet/adapters/adaptertest"
	"guichet/adapters/adaptertest/discordstage"
)

func TestConformance(t *testing.T) { adaptertest.Conformance(t, discordstage.New) }
