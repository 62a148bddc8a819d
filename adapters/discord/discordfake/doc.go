// Package discordfake is the other side of package discord for tests: a small Discord server
// with an HTTP API and a gateway, spoken to over loopback, and methods that do what people
// do. It knows what the adapter uses of Discord and no more; it counts pings, keeps ephemeral
// messages to their person, refuses what blocks would refuse, and can be told to fail.
//
// It enforces no limits: Broken lists those that were passed. Permissions are only simulated
// where a test asks.
package discordfake
