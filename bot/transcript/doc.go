// Package transcript writes the story of one ticket down for good: as a page that needs nothing
// but itself, as JSON of a documented shape, and as plain text.
//
// What is told to whom is decided before: a Transcript holds only what its reader may see. Here
// it is only written, by pure functions.
package transcript
