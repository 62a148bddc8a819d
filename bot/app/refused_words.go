package app

import (
	"context"
	"errors"

	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/bot/speech"
	"guichet/tickets"
)

// maxKeptWords is how much of what was typed a refusal gives back, in characters: with its
// sentence it fits every platform's message.
const maxKeptWords = 1500

// wordy are the verbs whose command takes words that somebody has thought about.
var wordy = map[string]bool{
	"reply": true, "note": true, "wait": true, "escalate": true, "resolve": true, "refuse": true, "cancel": true, "reopen": true,
	"reject": true, "extend": true, "announce": true,
}

// ordered carries out a command. The words of one that is refused are given back, since no client
// keeps what was typed behind a command.
func (a *App) ordered(ctx context.Context, e bot.Event, in grammar.Intent) (bot.Answer, error) {
	answer, err := a.perform(ctx, e, in)
	var r *tickets.Error
	if !wordy[in.Verb] || in.Text == "" || !errors.As(err, &r) || r.Code == tickets.Seen {
		return answer, err
	}
	m := a.givingBack(ctx, e, a.refusal(ctx, e.By, r), in.Text)
	return bot.Answer{Private: &m}, nil
}

// givingBack adds to a refusal what the person had typed.
func (a *App) givingBack(ctx context.Context, e bot.Event, m bot.Message, words string) bot.Message {
	words, _ = speech.Cut(words, maxKeptWords)
	if words == "" {
		return m
	}
	m.Blocks = append(m.Blocks, speech.Small(a.speech.Text(a.people.locale(a.viewer(ctx, e.By)), "refusal.words", nil)))
	m.Blocks = speech.Quoted(m.Blocks, words)
	return m
}
