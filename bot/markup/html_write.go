package markup

import (
	"html"
	"html/template"
	"strconv"
	"strings"
	"time"
)

// HTML writes elements of a page: paragraphs, lists, quotes, code. All text is escaped, links
// are of the web or mail only, and nothing of it runs.
func HTML(d Document) template.HTML {
	w := htmlWriter{}
	for i, b := range d {
		if b.Quoted != w.quoted {
			w.lists(-1)
			w.quoted = b.Quoted
			if b.Quoted {
				w.open("blockquote")
			} else {
				w.close("blockquote")
			}
		}
		w.block(b, i > 0 && b.Apart)
	}
	w.lists(-1)
	if w.quoted {
		w.close("blockquote")
	}
	return template.HTML(w.b.String()) //nolint:gosec // every text and address in it is escaped
}

type htmlWriter struct {
	b      strings.Builder
	quoted bool
	list   []string // elements of the lists that are open
}

func (w *htmlWriter) open(element string)  { w.b.WriteString("<" + element + ">") }
func (w *htmlWriter) close(element string) { w.b.WriteString("</" + element + ">") }

// lists closes the lists that are deeper than depth.
func (w *htmlWriter) lists(depth int) {
	for len(w.list) > depth+1 {
		last := len(w.list) - 1
		w.close("li")
		w.close(w.list[last])
		w.list = w.list[:last]
	}
}

func (w *htmlWriter) block(b Block, apart bool) {
	if b.Kind != Item {
		w.lists(-1)
	}
	switch b.Kind {
	case Heading:
		w.open("p")
		w.open("strong")
		w.text(b.Text)
		w.close("strong")
		w.close("p")
	case Item:
		w.item(b, apart)
	case Fence:
		w.open("pre")
		if b.Lang != "" {
			w.b.WriteString(`<code class="language-` + html.EscapeString(b.Lang) + `">`)
		} else {
			w.open("code")
		}
		w.b.WriteString(html.EscapeString(b.Code))
		w.close("code")
		w.close("pre")
	default:
		w.open("p")
		w.text(b.Text)
		w.close("p")
	}
}

func (w *htmlWriter) item(b Block, apart bool) {
	element := "ul"
	if b.Number > 0 {
		element = "ol"
	}
	w.lists(b.Depth)
	if n := len(w.list); n == b.Depth+1 {
		if w.list[n-1] == element && !(apart && b.Number == 1 && b.Depth == 0) {
			w.close("li")
		} else {
			w.lists(b.Depth - 1)
		}
	}
	if len(w.list) <= b.Depth {
		w.list = append(w.list, element)
		if b.Number > 1 {
			w.b.WriteString(`<ol start="` + strconv.Itoa(b.Number) + `">`)
		} else {
			w.open(element)
		}
	}
	w.open("li")
	w.text(b.Text)
}

var htmlElement = []struct {
	style       Style
	open, close string
}{
	{Bold, "<strong>", "</strong>"},
	{Italic, "<em>", "</em>"},
	{Underline, "<u>", "</u>"},
	{Strike, "<s>", "</s>"},
	{Spoiler, `<span class="spoiler">`, "</span>"},
	{Code, "<code>", "</code>"},
}

func (w *htmlWriter) text(t []Span) {
	for _, s := range t {
		if s.Text == "\n" && plainSpan(s) {
			w.open("br")
			continue
		}
		for _, e := range htmlElement {
			if s.Style&e.style != 0 {
				w.b.WriteString(e.open)
			}
		}
		w.span(s)
		for i := len(htmlElement) - 1; i >= 0; i-- {
			if s.Style&htmlElement[i].style != 0 {
				w.b.WriteString(htmlElement[i].close)
			}
		}
	}
}

func (w *htmlWriter) span(s Span) {
	text := html.EscapeString(Clean(s.Text))
	switch {
	case !s.At.IsZero():
		w.b.WriteString(`<time datetime="` + s.At.UTC().Format(time.RFC3339) + `">` + text + `</time>`)
	case Link(s.URL) != "":
		w.b.WriteString(`<a href="` + html.EscapeString(Link(s.URL)) + `" rel="noopener noreferrer nofollow" target="_blank">` + text + `</a>`)
	default:
		w.b.WriteString(strings.ReplaceAll(text, "\n", "<br>"))
	}
}
