// Package locales holds every sentence that people read, a file for each language. What a sentence
// is called and how it is filled is the business of package speech.
package locales

import "embed"

// Files are the sentences: fr.toml and en.toml, with the same keys.
//
//go:embed *.toml
var Files embed.FS
