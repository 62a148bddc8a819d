package config

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The forms of the platforms' own ids of channels.
var (
	slackChannel   = regexp.MustCompile(`^[CG][A-Z0-9]{8,20}$`)
	discordChannel = regexp.MustCompile(`^[0-9]{15,20}$`)
)

// maxChannel is the longest name of a channel, Discord's; Slack has 80.
// https://discord.com/developers/docs/resources/channel#channel-object
const maxChannel = 100

// parseChannel reads "#name", a bare name, or a platform's id.
func parseChannel(s string) (string, error) {
	name := strings.TrimPrefix(s, "#")
	switch {
	case name == "":
		return "", fmt.Errorf(`is %q: write the channel's name, as in "#helpdesk", or its id`, s)
	case utf8.RuneCountInString(name) > maxChannel:
		return "", fmt.Errorf("is longer than any channel's name: at most %d characters", maxChannel)
	case strings.ContainsFunc(name, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune("#@<>,", r)
	}):
		return "", fmt.Errorf(`is %q, which no channel can be called: write its name, as in "#helpdesk", or its id`, s)
	case s == name && (slackChannel.MatchString(s) || discordChannel.MatchString(s)):
		return s, nil
	}
	return "#" + name, nil
}

// channelOn is parseChannel for one space: it refuses the id of another.
func channelOn(space string) func(string) (string, error) {
	return func(s string) (string, error) {
		c, err := parseChannel(s)
		if err == nil && foreign(c, space) {
			return "", fmt.Errorf("is %q, which is not a channel id of %s", s, space)
		}
		return c, err
	}
}

// foreign tells whether the channel is an id that the space cannot have.
func foreign(channel, space string) bool {
	return space != "slack" && slackChannel.MatchString(channel) ||
		space != "discord" && discordChannel.MatchString(channel)
}

// channel reads one channel for all spaces, or one per space: { slack: "#it", discord: "#help" }.
// The id of a platform's channel stands for that platform only.
func (v value) channel() map[string]string {
	out := map[string]string{}
	switch {
	case v.node == nil:
	case v.isMapping():
		o := v.object(Spaces...)
		for space, c := range o.fields {
			if c := read(c, "", channelOn(space)); c != "" {
				out[space] = c
			}
		}
	default:
		everywhere(out, read(v, "", parseChannel))
	}
	return out
}

// everywhere gives the channel to every space that can have it.
func everywhere(out map[string]string, channel string) {
	for _, space := range Spaces {
		if channel != "" && !foreign(channel, space) {
			out[space] = channel
		}
	}
}

// channels are the channels of the desk, by space.
type channels struct {
	helpdesk, pool, escalation, managers map[string]string
	watched                              map[string][]string
}

// readChannels reads the section channels; the environment wins over it.
func readChannels(v value, env Env) channels {
	o := v.object("helpdesk", "pool", "escalation", "managers", "watched")
	pick := func(key, fromEnv string) map[string]string {
		out := o.get(key).channel() // checked also when the environment wins
		everywhere(out, fromEnv)
		return out
	}
	c := channels{
		helpdesk:   pick("helpdesk", env.HelpdeskChannel),
		pool:       pick("pool", env.PoolChannel),
		escalation: pick("escalation", env.EscalationChannel),
		managers:   pick("managers", env.ManagerChannel),
		watched:    map[string][]string{},
	}
	for _, item := range o.get("watched").items() {
		for space, channel := range item.channel() {
			c.watched[space] = append(c.watched[space], channel)
		}
	}
	return c
}
