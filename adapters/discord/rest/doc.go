// Package rest is a small client of Discord's HTTP API: one call, paced by the limits that
// Discord's answers teach, its errors classified for the dispatcher. It never retries.
//
// What is asked of Discord, and what the answers mean to the desk, is package discord's.
package rest
