package slack

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"guichet/bot"
	"guichet/tickets"
)

// Check looks at everything the adapter needs of Slack, for `guichet doctor`: both tokens, the
// scopes, and each channel. It changes nothing.
func (a *Adapter) Check(ctx context.Context) []bot.Finding {
	out := []bot.Finding{a.checkBotToken(ctx)}
	if out[0].OK {
		out = append(out, a.checkScopes())
	}
	out = append(out, a.checkAppToken(ctx))
	if out[0].OK {
		out = append(out, a.checkChannels(ctx)...)
	}
	return out
}

func sortedScopes() []string { return slices.Sorted(maps.Keys(scopes)) }

func (a *Adapter) checkBotToken(ctx context.Context) bot.Finding {
	if err := a.identify(ctx); err != nil {
		return finding(false,
			both("Slack : le jeton du bot est refusé (%s)", "Slack: the bot token is refused (%s)", bot.FaultOf(err).Reason),
			both("Vérifiez SLACK_BOT_TOKEN (xoxb-…) : page de l’application, « OAuth & Permissions ».",
				"Check SLACK_BOT_TOKEN (xoxb-…): the app's page, “OAuth & Permissions”."))
	}
	return finding(true, both("Slack : le jeton du bot est accepté (@%s)", "Slack: the bot token is accepted (@%s)", a.name()), nil)
}

func (a *Adapter) checkAppToken(ctx context.Context) bot.Finding {
	err := a.call(ctx, methodConnect, "", func(ctx context.Context) error {
		_, _, err := a.api.StartSocketModeContext(ctx)
		return err
	})
	if err != nil {
		return finding(false,
			both("Slack : le jeton d’application est refusé (%s)", "Slack: the app token is refused (%s)", bot.FaultOf(err).Reason),
			both("Vérifiez SLACK_APP_TOKEN (xapp-…) : page de l’application, « Basic Information », jeton avec connections:write, et Socket Mode activé.",
				"Check SLACK_APP_TOKEN (xapp-…): the app's page, “Basic Information”, a token with connections:write, and Socket Mode on."))
	}
	return finding(true, both("Slack : le jeton d’application ouvre une connexion", "Slack: the app token opens a connection"), nil)
}

func (a *Adapter) checkScopes() bot.Finding {
	var lacking []string
	for _, s := range sortedScopes() {
		if !slices.Contains(a.self.Load().scopes, s) {
			lacking = append(lacking, s)
		}
	}
	if len(lacking) == 0 {
		return finding(true, both("Slack : toutes les autorisations sont accordées", "Slack: every scope is granted"), nil)
	}
	return finding(false,
		both("Slack : il manque des autorisations : %s", "Slack: scopes are missing: %s", strings.Join(lacking, ", ")),
		both("Remplacez le manifeste de l’application par celui de « guichet setup slack », puis réinstallez-la.",
			"Replace the app's manifest by the one of “guichet setup slack”, then install it again."))
}

func (a *Adapter) checkChannels(ctx context.Context) []bot.Finding {
	ids, _, err := a.ownChannels(ctx)
	if err != nil {
		return []bot.Finding{finding(false,
			both("Slack : les canaux ne peuvent pas être lus (%s)", "Slack: the channels cannot be read (%s)", bot.FaultOf(err).Reason),
			both("Réessayez ; si cela dure, vérifiez les autorisations channels:read et groups:read.",
				"Try again; if it lasts, check the scopes channels:read and groups:read."))}
	}
	var out []bot.Finding
	for _, name := range a.roster.wanted() {
		if ids[name] != "" {
			out = append(out, finding(true, both("Slack : le bot est dans %s", "Slack: the bot is in %s", name), nil))
			continue
		}
		out = append(out, finding(false,
			both("Slack : le bot n’est pas dans %s, ou ce canal n’existe pas", "Slack: the bot is not in %s, or there is no such channel", name),
			both("Dans %s, tapez /invite @%s.", "In %s, type /invite @%s.", name, a.name())))
	}
	return out
}

func finding(ok bool, what, fix tickets.Words) bot.Finding {
	return bot.Finding{OK: ok, What: what, Fix: fix}
}

func both(fr, en string, args ...any) tickets.Words {
	return tickets.Words{"fr": fmt.Sprintf(fr, args...), "en": fmt.Sprintf(en, args...)}
}
