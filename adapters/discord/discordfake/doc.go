// Package discordfake is the other side of package discord for tests: a small Discord server
// with an HTTP API and a gateway, spoken to over loopback, and methods that do what people
// do. It knows what the adapter uses of Discord and no more; it counts pings, keeps ephemeral
// messages to their person, refuses what blocks would refuse, and can be told to fail.
//
// It is no judge of rules: limits and permissions are only simulated where a test asks.
package discordfake
