package transcript

import (
	"crypto/sha256"
	_ "embed" // the page's template and style
	"encoding/base64"
	"html/template"
	"io"
	"net/url"
	"time"

	"guichet/bot/markup"
	"guichet/tickets"
)

//go:embed page.html
var pageSource string

//go:embed page.css
var style string

// page is the template. Whatever people typed goes through html/template or markup.HTML.
var page = template.Must(template.New("page").Funcs(template.FuncMap{
	"rfc":   func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
	"words": func(w *Words) template.HTML { return markup.HTML(w.Document) },
	"clean": clean,
	"safe":  tickets.SafeName,
	"shown": func(f File) bool { return Shown[f.Type] },
	"file": func(f File) template.URL {
		kind := download
		if Shown[f.Type] {
			kind = f.Type
		}
		return template.URL("data:" + kind + ";base64," + base64.StdEncoding.EncodeToString(f.Body)) //nolint:gosec // no type that a browser runs
	},
	"style": func() template.CSS { return template.CSS(style) }, //nolint:gosec // ours
	"path": func(p string) template.URL {
		return template.URL((&url.URL{Path: p}).EscapedPath()) //nolint:gosec // each sign that an address gives a meaning is escaped
	},
	"policy": func() string {
		sum := sha256.Sum256([]byte(style))
		return "default-src 'none'; img-src data: 'self'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
	},
}).Parse(pageSource))

// HTML writes the transcript as a page that needs nothing but itself: its style is in it, its
// pictures and files too, as far as they have a Body, and no script runs in it, whatever people typed.
func HTML(w io.Writer, t Transcript) error {
	type day struct {
		Name    string
		Entries []entryView
	}
	v := struct {
		Transcript
		Days []day
	}{Transcript: t}
	for _, e := range t.Entries {
		name := Day(t, e.At)
		if n := len(v.Days); n == 0 || v.Days[n-1].Name != name {
			v.Days = append(v.Days, day{Name: name})
		}
		last := &v.Days[len(v.Days)-1]
		last.Entries = append(last.Entries, entryView{Entry: e, Hour: e.At.In(t.At).Format("15:04"), InternalLabel: t.Labels.Internal})
	}
	return page.Execute(w, v)
}

type entryView struct {
	Entry
	Hour, InternalLabel string
}

// download is the type of what a browser saves and never opens.
const download = "application/octet-stream"

// Shown lists the types of pictures that are put into the page itself.
var Shown = map[string]bool{"image/png": true, "image/jpeg": true, "image/gif": true, "image/webp": true}
