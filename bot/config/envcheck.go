package config

import (
	"fmt"
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// check finds everything wrong with the environment and puts values in their usual form.
// Sentences never repeat a token, nor a URL that may hold a password.
func (e *Env) check() Problems {
	var ps Problems
	fail := func(format string, args ...any) { ps = append(ps, Problem{Message: fmt.Sprintf(format, args...)}) }

	bot, app := e.SlackBotToken.Reveal(), e.SlackAppToken.Reveal()
	switch {
	case strings.HasPrefix(bot, "xapp-"):
		fail("SLACK_BOT_TOKEN holds an app-level token (xapp-…): put the Bot User OAuth Token there, it begins with xoxb-")
	case bot != "" && !strings.HasPrefix(bot, "xoxb-"):
		fail("SLACK_BOT_TOKEN does not begin with xoxb-: copy the Bot User OAuth Token of “OAuth & Permissions”")
	case bot == "" && app != "":
		fail("SLACK_BOT_TOKEN is missing while SLACK_APP_TOKEN is set: Slack needs both")
	}
	switch {
	case strings.HasPrefix(app, "xoxb-"):
		fail("SLACK_APP_TOKEN holds a bot token (xoxb-…): put the app-level token there, it begins with xapp-")
	case app != "" && !strings.HasPrefix(app, "xapp-"):
		fail("SLACK_APP_TOKEN does not begin with xapp-: make an app-level token with connections:write under “Basic Information”")
	case app == "" && bot != "":
		fail("SLACK_APP_TOKEN is missing while SLACK_BOT_TOKEN is set: Slack needs both; make an app-level token with connections:write")
	}
	// Copied with the header's scheme: Discord would refuse "Bot Bot …".
	if t, ok := strings.CutPrefix(e.DiscordBotToken.Reveal(), "Bot "); ok {
		e.DiscordBotToken = NewSecret(strings.TrimSpace(t))
	}
	if strings.ContainsAny(e.DiscordBotToken.Reveal()+bot+app, " \t\n") {
		fail("a token has a space in it: copy SLACK_BOT_TOKEN, SLACK_APP_TOKEN and DISCORD_BOT_TOKEN again, whole and alone")
	}

	checkAPI := func(name string, v *string, ending string) {
		if *v == "" {
			return
		}
		u, err := url.Parse(*v)
		if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || u.User != nil || u.RawQuery != "" {
			fail("%s is not a base URL: write https://host/path/ without a user, or leave it out", name)
			return
		}
		*v = strings.TrimRight(*v, "/") + ending
	}
	checkAPI("SLACK_API_URL", &e.SlackAPIURL, "/")
	checkAPI("DISCORD_API_URL", &e.DiscordAPIURL, "")

	checkChannel := func(name string, v *string) {
		if *v == "" {
			return
		}
		c, err := parseChannel(*v)
		if err != nil {
			fail("%s %v", name, err)
			return
		}
		*v = c
	}
	checkChannel("HELPDESK_CHANNEL", &e.HelpdeskChannel)
	checkChannel("POOL_CHANNEL", &e.PoolChannel)
	checkChannel("ESCALATION_CHANNEL", &e.EscalationChannel)
	checkChannel("MANAGER_CHANNEL", &e.ManagerChannel)

	if _, port, err := net.SplitHostPort(e.HTTPAddr); err != nil || !isPort(port) {
		fail("HTTP_ADDR is %q: write an address and a port, as in 127.0.0.1:8080", e.HTTPAddr)
	}
	levels := []string{"trace", "debug", "info", "warn", "error"}
	if e.LogLevel = strings.ToLower(e.LogLevel); !slices.Contains(levels, e.LogLevel) {
		fail("LOG_LEVEL is %q: write %s", e.LogLevel, alternatives(levels))
	}
	formats := []string{"json", "console"}
	if e.LogFormat = strings.ToLower(e.LogFormat); !slices.Contains(formats, e.LogFormat) {
		fail("LOG_FORMAT is %q: write %s", e.LogFormat, alternatives(formats))
	}
	return ps
}

func isPort(s string) bool {
	n, err := strconv.ParseUint(s, 10, 16)
	return err == nil && (n > 0 || s == "0") // 0: any free port, for tests
}
