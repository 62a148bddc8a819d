package discord

import (
	"context"
	"net/http"

	"github.com/bwmarrin/discordgo"

	"guichet/adapters/discord/rest"
)

// Flags of an application: the privileged intents that its owner has switched on, fully or
// for small servers.
// https://docs.discord.com/developers/resources/application#application-object-application-flags
const (
	flagGuildMembers          = 1 << 14
	flagGuildMembersLimited   = 1 << 15
	flagMessageContent        = 1 << 18
	flagMessageContentLimited = 1 << 19
)

// application is what Discord says of ourselves.
type application struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Flags int    `json:"flags"`
	Bot   user   `json:"bot"`
}

func (p *application) messageContent() bool {
	return p.Flags&(flagMessageContent|flagMessageContentLimited) != 0
}

func (p *application) guildMembers() bool {
	return p.Flags&(flagGuildMembers|flagGuildMembersLimited) != 0
}

// intents are the fewest that the desk can work with.
// https://docs.discord.com/developers/events/gateway#gateway-intents
func (p *application) intents() discordgo.Intent {
	i := discordgo.IntentsGuilds | discordgo.IntentsGuildMessages | discordgo.IntentsGuildMessageReactions | discordgo.IntentsDirectMessages
	if p.messageContent() {
		i |= discordgo.IntentMessageContent
	}
	if p.guildMembers() {
		i |= discordgo.IntentsGuildMembers
	}
	return i
}

// readApplication asks who we are and what we may be told.
func (a *Adapter) readApplication(ctx context.Context) (*application, error) {
	var p application
	if err := a.api.Do(ctx, rest.Call{Method: http.MethodGet, Path: "/applications/@me", Out: &p}); err != nil {
		return nil, err
	}
	if p.Bot.ID == "" {
		if err := a.api.Do(ctx, rest.Call{Method: http.MethodGet, Path: "/users/@me", Out: &p.Bot}); err != nil {
			return nil, err
		}
	}
	if a.app.Load() == nil { // ours never changes: it is read without the lock from here on
		a.directory.mu.Lock()
		a.directory.botID = p.Bot.ID
		a.directory.mu.Unlock()
	}
	a.app.Store(&p)
	return &p, nil
}

// hears tells whether the words of people in the server's threads reach us.
func (a *Adapter) hears() bool {
	p := a.app.Load()
	return p != nil && p.messageContent()
}

// warnIntents says what a missing privileged intent costs.
func (a *Adapter) warnIntents(p *application) {
	if !p.messageContent() {
		a.log.Warn().Str("intent", "MESSAGE CONTENT").
			Str("fix", "Developer Portal, Bot, Privileged Gateway Intents, Message Content Intent").
			Msg("not enabled: counters are DMs instead of private threads, and what technicians write in a card's thread is not read")
	}
	if !p.guildMembers() {
		a.log.Info().Str("intent", "SERVER MEMBERS").
			Str("fix", "Developer Portal, Bot, Privileged Gateway Intents, Server Members Intent").
			Msg("not enabled: managers whose role cannot be mentioned are mentioned only once they have been seen")
	}
}
