// Package slack is the adapter to Slack: it turns what Slack delivers over Socket Mode into
// bot.Event, renders neutral messages and forms as Block Kit, and classifies what the Web
// API answers. Method pages are under https://docs.slack.dev/reference/methods.
//
// What lives where: run.go and socket.go hold the connection; lanes.go keeps the order;
// read_*.go translate in; interact.go and answer.go acknowledge and answer; render_*.go
// translate out (pure functions, golden tested); pace.go, call.go and fault.go are the one
// way to the Web API; roster.go and people.go know who may do what; manifest.go and check.go
// serve the setup and the doctor.
//
// No rule about tickets lives here. The protocol fake for tests is in slackfake.
package slack
