// Package page is the playground's web page: two panes over the chat of package web, the
// clock, the first steps and the journal drawer. What the browser shows of a message is
// rendered here by html/template; the scripts put it in its place, and hold no rule of their
// own. guard.go says who may ask, server.go what there is to ask.
package page
