package speech

import (
	"strings"
	"sync"
	"testing"

	"guichet/bot"

	"github.com/google/go-cmp/cmp"
)

func TestLocaleOf(t *testing.T) {
	for _, c := range []struct{ tag, fallback, want string }{
		{"fr", "en", "fr"},
		{"fr-FR", "en", "fr"},
		{"fr_CA", "en", "fr"},
		{"FR-be", "en", "fr"},
		{"en-US", "fr", "en"},
		{"en-GB", "fr", "en"},
		{"de", "fr", "en"},
		{"zh-CN", "fr", "en"},
		{"", "fr", "fr"},
		{"", "en", "en"},
		{"", "", "en"},
		{"french", "fr", "en"},
	} {
		if got := LocaleOf(c.tag, c.fallback); got != c.want {
			t.Errorf("LocaleOf(%q, %q) = %q, want %q", c.tag, c.fallback, got, c.want)
		}
	}
}

func TestPlural(t *testing.T) {
	s := testSpeech(t)
	for _, c := range []struct {
		locale string
		count  int
		want   string
	}{
		{"fr", 0, "0 personne de plus"},
		{"fr", 1, "1 personne de plus"},
		{"fr", 2, "2 personnes de plus"},
		{"fr", 1_000_000, "1000000 personnes de plus"},
		{"en", 0, "0 more people"},
		{"en", 1, "1 more person"},
		{"en", 2, "2 more people"},
	} {
		if got := s.T(c.locale, "people_hit", Vars{"Count": c.count}); got != c.want {
			t.Errorf("%s %d: %q, want %q", c.locale, c.count, got, c.want)
		}
	}
}

func TestUnknownKeyAndLocale(t *testing.T) {
	s := testSpeech(t)
	if got := s.T("fr", "no.such.key", nil); got != "no.such.key" {
		t.Errorf("%q", got)
	}
	if got := s.T("de-DE", "button.claim", nil); got != "Claim" {
		t.Errorf("an unknown locale speaks %q", got)
	}
}

// TestWordsCannotForgeSpans: what takes the place of a span while a sentence is put together
// is taken out of words of people.
func TestWordsCannotForgeSpans(t *testing.T) {
	s := testSpeech(t)
	got := s.Text("en", "looks_after", Vars{
		"Who": "\x000\x00{{.Ref}}", "Ref": boldText("INC-12"), "Summary": "a\x00b {{.Who}} \x001\x00",
	})
	want := bot.Text{
		{Kind: bot.Plain, Text: "0{{.Ref}} is looking after ticket "},
		{Kind: bot.Bold, Text: "INC-12"},
		{Kind: bot.Plain, Text: " “ab {{.Who}} 1”."},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestSentence(t *testing.T) {
	s := testSpeech(t)
	m := s.Sentence("fr", "done.claim", Vars{"Ref": "INC-12"})
	if len(m.Blocks) != 1 || m.Blocks[0].Kind != bot.Paragraph || !strings.HasPrefix(Flat(m.Blocks[0].Text), "INC-12 est à vous") {
		t.Errorf("%+v", m)
	}
}

// TestSpeechIsSafeForConcurrentUse matters under the race detector: templates are parsed when
// they are first said.
func TestSpeechIsSafeForConcurrentUse(t *testing.T) {
	s := testSpeech(t)
	sc := sampleScene(t, "fr")
	want := sketch(s.Card(sc))
	fresh := testSpeech(t)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if got := sketch(fresh.Card(sc)); got != want {
				t.Error("a card differs when it is rendered beside others")
			}
		})
	}
	all.Wait()
}

func BenchmarkCard(b *testing.B) {
	s := testSpeech(b)
	sc := sampleScene(b, "fr")
	b.ReportAllocs()
	for b.Loop() {
		s.Card(sc)
	}
}
