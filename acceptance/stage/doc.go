// Package stage is what the acceptance scenarios play on: it builds the product and the
// strict simulators of both platforms, starts them, and acts for the people. It knows the
// product only from outside: its command line, its environment, and what people see.
//
// World is one scenario's world. Person acts and looks. Chat is what a platform's simulator
// can do, in words that both have; slack.go and discord.go put it in each one's own.
package stage
