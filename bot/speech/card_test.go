package speech

import (
	"slices"
	"strings"
	"testing"

	"guichet/bot"
	"guichet/tickets"
)

func TestCardInEveryState(t *testing.T) {
	s := testSpeech(t)
	for _, locale := range Locales {
		var b strings.Builder
		seen := map[tickets.State]bool{}
		for _, stage := range lifeStages(t, locale) {
			m := s.Card(stage.sc)
			if !m.IsCard || m.Ticket != 12 {
				t.Errorf("%s: the card does not say which ticket it is", stage.name)
			}
			seen[stage.sc.Ticket.State] = true
			b.WriteString("=== " + stage.name + "\n" + sketch(m) + "\n")
		}
		for _, st := range tickets.States {
			if !seen[st] {
				t.Errorf("no fixture in the state %s", st)
			}
		}
		golden(t, "card."+locale+".golden", b.String())
	}
}

func TestCardOffersOnlyWhatTheProcessAllows(t *testing.T) {
	s := testSpeech(t)
	for _, stage := range lifeStages(t, "fr") {
		x := stage.sc.Ticket
		can := tickets.ProcessOf(x.Kind).Possible(x.State)
		for _, verb := range verbsOf(s.Card(stage.sc)) {
			word, _, _ := strings.Cut(strings.TrimPrefix(verb, "do:12:"), ":")
			act, inTable := deedActs[deed(word)]
			if inTable && !slices.Contains(can, act) {
				t.Errorf("%s: %s is offered, the process allows %v", stage.name, verb, can)
			}
			switch {
			case word == "claim" && x.Assignee != "":
				t.Errorf("%s: Claim is offered while %s holds it", stage.name, x.Assignee)
			case word == "release" && x.Assignee == "":
				t.Errorf("%s: Release is offered, nobody holds it", stage.name)
			case word == "contact" && !x.ContactAt.IsZero():
				t.Errorf("%s: First contact is offered twice", stage.name)
			}
		}
	}
}

func TestCardOffersEachDeedOnce(t *testing.T) {
	s := testSpeech(t)
	for _, stage := range lifeStages(t, "en") {
		seen := map[string]bool{}
		for _, verb := range verbsOf(s.Card(stage.sc)) {
			word := strings.TrimSuffix(strings.TrimPrefix(verb, "do:12:"), ":12")
			if seen[word] {
				t.Errorf("%s: %s twice", stage.name, word)
			}
			seen[word] = true
		}
	}
}

// TestEveryOpenDeedIsReachable: what the process and the holder allow is on the card, as a
// button or in the menu.
func TestEveryOpenDeedIsReachable(t *testing.T) {
	s := testSpeech(t)
	for _, stage := range lifeStages(t, "en") {
		verbs := verbsOf(s.Card(stage.sc))
		for d := range deedActs {
			if possible(stage.sc.Ticket, d) && !slices.Contains(verbs, string(d)+":12") && !slices.Contains(verbs, "do:12:"+string(d)) {
				t.Errorf("%s: %s is possible and not offered", stage.name, d)
			}
		}
	}
}

func TestFirstButtonOfACard(t *testing.T) {
	s := testSpeech(t)
	want := map[string]string{
		"new": "claim:12", "claimed": "contact:12", "in progress": "resolve:12",
		"in progress, back in the pool": "claim:12", "waiting": "resume:12", "waiting, in the pool": "resume:12",
	}
	for _, stage := range lifeStages(t, "fr") {
		first, ok := want[stage.name]
		if !ok {
			continue
		}
		b := buttonsOf(s.Card(stage.sc))
		if len(b) == 0 || b[0].Verb != first || b[0].Style != bot.Primary {
			t.Errorf("%s: first button %+v, want %s", stage.name, b, first)
		}
	}
}

func TestCardTone(t *testing.T) {
	s := testSpeech(t)
	want := map[string]bot.Tone{
		"new": bot.Calm, "new, late": bot.Alarm, "claimed, nearly late": bot.Warning, "waiting": bot.Muted, "resolved": bot.Good,
		"closed, validated": bot.Muted, "cancelled": bot.Muted, "new, long words, guest caller, ten hit": bot.Warning,
	}
	for _, stage := range lifeStages(t, "fr") {
		if tone, ok := want[stage.name]; ok && s.Card(stage.sc).Tone != tone {
			t.Errorf("%s: tone %d, want %d", stage.name, s.Card(stage.sc).Tone, tone)
		}
	}
}

func TestCardPingsNobody(t *testing.T) {
	s := testSpeech(t)
	for _, stage := range lifeStages(t, "fr") {
		for _, text := range textsOf(s.Card(stage.sc)) {
			for _, span := range text {
				if span.Kind == bot.Mention || span.Kind == bot.Group {
					t.Errorf("%s: the card mentions %q", stage.name, span.Text)
				}
			}
		}
	}
}

// TestCardWithoutPolicy: a card is rendered whatever is missing.
func TestCardWithoutPolicy(t *testing.T) {
	s := testSpeech(t)
	m := s.Card(Scene{Locale: "fr", Ticket: &tickets.Ticket{Number: 1, Kind: tickets.Request, State: tickets.New}})
	if got := spans(m.Blocks[0].Text); got != "REQ-1 · Nouveau" {
		t.Errorf("title %q", got)
	}
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		in, want string
		limit    int
		more     bool
	}{
		{"court", "court", 5, false},
		{"", "", 5, false},
		{"un deux trois quatre cinq", "un deux trois quatre…", 23, true},
		{"éééééééééé", "éééé…", 5, true},
	} {
		got, more := Cut(c.in, c.limit)
		if got != c.want || more != c.more || len([]rune(got)) > c.limit {
			t.Errorf("cut(%q, %d) = %q, %t", c.in, c.limit, got, more)
		}
	}
}

// buttonsOf, verbsOf and textsOf take a message apart.
func buttonsOf(m bot.Message) []bot.Button {
	var out []bot.Button
	for _, b := range m.Blocks {
		out = append(out, b.Buttons...)
	}
	return out
}

func verbsOf(m bot.Message) []string {
	var out []string
	for _, b := range buttonsOf(m) {
		out = append(out, b.Verb)
	}
	for _, b := range m.Blocks {
		if b.Menu != nil {
			for _, o := range b.Menu.Options {
				out = append(out, b.Menu.Verb+":"+o.Value)
			}
		}
	}
	return out
}

func textsOf(m bot.Message) []bot.Text {
	var out []bot.Text
	for _, b := range m.Blocks {
		out = append(out, b.Text)
		for _, p := range b.Pairs {
			out = append(out, p.Value)
		}
	}
	return out
}
