package page

import (
	"context"
	"crypto/rand"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"time"

	"github.com/rs/zerolog"

	"guichet/adapters/web"
	"guichet/adapters/web/chat"
	"guichet/adapters/web/clock"
	"guichet/tickets"
)

//go:embed static templates
var embedded embed.FS

// Journal is the record that the drawer shows.
type Journal interface {
	// Tickets lists the newest tickets.
	Tickets(ctx context.Context) ([]*tickets.Ticket, error)
	// Rows are a ticket's journal, oldest first.
	Rows(ctx context.Context, number int64) ([]*tickets.Entry, error)
}

// Config is what a page is made of.
type Config struct {
	Web     *web.Adapter
	Driver  *clock.Driver
	Journal Journal
	Guide   *Guide
	Zone    *time.Location // the desk's
	Logger  zerolog.Logger
	Guard   Guard
}

// Server serves the page. It is an http.Handler.
type Server struct {
	cfg       Config
	chat      *chat.Chat
	log       zerolog.Logger
	templates *template.Template
	static    map[string]asset
	version   string // of the static files
	epoch     string // of this process: what an earlier one said is looked at anew
	handler   http.Handler
}

// New makes a server.
func New(cfg Config) (*Server, error) {
	s := &Server{cfg: cfg, chat: cfg.Web.Chat(), log: cfg.Logger, epoch: hex.EncodeToString([]byte(rand.Text()[:4]))}
	var err error
	if s.templates, err = template.New("").Funcs(s.funcs()).ParseFS(embedded, "templates/*.html"); err != nil {
		return nil, fmt.Errorf("page: templates: %w", err)
	}
	files, err := fs.Sub(embedded, "static")
	if err != nil {
		return nil, fmt.Errorf("page: static files: %w", err)
	}
	if s.static, err = assets(files); err != nil {
		return nil, fmt.Errorf("page: static files: %w", err)
	}
	s.version = version(s.static)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.page)
	mux.HandleFunc("GET /static/{version}/{name}", s.asset)
	mux.HandleFunc("GET /events", s.events)
	mux.HandleFunc("GET /pane", s.pane)
	mux.HandleFunc("GET /place", s.place)
	mux.HandleFunc("GET /thread", s.thread)
	mux.HandleFunc("GET /complete", s.complete)
	mux.HandleFunc("GET /journal", s.journal)
	mux.HandleFunc("GET "+web.FilePath+"{id}", s.file)
	mux.HandleFunc("POST /upload", s.upload)
	for name, act := range s.acts() {
		mux.HandleFunc("POST /act/"+name, act)
	}
	s.handler = cfg.Guard.protect(mux)
	return s, nil
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// render executes a template whole before anything of it is sent.
func (s *Server) render(w http.ResponseWriter, status int, name string, data any) {
	html, err := s.html(name, data)
	if err != nil {
		s.log.Error().Err(err).Str("template", name).Msg("page: rendering failed")
		http.Error(w, "Guichet: something went wrong on our side", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(html)) // the browser may have gone
}
