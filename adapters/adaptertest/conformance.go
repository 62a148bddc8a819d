package adaptertest

import (
	"slices"
	"sync"
	"testing"
)

// Conformance tests an adapter against the contract of bot.Platform.
func Conformance(t *testing.T, stage NewStage) {
	t.Helper()
	var beside sync.WaitGroup
	defer beside.Wait()
	var later []test
	play := func(c test) {
		t.Run(c.name, func(sub *testing.T) {
			r := connect(t, sub, stage)
			c.run(r)
			r.unbroken()
		})
	}
	for _, group := range [][]test{
		connectionTests, peopleTests, groupTests, commandTests, formTests, clickTests, postingTests, reactionTests,
		conversationTests, revisingTests, fileTests, troubleTests, hostileTests,
	} {
		for _, c := range group {
			if slices.Contains(waiting, c.name) {
				later = append(later, c)
				continue
			}
			play(c)
		}
	}
	for _, c := range later {
		beside.Go(func() { play(c) })
	}
}

type test struct {
	name string
	run  func(r *rig)
}

// waiting are the tests that mostly wait, some because they start the adapter again: they run
// all at once, after the others.
var waiting = []string{
	"ConnectsAgainAfterADrop", "OneEventAtATimeForAPersonAndAMessage", "ASlowDeskIsWaitedFor", "AButtonWorksAfterARestart",
	"ReactionsAreRead", "ACounterOpensOnceAndIsFoundAgain", "AThreadOpensOnceUnderItsCard", "AnEventThatFailsIsNotLostForTheDesk",
	"AnEditIsReadBack", "ALetterIsReadBack",
	"HostileWordsAreOnlyWords", "HostileAnswersAndForms",
}
