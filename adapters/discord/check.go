package discord

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"guichet/bot"
	"guichet/tickets"
)

// Check looks at all that the bot needs, without connecting the gateway: token, intents,
// server, channels and permissions, mentions. Each finding that is not well has its fix.
func (a *Adapter) Check(ctx context.Context) []bot.Finding {
	defer a.transport.CloseIdleConnections()
	p, err := a.readApplication(ctx)
	if err != nil {
		return []bot.Finding{tokenFinding(err)}
	}
	out := []bot.Finding{good("Jeton Discord accepté (application %s)", "Discord token accepted (application %s)", p.Name)}
	out = append(out, intentFindings(p)...)
	if err := a.findServer(ctx); err != nil {
		return append(out, bad(
			words("Le serveur Discord n’a pas pu être lu : "+bot.FaultOf(err).Reason, "The Discord server could not be read: "+bot.FaultOf(err).Reason),
			words("Réessayez ; si cela dure, invitez de nouveau le bot avec le lien de « guichet setup discord ».",
				"Try again; if it lasts, invite the bot again with the link of `guichet setup discord`.")))
	}
	if a.directory.guild() == "" {
		return append(out, bad(
			words("Le bot n’est sur aucun serveur", "The bot is in no server"),
			words("Invitez-le avec le lien de « guichet setup discord ».", "Invite it with the link of `guichet setup discord`.")))
	}
	out = append(out, good("Serveur « %s »", "Server “%s”", a.directory.guildName))
	out = append(out, a.permissionFinding())
	for _, c := range a.wanted() {
		out = append(out, a.channelFinding(c))
	}
	a.readMembers(ctx)
	return append(out, a.mentionFinding()...)
}

func good(fr, en string, args ...any) bot.Finding {
	return bot.Finding{OK: true, What: words(fmt.Sprintf(fr, args...), fmt.Sprintf(en, args...))}
}

func bad(what, fix tickets.Words) bot.Finding { return bot.Finding{What: what, Fix: fix} }

func tokenFinding(err error) bot.Finding {
	f := bot.FaultOf(err)
	if f.Fault == bot.Revoked {
		return bad(words("Discord refuse le jeton", "Discord refuses the token"),
			words("Mettez dans DISCORD_BOT_TOKEN un jeton valable (Developer Portal, Bot, Reset Token).",
				"Put a valid token into DISCORD_BOT_TOKEN (Developer Portal, Bot, Reset Token)."))
	}
	return bad(words("Discord ne répond pas : "+f.Reason, "Discord does not answer: "+f.Reason),
		words("Vérifiez le réseau, le mandataire (HTTPS_PROXY) et DISCORD_API_URL.", "Check the network, the proxy (HTTPS_PROXY) and DISCORD_API_URL."))
}

func intentFindings(p *application) []bot.Finding {
	out := allIntentFindings(p)
	for i := range out {
		out[i].Optional = true // the bot works without, and says what it costs
	}
	return out
}

func allIntentFindings(p *application) []bot.Finding {
	var out []bot.Finding
	if p.messageContent() {
		out = append(out, good("Intention « Message Content » activée", "Message Content intent enabled"))
	} else {
		out = append(out, bad(
			words("Intention « Message Content » désactivée : les échanges passent par messages privés, et ce que les techniciens écrivent dans les fils n’est pas lu",
				"Message Content intent disabled: conversations are held in DMs, and what technicians write in threads is not read"),
			words("Activez-la : Developer Portal, Bot, Privileged Gateway Intents.", "Enable it: Developer Portal, Bot, Privileged Gateway Intents.")))
	}
	if p.guildMembers() {
		return append(out, good("Intention « Server Members » activée", "Server Members intent enabled"))
	}
	return append(out, bad(
		words("Intention « Server Members » désactivée : les responsables dont le rôle ne peut pas être mentionné ne le sont qu’après avoir été vus",
			"Server Members intent disabled: managers whose role cannot be mentioned are mentioned only once seen"),
		words("Activez-la : Developer Portal, Bot, Privileged Gateway Intents ; ou rendez le rôle mentionnable.",
			"Enable it: Developer Portal, Bot, Privileged Gateway Intents; or make the role mentionable.")))
}

