package acceptance

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode"

	"guichet/acceptance/stage"
)

// filesIn are the files of messages of the bot that somebody sees.
func filesIn(list []stage.Message) (out []stage.File) {
	for _, m := range list {
		if m.FromBot {
			out = append(out, m.Files...)
		}
	}
	return out
}

// never waits until somebody sees none of the bot's files in a list.
func never(w *stage.World, p stage.Person, look func() []stage.Message) {
	w.T.Helper()
	w.Eventually("the files to be gone for "+p.Name, 30*time.Second, func() bool { return len(filesIn(look())) == 0 }, func() string { return stage.Show(look()) })
}

// What its author deletes goes from the other platform with its files, both ways; the desk's
// record has it still.
func TestDeletedFilesAreWithdrawn(t *testing.T) {
	t.Parallel()
	on(t, stage.Script{Config: smallFiles}, func(w *stage.World) {
		for n, c := range []struct{ asks, works stage.Person }{
			{w.OnDiscord("alice"), w.OnSlack("tessa")}, {w.OnSlack("bob"), w.OnDiscord("tom")},
		} {
			ref := fmt.Sprint("INC-", n+1)
			c.asks.Opens(stage.Opening{Summary: fmt.Sprint("écran noir ", n)})
			card := c.works.SeesCard(ref)
			counter := c.asks.SeesInCounter(ref)
			thread := func() []stage.Message { return c.works.Thread(card) }

			c.asks.Joins(counter, "par erreur "+ref, stage.File{Name: "paie.txt", Body: []byte("salaires " + ref)}, stage.File{Name: "b.txt", Body: []byte("b " + ref)})
			joined(w, c.works, thread, "salaires "+ref)
			c.works.SeesCard(ref, "paie.txt")
			c.asks.Deletes(own(w, c.asks.Counter(), "par erreur "+ref))
			never(w, c.works, thread)
			c.works.SeesInThread(card, "retiré ses pièces jointes")
			w.Eventually("the card to forget the file", 10*time.Second, func() bool {
				return !c.works.SeesCard(ref).Has("paie.txt")
			}, func() string { return stage.Show(c.works.Pool()) })

			in := stage.Message{Channel: card.Channel, ID: card.ID, Root: card.ID}
			if said := c.works.SeesInThread(card, ref); said.Channel != card.Channel {
				in = said // Discord: the thread is a place of its own
			}
			c.works.Joins(in, "la notice "+ref, stage.File{Name: "notice.txt", Body: []byte("la mauvaise " + ref)})
			mine := own(w, thread(), "la notice "+ref)
			c.works.Reacts(mine, "✉️")
			joined(w, c.asks, c.asks.Counter, "la mauvaise "+ref)
			c.works.Deletes(mine)
			never(w, c.asks, c.asks.Counter)
			if out, _ := w.Bot.Command("export", ref, "--format", "text"); !strings.Contains(out, "paie.txt") || !strings.Contains(out, "notice.txt") {
				w.T.Errorf("the record has lost a file:\n%s", out)
			}
		}
	}, stage.Slack, stage.Discord)
}

// Files of every way to open a ticket come under its card, on its own platform and on the other one.
func TestFilesOfEveryWayIn(t *testing.T) {
	t.Parallel()
	on(t, stage.Script{Config: smallFiles}, func(w *stage.World) {
		tessa, tom := w.OnSlack("tessa"), w.OnDiscord("tom")
		number := 0
		arrives := func(way, content string) {
			w.T.Helper()
			number++
			ref := fmt.Sprint("INC-", number)
			for _, who := range []stage.Person{tessa, tom} {
				card := who.SeesCard(ref)
				m := joined(w, who, func() []stage.Message { return who.Thread(card) }, content)
				if len(m.Files) != 1 {
					w.T.Errorf("%s: %s sees %v", way, who.Name, m.Files)
				}
			}
		}
		file := func(content string) stage.File { return stage.File{Name: "pièce jointe.txt", Body: []byte(content)} }

		alice, bob := w.OnSlack("alice"), w.OnDiscord("alice")
		alice.OpensWith("le formulaire Slack", file("du formulaire Slack"))
		arrives("the form on Slack", "du formulaire Slack")
		bob.OpensWith("l’option de Discord", file("de l’option de Discord"))
		arrives("the option on Discord", "de l’option de Discord")

		for _, who := range []stage.Person{alice, bob} {
			desk := map[stage.Person]stage.Person{alice: tessa, bob: tom}[who]
			place := desk.Platform()
			who.Joins(stage.Message{Channel: "helpdesk"}, "le menu sur "+place, file("du menu sur "+place))
			m := own(w, who.Channel("helpdesk"), "le menu sur "+place)
			desk.Points(m, desk.Word("Ouvrir un ticket", "Open a ticket"))
			desk.FillsAll(map[string]any{desk.Word("Objet", "Summary"): "le menu sur " + place})
			arrives("the menu of a message on "+place, "du menu sur "+place)

			who.Joins(stage.Message{Channel: "helpdesk"}, "la réaction sur "+place, file("de la réaction sur "+place))
			desk.Reacts(own(w, who.Channel("helpdesk"), "la réaction sur "+place), "🎫")
			arrives("🎫 on "+place, "de la réaction sur "+place)

			fresh := map[stage.Person]stage.Person{alice: w.OnSlack("benoit"), bob: w.OnDiscord("benoit")}[who]
			fresh.JoinsInDM("le message privé sur "+place, file("du message privé sur "+place))
			fresh.Clicks(fresh.SeesInCounter("le message privé sur "+place), fresh.Word("Ouvrir un ticket", "Open a ticket"))
			fresh.Clicks(fresh.SeesInCounter("panne"), "Incident")
			fresh.Clicks(fresh.SeesInCounter("urgent"), "Haute")
			arrives("the direct message on "+place, "du message privé sur "+place)
		}
	}, stage.Slack, stage.Discord)
}

