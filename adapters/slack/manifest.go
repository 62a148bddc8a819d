package slack

import (
	"encoding/json"
	"fmt"

	"guichet/bot/grammar"
	"guichet/tickets"

	"github.com/goccy/go-yaml"
)

// AppManifest is the app as Slack is asked to create it, with the rights that the code uses and
// no others. https://docs.slack.dev/reference/app-manifest
type AppManifest struct {
	Display  ManifestDisplay  `json:"display_information" yaml:"display_information"`
	Features ManifestFeatures `json:"features" yaml:"features"`
	OAuth    ManifestOAuth    `json:"oauth_config" yaml:"oauth_config"`
	Settings ManifestSettings `json:"settings" yaml:"settings"`
}

// ManifestDisplay is how the app presents itself.
type ManifestDisplay struct {
	Name        string `json:"name" yaml:"name"`
	Description string `json:"description" yaml:"description"`
	Background  string `json:"background_color" yaml:"background_color"`
}

// ManifestFeatures are what people see of the app.
type ManifestFeatures struct {
	AppHome   ManifestAppHome    `json:"app_home" yaml:"app_home"`
	BotUser   ManifestBotUser    `json:"bot_user" yaml:"bot_user"`
	Shortcuts []ManifestShortcut `json:"shortcuts" yaml:"shortcuts"`
	Commands  []ManifestCommand  `json:"slash_commands" yaml:"slash_commands"`
}

// ManifestAppHome says which tabs the app has.
type ManifestAppHome struct {
	Home     bool `json:"home_tab_enabled" yaml:"home_tab_enabled"`
	Messages bool `json:"messages_tab_enabled" yaml:"messages_tab_enabled"`
	ReadOnly bool `json:"messages_tab_read_only_enabled" yaml:"messages_tab_read_only_enabled"`
}

// ManifestBotUser is the bot's user.
type ManifestBotUser struct {
	Name         string `json:"display_name" yaml:"display_name"`
	AlwaysOnline bool   `json:"always_online" yaml:"always_online"`
}

// ManifestShortcut is a shortcut in Slack's menus.
type ManifestShortcut struct {
	Name        string `json:"name" yaml:"name"`
	Type        string `json:"type" yaml:"type"`
	CallbackID  string `json:"callback_id" yaml:"callback_id"`
	Description string `json:"description" yaml:"description"`
}

// ManifestCommand is a slash command.
type ManifestCommand struct {
	Command      string `json:"command" yaml:"command"`
	Description  string `json:"description" yaml:"description"`
	UsageHint    string `json:"usage_hint" yaml:"usage_hint"`
	ShouldEscape bool   `json:"should_escape" yaml:"should_escape"`
}

// ManifestOAuth holds the scopes.
type ManifestOAuth struct {
	Scopes ManifestScopes `json:"scopes" yaml:"scopes"`
}

// ManifestScopes are what the bot token may do.
type ManifestScopes struct {
	Bot []string `json:"bot" yaml:"bot"`
}

// ManifestSettings is how Slack reaches the app.
type ManifestSettings struct {
	Events        ManifestEvents        `json:"event_subscriptions" yaml:"event_subscriptions"`
	Interactivity ManifestInteractivity `json:"interactivity" yaml:"interactivity"`
	OrgDeploy     bool                  `json:"org_deploy_enabled" yaml:"org_deploy_enabled"`
	SocketMode    bool                  `json:"socket_mode_enabled" yaml:"socket_mode_enabled"`
	TokenRotation bool                  `json:"token_rotation_enabled" yaml:"token_rotation_enabled"`
}

// ManifestEvents are the events the bot is told of.
type ManifestEvents struct {
	Bot []string `json:"bot_events" yaml:"bot_events"`
}

// ManifestInteractivity switches buttons and forms on.
type ManifestInteractivity struct {
	Enabled bool `json:"is_enabled" yaml:"is_enabled"`
}

