// Package bot is the conversation: what people say to the desk, what the desk says to
// them, and in which words. It routes platform events to one use case of tickets.Desk
// each, derives what must be said from the journal, renders cards, notices and forms as
// neutral messages, and dispatches them.
//
// It knows no Slack, no Discord and no SQL. Platforms are behind the Platform port of
// platform.go, in the vocabulary of chat.go; sentences are in locales/.
package bot
