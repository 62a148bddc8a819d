package transcript

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"guichet/bot/markup"
)

var update = flag.Bool("update", false, "write the golden files anew")

// sample is a story with everything in it.
func sample(locale string) Transcript {
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		panic(err)
	}
	at := func(day, hour, minute int) time.Time {
		return time.Date(2026, 11, day, hour, minute, 0, 0, zone).UTC()
	}
	words := func(s string) *Words {
		d := markup.Read(s)
		return &Words{Text: markup.Text(d), Markdown: markup.Write(d), Document: d}
	}
	pixel := []byte("\x89PNG\r\n\x1a\n")
	return Transcript{
		Version: Version, Desk: "Service informatique", Made: at(25, 9, 0), Locale: locale, Zone: "Europe/Paris", At: zone, Internal: true,
		Ref: "INC-12", Kind: "incident", State: "closed", StateName: "Clos", Priority: "P2", Summary: "L’imprimante du 2e étage ne répond plus",
		Opened: at(23, 9, 2), Closed: at(24, 17, 30),
		Facts:       []Fact{{"Type", "Incident"}, {"Demandeur", "Alice Martin"}, {"Priorité", "Haute × Une personne → P2"}, {"Catégorie", "Impression"}, {"Affecté à", "Tessa Morel"}, {"Ouvert", "le 23 novembre 2026 à 9 h 02"}, {"Clos", "le 24 novembre 2026 à 17 h 30"}},
		Description: words("Depuis **ce matin** elle affiche :\n```\nE-42: tray empty\n```\n- papier vérifié\n- redémarrée *deux fois*"),
		Deadlines:   []string{"Prise en charge sous 30 min (P2)\nTenu : le 23 novembre à 9 h 10, pour le 23 novembre à 9 h 32", "Résolution sous 8 h (P2)\nTenu : le 24 novembre à 11 h 05"},
		Labels:      Labels{Deadlines: "Délais", Conversation: "Déroulé", Internal: "interne", Made: "Transcription faite le 25 novembre 2026 à 9 h. Heures de Europe/Paris.", Private: "avec les notes internes", Description: "Description"},
		Entries: []Entry{
			{ID: 1, At: at(23, 9, 2), Kind: "opened", Side: Event, By: "slack:U1", Who: "Alice Martin", What: "Alice Martin ouvre le ticket"},
			{ID: 2, At: at(23, 9, 10), Kind: "claimed", Side: Event, By: "slack:U2", Who: "Tessa Morel", What: "Tessa Morel prend le ticket en charge"},
			{ID: 3, At: at(23, 9, 12), Kind: "replied", Side: Desk, By: "slack:U2", Who: "Tessa Morel", What: "Tessa Morel répond", Words: words("Bonjour Alice, pouvez-vous vérifier le **bac 2** ? Voir [la page](https://intranet.example/imprimantes).")},
			{ID: 4, At: at(23, 9, 20), Kind: "said", Side: Requester, By: "slack:U1", Who: "Alice Martin", What: "Alice Martin écrit", Words: words("> le bac 2\nIl est vide ! 😅"), Files: []File{{Name: "bac.png", Size: int64(len(pixel)), Type: "image/png", SHA256: "00", Body: pixel, Weight: "8 o"}, {Name: "journal complet.log", Size: 20480, Type: "text/plain", Missing: "type", Weight: "20 Ko", Why: "ce type de fichier n’est pas accepté ici."}, {Name: "trace.log", Size: 3, Type: "text/plain", SHA256: "01", Body: []byte("a=1"), Weight: "3 o"}}},
			{ID: 5, At: at(24, 10, 1), Kind: "noted", Side: Note, Internal: true, By: "slack:U2", Who: "Tessa Morel", What: "Tessa Morel note, en interne", Words: words("Modèle en fin de vie : `HP-4200`, à remplacer.")},
			{ID: 6, At: at(24, 11, 5), Kind: "resolved", Side: Event, By: "slack:U2", Who: "Tessa Morel", What: "Tessa Morel résout le ticket", Words: words("Bac rechargé, capteur nettoyé.")},
			{ID: 7, At: at(24, 17, 30), Kind: "closed", Side: Event, Who: "le guichet", What: "Le guichet clôt le ticket"},
		},
	}
}

var writers = map[string]func(*bytes.Buffer, Transcript) error{
	"html": func(b *bytes.Buffer, t Transcript) error { return HTML(b, t) },
	"json": func(b *bytes.Buffer, t Transcript) error { return JSON(b, t) },
	"txt":  func(b *bytes.Buffer, t Transcript) error { return Text(b, t) },
}

func TestGolden(t *testing.T) {
	for ending, write := range writers {
		var got bytes.Buffer
		if err := write(&got, sample("fr")); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join("testdata", "transcript.golden."+ending)
		if *update {
			if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got.String(), "\n")); diff != "" {
			t.Errorf("%s (run with -update when this is meant):\n%s", file, diff)
		}
	}
}

