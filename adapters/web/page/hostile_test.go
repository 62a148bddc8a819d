package page_test

import (
	"fmt"
	"html"
	"net/url"
	"strings"
	"testing"
)

// hostile words, each of which would do something if it were not only words.
var hostile = []string{
	`<script>alert(1)</script>`, `<img src=x onerror=alert(1)>`, `"><svg onload=alert(1)>`, `' onmouseover='alert(1)`,
	`</textarea><script>alert(1)</script>`, `</title><b>`, `{{.}} {{template "page.html"}}`, `javascript:alert(1)`, `<a href="javascript:alert(1)">x</a>`,
	`<!--`, `]]>`, `&lt;b&gt;`, `<dialog open>`, `@everyone <!channel>`, "\u202eenversé", "zéro\x00octet", `<style>*{display:none}</style>`,
}

// TestHostileWordsAreOnlyWords: in every place of the page where words of people appear.
func TestHostileWordsAreOnlyWords(t *testing.T) {
	s := newSite(t, "")
	for i, w := range hostile {
		s.opens(fmt.Sprintf("%d %s", i, w), w)
		s.act("say", map[string]any{"who": "alice", "channel": "general", "text": w, "key": fmt.Sprint("say", i)})
	}
	s.eventually("all cards", func() bool {
		_, body := s.get("/place?who=tessa&channel=pool")
		return strings.Count(body, "data-verb=\"claim:") == len(hostile)
	})
	pages := map[string]string{}
	for name, path := range map[string]string{
		"page": "/?left-place=general", "pool": "/place?who=tessa&channel=pool", "general": "/place?who=bob&channel=general",
		"pane": "/pane?side=left&who=alice", "counter": "/place?who=alice&channel=t1-alice", "journal": "/journal?ticket=1",
		"hostile names": "/pane?side=%22%3E%3Cscript%3E&who=%3Cscript%3E&channel=%3Cscript%3E",
	} {
		_, pages[name] = s.get(path)
	}
	form := s.act("say", map[string]any{"who": "bob", "channel": "helpdesk", "text": "/ticket " + hostile[0] + hostile[4], "key": "form"})
	pages["form"], _ = form["form"].(string)
	if !strings.Contains(pages["form"], "&lt;script&gt;") {
		t.Errorf("the form does not hold the words: %.300s", pages["form"])
	}
	for name, body := range pages {
		for _, bad := range []string{"<script>", "<img src=x", "<svg onload", "onmouseover='", "<b>", "href=\"javascript:", "<style>", "<dialog open", "<!--", "\x00"} {
			if name != "page" && strings.Contains(body, bad) || name == "page" && strings.Contains(strings.ReplaceAll(body, "<b>Alice", ""), bad) && bad != "<b>" {
				if bad == "<b>" && !strings.Contains(body, "</title><b>") {
					continue // bold words of our own
				}
				t.Errorf("%s holds %q as markup", name, bad)
			}
		}
	}
	for i, w := range hostile {
		plain := strings.NewReplacer("\x00", "", "\u202e", "").Replace(w)
		if got := html.UnescapeString(pages["general"]); !strings.Contains(got, plain) {
			t.Errorf("%q is not read in the channel", w)
		}
		if got := html.UnescapeString(pages["pool"]); !strings.Contains(got, fmt.Sprintf("%d %s", i, plain)) {
			t.Errorf("%q is not read on the card", w)
		}
	}
	if _, body := s.get("/complete?who=tessa&channel=pool&text=" + url.QueryEscape("/ticket claim ")); strings.Contains(body, "<script>") {
		t.Errorf("suggestions hold markup: %s", body)
	}
}
