package discord

import (
	"guichet/adapters/discord/render"
	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/tickets"
)

// Types of interactions.
// https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-type
const (
	interactionCommand   = 2
	interactionComponent = 3
	interactionTyping    = 4
	interactionModal     = 5
)

// Types of commands and options.
// https://docs.discord.com/developers/interactions/application-commands
const (
	commandSlash   = 1
	commandPerson  = 2
	commandMessage = 3

	optionSubCommand = 1
	optionGroup      = 2
	optionString     = 3
	optionUser       = 6
	optionFile       = 11
)

type interaction struct {
	ID        string          `json:"id"`
	Token     string          `json:"token"`
	Type      int             `json:"type"`
	AppID     string          `json:"application_id"`
	GuildID   string          `json:"guild_id"`
	ChannelID string          `json:"channel_id"`
	Member    *member         `json:"member"`
	User      *user           `json:"user"`
	Locale    string          `json:"locale"`
	Message   *message        `json:"message"`
	Data      interactionData `json:"data"`
}

type interactionData struct {
	Name       string      `json:"name"`
	Type       int         `json:"type"`
	TargetID   string      `json:"target_id"`
	CustomID   string      `json:"custom_id"`
	Values     []string    `json:"values"`
	Options    []option    `json:"options"`
	Components []component `json:"components"`
	Resolved   struct {
		Messages    map[string]message    `json:"messages"`
		Attachments map[string]attachment `json:"attachments"`
		Users       map[string]user       `json:"users"`
		Members     map[string]member     `json:"members"` // without their user
	} `json:"resolved"`
}

type option struct {
	Name    string   `json:"name"`
	Type    int      `json:"type"`
	Value   any      `json:"value"`
	Focused bool     `json:"focused"`
	Options []option `json:"options"`
}

// person is who acted: in a server the member, in a DM the account.
func (i *interaction) person() user {
	if i.Member != nil {
		return i.Member.User
	}
	if i.User != nil {
		return *i.User
	}
	return user{}
}

// event turns an interaction into the desk's vocabulary; false when it means nothing to it.
func (i *interaction) event(words func(string) string) (bot.Event, bool) {
	e := bot.Event{
		Space: Space, Key: i.ID, At: timeOf(i.ID), Name: i.Data.Name,
		Where: tickets.MessageRef{Space: Space, Channel: i.ChannelID},
		By:    tickets.Person{ID: userID(i.person().ID), Name: member{User: i.person()}.name(), Locale: i.Locale},
	}
	if i.Member != nil {
		e.By.Name = i.Member.name()
	}
	if i.Message != nil {
		e.Where.Message = i.Message.ID
	}
	for id, u := range i.Data.Resolved.Users {
		who := i.Data.Resolved.Members[id]
		who.User = u
		e.Named = append(e.Named, tickets.Person{ID: userID(id), Name: who.name()})
	}
	switch i.Type {
	case interactionCommand, interactionTyping:
		return i.command(e, words)
	case interactionComponent:
		e.Kind, e.Verb = bot.ClickEvent, i.Data.CustomID
		if len(i.Data.Values) > 0 {
			e.Verb = render.MenuVerb(i.Data.CustomID) + ":" + i.Data.Values[0]
		}
	case interactionModal:
		e.Kind = bot.SubmitEvent
		e.Verb, e.State = render.FormID(i.Data.CustomID)
		e.Values = map[string]string{}
		i.fields(i.Data.Components, &e)
	default:
		return e, false
	}
	return e, true
}

// command reads a slash command, its completion, or a context menu.
func (i *interaction) command(e bot.Event, words func(string) string) (bot.Event, bool) {
	switch i.Data.Type {
	case commandPerson, commandMessage:
		return i.contextMenu(e, words)
	}
	e.Kind, e.Args = bot.CommandEvent, map[string]string{}
	if i.Type == interactionTyping {
		e.Kind = bot.CompletionEvent
	}
	options := i.Data.Options
	for len(options) == 1 && (options[0].Type == optionSubCommand || options[0].Type == optionGroup) {
		e.Sub, options = options[0].Name, options[0].Options
	}
	for _, o := range options {
		value := text(o.Value)
		switch {
		case o.Focused:
			e.Focus, e.Words = o.Name, value
		case o.Type == optionUser:
			e.Args[o.Name] = string(userID(value))
		case o.Type == optionFile:
			if f, ok := i.Data.Resolved.Attachments[value]; ok {
				e.Files = append(e.Files, file(f))
			}
		default:
			e.Args[o.Name] = value
		}
	}
	return e, true
}

// text is an option's value; the desk's options are all strings.
func text(v any) string {
	s, _ := v.(string)
	return s
}

func (i *interaction) contextMenu(e bot.Event, words func(string) string) (bot.Event, bool) {
	e.Kind = bot.ShortcutEvent
	for _, m := range grammar.ContextMenus() {
		if m.Name.In("en") != i.Data.Name || m.OnPerson != (i.Data.Type == commandPerson) {
			continue
		}
		e.Name = m.ID
		if m.OnPerson {
			if !i.Data.Resolved.Users[i.Data.TargetID].Bot {
				e.Subject = userID(i.Data.TargetID)
			}
			return e, true
		}
		target := i.Data.Resolved.Messages[i.Data.TargetID]
		e.Where.Message = i.Data.TargetID
		target.ID, target.ChannelID = i.Data.TargetID, i.ChannelID
		e.Target = target.quoted(i.GuildID, words)
		return e, true
	}
	return e, false
}

// fields reads a form's fields, whatever they are wrapped in.
func (i *interaction) fields(list []component, e *bot.Event) {
	for _, c := range list {
		switch {
		case c.Component != nil:
			i.fields([]component{*c.Component}, e)
		case len(c.Components) > 0:
			i.fields(c.Components, e)
		case c.CustomID == "":
		case c.Type == render.TypeInput:
			e.Values[c.CustomID] = c.Value
		case c.Type == render.TypeUserSelect:
			if len(c.Values) > 0 {
				e.Values[c.CustomID] = string(userID(c.Values[0]))
			}
		case c.Type == render.TypeUpload:
			for _, id := range c.Values {
				if f, ok := i.Data.Resolved.Attachments[id]; ok {
					e.Files = append(e.Files, file(f))
				}
			}
		case len(c.Values) > 0:
			e.Values[c.CustomID] = c.Values[0]
		}
	}
}

func file(f attachment) tickets.File {
	return tickets.File{Name: f.Filename, URL: f.URL, ID: f.ID, Size: f.Size}
}

func files(list []attachment) []tickets.File {
	var out []tickets.File
	for _, f := range list {
		out = append(out, file(f))
	}
	return out
}
