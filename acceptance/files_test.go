package acceptance

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"guichet/acceptance/stage"
)

// smallFiles is a desk that takes files up to a megabyte, and no programs.
const smallFiles = alwaysOpen + `
files:
  max_size: 1MB
  refused: [".exe"]
`

// joined waits until somebody sees, in a list of messages, a file with this content; once.
func joined(w *stage.World, p stage.Person, look func() []stage.Message, content string) stage.Message {
	w.T.Helper()
	var found []stage.Message
	w.Eventually(p.Name+" sees the file "+content, 30*time.Second, func() bool {
		found = nil
		for _, m := range look() {
			for _, f := range m.Files {
				if m.FromBot && p.Downloads(f) == content {
					found = append(found, m)
				}
			}
		}
		return len(found) > 0
	}, func() string { return stage.Show(look()) })
	if len(found) != 1 {
		w.T.Errorf("%s sees the file %d times:\n%s", p.Name, len(found), stage.Show(found))
	}
	return found[0]
}

// own is somebody's own message in a list.
func own(w *stage.World, list []stage.Message, text string) stage.Message {
	w.T.Helper()
	for _, m := range list {
		if !m.FromBot && strings.Contains(m.Text, text) {
			return m
		}
	}
	w.T.Fatalf("nobody wrote %q:\n%s", text, stage.Show(list))
	return stage.Message{}
}

// Files cross from the counter to the technicians and back, and only on purpose.
func TestFilesCrossBothWays(t *testing.T) {
	t.Parallel()
	onEach(t, stage.Script{Config: smallFiles}, func(w *stage.World) {
		alice, tessa := w.Person("alice"), w.Person("tessa")
		alice.Opens(stage.Opening{Summary: "imprimante bloquée"})
		card := tessa.SeesCard("INC-1", "Nouveau")
		counter := alice.SeesInCounter("INC-1")
		thread := func() []stage.Message { return tessa.Thread(card) }

		alice.Joins(counter, "voici le journal et une photo", stage.File{Name: "../journal d'été.txt", Body: []byte("bourrage du bac 2")}, stage.File{Name: "photo.png", Body: []byte("\x89PNG\r\n\x1a\nbac")})
		joined(w, tessa, thread, "bourrage du bac 2")
		m := joined(w, tessa, thread, "\x89PNG\r\n\x1a\nbac")
		if len(m.Files) != 2 || !m.Has(alice.FullName()) {
			w.T.Errorf("the files are not one message that names who joined them: %s %v", m, m.Files)
		}
		tessa.SeesCard("INC-1", "photo.png")

		// What a technician puts into the thread stays there until it is sent on purpose.
		tessa.Joins(m, "procédure interne", stage.File{Name: "interne.txt", Body: []byte("à ne pas montrer")})
		tessa.Joins(m, "procédure pour vous", stage.File{Name: "procédure.txt", Body: []byte("ouvrez le capot")})
		send := own(w, thread(), "procédure pour vous")
		tessa.Reacts(send, "✉️")
		if w.Chat().Name() == stage.Discord { // the only way where the bot cannot read the thread; elsewhere no second time
			menu := map[string]any{"user": "tessa", "channel": send.Channel, "command": "Send to requester", "message": send.ID}
			if err := w.Chat().Control("/context_menu", menu, nil); err != nil {
				w.T.Fatal(err)
			}
		}
		joined(w, alice, alice.Counter, "ouvrez le capot")
		for _, m := range alice.Counter() {
			for _, f := range m.Files {
				if alice.Downloads(f) == "à ne pas montrer" {
					w.T.Errorf("what was not sent came out: %s", m)
				}
			}
		}

		// What is refused is said to its sender, and stays a link in the thread.
		alice.Joins(counter, "trop gros", stage.File{Name: "énorme.bin", Body: []byte(strings.Repeat("0123456789", 110_000))})
		alice.SeesInCounter("énorme.bin", "1\u00a0Mo")
		tessa.SeesInThread(card, "énorme.bin", "1\u00a0Mo")
		alice.Joins(counter, "un programme", stage.File{Name: "outil.exe", Body: []byte("MZ\x90\x00")})
		alice.SeesInCounter("outil.exe", "ce type de fichier")
		tessa.SeesInThread(card, "outil.exe", "ce type de fichier")
	})
}

