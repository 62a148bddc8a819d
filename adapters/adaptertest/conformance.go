package adaptertest

import "testing"

// Conformance tests an adapter against the contract of bot.Platform.
func Conformance(t *testing.T, stage NewStage) {
	for _, group := range [][]test{
		connectionTests, peopleTests, commandTests, formTests, clickTests, postingTests, reactionTests,
		conversationTests, troubleTests, hostileTests,
	} {
		for _, c := range group {
			t.Run(c.name, func(t *testing.T) {
				r := connect(t, stage)
				c.run(r)
				r.unbroken()
			})
		}
	}
}

type test struct {
	name string
	run  func(r *rig)
}
