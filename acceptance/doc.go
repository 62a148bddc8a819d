// Package acceptance plays the stories of a helpdesk on strict simulators of Slack and
// Discord: each test is one story, written as people live it, with the product seen from
// outside only. Run it with `go test ./acceptance`; it needs the simulators at
// ../shared/sims, or in the folder that GUICHET_SIMS names, and skips without them.
//
// Every story ends with two checks that no test spells out: the product leaves with code 0
// when it is asked to, and it has broken no rule of the platform. What the stories stand on is
// in package stage.
package acceptance
