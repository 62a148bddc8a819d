package adaptertest

import (
	"sync"
	"testing"
)

// Story plays the main job of the bot on the real core and store, over the platform: what
// the strict simulators of the acceptance tests see whole, plain `go test` sees here.
func Story(t *testing.T, stage NewStage) {
	t.Helper()
	var all sync.WaitGroup // at once: most of a story is waiting
	defer all.Wait()
	for _, s := range []struct {
		name string
		desk string
		play func(w *world)
	}{
		{"FromTheOpeningToTheMarks", alwaysOpen, playMainJob},
		{"TakenByThePlatformAndNotYetStored", alwaysOpen, playTakenNotStored},
		{"ChangedBeforeItIsFoundAgain", alwaysOpen, playChangedMeanwhile},
		{"PowerCutsWhilePeopleOpen", alwaysOpen, playPowerCuts},
		{"ReactionsAndWordsWhileDown", alwaysOpen, playWhileDown},
		{"AnOutagesQueueComesInOrder", alwaysOpen, playOutage},
		{"TheSameWordsTwiceAreTwoMessages", alwaysOpen, playSameWords},
		{"CannedReplies", withMacros, playMacro},
		{"SomebodyFollows", alwaysOpen, playFollowers},
		{"Procedures", withChecklist, playChecklist},
		{"FilesCrossBothWays", withFiles, playFiles},
		{"FilesTakenBack", withFiles, playFilesTakenBack},
		{"AfterTheEnd", alwaysOpen, playAfter},
		{"ACategorysOwnFields", withFields, playFields},
		{"TheCategoryAfterwards", withFields, playUnsorted},
		{"AConversation", alwaysOpen, playTalk},
		{"AConversationWhileDown", alwaysOpen, playTalkWhileDown},
		{"WordsInTheDM", alwaysOpen, playWordsInTheDM},
		{"MergedAndLinked", alwaysOpen, playMerge},
		{"TheWholeStory", alwaysOpen, playStory},
		{"CorrectedByTwoAtOnce", withFields, playEdit},
		{"AFormSentTooLate", alwaysOpen, playTooLate},
		{"MovedToAnotherPoolAndBack", withNetwork, playMove},
		{"ARequestIsEvaluatedAndApproved", withRequests, playRequest},
	} {
		all.Go(func() {
			t.Run(s.name, func(t *testing.T) { s.play(newDesk(t, s.desk, stage)) })
		})
	}
}

// MainJob plays only the life of one ticket.
func MainJob(t *testing.T, stage NewStage) {
	t.Helper()
	playMainJob(newWorld(t, stage))
}

// Both plays one desk on two platforms at once.
func Both(t *testing.T, first, second NewStage) {
	t.Helper()
	t.Run("Files", func(t *testing.T) { playFilesAcross(newWorld(t, first, second)) })
	t.Run("Moved", func(t *testing.T) { playMove(newDesk(t, withNetwork, first, second)) })
	playBoth(newWorld(t, first, second))
}

// Talk plays a conversation on two platforms at once.
func Talk(t *testing.T, first, second NewStage) {
	t.Helper()
	playTalkBoth(newWorld(t, first, second))
}
