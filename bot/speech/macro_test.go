package speech

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"guichet/bot"
	"guichet/tickets"
)

var rebootMacro = tickets.Macro{
	ID: "reboot", Name: tickets.Words{"fr": "Redémarrer", "en": "Restart"},
	Text: tickets.Words{
		"fr": "Bonjour {requester}, pour {ticket} ({summary}, {category}) : {{ok}} avant {deadline}. {technician}, pour {beneficiary}, {desk}",
		"en": "Hello {requester}, for {ticket} ({summary}, {category}): {{ok}} by {deadline}. {technician}, for {beneficiary}, {desk}",
	},
}

// macroScene is the sample scene of a desk with n macros besides the first.
func macroScene(t testing.TB, locale string, n int) Scene {
	sc := sampleScene(t, locale)
	sc.Policy.Name, sc.Policy.Macros = "Service informatique", []tickets.Macro{rebootMacro}
	for i := range n {
		sc.Policy.Macros = append(sc.Policy.Macros, tickets.Macro{
			ID: fmt.Sprintf("m%d", i), Text: tickets.Words{"fr": fmt.Sprintf("Réponse %d\n%s", i, longWords), "en": "Hello"},
		})
	}
	sc.Ticket.Assignee = tessaID
	return sc
}

func TestMacroMenusAndPreviews(t *testing.T) {
	s := testSpeech(t)
	for _, locale := range Locales {
		var b strings.Builder
		show := func(what string, m bot.Message) { b.WriteString("=== " + what + "\n" + sketch(m) + "\n") }
		sc := macroScene(t, locale, 1)
		row := &tickets.Entry{Actor: tessaID, Detail: tickets.Detail{Category: "printing", Deadline: sc.Ticket.Promised()}}
		show("none configured", s.MacroMenu(sampleScene(t, locale), 1, ""))
		show("menu", s.MacroMenu(sc, 1, ""))
		show("a name that is none", s.MacroMenu(sc, 1, "@here <script>"))
		show("second page", s.MacroMenu(macroScene(t, locale, 30), 2, ""))
		show("preview", s.MacroPreview(sc, &rebootMacro, []MacroReader{
			{Name: "Alice", Words: s.MacroWords(sc, rebootMacro.Text, row)}, {Name: "Benoît", Words: plain("…")},
		}, "0a.0b"))
		sc.Entry = &tickets.Entry{Actor: tessaID, Kind: tickets.Replied, Words: "x", Detail: tickets.Detail{
			Macro: "reboot", Template: rebootMacro.Text, Category: "gone", Deadline: time.Time{},
		}}
		show("replied, no deadline, category gone", s.Notice(PurposeReplied, sc))
		sc.Entry.Detail.Template = nil
		show("replied, edited first", s.Notice(PurposeReplied, sc))
		golden(t, "macro."+locale+".golden", b.String())
	}
}

// Who reads a macro reads their own language, whatever the journal's words are; a placeholder's
// value is words of people, and stays plain.
func TestAMacroReadsInTheReadersLanguage(t *testing.T) {
	s := testSpeech(t)
	for locale, want := range map[string]string{"fr": "Bonjour Alice", "en": "Hello Alice"} {
		sc := macroScene(t, locale, 0)
		sc.Ticket.Summary = "<!channel> {requester} *x*"
		sc.Entry = &tickets.Entry{Actor: tessaID, Kind: tickets.Replied, Words: "les mots du demandeur", Detail: tickets.Detail{Macro: "reboot", Template: rebootMacro.Text}}
		m := s.Notice(PurposeReplied, sc)
		if text := sketch(m); !strings.Contains(text, want) || !strings.Contains(text, "<!channel> {requester} *x*") || strings.Contains(text, "les mots du demandeur") {
			t.Errorf("%s reads %s", locale, text)
		}
		for _, b := range m.Blocks {
			for _, span := range b.Text {
				if strings.Contains(span.Text, "<!channel>") && span.Kind != bot.Plain {
					t.Errorf("the summary is a span of kind %d", span.Kind)
				}
			}
		}
		step := s.step(Scene{Locale: locale, Ticket: sc.Ticket, Policy: sc.Policy, Names: sc.Names, Now: sc.Now, Viewer: aliceID}, sc.Entry, maxStepWords)
		if !strings.Contains(Flat(step), want) {
			t.Errorf("%s reads in the story %s", locale, Flat(step))
		}
	}
}
