// Package discord connects the desk to one Discord server: the gateway brings what people
// do (gateway.go, dispatch.go, interactions.go, reactions.go, messages.go), interactions are
// answered within their three seconds (answer.go), and the dispatcher's calls go out through
// post.go, counter.go, thread.go and their neighbours. What the adapter knows of the server,
// and so of people's rights, is in directory.go, roles.go and members.go.
//
// Sub-packages: render turns neutral messages into Discord's (pure), rest calls the HTTP API
// within its limits, discordfake is the other side for tests. No ticket rule lives here.
package discord
