package speech

import (
	"strings"

	"guichet/bot"
	"guichet/tickets"
)

// Problems sort the platforms' reasons into those that the locales have a sentence for, which
// says what to do. A reason that is not here is shown as the platform calls it.
var Problems = map[string]string{
	"person_gone": "user_gone", "user_not_found": "user_gone", "users_not_found": "user_gone",
	"user_disabled": "user_gone", "user_not_visible": "user_gone",
	"dm_blocked": "dm_blocked", "cannot_dm_bot": "dm_blocked", "messages_tab_disabled": "dm_blocked",
	"channel_gone": "channel_gone", "server_gone": "channel_gone", "channel_not_found": "channel_gone",
	"is_inactive": "channel_gone", "channel_missing": "channel_gone",
	"is_archived":    "archived",
	"not_in_channel": "not_in_channel", "user_not_in_channel": "not_in_channel",
	"missing_access": "missing_permission", "missing_permissions": "missing_permission",
	"no_permission": "missing_permission", "missing_scope": "missing_permission",
	"access_denied": "missing_permission", "thread_locked": "missing_permission",
	"too_many_threads": "missing_permission", "status_403": "missing_permission",
	"message_gone": "message_gone", "message_not_found": "message_gone",
	"cant_update_message": "message_gone", "edit_window_closed": "message_gone",
	"thread_not_found": "thread_gone", "thread_archived": "thread_gone", "place_gone": "thread_gone",
	"msg_too_long": "too_long", "msg_blocks_too_long": "too_long",
	"invalid_body": "invalid", "invalid_blocks": "invalid", "encoding": "invalid",
	"timeout": "timeout", "request_timeout": "timeout", "no_answer": "timeout",
	"unreachable": "unavailable", "network": "unavailable", "internal_error": "unavailable",
	"fatal_error": "unavailable", "service_unavailable": "unavailable",
	"unauthorized": "revoked", "invalid_auth": "revoked", "account_inactive": "revoked",
	"token_revoked": "revoked", "token_expired": "revoked",
}

// lostBy is what a row of the journal makes the desk say, by the name the locales have for it.
var lostBy = map[tickets.EntryKind]string{
	tickets.Opened: "opened", tickets.Resolved: "validation", tickets.Reminded: "validation",
	tickets.Replied: "replied", tickets.Warned: "alert", tickets.Breached: "alert",
	tickets.RatingAsked: "rating",
}

// parked reports, where the technicians see it, that something could not be said: what, to
// whom, why, and what to do. Place.User is whom it was for, nobody when it was for a channel.
func (s *Speech) parked(sc Scene) bot.Message {
	lost := lostBy[Entry(sc).Kind]
	if lost == "" {
		lost = "other"
	}
	key, more := "parked.elsewhere", Vars{"What": s.T(sc.Locale, "lost."+lost, nil)}
	if u := sc.Place.User; u != "" {
		key, more["To"] = "parked", sc.Name(u)
	}
	blocks := []bot.Block{s.tell(sc, key, more), Small(s.problem(sc))}
	return bot.Message{Blocks: Row(blocks, s.Named(sc.Locale, "show", sc.Ticket, bot.Neutral)), Tone: bot.Warning}
}

// problem is the reason in words, and what to do about it.
func (s *Speech) problem(sc Scene) bot.Text {
	word := Problems[sc.Problem]
	switch {
	case word != "":
	case strings.HasPrefix(sc.Problem, "restricted_action"):
		word = "missing_permission"
	case strings.HasPrefix(sc.Problem, "http_5"), strings.HasPrefix(sc.Problem, "status_5"):
		word = "unavailable"
	case sc.Problem == "":
		word = "unknown"
	default:
		return s.Text(sc.Locale, "problem.other", Vars{"Reason": CodeText(sc.Problem)})
	}
	return s.Text(sc.Locale, "problem."+word, nil)
}
