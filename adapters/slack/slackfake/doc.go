// Package slackfake is a Slack for tests: an HTTP server that speaks the Web API methods and
// the Socket Mode protocol that the adapter uses, on loopback, in the test's process. A test
// lets people act (SlashCommand, Click, Submit, React, Message…), reads what each of them
// would see (Messages, DM, Ephemerals, View), counts calls and breaks things (Fault,
// DropSockets).
//
// It answers as Slack documents and refuses what Slack refuses where that matters to the
// adapter; it keeps no rate limits, and enforces no lengths: Broken lists those that were
// passed. The strict simulator of the acceptance tests does both.
package slackfake
