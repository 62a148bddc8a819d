package discord

import (
	"encoding/base64"
	"errors"
	"net/url"
	"strconv"
	"strings"
)

// The permissions that the invite link asks for, and no more. Guichet never asks for
// Administrator, for Manage Threads (it archives only threads of its own) or for Mention
// Everyone (managers' roles that cannot be mentioned are told apart by doctor).
const invitePermissions = permViewChannel | // sees the helpdesk, pool, escalation and managers' channels
	permSendMessages | // cards, alerts
	permEmbedLinks | // cards are embeds
	permAttachFiles | // files cross between counter and thread
	permAddReactions | // marks what was sent to the requester
	permReadHistory | // reads reactions and its own cards again after an outage
	permPublicThreads | // the technicians' thread under a card
	permPrivateThreads | // a ticket's counter
	permSendInThreads | // writes in both
	permPinMessages // the panel

// InviteURL is the link with which an administrator invites the bot, with exactly the
// permissions it needs.
// https://docs.discord.com/developers/topics/oauth2#bot-authorization-flow
func InviteURL(clientID string) string {
	q := url.Values{
		"client_id":   {clientID},
		"scope":       {"bot applications.commands"},
		"permissions": {strconv.FormatUint(uint64(invitePermissions), 10)},
	}
	return "https://discord.com/oauth2/authorize?" + q.Encode()
}

// errToken never holds the token.
var errToken = errors.New("discord: this is not a bot token (Developer Portal, Bot, Reset Token)")

// ClientID reads the application's id from a bot token, offline: the token's first part is
// the id in base64.
func ClientID(token string) (string, error) {
	first, rest, ok := strings.Cut(strings.TrimPrefix(strings.TrimSpace(token), "Bot "), ".")
	raw, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(first, "="))
	if err != nil {
		raw, err = base64.RawURLEncoding.DecodeString(strings.TrimRight(first, "="))
	}
	if !ok || rest == "" || err != nil || !isID(string(raw)) {
		return "", errToken
	}
	return string(raw), nil
}
