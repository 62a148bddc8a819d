// Package search turns words into terms, French and English alike, and ranks tickets by the
// terms they have in common: pure functions, without a database, so that the answers are the
// same on both.
package search
