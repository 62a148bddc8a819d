package speech

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"guichet/bot"
	"guichet/tickets"
)

func TestStats(t *testing.T) {
	s := testSpeech(t)
	full := tickets.Figures{
		Recorded: map[tickets.Kind]int{tickets.Incident: 12, tickets.Request: 5}, Closed: 9, Dropped: 2, Resolved: 10, Open: 7,
		InTarget: tickets.Share{Part: 8, Of: 10}, Held: tickets.Share{Part: 25, Of: 30},
		Missed: map[tickets.Ball]int{tickets.BallUs: 2, tickets.BallSupplier: 1}, Unsaid: 2,
		FirstContact: tickets.Spread{Count: 14, Median: 25 * time.Minute, P90: 3 * time.Hour},
		Resolution:   tickets.Spread{Count: 10, Median: 5*time.Hour + 30*time.Minute, P90: 26 * time.Hour},
		Speed:        tickets.Average{Count: 4, Mean: 4.25}, Answer: tickets.Average{Count: 3, Mean: 5},
		Each: []tickets.Performance{
			{Who: tessaID, Resolved: 7, Closed: 6, InTarget: tickets.Share{Part: 6, Of: 7}}, {Who: tomID, Resolved: 3, Closed: 3, InTarget: tickets.Share{Part: 2, Of: 3}},
		},
	}
	for _, locale := range Locales {
		sc := sampleScene(t, locale)
		var b strings.Builder
		for _, m := range []bot.Message{
			s.Stats(sc, full, sc.Now.AddDate(0, 0, -29), false),
			s.Stats(sc, tickets.Figures{}, sc.Now, true),
			s.Stats(sc, tickets.Figures{}, sc.Now.AddDate(-1, 0, 0), true),
		} {
			b.WriteString(sketch(m) + "\n")
		}
		golden(t, "stats."+locale+".golden", b.String())
	}
}

// Forty technicians with long names fit a message.
func TestStatsOfManyTechniciansFit(t *testing.T) {
	sc := sampleScene(t, "fr")
	var f tickets.Figures
	for i := range 40 {
		who := tickets.UserID("slack:" + strings.Repeat("t", i+1))
		sc.Names[who] = strings.Repeat("é", 80)
		f.Each = append(f.Each, tickets.Performance{Who: who, Resolved: 10_000, Closed: 10_000})
	}
	m := testSpeech(t).Stats(sc, f, sc.Now, false)
	if !strings.Contains(sketch(m), "Autres techniciens\u00a0: 25") {
		t.Error("the others are not counted:", sketch(m))
	}
	for _, text := range textsOf(m) {
		if n := utf8.RuneCountInString(Flat(text)); n > 3000 {
			t.Errorf("%d characters in one block", n)
		}
	}
}
