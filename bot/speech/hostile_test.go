package speech

import (
	"strings"
	"testing"
	"unicode/utf8"

	"guichet/bot"
	"guichet/tickets"

	"pgregory.net/rapid"
)

// brand marks all words of people in a scene, to find where they land.
const brand = "☠"

// hostile draws words that try to ping, format, break a template or a table.
func hostile(most int) *rapid.Generator[string] {
	pieces := []string{
		"<!channel>", "<@U1>", "@everyone", "@here", "<@&1>", "*gras*", "`", "```", "_", "~", "> ", "\n", "\n\n", "\x00", "\x001\x00",
		"{{.Ref}}", "{{", "}}", "\u202e", "\u200b", "|", "[a](http://x)", "<http://x|y>", "é", "😀", "\xff", "&lt;", "   ", "%s", "mot",
	}
	return rapid.Custom(func(t *rapid.T) string {
		s := brand + strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 60).Draw(t, "words"), "")
		if r := []rune(s); len(r) > most {
			s = string(r[:most])
		}
		return s
	})
}

// corrupt puts words of people wherever people can put them.
func corrupt(t *rapid.T, sc *Scene) {
	ticket := *sc.Ticket
	x := &ticket
	sc.Ticket = x
	x.Summary = hostile(tickets.MaxSummary).Draw(t, "summary")
	x.Description = hostile(4000).Draw(t, "description") + strings.Repeat("m", rapid.IntRange(0, 4000).Draw(t, "more"))
	x.Phone = hostile(tickets.MaxPhone).Draw(t, "phone")
	x.Solution, x.RootCause, x.WaitReason = hostile(4000).Draw(t, "solution"), hostile(4000).Draw(t, "cause"), hostile(4000).Draw(t, "reason")
	x.Rating.Comment = hostile(4000).Draw(t, "comment")
	x.Beneficiary.Name, x.Beneficiary.Email = hostile(tickets.MaxName).Draw(t, "name"), hostile(60).Draw(t, "e-mail")
	if rapid.Bool().Draw(t, "no account") {
		x.Beneficiary.User = ""
	}
	x.Files = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) tickets.File {
		return tickets.File{Name: hostile(300).Draw(t, "file"), URL: rapid.SampledFrom([]string{"", "javascript:alert(1)", "https://files.example/a", "://", "data:text/html,x"}).Draw(t, "url")}
	}), 0, 14).Draw(t, "files")
	x.Number = rapid.SampledFrom([]int64{1, 12, 1 << 40, 1<<63 - 1}).Draw(t, "number")
	names := map[tickets.UserID]string{}
	for u := range sc.Names {
		names[u] = hostile(80).Draw(t, "display name")
	}
	sc.Names = names
	if sc.Entry != nil {
		e := *sc.Entry
		e.Words, e.Detail.Files = hostile(4000).Draw(t, "words"), x.Files
		sc.Entry = &e
	}
}

// checkMessage: words of people are in Plain spans only (a Mention shows its person's name),
// and everything fits every platform.
func checkMessage(t *rapid.T, m bot.Message) {
	words := func(what, s string) {
		if strings.Contains(s, brand) {
			t.Fatalf("words of people in %s: %q", what, s)
		}
	}
	fits := func(what, s string, limit int) {
		if n := utf8.RuneCountInString(s); n > limit || strings.TrimSpace(s) == "" {
			t.Fatalf("%s has %d characters, limit %d: %q", what, n, limit, s)
		}
	}
	words("the fallback", m.Fallback)
	for _, b := range m.Blocks {
		switch b.Kind {
		case bot.Heading:
			words("a heading", Flat(b.Text))
			fits("heading", Flat(b.Text), 150)
		case bot.Row:
			if len(b.Buttons) == 0 || len(b.Buttons) > maxRowButtons {
				t.Fatalf("a row of %d buttons", len(b.Buttons))
			}
		case bot.Select:
			if n := len(b.Menu.Options); n == 0 || n > 25 {
				t.Fatalf("a menu of %d", n)
			}
			fits("placeholder", b.Menu.Placeholder, 75)
			for _, o := range b.Menu.Options {
				words("an option", o.Label+o.Value)
				fits("option", o.Label, MaxOptionLabel)
				fits("verb", b.Menu.Verb+":"+o.Value, 100)
			}
		case bot.Fields:
			if len(b.Pairs) == 0 {
				t.Fatal("fields without fields")
			}
		case bot.Words:
			if len(b.Words) == 0 || len(b.Words.People()) > 0 {
				t.Fatalf("words of nobody, or that mention somebody: %+v", b.Words)
			}
		default:
			if len(b.Text) == 0 {
				t.Fatalf("an empty block of kind %d", b.Kind)
			}
		}
		for _, p := range b.Pairs {
			words("a label", p.Label)
			if len(p.Value) == 0 {
				t.Fatalf("%s has no value", p.Label)
			}
		}
		for _, x := range b.Buttons {
			words("a button", x.Label+x.Verb)
			fits("button", x.Label, 75)
			fits("verb", x.Verb, 100)
		}
	}
	for _, text := range textsOf(m) {
		for _, span := range text {
			if span.Kind != bot.Plain && span.Kind != bot.Mention {
				words("a span that is not plain", span.Text+span.URL)
			}
			if span.Kind == bot.Anchor && !strings.HasPrefix(span.URL, "https://files.example/") {
				t.Fatalf("a link to %q", span.URL)
			}
			if strings.Contains(span.Text, "<no value>") {
				t.Fatalf("a place was left empty: %q", span.Text)
			}
		}
	}
}

