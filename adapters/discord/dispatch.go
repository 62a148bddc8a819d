package discord

import (
	"context"
	"encoding/json"
	"time"

	"guichet/bot"
)

// handleTime is how long the desk may take over one event.
const handleTime = 20 * time.Second

// take takes in what the gateway sends. It runs on the reading goroutine: what is known of
// the server is updated at once, everything else is queued.
func (a *Adapter) take(kind string, raw json.RawMessage) {
	switch kind {
	case "READY", "RESUMED":
		a.connected.Store(true)
		a.log.Info().Str("event", kind).Msg("connected to Discord")
		a.connectedAgain()
	case "INTERACTION_CREATE":
		a.takeInteraction(raw, time.Now())
	case "MESSAGE_REACTION_ADD", "MESSAGE_REACTION_REMOVE", "MESSAGE_REACTION_REMOVE_ALL", "MESSAGE_REACTION_REMOVE_EMOJI":
		a.takeReaction(kind, raw)
	case "MESSAGE_CREATE":
		a.takeMessage(raw)
	case "MESSAGE_UPDATE":
		a.takeEdit(raw)
	case "MESSAGE_DELETE", "MESSAGE_DELETE_BULK":
		a.takeDeletion(kind, raw)
	default:
		a.takeServer(kind, raw)
	}
}

// connectedAgain tells the desk that it may have missed something.
func (a *Adapter) connectedAgain() {
	a.lanes.add(func() { a.hand(bot.Event{Kind: bot.ConnectedEvent, At: time.Now()}) }, "connected")
}

// hand gives an event that nobody waits for to the desk.
func (a *Adapter) hand(e bot.Event) {
	ctx, cancel := context.WithTimeout(context.Background(), handleTime)
	defer cancel()
	e.Space = Space
	a.metrics.Event(Space, kindNames[e.Kind])
	if _, err := a.handler.Handle(ctx, e); err != nil {
		a.log.Error().Err(err).Str("kind", kindNames[e.Kind]).Str("event", e.Key).Str("message", e.Where.Message).
			Msg("an event was not handled")
	}
}

var kindNames = map[bot.EventKind]string{
	bot.CommandEvent: "command", bot.ClickEvent: "click", bot.SubmitEvent: "submit", bot.ReactionEvent: "reaction",
	bot.MessageEvent: "message", bot.CompletionEvent: "completion", bot.ShortcutEvent: "shortcut",
	bot.ConnectedEvent: "connected", bot.DeletedEvent: "deleted", bot.MembershipEvent: "membership", bot.EditedEvent: "edited",
}

// decode reads an event; a malformed one is counted and skipped.
func (a *Adapter) decode(kind string, raw json.RawMessage, into any) bool {
	if err := json.Unmarshal(raw, into); err != nil {
		a.metrics.Malformed(Space)
		a.log.Warn().Err(err).Str("event", kind).Msg("an event could not be read and was skipped")
		return false
	}
	return true
}
