// Package speech is everything the desk says: cards, notices, forms, lists and answers, as neutral
// messages. Its renderers are pure functions of a Scene, with golden files in testdata/: same scene,
// same message. The sentences themselves are in package locales.
//
//   - card*.go, notice*.go: what stands in channels, threads and counters
//   - form*.go: what people fill in
//   - board.go, list.go, show*.go, story.go, sla*.go, help.go: answers to who asks
//   - speech*.go, when.go, words.go: how sentences, times and people's words are put together
package speech
