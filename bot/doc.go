// Package bot is the vocabulary of the conversation (chat.go) and the port that platforms are
// behind (platform.go): neutral messages, forms and events, which adapters translate. The rooms
// below it hold the conversation itself: app, speech, grammar, outbox, and what they stand on.
//
// Nothing here or below knows Slack, Discord or SQL.
package bot
