package slack_test

import (
	"testing"

	"guichet/adapters/adaptertest"
	"guichet/adapters/adaptertest/slackstage"
)

func TestConformance(t *testing.T) { adaptertest.Conformance(t, slackstage.New) }

func TestStory(t *testing.T) { adaptertest.Story(t, slackstage.New) }

func TestSecrets(t *testing.T) { adaptertest.Secrets(t, slackstage.New) }
