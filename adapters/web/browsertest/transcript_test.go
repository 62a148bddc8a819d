package browsertest

import (
	"bytes"
	"context"
	"encoding/base64"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"guichet/bot/speech"

	cdpbrowser "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"

	"guichet/bot/transcript"
	"guichet/tickets"
	"guichet/tickets/filestore"

	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// TestTranscriptRunsNothing opens a transcript all of whose words, names and files are of
// somebody who wants a script to run: none does, nothing is asked of the network, files are
// saved and never opened, and the page prints.
func TestTranscriptRunsNothing(t *testing.T) {
	var leaks sync.Map
	trap := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { leaks.Store(r.URL.Path, true) }))
	defer trap.Close()
	attack := strings.ReplaceAll(strings.Join([]string{
		`</title></style></script><script>window.ran=1;fetch('TRAP/script')</script>`,
		`<img src=TRAP/img onerror="window.ran=2"><svg onload="window.ran=3"><iframe srcdoc="<script>parent.ran=4</script>"></iframe>`,
		`<link rel=stylesheet href=TRAP/css><style>@import url(TRAP/import);*{background:url(TRAP/bg)}</style><meta http-equiv=refresh content="0;url=TRAP/refresh">`,
		`" onmouseover="window.ran=5" autofocus onfocus="window.ran=6" style="background:url(TRAP/attr)`,
		`[un lien](javascript:window.ran=7) [un autre](data:text/html,<script>window.ran=8</script>) <javascript:window.ran=9> ![image](TRAP/markdown)`,
		"```html\n<script>window.ran=10</script>\n``` **<b onclick=window.ran=11>gras</b>** `<script>window.ran=12</script>` {{.}} ${window.ran=13} &#60;script&#62;window.ran=14&#60;/script&#62;",
	}, "\n"), "TRAP", trap.URL)
	ctx := browser(t, "fr")
	var mu sync.Mutex
	var asked, dialogs, saved []string
	err := chromedp.Listen(ctx, func(ev any) {
		mu.Lock()
		defer mu.Unlock()
		switch e := ev.(type) {
		case *network.EventRequestWillBeSent:
			asked = append(asked, e.Request.URL)
		case *cdppage.EventJavascriptDialogOpening:
			dialogs = append(dialogs, e.Message)
		case *cdpbrowser.EventDownloadWillBegin:
			saved = append(saved, e.SuggestedFilename)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	for n, locale := range speech.Locales {
		file := writePage(t, storyPage(t, locale, attack))
		b := &tab{T: t, ctx: ctx, lang: locale}
		if err := chromedp.Do(ctx, enable, chromedp.EmulateViewport(900, 1200), chromedp.Navigate("file://"+file)); err != nil {
			t.Fatal(err)
		}
		b.wait("the page", `document.readyState === 'complete' && document.querySelectorAll('.entry').length > 5`)
		eval[bool](b, `document.querySelectorAll('*').forEach((e) => { for (const kind of ['mouseover', 'focus', 'click', 'load', 'error']) if (e.tagName !== 'A' || kind !== 'click') e.dispatchEvent(new Event(kind)); }) || true`)
		if ran := eval[string](b, `String(window.ran)`); ran != "undefined" {
			t.Errorf("%s: a script of theirs ran: %s", locale, ran)
		}
		if links := eval[string](b, `[...document.querySelectorAll('a')].map((a) => a.protocol).filter((p) => !['http:', 'https:', 'mailto:', 'data:'].includes(p)).join()`); links != "" {
			t.Errorf("%s: links to %s", locale, links)
		}
		if eval[bool](b, `(() => { const s = document.createElement('script'); s.textContent = 'window.slipped = 1'; document.body.append(s); return window.slipped === 1; })()`) {
			t.Errorf("%s: the policy lets a script run that would slip in", locale)
		}
		eval[bool](b, `document.querySelectorAll('a[download]')[1].click() || true`) // the page of theirs
		b.wait("the page to stay", `document.querySelector('h1')`)
		for end := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
			mu.Lock()
			done := len(saved) > n
			mu.Unlock()
			if done || time.Now().After(end) {
				break
			}
		}
		pdf, err := chromedp.Run(ctx, func(ctx context.Context, t *chromedp.Target) ([]byte, error) {
			out, err := cdp.Call(ctx, t, cdppage.PrintToPDF, cdppage.PrintToPDFParams{})
			return out.Data, err
		})
		if raw, bad := base64.StdEncoding.DecodeString(string(pdf)); bad == nil {
			pdf = raw
		}
		if err != nil || !bytes.HasPrefix(pdf, []byte("%PDF")) {
			t.Errorf("%s: it does not print: %v", locale, err)
		}
	}
	mu.Lock()
	defer mu.Unlock()
	for _, url := range asked {
		if !strings.HasPrefix(url, "file:///") && !strings.HasPrefix(url, "data:") {
			t.Errorf("the page asks for %s", url)
		}
	}
	leaks.Range(func(path, _ any) bool { t.Errorf("the page has asked for %s", path); return true })
	if len(dialogs) > 0 {
		t.Errorf("dialogs: %q", dialogs)
	}
	if len(saved) != len(speech.Locales) {
		t.Errorf("%d files were saved: %q", len(saved), saved)
	}
}

// TestTranscriptLooks: nothing is wider than the page, on a screen and on a phone; -shots takes
// pictures.
func TestTranscriptLooks(t *testing.T) {
	ctx := browser(t, "fr")
	for _, locale := range speech.Locales {
		file := writePage(t, storyPage(t, locale, ""))
		b := &tab{T: t, ctx: ctx, lang: locale}
		for _, size := range []struct {
			name          string
			width, height int64
		}{{"screen", 960, 1900}, {"phone", 390, 1500}} {
			if err := chromedp.Do(ctx, chromedp.EmulateViewport(size.width, size.height), chromedp.Navigate("file://"+file)); err != nil {
				t.Fatal(err)
			}
			b.wait("nothing wider than the screen", `document.documentElement.scrollWidth <= innerWidth`)
			b.wait("its pictures", `[...document.images].length === 1 && [...document.images].every((i) => i.complete && i.naturalWidth > 0)`)
			b.picture(size.name)
		}
	}
}

func enable(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
	if _, err := cdp.Call(ctx, t, network.Enable, network.EnableParams{}); err != nil {
		return chromedp.Void{}, err
	}
	yes := true
	_, err := cdp.Call(ctx, t, cdpbrowser.SetDownloadBehavior, cdpbrowser.SetDownloadBehaviorParams{Behavior: cdpbrowser.SetDownloadBehaviorBehaviorDeny, EventsEnabled: &yes})
	return chromedp.Void{}, err
}

func writePage(t *testing.T, tr transcript.Transcript) string {
	t.Helper()
	var b bytes.Buffer
	if err := transcript.HTML(&b, tr); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "INC-12.html")
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// storyPage is the story of a printer, told to the desk; with an attack, all that people can type
// is it.
func storyPage(t *testing.T, locale, attack string) transcript.Transcript {
	t.Helper()
	say := func(words string) string {
		if attack != "" {
			return attack
		}
		return words
	}
	files, err := filestore.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	keep := func(name, kind string, body []byte) tickets.File {
		kept, err := files.Keep(t.Context(), bytes.NewReader(body), 1<<20, nil)
		if err != nil {
			t.Fatal(err)
		}
		return tickets.File{Name: say(name), Type: kind, Size: kept.Size, Hash: kept.Hash}
	}
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 11, day, hour, minute, 0, 0, zone) }
	const alice, benoit, tessa = "slack:alice", "slack:benoit", "slack:tessa"
	tk := &tickets.Ticket{
		Number: 12, Kind: tickets.Incident, State: tickets.ClosedState, Summary: say("L’imprimante du 2e étage ne répond plus"),
		Description: say("Depuis **ce matin** elle affiche :\n```\nE-42: tray empty\n```\n- papier vérifié\n- redémarrée *deux fois*"), Origin: tickets.Origin{Markup: true},
		Urgency: tickets.High, Impact: tickets.One, Priority: tickets.P2, Category: "printing", Phone: say("01 23 45 67 89"),
		Requester: alice, Beneficiary: tickets.Beneficiary{User: benoit}, Assignee: tessa, OpenedAt: at(23, 9, 2), ClosedAt: at(24, 17, 30),
	}
	rows := []*tickets.Entry{
		{Kind: tickets.Opened, Actor: alice, At: at(23, 9, 2)},
		{Kind: tickets.Claimed, Actor: tessa, At: at(23, 9, 10), Detail: tickets.Detail{Assignee: tessa}},
		{Kind: tickets.Replied, Actor: tessa, At: at(23, 9, 12), Words: say("Bonjour Alice, pouvez-vous vérifier le **bac 2** ? Voir [la page](https://intranet.example/imprimantes).")},
		{
			Kind: tickets.Said, Actor: alice, At: at(23, 9, 20), Words: say("> le bac 2\nIl est vide ! 😅"),
			Detail: tickets.Detail{Files: []tickets.File{
				keep("bac.png", "image/png", picture(t)), keep("journal.log", "text/plain", []byte("09:01 tray 2 empty\n")),
				keep("page.html", "text/html", []byte("<script>window.ran=20</script>"+attack)), keep("dessin.svg", "image/svg+xml", []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="window.ran=21"/>`)),
				{Name: say("film.mp4"), Size: 80 << 20, Refused: tickets.FileTooLarge},
			}},
		},
		{Kind: tickets.Noted, Actor: tessa, At: at(23, 10, 1), Note: tickets.Note(say("Modèle en fin de vie, à remplacer."))},
		{Kind: tickets.Waiting, Actor: tessa, At: at(23, 10, 5), Words: say("un bac neuf arrive demain"), Detail: tickets.Detail{Ball: tickets.BallSupplier}},
		{Kind: tickets.Said, Actor: benoit, At: at(24, 8, 30), Words: say("Merci, 1. j’attends\n1. le papier\n2. le bac"), Ticket: 13},
		{Kind: tickets.Resolved, Actor: tessa, At: at(24, 11, 5), Words: say("Bac rechargé, capteur nettoyé.")},
		{Kind: tickets.Closed, At: at(24, 17, 30), Detail: tickets.Detail{Why: "validated"}},
	}
	for i, e := range rows {
		e.ID = int64(i + 1)
		if e.Ticket == 0 {
			e.Ticket = tk.Number
		}
		e.Detail.Markup = e.Words != ""
	}
	voice, err := speech.New()
	if err != nil {
		t.Fatal(err)
	}
	return voice.Transcribe(speech.Transcription{
		Ticket: tk, Journal: rows, Desk: say("Service informatique"), Locale: locale, Zone: zone, Now: at(25, 9, 0), Internal: true,
		Policy: &tickets.Policy{Zone: zone, Locale: locale, Categories: []tickets.Category{{ID: "printing", Name: tickets.Words{"fr": say("Impression"), "en": say("Printing")}}}},
		Names:  map[tickets.UserID]string{alice: say("Alice Martin"), benoit: say("Benoît Petit"), tessa: say("Tessa Morel")},
		Others: map[int64]*tickets.Ticket{13: {Number: 13, Kind: tickets.Incident}}, Files: files, Inside: speech.InMessage,
	})
}

// picture is a picture of the tray.
func picture(t *testing.T) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 320, 180))
	for x := range 320 {
		for y := range 180 {
			img.Set(x, y, color.RGBA{uint8(80 + x/4), uint8(110 + y/3), 140, 255})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
