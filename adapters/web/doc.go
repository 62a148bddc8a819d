// Package web is the playground's platform: a chat in this process (package chat) that the bot
// talks to like to Slack or Discord, and the acts of the people in it, which the page
// (package page) and the stories (package story) call. It implements bot.Platform; no rule
// of tickets lives here.
package web
