// Package chat is the chat of the playground: people, channels, private conversations,
// messages with threads and reactions, what each person may see, and what they have read.
// It lives in memory and keeps a log in a folder, from which it is the same again after a
// restart. It knows neither tickets nor HTTP: the adapter above it does what a platform's
// servers do, this package is what they hold.
package chat
