package adaptertest

import (
	"regexp"
	"strings"

	"guichet/bot"
	"guichet/bot/markup"
	"guichet/tickets"
)

// hostile are words of people that would ping, format or break a message on one platform or
// another.
var hostile = []string{
	"<!channel>", "<!here|ici>", "<!subteam^S0IT>", "<!date^0^{date}|x>", "@everyone", "@here", "<@U0NOBODYXX>", "<@123456789012345678>",
	"<@&123456789012345678>", "<#C0HELP|helpdesk>", "</ticket new:1>", "<:ruse:1>", "<t:0:R>", ":tada:", "<https://evil.example|banque>",
	"[banque](https://evil.example)", "*gras* _italique_ ~barré~ `code` ```bloc``` ||caché||", "**gras** __souligné__ ~~barré~~",
	"> citation", ">>> tout", "# titre", "-# petit", "1. liste", "- liste", "&lt;!channel&gt; &amp;", `{"type":"section"}`, `\*\_\\`,
	"\u202Eenversé\u202C", "\u2066isolé\u2069", "zéro\x00octet\x07", "a\u0000b", "ligne\nligne\r\nligne\u2028ligne", "👩🏽‍💻🇫🇷",
	strings.Repeat("mot ", 1000), strings.Repeat("<&>*", 1000), strings.Repeat("👀", 2000), strings.Repeat("\n", 50) + "fin", " ",
}

// everywhere is a message that says the words wherever words of people may stand.
func everywhere(w string) bot.Message {
	bold, code := bot.Text{{Kind: bot.Bold, Text: w}}, bot.Text{{Kind: bot.Code, Text: w}}
	return bot.Message{
		Fallback: w, Tone: bot.Warning, Ticket: 12,
		Blocks: []bot.Block{
			{Kind: bot.Heading, Text: words(w)},
			{Kind: bot.Paragraph, Text: words("« " + w + " »")},
			{Kind: bot.Quote, Text: words(w)},
			{Kind: bot.Words, Words: markup.Plain(w)},
			{Kind: bot.Small, Text: words(w)},
			{Kind: bot.Paragraph, Text: bold},
			{Kind: bot.Small, Text: code},
			{Kind: bot.Fields, Pairs: []bot.Pair{{Label: w, Value: words(w)}, {Label: "Objet", Value: bold}}},
			{Kind: bot.Paragraph, Text: bot.Text{{Kind: bot.Mention, User: "elsewhere:1", Text: w}, {Kind: bot.Group, Role: "nobody", Text: w}, {Kind: bot.Anchor, Text: w, URL: w}}},
			{Kind: bot.Row, Buttons: []bot.Button{{Label: w, Verb: "a:1"}, {Label: "sûr", Verb: "b:1"}}},
			{Kind: bot.Select, Menu: &bot.Menu{Placeholder: w, Verb: "c:1", Options: []bot.Option{{Label: w, Value: "x"}, {Label: "sûr aussi", Value: "y"}}}},
		},
	}
}