// permissionFinding compares what the bot may do in the server with what the invite asks.
func (a *Adapter) permissionFinding() bot.Finding {
	d := a.directory
	d.mu.RLock()
	defer d.mu.RUnlock()
	have := d.base(d.botID, d.botRoles)
	// Without Pin Messages all works: who asks for a panel is told to pin it.
	if fr, en := lacking(have, invitePermissions&^permPinMessages); en != "" {
		return bad(words("Permissions manquantes sur le serveur : "+fr, "Missing permissions in the server: "+en),
			words("Invitez de nouveau le bot avec le lien de « guichet setup discord », ou donnez-les à son rôle.",
				"Invite the bot again with the link of `guichet setup discord`, or give them to its role."))
	}
	if d.roles[d.guildID].Permissions.has(permAdministrator) || have == permAll {
		return bad(words("Le bot est administrateur : c’est plus qu’il ne lui faut", "The bot is an administrator: more than it needs"),
			words("Retirez « Administrateur » à son rôle.", "Take Administrator from its role."))
	}
	return good("Permissions du bot complètes", "The bot's permissions are complete")
}

func lacking(have, want permission) (fr, en string) {
	var f, e []string
	for _, n := range permissionNames {
		if want.has(n.bit) && !have.has(n.bit) {
			f, e = append(f, n.fr), append(e, n.en)
		}
	}
	return strings.Join(f, ", "), strings.Join(e, ", ")
}

// wantedChannel is a channel of the configuration and what the bot must be able to do there.
type wantedChannel struct {
	name, variable string
	need           permission
}

func (a *Adapter) wanted() []wantedChannel {
	s := a.config.Space
	card := permViewChannel | permSendMessages | permEmbedLinks | permReadHistory | permPublicThreads | permSendInThreads
	notice := permViewChannel | permSendMessages | permEmbedLinks | permReadHistory
	help := permViewChannel | permSendInThreads | permPrivateThreads | permReadHistory | permEmbedLinks
	list := []wantedChannel{
		{s.Helpdesk, "HELPDESK_CHANNEL", help},
		{s.Pool, "POOL_CHANNEL", card},
		{s.Escalation, "ESCALATION_CHANNEL", notice},
		{s.Managers, "MANAGER_CHANNEL", notice},
	}
	var pools []string
	for _, c := range s.CategoryPools {
		pools = append(pools, c)
	}
	slices.Sort(pools)
	for _, c := range slices.Compact(pools) {
		list = append(list, wantedChannel{c, "guichet.yaml", card})
	}
	return slices.DeleteFunc(list, func(w wantedChannel) bool { return w.name == "" })
}

func (a *Adapter) channelFinding(w wantedChannel) bot.Finding {
	d := a.directory
	d.mu.RLock()
	defer d.mu.RUnlock()
	id := d.places[w.name]
	if id == "" {
		return bad(words("Salon « "+w.name+" » introuvable", "Channel “"+w.name+"” not found"),
			words("Créez-le, ou corrigez "+w.variable+".", "Create it, or correct "+w.variable+"."))
	}
	if fr, en := lacking(d.in(d.channels[id], d.botID, d.botRoles), w.need); en != "" {
		return bad(words("Salon « "+w.name+" », permissions manquantes : "+fr, "Channel “"+w.name+"”, missing permissions: "+en),
			words("Paramètres du salon, Permissions : accordez-les au rôle du bot.", "Channel settings, Permissions: allow them to the bot's role."))
	}
	return good("Salon « %s » visible et utilisable", "Channel “%s” visible and usable", w.name)
}

// mentionFinding tells whether a mention of the managers reaches anybody.
func (a *Adapter) mentionFinding() []bot.Finding {
	s := a.config.Space
	if s.Managers == "" && len(s.ManagerRoles) == 0 {
		return nil
	}
	g := a.directory.groups(a.directory.place(tickets.PlaceEscalation, ""))[bot.GroupManagers]
	if len(g.Roles) > 0 {
		return []bot.Finding{good("Le rôle des responsables peut être mentionné", "The managers' role can be mentioned")}
	}
	if len(g.Users) > 0 {
		return []bot.Finding{good("Les responsables sont mentionnés par leur nom (%d)", "The managers are mentioned by name (%d)", len(g.Users))}
	}
	return []bot.Finding{bad(
		words("Les responsables ne peuvent pas être mentionnés : leur rôle ne l’autorise pas et personne n’est connu",
			"The managers cannot be mentioned: their role does not allow it and nobody is known"),
		words("Paramètres du serveur, Rôles : « Permettre à tout le monde de mentionner ce rôle » ; ou activez l’intention « Server Members ».",
			"Server settings, Roles: “Allow anyone to mention this role”; or enable the Server Members intent."))}
}
