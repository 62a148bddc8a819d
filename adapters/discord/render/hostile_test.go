package render_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"guichet/adapters/discord/render"
	"guichet/bot"
)

// hostile draws what people type who mean harm, or paste from anywhere.
func hostile() *rapid.Generator[string] {
	bits := []string{
		"@everyone", "@here", "@", "everyone", "<@1>", "<@!1>", "<@&70>", "<#3>", "<t:1:R>", "<:a:1>", "<a:b:2>", "</ticket:4>", "<", "@1>", "<@",
		"**", "__", "~~", "||", "`", "```", "\\", "[a](https://x.org)", "](", "[", "]", "# ", "## ", "-# ", "> ", ">>> ", "- ", "1. ", "12.", "\n", "\r\n", "\x00",
		"\u202e", "\u2066", "\u2028", "\t", "é", "😀", "👨‍👩‍👧", " ", "mot ", "https://x.org/a_b*c|d`e@everyone", "http://<@1>", "\xff",
	}
	return rapid.Custom(func(t *rapid.T) string {
		parts := rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(bits), rapid.StringN(0, 8, -1)), 0, 12).Draw(t, "parts")
		return strings.Join(parts, "") + strings.Repeat(rapid.SampledFrom(bits).Draw(t, "many"), rapid.SampledFrom([]int{0, 0, 0, 1, 900}).Draw(t, "times"))
	})
}

func span() *rapid.Generator[bot.Span] {
	return rapid.Custom(func(t *rapid.T) bot.Span {
		return bot.Span{
			Kind: rapid.SampledFrom([]bot.SpanKind{bot.Plain, bot.Plain, bot.Bold, bot.Code, bot.Anchor, bot.Mention, bot.Group, bot.When}).Draw(t, "kind"),
			Text: hostile().Draw(t, "text"), URL: "https://x.org/" + hostile().Draw(t, "url"),
			User: "slack:U1", Role: "nobody",
		}
	})
}

func message() *rapid.Generator[bot.Message] {
	return rapid.Custom(func(t *rapid.T) bot.Message {
		m := bot.Message{IsCard: rapid.Bool().Draw(t, "card"), Tone: bot.Tone(rapid.IntRange(0, 4).Draw(t, "tone")), Fallback: hostile().Draw(t, "fallback")}
		for range rapid.IntRange(0, 8).Draw(t, "blocks") {
			b := bot.Block{
				Kind: rapid.SampledFrom([]bot.BlockKind{bot.Paragraph, bot.Heading, bot.Fields, bot.Quote, bot.Small}).Draw(t, "block"),
				Text: rapid.SliceOfN(span(), 0, 4).Draw(t, "spans"),
			}
			if b.Kind == bot.Fields {
				b.Text = nil
				for range rapid.IntRange(1, 30).Draw(t, "pairs") {
					b.Pairs = append(b.Pairs, bot.Pair{Label: hostile().Draw(t, "label"), Value: bot.Text{span().Draw(t, "value")}})
				}
			}
			m.Blocks = append(m.Blocks, b)
		}
		return m
	})
}

var (
	tag    = regexp.MustCompile(`<(@[!&]?\d|#\d|t:|a?:\w+:\d|/\w)`)
	all    = regexp.MustCompile(`@(everyone|here)`)
	turned = regexp.MustCompile("[\u202a-\u202e\u2066-\u2069\x00-\x09\x0b-\x1f]")
	// unescaped finds a mark that is not preceded by a backslash of ours.
	unescaped = regexp.MustCompile(`(^|[^\\])(\\\\)*[~|]`)
)

func TestHostileWordsNeitherPingNorBreakLimits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, err := render.Message(message().Draw(t, "message"), nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(p.AllowedMentions.Parse)+len(p.AllowedMentions.Users)+len(p.AllowedMentions.Roles) != 0 {
			t.Fatalf("somebody would be notified: %+v", p.AllowedMentions)
		}
		texts := []string{p.Content}
		if n := utf8.RuneCountInString(p.Content); n > render.MaxContent {
			t.Fatalf("content of %d characters", n)
		}
		for _, e := range p.Embeds {
			texts = append(texts, checkEmbed(t, e)...)
		}
		for _, s := range texts {
			if tag.MatchString(s) || all.MatchString(s) || turned.MatchString(s) || !utf8.ValidString(s) {
				t.Fatalf("a mention or a mark survived in %q", s)
			}
		}
		if _, err := json.Marshal(p); err != nil {
			t.Fatal(err)
		}
	})
}

func checkEmbed(t *rapid.T, e render.Embed) []string {
	texts := []string{e.Title, e.Description}
	over := func(what, s string, limit int) {
		if n := utf8.RuneCountInString(s); n > limit {
			t.Fatalf("%s of %d characters", what, n)
		}
	}
	over("title", e.Title, render.MaxEmbedTitle)
	over("description", e.Description, render.MaxEmbedDescription)
	for _, f := range e.Fields {
		over("field name", f.Name, render.MaxFieldName)
		over("field value", f.Value, render.MaxFieldValue)
		if f.Name == "" || f.Value == "" {
			t.Fatal("an empty field")
		}
		texts = append(texts, f.Name, f.Value)
	}
	total := 0
	for _, s := range texts {
		total += utf8.RuneCountInString(s)
	}
	if e.Footer != nil {
		over("footer", e.Footer.Text, render.MaxFooter)
		total += utf8.RuneCountInString(e.Footer.Text)
		if e.Footer.Text == "" {
			t.Fatal("an empty footer")
		}
	}
	if total > render.MaxEmbed || len(e.Fields) > render.MaxEmbedFields {
		t.Fatalf("an embed of %d characters and %d fields", total, len(e.Fields))
	}
	return texts
}

func TestPlainWordsAreNotFormatted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.StringMatching(`[a-z*_~|# >-]{1,40}`).Draw(t, "words")
		p, err := render.Message(bot.Message{Blocks: []bot.Block{{Kind: bot.Paragraph, Text: bot.Text{{Text: words}}}}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if unescaped.MatchString(p.Content) {
			t.Fatalf("%q would be formatted", p.Content)
		}
		if got := strings.ReplaceAll(p.Content, `\`, ""); got != strings.TrimRight(words, " ") {
			t.Fatalf("%q reads %q", words, got)
		}
	})
}
