package main

import (
	"context"

	"guichet/adapters/discord"
	"guichet/adapters/slack"
	"guichet/bot"
	"guichet/bot/app"
	"guichet/bot/config"
	"guichet/bot/outbox"

	"github.com/rs/zerolog"
)

// connector is an adapter: what the bot talks to, and what the doctor asks.
type connector interface {
	bot.Platform
	// Check looks at everything the adapter needs; it changes nothing.
	Check(ctx context.Context) []bot.Finding
}

// connectors makes the adapters of the platforms whose tokens are there.
func connectors(env config.Env, desk *config.Desk, log zerolog.Logger, metrics *app.Metrics) []connector {
	var out []connector
	for _, space := range env.Platforms() {
		switch space {
		case "slack":
			out = append(out, slack.New(slack.Config{
				BotToken: env.SlackBotToken.Reveal(), AppToken: env.SlackAppToken.Reveal(), APIURL: env.SlackAPIURL,
				Space: desk.Spaces[space], Logger: log, Metrics: metrics,
			}))
		case "discord":
			out = append(out, discord.New(discord.Config{
				BotToken: env.DiscordBotToken.Reveal(), APIURL: env.DiscordAPIURL,
				Space: desk.Spaces[space], Logger: log, Metrics: metrics,
			}))
		}
	}
	return out
}

func asBotPlatforms(cs []connector) []bot.Platform {
	out := make([]bot.Platform, len(cs))
	for i, c := range cs {
		out[i] = c
	}
	return out
}

// places says which channels each connected space has, by the configuration.
func places(env config.Env, desk *config.Desk) outbox.Spaces {
	var out outbox.Spaces
	for _, space := range env.Platforms() {
		s := desk.Spaces[space]
		out = append(out, outbox.SpacePlaces{
			Name: space, Pool: s.Pool != "", Escalation: s.Escalation != "", Managers: s.Managers != "", Helpdesk: s.Helpdesk != "", Pools: s.CategoryPools,
		})
	}
	return out
}
