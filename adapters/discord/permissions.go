package discord

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
)

// permission is a set of Discord's permission bits.
// https://docs.discord.com/developers/topics/permissions#permissions-bitwise-permission-flags
type permission uint64

const (
	permAdministrator   permission = 1 << 3
	permAddReactions    permission = 1 << 6
	permViewChannel     permission = 1 << 10
	permSendMessages    permission = 1 << 11
	permEmbedLinks      permission = 1 << 14
	permAttachFiles     permission = 1 << 15
	permReadHistory     permission = 1 << 16
	permMentionEveryone permission = 1 << 17
	permPublicThreads   permission = 1 << 35
	permPrivateThreads  permission = 1 << 36
	permSendInThreads   permission = 1 << 38
	permPinMessages     permission = 1 << 51
	permAll             permission = 1<<64 - 1
)

// UnmarshalJSON reads the decimal string that Discord sends, or a number.
func (p *permission) UnmarshalJSON(b []byte) error {
	var s string
	if json.Unmarshal(b, &s) != nil {
		s = string(b)
	}
	if s == "" || s == "null" {
		*p = 0
		return nil
	}
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil {
		return fmt.Errorf("permissions: %w", err)
	}
	*p = permission(n)
	return nil
}

func (p permission) has(q permission) bool { return p&q == q }

// permissionNames are the names that Discord's settings show, in English and French.
var permissionNames = []struct {
	bit    permission
	en, fr string
}{
	{permViewChannel, "View Channels", "Voir les salons"},
	{permSendMessages, "Send Messages", "Envoyer des messages"},
	{permAddReactions, "Add Reactions", "Ajouter des réactions"},
	{permEmbedLinks, "Embed Links", "Intégrer des liens"},
	{permAttachFiles, "Attach Files", "Joindre des fichiers"},
	{permReadHistory, "Read Message History", "Voir les anciens messages"},
	{permPublicThreads, "Create Public Threads", "Créer des fils publics"},
	{permPrivateThreads, "Create Private Threads", "Créer des fils privés"},
	{permPinMessages, "Pin Messages", "Épingler des messages"},
	{permSendInThreads, "Send Messages in Threads", "Envoyer des messages dans les fils"},
}

// base computes what somebody may do in the whole server.
// https://docs.discord.com/developers/topics/permissions#permission-overwrites
func (d *directory) base(userID string, roles []string) permission {
	if userID == d.ownerID {
		return permAll
	}
	p := d.roles[d.guildID].Permissions
	for _, id := range roles {
		p |= d.roles[id].Permissions
	}
	if p.has(permAdministrator) {
		return permAll
	}
	return p
}

// in computes what somebody may do in a channel.
func (d *directory) in(c channel, userID string, roles []string) permission {
	p := d.base(userID, roles)
	if p == permAll {
		return p
	}
	var allow, deny permission
	var own overwrite
	for _, o := range c.Overwrites {
		switch {
		case o.Type == overwriteRole && o.ID == d.guildID:
			p = p&^o.Deny | o.Allow
		case o.Type == overwriteRole && slices.Contains(roles, o.ID):
			allow, deny = allow|o.Allow, deny|o.Deny
		case o.Type == overwriteMember && o.ID == userID:
			own = o
		}
	}
	p = p&^deny | allow
	return p&^own.Deny | own.Allow
}