var hostileTests = []test{
	{"HostileWordsAreOnlyWords", func(r *rig) {
		tom := r.Person("tom").ID.Local()
		all := append([]string{"<@" + tom + ">", "<@!" + tom + ">", "<@" + tom + "|Tom>"}, hostile...)
		// As often as a harmless word is read, so often must each of these be.
		ref := r.post(r.in(tickets.PlaceManagers), everywhere("témoin"))
		places := strings.Count(r.see("marie", ref).Text, "témoin")
		if places < 9 {
			r.Fatalf("of a harmless word marie reads %q", r.see("marie", ref).Text)
		}
		for _, w := range all {
			m := everywhere(w)
			if r.a.Pace(bot.OpEdit, ref.Channel) > 0 { // one that is started again has all of its pace
				r.stop()
				r.start()
				ref = r.post(r.in(tickets.PlaceManagers), m)
			} else if err := r.a.Edit(r.Context(), ref, m); err != nil {
				r.Fatalf("%.40q: %v", w, err)
			}
			got := r.see("marie", ref)
			if len(got.Pings) > 0 {
				r.Errorf("%.40q pings %q", w, got.Pings)
			}
			if plain := printable(w); len(plain) < 60 && !strings.Contains(w, tom) && strings.TrimSpace(plain) != "" {
				if n := strings.Count(squeezed(got.Text), squeezed(plain)); n < places {
					r.Errorf("%q is read %d times and not %d in %q", w, n, places, got.Text)
				}
			}
			if strings.TrimSpace(printable(w)) == "" {
				continue // no button is called that
			}
			if len(got.Buttons) != 2 || len(got.Options) != 2 {
				r.Errorf("%.40q: buttons %q, options %q", w, got.Buttons, got.Options)
			}
		}
	}},
	{"ALongTextIsCutVisibly", func(r *rig) {
		for _, w := range []string{strings.Repeat("mot ", 1000), strings.Repeat("<&>*", 1000)} {
			ref := r.post(r.in(tickets.PlaceManagers), says("début "+w))
			m := r.see("marie", ref)
			whole := strings.Contains(squeezed(m.Text), squeezed(w))
			if !m.Has("début") || !whole && !strings.Contains(m.Text, "…") {
				r.Errorf("of 4,000 characters marie reads %d, ending %q", len(m.Text), m.Text[max(0, len(m.Text)-20):])
			}
		}
	}},
	{"HostileAnswersAndForms", func(r *rig) {
		for _, w := range hostile {
			if len(w) > 6000 {
				continue // Form.Value is at most what a person could type
			}
			m := everywhere(w)
			r.desk.privately(m)
			if !r.Types("alice", Command{Sub: "list"}).Taken {
				r.Fatalf("%.40q: the command is not answered", w)
			}
			f := form(
				bot.Field{ID: "a", Label: "Objet", Kind: bot.LineField, Hint: w, Value: w, Max: 4000},
				bot.Field{ID: "b", Label: "Description", Kind: bot.TextField, Hint: w, Value: w, Error: w, Max: 4000},
				bot.Field{ID: "c", Label: "Urgence", Kind: bot.ChoiceField, Value: "x", Options: []bot.Option{{Label: w, Value: "x"}, {Label: "sûr", Value: "y"}}},
			)
			f.Intro = w
			r.desk.opens(f)
			r.Types("alice", Command{Sub: "new"})
			until(r, "the form with "+w[:min(20, len(w))], func() bool { f := r.Form("alice"); return f != nil && len(f.Fields) == 3 })
			r.desk.answers(nil)
			if !r.Fills("alice", map[string]string{}).Taken {
				r.Fatalf("%.40q: the form is not answered", w)
			}
		}
		for _, m := range r.Sees("alice") {
			if len(m.Pings) > 0 {
				r.Errorf("an answer pings %q: %.80q", m.Pings, m.Text)
			}
		}
	}},
	{"HostileNamesOfThreads", func(r *rig) {
		for n, w := range []string{"@everyone <!channel>\n\x00", strings.Repeat("é", 200), "\u202Eenversé"} {
			ref := r.post(r.in(tickets.PlacePool), card(r.a.Space(), "Nouveau"))
			if _, err := r.a.OpenThread(r.Context(), ref, w); err != nil {
				r.Errorf("thread %d: %v", n, err)
			}
			q := bot.CounterRequest{Ticket: int64(n + 1), User: r.Person("alice").ID, Name: w}
			c, err := r.a.OpenCounter(r.Context(), q)
			if err != nil {
				r.Fatalf("counter %d: %v", n, err)
			}
			if again, err := r.a.OpenCounter(r.Context(), q); err != nil || again != c {
				r.Errorf("counter %d is not found again: %+v, %v", n, again, err)
			}
		}
	}},
}

// heard tells whether the words of a message came as they were typed: those of the desk's own
// Markdown read like what was typed, whatever of it was formatting for the platform.
func heard(got, typed string) bool {
	return letters(markup.Text(markup.Read(got))) == letters(typed)
}

// letters are a text without mentions, links and all signs that can format on some platform.
func letters(s string) string {
	return strings.Join(strings.Fields(marking.ReplaceAllString(s, "")), "")
}

var marking = regexp.MustCompile(`<@[^>]*>|<t:[^>]*>|UTC|:\w+:|<@!?\d+>|@discord:\d+|@\d+|<[a-z]*:\w*:?\d*>|https?://\S*|[^\pL\pN\s]|\d+`)

// printable is the words without what has no place in a chat.
func printable(w string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 {
			return -1
		}
		return r
	}, w)
}

// squeezed is a text without what platforms fold, or have to write another way to be harmless:
// white space, backslashes and backquotes, bars in addresses.
func squeezed(s string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("\u2028", " ", "\\", "", "`", "", "ˋ", "", "%7C", "|").Replace(s)), "")
}
