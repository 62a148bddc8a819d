package playground

import (
	"fmt"
	"os"
	"time"

	"guichet/bot/speech"

	_ "embed"
	"guichet/adapters/web"
	"guichet/adapters/web/chat"
	"guichet/bot/config"
	"guichet/tickets"
)

//go:embed desk.yaml
var deskYAML []byte

// People are the people of the playground.
func People() []chat.Person {
	return []chat.Person{
		{ID: "alice", Name: "Alice Martin", Locale: "fr", Title: "comptabilité"},
		{ID: "bob", Name: "Bob Carter", Locale: "en", Title: "sales"},
		{ID: "tessa", Name: "Tessa Morel", Locale: "fr", Title: "technicienne"},
		{ID: "tom", Name: "Tom Baker", Locale: "en", Title: "technician"},
		{ID: "marie", Name: "Marie Leroy", Locale: "fr", Title: "responsable"},
	}
}

// Channels are the channels of the playground.
func Channels() []chat.Channel {
	return []chat.Channel{
		{ID: web.Helpdesk, Name: "helpdesk", Kind: chat.Public},
		{ID: web.General, Name: "general", Kind: chat.Public},
		{ID: web.Pool, Name: "helpdesk-team", Kind: chat.Private, Members: []string{"tessa", "tom"}},
		{ID: web.Escalation, Name: "helpdesk-escalations", Kind: chat.Private, Members: []string{"tessa", "tom", "marie"}},
		{ID: web.Managers, Name: "helpdesk-managers", Kind: chat.Private, Members: []string{"marie"}},
	}
}

// Policy is the sample desk's configuration, in the time zone of TZ or else France's, and in
// the language "fr" or "en".
func Policy(locale string) (*tickets.Policy, error) {
	desk, err := config.Parse("desk.yaml", deskYAML, config.Env{TZ: os.Getenv("TZ")})
	if err != nil {
		return nil, fmt.Errorf("playground: the sample desk: %w", err)
	}
	p := desk.Policy
	p.Locale = speech.LocaleOf(locale, p.Locale)
	if p.Locale == "en" {
		p.Name = "IT desk"
	}
	p.Rota = tickets.Rota{Handover: 9 * time.Hour, Levels: map[int]tickets.Shift{
		1: {People: []tickets.UserID{"web:tessa", "web:tom"}},
		2: {Weekly: true, People: []tickets.UserID{"web:tom", "web:tessa"}},
	}}
	return p, nil
}
