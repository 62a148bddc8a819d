package slackfake

import (
	"slices"
	"strings"
)

func authTest(*Server, Obj) (Obj, apiError) {
	return Obj{"url": "https://acme.slack.com/", "team": "Acme", "team_id": "T0ACME", "user": "guichet", "user_id": BotUser, "bot_id": botID}, ""
}

func connectionsOpen(s *Server, _ Obj) (Obj, apiError) { return Obj{"url": s.wsURL()}, "" }

func (u *user) render(locale bool) Obj {
	o := Obj{
		"id": u.id, "name": u.name, "real_name": u.real, "deleted": u.gone, "is_admin": u.admin, "is_owner": false, "is_bot": u.bot,
		"is_restricted": u.guest, "is_ultra_restricted": false,
		"profile": Obj{"real_name": u.real, "display_name": u.name, "email": u.email},
	}
	if locale {
		o["locale"] = u.locale
	}
	return o
}

func usersInfo(s *Server, a Obj) (Obj, apiError) {
	for _, u := range s.users {
		if u.id == str(a, "user") {
			return Obj{"user": u.render(yes(a, "include_locale"))}, ""
		}
	}
	return nil, "user_not_found"
}

func usersByEmail(s *Server, a Obj) (Obj, apiError) {
	for _, u := range s.users {
		if u.email != "" && strings.EqualFold(u.email, str(a, "email")) && !u.gone {
			return Obj{"user": u.render(false)}, ""
		}
	}
	return nil, "users_not_found"
}

func usersList(s *Server, _ Obj) (Obj, apiError) {
	out := []any{}
	for _, u := range s.users {
		out = append(out, u.render(false))
	}
	return Obj{"members": out, "response_metadata": Obj{"next_cursor": ""}}, ""
}

func usergroupsList(s *Server, _ Obj) (Obj, apiError) {
	out := []any{}
	for handle, users := range s.groups {
		out = append(out, Obj{"id": "S0" + strings.ToUpper(handle), "handle": handle, "name": handle, "users": users})
	}
	return Obj{"usergroups": out}, ""
}

// usersConversations gives two a page, so that paging is exercised.
func usersConversations(s *Server, a Obj) (Obj, apiError) {
	var mine []any
	for _, c := range s.channels {
		kind := "public_channel"
		if c.private {
			kind = "private_channel"
		}
		if c.im == "" && c.has(BotUser) && !c.archived && slices.Contains(strings.Split(str(a, "types"), ","), kind) {
			mine = append(mine, Obj{"id": c.id, "name": c.name, "is_private": c.private})
		}
	}
	page, next := paged(mine, str(a, "cursor"), 2)
	return Obj{"channels": page, "response_metadata": Obj{"next_cursor": next}}, ""
}

func conversationsMembers(s *Server, a Obj) (Obj, apiError) {
	c := s.find(str(a, "channel"))
	if c == nil || !c.has(BotUser) {
		return nil, "channel_not_found"
	}
	var all []any
	for _, m := range c.members {
		all = append(all, m)
	}
	page, next := paged(all, str(a, "cursor"), 2)
	return Obj{"members": page, "response_metadata": Obj{"next_cursor": next}}, ""
}

func paged(all []any, cursor string, size int) (page []any, next string) {
	at := num(Obj{"c": cursor}, "c", 0)
	end := min(len(all), at+size)
	if end < len(all) {
		next = itoa(end)
	}
	return append([]any{}, all[at:end]...), next
}

func conversationsOpen(s *Server, a Obj) (Obj, apiError) {
	for _, u := range s.users {
		if u.id == str(a, "users") {
			if u.gone {
				return nil, "user_disabled"
			}
			if u.bot {
				return nil, "cannot_dm_bot"
			}
			return Obj{"channel": Obj{"id": s.dmLocked(u.id).id}}, ""
		}
	}
	return nil, "user_not_found"
}