// scopes are the bot token's rights, each with what needs it; methods give their own names.
// https://docs.slack.dev/reference/scopes
var scopes = map[string][]string{
	"chat:write":            {methodPost, methodUpdate, methodEphemeral},
	"pins:write":            {methodPin}, // the panel
	"commands":              {"/ticket", "/desk", "shortcuts"},
	"im:write":              {methodOpenDM},
	"im:history":            {methodHistory, methodReplies, "message.im"},
	"groups:history":        {methodHistory, methodReplies, "message.groups"},
	"channels:history":      {methodHistory, methodReplies, "message.channels"}, // desks whose channels are public
	"channels:read":         {methodOwnChannels, methodMembers, "member_joined_channel", "channel_rename"},
	"groups:read":           {methodOwnChannels, methodMembers, "member_joined_channel", "group_rename"},
	"metadata.message:read": {methodHistory, methodReplies}, // to find our own message again
	"reactions:read":        {methodReactions, "reaction_added"},
	"reactions:write":       {methodReact, methodUnreact}, // marks what was sent to the requester
	"users:read":            {methodUser, methodUsers, "user_change", "team_join"},
	"users:read.email":      {methodByEmail},
	"usergroups:read":       {methodGroups, "subteam_members_changed"},
	"files:read":            {"file_input", methodFileInfo, methodDownload},
	"files:write":           {methodUploadURL, methodUpload, methodUploadDone, methodFileDelete},
}

// botEvents are the events that read_event.go understands.
var botEvents = []string{
	"app_home_opened", "channel_archive", "channel_left", "channel_rename", "group_archive", "group_left", "group_rename",
	"member_joined_channel", "member_left_channel", "message.channels", "message.groups", "message.im",
	"reaction_added", "reaction_removed", "subteam_members_changed", "team_join", "user_change",
}

// ShortcutOpen is the callback id of the global shortcut.
const shortcutOpen = "open_ticket"

var (
	appDescription = tickets.Words{
		"fr": "Le guichet d’assistance : ouvrez un ticket, suivez-le, validez la solution.",
		"en": "The helpdesk counter: open a ticket, follow it, validate the solution.",
	}
	usageHint        = tickets.Words{"fr": "[ce qui ne va pas | aide]", "en": "[what is wrong | help]"}
	deskHint         = tickets.Words{"fr": "[macro 12 | prolonger 12 | imputer 12]", "en": "[macro 12 | extend 12 | attribute 12]"}
	shortcutName     = tickets.Words{"fr": "Ouvrir un ticket", "en": "Open a ticket"}
	shortcutDescribe = tickets.Words{"fr": "Demander de l’aide au guichet", "en": "Ask the helpdesk for help"}
)

// Manifest is the app's manifest in the language ("fr" or "en"): Slack knows one language for the
// names of commands and shortcuts.
func Manifest(lang string) AppManifest {
	m := AppManifest{
		Display: ManifestDisplay{Name: "Guichet", Description: appDescription.In(lang), Background: "#1f4e5f"},
		Features: ManifestFeatures{
			AppHome:   ManifestAppHome{Home: true, Messages: true},
			BotUser:   ManifestBotUser{Name: "Guichet", AlwaysOnline: true},
			Shortcuts: []ManifestShortcut{{Name: shortcutName.In(lang), Type: "global", CallbackID: shortcutOpen, Description: shortcutDescribe.In(lang)}},
			Commands: []ManifestCommand{
				{Command: "/ticket", Description: grammar.TicketDescription.In(lang), UsageHint: usageHint.In(lang), ShouldEscape: true},
				{Command: "/desk", Description: grammar.DeskDescription.In(lang), UsageHint: deskHint.In(lang), ShouldEscape: true},
			},
		},
		OAuth: ManifestOAuth{Scopes: ManifestScopes{Bot: sortedScopes()}},
		Settings: ManifestSettings{
			Events: ManifestEvents{Bot: botEvents}, Interactivity: ManifestInteractivity{Enabled: true}, SocketMode: true,
		},
	}
	for _, c := range grammar.ContextMenus() {
		if !c.OnPerson { // Slack has no shortcuts on people
			m.Features.Shortcuts = append(m.Features.Shortcuts, ManifestShortcut{
				Name: c.Name.In(lang), Type: "message", CallbackID: c.ID, Description: c.Name.In(lang),
			})
		}
	}
	return m
}

// JSON is the manifest as Slack's page and API take it.
func (m AppManifest) JSON() ([]byte, error) {
	raw, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("slack manifest: %w", err)
	}
	return append(raw, '\n'), nil
}

// YAML is the manifest as Slack's page takes it.
func (m AppManifest) YAML() ([]byte, error) {
	raw, err := yaml.MarshalWithOptions(m, yaml.IndentSequence(true))
	if err != nil {
		return nil, fmt.Errorf("slack manifest: %w", err)
	}
	return raw, nil
}
