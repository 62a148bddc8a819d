package app

import (
	"testing"
	"time"

	"guichet/bot/speech"
	"guichet/tickets"
)

func testSpeech(t testing.TB) *speech.Speech {
	t.Helper()
	s, err := speech.New()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// sampleScene is a new incident of alice on Slack for benoît on Discord.
func sampleScene(t testing.TB, locale string) speech.Scene {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	opened := time.Date(2026, 7, 30, 10, 0, 0, 0, zone)
	return speech.Scene{
		Locale: locale, Space: "slack", Now: opened.Add(15 * time.Minute),
		Policy: &tickets.Policy{Zone: zone, Locale: locale},
		Names:  map[tickets.UserID]string{"slack:UALICE": "Alice", "discord:200": "Benoît", "slack:UTESSA": "Tessa"},
		Ticket: &tickets.Ticket{
			Number: 12, Kind: tickets.Incident, State: tickets.New, Summary: "Imprimante bloquée", OpenedAt: opened,
			Urgency: tickets.High, Impact: tickets.One, Priority: tickets.P2, Source: tickets.SourceChat,
			Requester: "slack:UALICE", Beneficiary: tickets.Beneficiary{User: "discord:200"},
		},
	}
}
