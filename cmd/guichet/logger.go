package main

import (
	"io"

	"github.com/rs/zerolog"

	"guichet/bot/config"
)

// newLogger writes to w as LOG_LEVEL and LOG_FORMAT ask, which are checked.
func newLogger(w io.Writer, env config.Env) zerolog.Logger {
	level, err := zerolog.ParseLevel(env.LogLevel)
	if err != nil {
		level = zerolog.InfoLevel
	}
	if env.LogFormat == "console" {
		w = zerolog.ConsoleWriter{Out: w, TimeFormat: "15:04:05.000", NoColor: true}
	}
	return zerolog.New(zerolog.SyncWriter(w)).Level(level).With().Timestamp().Logger()
}
