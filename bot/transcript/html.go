package transcript

import (
	"crypto/sha256"
	_ "embed" // the page's template and style
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"time"

	"guichet/bot/markup"
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
	"size":  size,
	"image": func(f File) template.URL {
		return template.URL("data:" + f.Type + ";base64," + base64.StdEncoding.EncodeToString(f.Image)) //nolint:gosec // of the types that Shown lists
	},
	"style": func() template.CSS { return template.CSS(style) }, //nolint:gosec // ours
	"policy": func() string {
		sum := sha256.Sum256([]byte(style))
		return "default-src 'none'; img-src data: 'self'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
	},
}).Parse(pageSource))

// HTML writes the transcript as a page that needs nothing but itself: its style is in it, its
// pictures too, and no script runs in it, whatever people typed.
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

// Shown lists the types of pictures that are put into the page itself.
var Shown = map[string]bool{"image/png": true, "image/jpeg": true, "image/gif": true, "image/webp": true}

func size(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%d kB", n>>10)
	case n > 0:
		return fmt.Sprintf("%d B", n)
	}
	return ""
}
