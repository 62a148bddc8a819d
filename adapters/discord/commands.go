package discord

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"reflect"

	"guichet/adapters/discord/rest"
	"guichet/bot/grammar"
	"guichet/tickets"
)

// Where commands can be used: in the server and in the bot's DM.
// https://docs.discord.com/developers/interactions/application-commands#interaction-contexts
var commandContexts = []int{0, 1}

type commandChoice struct {
	Name          string            `json:"name"`
	Localizations map[string]string `json:"name_localizations,omitempty"`
	Value         any               `json:"value"`
}

type commandOption struct {
	Type         int               `json:"type"`
	Name         string            `json:"name"`
	Names        map[string]string `json:"name_localizations,omitempty"`
	Description  string            `json:"description"`
	Descriptions map[string]string `json:"description_localizations,omitempty"`
	Required     bool              `json:"required,omitempty"`
	Autocomplete bool              `json:"autocomplete,omitempty"`
	Choices      []commandChoice   `json:"choices,omitempty"`
	Options      []commandOption   `json:"options,omitempty"`
}

type command struct {
	Type             int               `json:"type"`
	Name             string            `json:"name"`
	Names            map[string]string `json:"name_localizations,omitempty"`
	Description      string            `json:"description"`
	Descriptions     map[string]string `json:"description_localizations,omitempty"`
	Options          []commandOption   `json:"options,omitempty"`
	Contexts         []int             `json:"contexts"`
	IntegrationTypes []int             `json:"integration_types"`
}

// commands are what Discord is to offer: /ticket and /desk with their sub-commands, and the menus.
func commands() []command {
	out := []command{
		grouped("ticket", grammar.TicketDescription, grammar.Commands()),
		grouped("desk", grammar.DeskDescription, grammar.DeskCommands()),
	}
	for _, m := range grammar.ContextMenus() {
		kind := commandMessage
		if m.OnPerson {
			kind = commandPerson
		}
		out = append(out, newCommand(kind, m.Name))
	}
	return out
}

// grouped is a slash command that only has sub-commands.
func grouped(name string, description tickets.Words, subs []grammar.Command) command {
	out := newCommand(commandSlash, words(name, name))
	out.Description, out.Descriptions = description.In("en"), french(description)
	for _, c := range subs {
		sub := commandOption{
			Type: optionSubCommand, Name: c.Name, Description: c.Description.In("en"), Descriptions: french(c.Description),
		}
		if c.French != "" && c.French != c.Name {
			sub.Names = map[string]string{"fr": c.French}
		}
		for _, o := range c.Options {
			sub.Options = append(sub.Options, newOption(o))
		}
		out.Options = append(out.Options, sub)
	}
	return out
}

func words(fr, en string) tickets.Words { return tickets.Words{"fr": fr, "en": en} }

func newCommand(kind int, name tickets.Words) command {
	return command{
		Type: kind, Name: name.In("en"), Names: french(name), Contexts: commandContexts, IntegrationTypes: []int{0},
	}
}

// french is the French of words where it differs from the English.
func french(w tickets.Words) map[string]string {
	if fr := w["fr"]; fr != "" && fr != w.In("en") {
		return map[string]string{"fr": fr}
	}
	return nil
}

func newOption(o grammar.CommandOption) commandOption {
	out := commandOption{
		Type: optionString, Name: o.Name, Description: o.Description.In("en"), Descriptions: french(o.Description),
		Required: o.Required, Autocomplete: o.Complete,
	}
	switch o.Kind {
	case grammar.PersonOption:
		out.Type, out.Autocomplete = optionUser, false
	case grammar.FileOption:
		out.Type, out.Autocomplete = optionFile, false
	}
	for _, c := range o.Choices {
		out.Choices = append(out.Choices, commandChoice{Name: c.Name.In("en"), Localizations: french(c.Name), Value: c.Value})
	}
	return out
}

// register makes Discord's commands what they should be, unless they are so already:
// registering is limited to a few times a day and makes clients forget them for a moment.
func (a *Adapter) register(ctx context.Context) {
	p := a.app.Load()
	if p == nil {
		return
	}
	path := "/applications/" + p.ID + "/commands"
	want := commands()
	var have []command
	err := a.get(ctx, path, url.Values{"with_localizations": {"true"}}, &have)
	if err == nil && !sameCommands(have, want) {
		err = a.api.Do(ctx, rest.Call{Method: http.MethodPut, Path: path, Body: want})
		if err == nil {
			a.log.Info().Int("commands", len(want)).Msg("commands registered")
		}
	}
	if err != nil {
		a.log.Warn().Err(err).Msg("the commands could not be registered, trying again in a minute")
		return
	}
	a.registered.Store(true)
}

// sameCommands compares what Discord has, whose own fields and empty values are left out by
// decoding, with what it should have.
func sameCommands(have, want []command) bool {
	byName := map[string]command{}
	for _, c := range have {
		byName[key(c)] = c
	}
	if len(have) != len(want) || len(byName) != len(want) {
		return false
	}
	for _, c := range want {
		if !reflect.DeepEqual(normal(byName[key(c)]), normal(c)) {
			return false
		}
	}
	return true
}

func key(c command) string { return string(rune('0'+c.Type)) + c.Name }

// normal is a command as its JSON reads, so that missing and empty are the same.
func normal(c command) map[string]any {
	raw, _ := json.Marshal(c)
	var out map[string]any
	_ = json.Unmarshal(raw, &out)
	return out
}