// Eleven files under names that are traps: each arrives once, under a name that is none.
func TestManyFilesWithHostileNames(t *testing.T) {
	t.Parallel()
	names := []string{
		"../../etc/passwd", `..\..\boot.ini`, "photo\u202Egpj.exe.txt", "con.txt", "a\r\nContent-Type: text/html.txt", strings.Repeat("é", 300) + ".txt",
		"<script>alert(1)</script>.txt", "@everyone.txt", "`x` *y* [z](http://127.0.0.1).txt", "bombe.zip", "   ",
	}
	on(t, stage.Script{Config: smallFiles}, func(w *stage.World) {
		for n, c := range []struct{ asks, works stage.Person }{
			{w.OnSlack("alice"), w.OnDiscord("tom")}, {w.OnDiscord("bob"), w.OnSlack("tessa")},
		} {
			ref := fmt.Sprint("INC-", n+1)
			c.asks.Opens(stage.Opening{Summary: fmt.Sprint("beaucoup de fichiers ", n)})
			card := c.works.SeesCard(ref)
			counter := c.asks.SeesInCounter(ref)
			var files []stage.File
			for i, name := range names {
				if c.asks.Platform() == stage.Discord && i == 10 {
					break // Discord's client joins no more than ten
				}
				files = append(files, stage.File{Name: name, Body: []byte(fmt.Sprint("PK\x03\x04 ", ref, i))})
			}
			c.asks.Joins(counter, "tout est là", files...)
			thread := func() []stage.Message { return c.works.Thread(card) }
			w.Eventually("all files", 30*time.Second, func() bool { return len(filesIn(thread())) == len(files) }, func() string { return stage.Show(thread()) })
			got := map[string]bool{}
			for _, f := range filesIn(thread()) {
				got[c.works.Downloads(f)] = true
				if strings.ContainsFunc(f.Name, func(r rune) bool {
					return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune(`/\<>`, r)
				}) || len(f.Name) > 200 || strings.TrimSpace(f.Name) == "" {
					w.T.Errorf("a file is called %q", f.Name)
				}
			}
			if len(got) != len(files) {
				w.T.Errorf("%d different files of %d", len(got), len(files))
			}
			if out, code := w.Bot.Command("export", ref, "--format", "html"); code != 0 || strings.Contains(out, "<script>alert") || strings.ContainsRune(out, '\u202E') || !strings.Contains(out, "bombe.zip") {
				w.T.Errorf("the page of the ticket (%d): %s", code, out)
			}
			for _, m := range append(thread(), c.works.SeesCard(ref)) {
				if len(m.Pinged) > 0 && m.FromBot {
					w.T.Errorf("pings %q: %s", m.Pinged, m)
				}
				if strings.ContainsRune(m.Text, '\u202E') {
					w.T.Errorf("turns the direction of reading: %q", m.Text)
				}
			}
		}
	}, stage.Slack, stage.Discord)
}

// What is too large for the platform of the others is told to its sender, with the link, once.
func TestAFileTooLargeForTheOtherPlatform(t *testing.T) {
	t.Parallel()
	on(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		bob, tom, tessa := w.OnSlack("bob"), w.OnDiscord("tom"), w.OnSlack("tessa")
		bob.Opens(stage.Opening{Summary: "une vidéo"})
		there, here := tom.SeesCard("INC-1"), tessa.SeesCard("INC-1")
		counter := bob.SeesInCounter("INC-1")
		film := bytes.Repeat([]byte("vidéo "), 11<<20/7)
		bob.Joins(counter, "voici le film", stage.File{Name: "film.mp4", Body: film}, stage.File{Name: "notes.txt", Body: []byte("quelques notes")})
		joined(w, tom, func() []stage.Message { return tom.Thread(there) }, "quelques notes")
		tom.SeesInThread(there, "voici le film")
		m := tom.SeesInThread(there, "film.mp4", "11\u00a0Mo")
		if !strings.Contains(m.Text, "n’accepte") {
			w.T.Errorf("the thread does not say why: %s", m)
		}
		joined(w, tessa, func() []stage.Message { return tessa.Thread(here) }, string(film))
		bob.SeesInCounter("film.mp4", bob.Word("trop volumineuses", "too large"))
		time.Sleep(2 * time.Second)
		told := 0
		for _, m := range bob.Counter() {
			if m.FromBot && m.Has(bob.Word("trop volumineuses", "too large")) {
				told++
			}
		}
		if told != 1 {
			w.T.Errorf("told %d times:\n%s", told, stage.Show(bob.Counter()))
		}
	}, stage.Slack, stage.Discord)
}
