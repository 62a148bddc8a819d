// Package config reads what an operator writes: the environment (and .env) with the secrets and
// connections, and guichet.yaml with the desk. What comes out is checked and complete: defaults
// are filled in, references resolved, calendars built.
//
// A mistake is said as a sentence with file, line and column, an excerpt of the source and what
// to write instead, and all mistakes of a file are said together. So the file is not decoded
// into structs (which stops at the first error and forgets positions) but read key by key from
// its syntax tree: document.go and value.go are that reader, and one file per section of
// guichet.yaml says which keys there are and what they may hold.
//
// What does not live here: what the settings do (packages tickets and bot), the platforms, and
// looking anybody up: people and channels stay as they were written ("slack:@tessa", "#it").
package config
