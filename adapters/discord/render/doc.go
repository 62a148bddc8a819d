// Package render turns the desk's neutral messages, forms and choices into what Discord
// takes. All of it is pure: the same message renders the same, nothing is asked or sent.
//
// Every word of people is escaped here, and here only: it can neither ping nor format, and
// no limit of Discord is passed.
package render