// A requester on Discord and a technician on Slack, and the other way round.
func TestFilesCrossBetweenPlatforms(t *testing.T) {
	t.Parallel()
	on(t, stage.Script{Config: smallFiles}, func(w *stage.World) {
		for n, c := range []struct{ asks, works stage.Person }{
			{w.OnDiscord("alice"), w.OnSlack("tessa")}, {w.OnSlack("bob"), w.OnDiscord("tom")},
		} {
			ref := fmt.Sprint("INC-", n+1)
			c.asks.Opens(stage.Opening{Summary: "écran noir"})
			card := c.works.SeesCard(ref)
			counter := c.asks.SeesInCounter(ref)
			thread := func() []stage.Message { return c.works.Thread(card) }
			c.asks.Joins(counter, "voir", stage.File{Name: "capture.png", Body: []byte("\x89PNG\r\n\x1a\n" + ref)})
			m := joined(w, c.works, thread, "\x89PNG\r\n\x1a\n"+ref)
			c.works.Joins(m, "à lire "+ref, stage.File{Name: "notice.pdf", Body: []byte("%PDF-1.7 " + ref)})
			c.works.Reacts(own(w, thread(), "à lire "+ref), "✉️")
			joined(w, c.asks, c.asks.Counter, "%PDF-1.7 "+ref)
		}
	}, stage.Slack, stage.Discord)
}

// Power cuts and lost answers while files travel: each arrives, once.
func TestFilesSurvivePowerCuts(t *testing.T) {
	t.Parallel()
	onEach(t, stage.Script{Config: smallFiles, Allowed: cutOff}, func(w *stage.World) {
		alice, tessa := w.Person("alice"), w.Person("tessa")
		alice.Opens(stage.Opening{Summary: "imprimante bloquée"})
		card := tessa.SeesCard("INC-1", "Nouveau")
		counter := alice.SeesInCounter("INC-1")
		thread := func() []stage.Message { return tessa.Thread(card) }
		for n := range 4 {
			content := fmt.Sprint("fichier avant la coupure ", n)
			alice.Joins(counter, "voici", stage.File{Name: fmt.Sprint("f", n, ".txt"), Body: []byte(content)})
			time.Sleep(time.Duration(n) * 60 * time.Millisecond)
			w.KillAndWake()
			joined(w, tessa, thread, content)
		}
		for n, lost := range lostUploads(w) {
			if err := w.Chat().Fault(lost); err != nil {
				w.T.Fatal(err)
			}
			content := fmt.Sprint("réponse perdue ", n)
			alice.Joins(counter, "voici", stage.File{Name: fmt.Sprint("p", n, ".txt"), Body: []byte(content)})
			joined(w, tessa, thread, content)
		}
		time.Sleep(time.Second) // what would come twice has come
		for n := range lostUploads(w) {
			joined(w, tessa, thread, fmt.Sprint("réponse perdue ", n))
		}
	})
}

// lostUploads are faults while a file is shown: its answer is lost, or it fails on the way.
func lostUploads(w *stage.World) []stage.Fault {
	if w.Chat().Name() == stage.Slack {
		return []stage.Fault{
			{"kind": "connection_reset_after", "method": "files.completeUploadExternal", "count": 1},
			{"kind": "http_500", "method": "upload_url", "count": 1},
			{"kind": "http_500", "method": "file_download", "count": 1},
		}
	}
	return []stage.Fault{{"kind": "http_503", "path": "/messages", "method": "POST", "count": 1}}
}
