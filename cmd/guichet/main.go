// Command guichet is the helpdesk bot: it runs it, sets it up and looks after it. One file per
// subcommand; what they do is in the packages bot, bot/config, adapters and tickets.
package main

import (
	"os"
	_ "time/tzdata" // zones also where the machine has none, as in small containers

	"github.com/rs/zerolog"
)

func main() {
	zerolog.TimeFieldFormat = "2006-01-02T15:04:05.000Z07:00"
	zerolog.DurationFieldInteger = true // milliseconds
	os.Exit(Run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Environ()))
}
