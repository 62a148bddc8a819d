package page_test

import (
	"net/http"
	"strings"
	"testing"

	"guichet/adapters/web/chat"
)

const secret = "a-long-enough-token"

func TestWhoMayAsk(t *testing.T) {
	s := newSite(t, "")
	host := strings.TrimPrefix(s.base, "http://")
	port := host[strings.LastIndex(host, ":"):]
	say := `{"who":"alice","channel":"helpdesk","text":"bonjour","key":"k"}`
	for _, c := range []struct {
		name, method, path, body string
		headers                  []string
		want                     int
	}{
		{"the page", "GET", "/", "", nil, 200},
		{"by another name of this machine", "GET", "/", "", []string{"Host: localhost" + port}, 200},
		{"by a name that leads here", "GET", "/", "", []string{"Host: evil.example" + port}, 421},
		{"by this address and another port", "GET", "/", "", []string{"Host: 127.0.0.1:1"}, 421},
		{"without a name", "GET", "/", "", []string{"Host: "}, 200}, // Go fills it in
		{"a link on another site", "GET", "/", "", []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"}, 200},
		{"another site reads the stream", "GET", "/events?who=alice&brief", "", []string{"Sec-Fetch-Site: cross-site"}, 403},
		{"another site reads the page", "GET", "/", "", []string{"Origin: http://evil.example"}, 403},
		{"the page acts", "POST", "/act/say", say, []string{"Origin: " + s.base}, 200},
		{"another site acts", "POST", "/act/say", say, []string{"Origin: http://evil.example"}, 403},
		{"another port of this machine acts", "POST", "/act/say", say, []string{"Origin: http://127.0.0.1:1"}, 403},
		{"a page without an origin acts", "POST", "/act/say", say, []string{"Origin: null"}, 403},
		{"nobody says who acts", "POST", "/act/say", say, nil, 403},
		{"a form of another site acts", "POST", "/act/say", say, []string{"Origin: " + s.base, "Content-Type: text/plain"}, 415},
		{"nonsense", "POST", "/act/say", "{", []string{"Origin: " + s.base}, 400},
		{"too much", "POST", "/act/say", `{"text":"` + strings.Repeat("x", 200_000) + `"}`, []string{"Origin: " + s.base}, 413},
		{"too long a message", "POST", "/act/say", `{"who":"alice","channel":"helpdesk","text":"` + strings.Repeat("x", 4001) + `"}`, []string{"Origin: " + s.base}, 413},
		{"somebody else’s channel", "POST", "/act/say", `{"who":"alice","channel":"pool","text":"x"}`, []string{"Origin: " + s.base}, 403},
		{"a person who is not there", "GET", "/events?who=mallory", "", nil, 404},
		{"reading somebody else’s channel", "GET", "/place?who=alice&channel=pool", "", nil, 404},
		{"a file that is a path", "GET", "/file/..%2f..%2fdemo.db", "", nil, 404},
		{"no such pace", "POST", "/act/clock", `{"factor":7}`, []string{"Origin: " + s.base}, 400},
		{"another method", "GET", "/act/say", "", nil, 405},
	} {
		t.Run(c.name, func(t *testing.T) {
			headers := c.headers
			if c.method == http.MethodPost && !strings.Contains(strings.Join(headers, " "), "Content-Type") {
				headers = append(headers, "Content-Type: application/json")
			}
			if status, body := s.read(s.ask(t.Context(), c.method, c.path, c.body, headers...)); status != c.want {
				t.Errorf("%d, want %d: %.200s", status, c.want, body)
			}
		})
	}
}

func TestTheTokenIsDemanded(t *testing.T) {
	s := newSite(t, secret)
	if status, body := s.get("/"); status != 401 || strings.Contains(body, "Alice") {
		t.Errorf("without a token: %d %.80s", status, body)
	}
	if status, _ := s.get("/?token=" + secret + "x"); status != 401 {
		t.Errorf("with a wrong token: %d", status)
	}
	r, err := s.ask(t.Context(), http.MethodGet, "/?token="+secret, "")
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Body.Close(); err != nil {
		t.Error(err)
	}
	cookies := r.Cookies()
	if r.StatusCode != http.StatusSeeOther || r.Header.Get("Location") != "/" || len(cookies) != 1 || !cookies[0].HttpOnly || cookies[0].SameSite != http.SameSiteStrictMode {
		t.Fatalf("with the token: %d to %q, cookies %v", r.StatusCode, r.Header.Get("Location"), cookies)
	}
	with := "Cookie: " + cookies[0].Name + "=" + cookies[0].Value
	if status, _ := s.get("/", with); status != 200 {
		t.Errorf("with the cookie: %d", status)
	}
	if status, _ := s.get("/events?who=alice&brief"); status != 401 {
		t.Errorf("the stream without the cookie: %d", status)
	}
}

func TestHeadersKeepOthersOut(t *testing.T) {
	s := newSite(t, "")
	for _, path := range []string{"/", "/static/none/main.js", "/nothing"} {
		r, err := s.ask(t.Context(), http.MethodGet, path, "")
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Body.Close(); err != nil {
			t.Error(err)
		}
		policy := r.Header.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") || !strings.Contains(policy, "frame-ancestors 'none'") {
			t.Errorf("%s: policy %q", path, policy)
		}
		for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer"} {
			if got := r.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q", path, name, got)
			}
		}
	}
	_, html := s.get("/")
	for _, bad := range []string{"<script>", " onclick=", " onload=", " style=", "javascript:", "http://", "https://"} {
		if strings.Contains(html, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	if !strings.Contains(html, "Demonstration") {
		t.Error("the page does not say that it is a demonstration")
	}
}

func TestFilesAreOnlyFiles(t *testing.T) {
	s := newSite(t, "")
	chat1 := s.play.Web.Chat()
	png := "\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR"
	for _, c := range []struct{ name, body, kind, disposition string }{
		{"a.html", "<html><script>alert(1)</script>", "application/octet-stream", "attachment"},
		{"a.png", "<svg onload=alert(1)>", "application/octet-stream", "attachment"},
		{"../../x\"\r\n.png", png, "image/png", "inline"},
	} {
		f, err := chat1.PutFile("alice", c.name, strings.NewReader(c.body))
		if err != nil {
			t.Fatal(err)
		}
		if strings.ContainsAny(f.Name, "/\r\n") {
			t.Errorf("%q is kept as %q", c.name, f.Name)
		}
		for _, who := range []string{"", "?who=bob", "?who=tessa"} { // nobody has sent it yet
			if status, _ := s.read(s.ask(t.Context(), http.MethodGet, "/file/"+f.ID+who, "")); status != http.StatusNotFound {
				t.Errorf("a file of alice's comes to %q: %d", who, status)
			}
		}
		r, err := s.ask(t.Context(), http.MethodGet, "/file/"+f.ID+"?who=alice", "")
		if err != nil {
			t.Fatal(err)
		}
		h := r.Header
		if _, body := s.read(r, nil); body != c.body || h.Get("Content-Type") != c.kind || !strings.HasPrefix(h.Get("Content-Disposition"), c.disposition) ||
			!strings.Contains(h.Get("Content-Security-Policy"), "sandbox") {
			t.Errorf("%s comes as %s %q, policy %q", c.name, h.Get("Content-Type"), h.Get("Content-Disposition"), h.Get("Content-Security-Policy"))
		}
	}
	big := strings.Repeat("x", chat.MaxFile+1)
	if status, _ := s.read(s.ask(t.Context(), http.MethodPost, "/upload", big, "Origin: "+s.base, "X-Name: big")); status != 413 {
		t.Errorf("too large a file: %d", status)
	}
}