func TestTextFitsATerminal(t *testing.T) {
	s := sample("fr")
	s.Entries[2].What = strings.Repeat("mot ", 60)
	s.Entries[2].Words = &Words{Text: strings.Repeat("lorem ipsum ", 100)}
	var b bytes.Buffer
	if err := Text(&b, s); err != nil {
		t.Fatal(err)
	}
	for line := range strings.SplitSeq(b.String(), "\n") {
		if n := len([]rune(line)); n > width {
			t.Errorf("a line of %d characters: %q", n, line)
		}
	}
}

// hostile draws what people type to get out of a page.
func hostile() *rapid.Generator[string] {
	pieces := []string{
		"<script>alert(1)</script>", "</style>", "</title>", "<img src=x onerror=alert(1)>", `"onmouseover="alert(1)`, "'", "javascript:alert(1)", "[a](javascript:alert(1))",
		"<a href=javascript:alert(1)>", "](https://x.fr/\"onclick=\"alert(1))", "<https://x.fr/'onclick='a>", "-->", "<!--", "]]>", "{{.}}", "\x00", "\u202e", "**", "`", "\n", "> ", "- ", "```html\n<script>\n```",
		"data:text/html,<script>", "&lt;script&gt;", "mot", "[x](https://ok.example/a?b=<script>)", "<svg onload=alert(1)>", "<iframe srcdoc=x>", "https://x.fr/</script>",
	}
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 12).Draw(t, "pieces"), "")
	})
}

// TestNothingRuns: whatever people typed in any field, the page has no script, no event, no
// address but of the web, mail and pictures, and no element of theirs.
func TestNothingRuns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := sample("en")
		draw := func(what string) string { return hostile().Draw(t, what) }
		s.Desk, s.Summary, s.Ref, s.StateName, s.Priority, s.Zone = draw("desk"), draw("summary"), draw("ref"), draw("state"), draw("priority"), draw("zone")
		s.State, s.Labels = draw("state code"), Labels{draw("a"), draw("b"), draw("c"), draw("d"), draw("e"), draw("f")}
		for i := range s.Facts {
			s.Facts[i] = Fact{draw("name"), draw("value")}
		}
		s.Deadlines = []string{draw("deadline")}
		for i := range s.Entries {
			e := &s.Entries[i]
			e.Who, e.What, e.By, e.Kind = draw("who"), draw("what"), draw("by"), draw("kind")
			e.Side = Side(draw("side"))
			w := draw("words")
			for _, d := range []markup.Document{markup.Read(w), markup.ReadSlack(w, markup.Names{}), markup.ReadDiscord(w, markup.Names{})}[i%3:][:1] {
				e.Words = &Words{Text: markup.Text(d), Document: d}
			}
			e.Files = []File{{Name: draw("file"), Type: draw("type")}, {Name: draw("file"), Path: "INC-12-files/1-1-x"}, {Name: draw("file"), Type: draw("type"), Body: []byte(draw("body")), Why: draw("why"), Weight: draw("weight")}}
			e.Ticket = draw("ticket")
		}
		var b bytes.Buffer
		if err := HTML(&b, s); err != nil {
			t.Fatal(err)
		}
		check(t, b.Bytes())
		b.Reset()
		if err := JSON(&b, s); err != nil || !json.Valid(b.Bytes()) || bytes.Contains(b.Bytes(), []byte("<script")) {
			t.Fatalf("JSON: %v", err)
		}
		b.Reset()
		if err := Text(&b, s); err != nil || bytes.ContainsAny(b.Bytes(), "\x00\x1b\u202e") {
			t.Fatalf("text: %v", err)
		}
	})
}

var allowed = map[string]bool{
	"html": true, "head": true, "meta": true, "title": true, "style": true, "body": true, "header": true, "main": true, "footer": true, "section": true, "details": true, "summary": true,
	"p": true, "b": true, "span": true, "h1": true, "h2": true, "h3": true, "dl": true, "div": true, "dt": true, "dd": true, "ol": true, "ul": true, "li": true, "time": true, "small": true,
	"figure": true, "figcaption": true, "img": true, "a": true, "strong": true, "em": true, "u": true, "s": true, "code": true, "pre": true, "blockquote": true, "br": true,
}

func check(t *rapid.T, page []byte) {
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	styles := 0
	for n := range root.Descendants() {
		if n.Type == html.CommentNode {
			t.Fatalf("a comment: %q", n.Data)
		}
		if n.Type != html.ElementNode {
			continue
		}
		if !allowed[n.Data] {
			t.Fatalf("an element of theirs: %s", n.Data)
		}
		if n.Data == "style" {
			styles++
		}
		for _, a := range n.Attr {
			switch {
			case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "srcdoc":
				t.Fatalf("an attribute of theirs: %s=%q", a.Key, a.Val)
			case a.Key == "href" && !strings.HasPrefix(a.Val, "https://") && !strings.HasPrefix(a.Val, "http://") && !strings.HasPrefix(a.Val, "mailto:") && !strings.HasPrefix(a.Val, "data:application/octet-stream;base64,") && a.Val != "INC-12-files/1-1-x":
				t.Fatalf("a link to %q", a.Val)
			case a.Key == "src" && !strings.HasPrefix(a.Val, "data:image/"):
				t.Fatalf("a picture of %q", a.Val)
			}
		}
	}
	if styles != 1 {
		t.Fatalf("%d styles", styles)
	}
}