func TestHostileWordsStayPlain(t *testing.T) {
	s := testSpeech(t)
	byLocale := map[string][]sampleNotice{}
	stagesOf := map[string][]stageOf{}
	for _, locale := range Locales {
		byLocale[locale], stagesOf[locale] = notices(t, locale), lifeStages(t, locale)
	}
	rapid.Check(t, func(t *rapid.T) {
		locale := rapid.SampledFrom(Locales).Draw(t, "locale")
		n := rapid.SampledFrom(byLocale[locale]).Draw(t, "notice")
		corrupt(t, &n.sc)
		checkMessage(t, s.Notice(n.purpose, n.sc))

		stage := rapid.SampledFrom(stagesOf[locale]).Draw(t, "stage")
		corrupt(t, &stage.sc)
		sc := stage.sc
		checkMessage(t, s.Card(sc))
		sc.Viewer = rapid.SampledFrom([]tickets.UserID{aliceID, benoitID, tessaID, tomID, ""}).Draw(t, "viewer")
		sc.Roles = tickets.Roles{Technician: rapid.Bool().Draw(t, "technician"), Manager: rapid.Bool().Draw(t, "manager")}
		checkMessage(t, s.Show(sc, []*tickets.Entry{{Kind: tickets.Said, Actor: aliceID, Words: sc.Ticket.Description}}))
		checkMessage(t, s.List(sc, "Vos tickets", []*tickets.Ticket{sc.Ticket, sc.Ticket}, 1, 2, "list"))
		checkMessage(t, s.Day(sc, DayPlan{Held: []*tickets.Ticket{sc.Ticket}, HeldTotal: 2, Pool: []*tickets.Ticket{sc.Ticket}, PoolTotal: 1}))
		code := rapid.SampledFrom([]tickets.Code{tickets.AlreadyAssigned, tickets.Illegal, tickets.Duplicate, tickets.NotAllowed}).Draw(t, "code")
		checkMessage(t, s.Refusal(sc, &tickets.Error{Code: code, Ticket: sc.Ticket, Possible: tickets.ProcessOf(sc.Ticket.Kind).Possible(sc.Ticket.State)}))
		for _, f := range []bot.Form{s.ResolveForm(sc, nil, nil), s.AssignForm(sc, nil, nil), s.ReasonForm(sc, Verb("wait", sc.Ticket), "wait", nil, nil)} {
			if strings.Contains(f.ID+f.Title+f.Intro+f.State, brand) || len(f.ID) > 100 {
				t.Fatalf("form %+v", f)
			}
		}
	})
}

// TestHelpFits: what holds no words of people fits too.
func TestHelpFits(t *testing.T) {
	s := testSpeech(t)
	rapid.Check(t, func(rt *rapid.T) {
		locale := rapid.SampledFrom(Locales).Draw(rt, "locale")
		slackHelp := rapid.Bool().Draw(rt, "slack")
		checkMessage(rt, s.Help(locale, tickets.Roles{Technician: rapid.Bool().Draw(rt, "technician")}, slackHelp))
		checkMessage(rt, s.List(sampleScene(t, locale), "Titre", nil, 1, 1, "list"))
	})
}
