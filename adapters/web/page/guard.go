package page

import (
	"crypto/sha256"
	"crypto/subtle"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
)

// policy is the content security policy: nothing but this server's own files, no script in
// the page itself, no frame around it.
// https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Content-Security-Policy
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; " +
	"form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

// cookieName holds the token, of a server that demands one.
const cookieName = "guichet_demo"

// MinToken is how long a token must be, in characters.
const MinToken = 12

// Guard says who may ask.
type Guard struct {
	Addr  string // the address that is listened on, host:port
	Name  string // the host's name as it was asked for; may be ""
	Token string // demanded when set
}

// protect refuses what does not come from the page itself. A page of another site that the
// browser shows as well can send requests here, or have its own name lead here: so the Host
// must be one of ours, and whatever changes something must say that it comes from our page.
func (g Guard) protect(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		switch {
		case !g.knows(r.Host):
			http.Error(w, "Guichet: this demonstration has another address", http.StatusMisdirectedRequest)
		case !sameOrigin(r):
			http.Error(w, "Guichet: this request does not come from the demonstration's own page", http.StatusForbidden)
		case g.Token != "" && g.entering(w, r):
		case g.Token != "" && !g.admits(r):
			http.Error(w, "Guichet: open the address that was printed, with its token", http.StatusUnauthorized)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// knows tells whether a Host header names this server: the address that is listened on or, on
// a loopback address, any name of this machine for itself.
func (g Guard) knows(host string) bool {
	name, port := splitHost(host)
	ours, ourPort := splitHost(g.Addr)
	if port != ourPort {
		return false
	}
	if strings.EqualFold(name, ours) || g.Name != "" && strings.EqualFold(name, g.Name) {
		return true
	}
	ip := net.ParseIP(ours)
	switch {
	case ip == nil:
		return false
	case ip.IsLoopback():
		other := net.ParseIP(name)
		return strings.EqualFold(name, "localhost") || other != nil && other.IsLoopback()
	case ip.IsUnspecified():
		// Every address of the machine, and its own name: names that others chose do not count.
		self, err := os.Hostname()
		return net.ParseIP(name) != nil || strings.EqualFold(name, "localhost") || err == nil && strings.EqualFold(name, self)
	}
	return false
}

func splitHost(s string) (host, port string) {
	host, port, err := net.SplitHostPort(s)
	if err != nil {
		return strings.Trim(s, "[]"), "80"
	}
	return host, port
}

// sameOrigin tells whether a request may come from our own page. What changes something must
// say so; reading is refused only to those who say that they are somebody else.
func sameOrigin(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	site := r.Header.Get("Sec-Fetch-Site")
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		navigation := r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.URL.Path == "/"
		return navigation || (site == "" || site == "same-origin" || site == "none") && (origin == "" || isOrigin(origin, r.Host))
	}
	return isOrigin(origin, r.Host) && (site == "" || site == "same-origin")
}

func isOrigin(origin, host string) bool {
	u, err := url.Parse(origin)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && strings.EqualFold(u.Host, host)
}

// entering takes the token out of the address and keeps it in a cookie that no script reads.
func (g Guard) entering(w http.ResponseWriter, r *http.Request) bool {
	given := r.URL.Query().Get("token")
	if r.Method != http.MethodGet || r.URL.Path != "/" || given == "" || !same(given, g.Token) {
		return false
	}
	http.SetCookie(w, &http.Cookie{
		Name: cookieName, Value: given, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode,
	})
	http.Redirect(w, r, "/", http.StatusSeeOther)
	return true
}

func (g Guard) admits(r *http.Request) bool {
	for _, c := range r.CookiesNamed(cookieName) {
		if same(c.Value, g.Token) {
			return true
		}
	}
	return false
}

// same compares in a time that tells nothing of where two tokens differ.
func same(a, b string) bool {
	x, y := sha256.Sum256([]byte(a)), sha256.Sum256([]byte(b))
	return subtle.ConstantTimeCompare(x[:], y[:]) == 1
}
