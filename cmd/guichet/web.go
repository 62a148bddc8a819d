package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/rs/zerolog"
)

// readier is what /readyz asks.
type readier interface {
	Ready(ctx context.Context) error
}

// answerWithin is how long the database may take to answer a probe or a scrape.
const answerWithin = 3 * time.Second

// web is the HTTP server of the probes and the metrics.
type web struct {
	server http.Server
	log    zerolog.Logger
	wg     sync.WaitGroup
}

func newWeb(app readier, registry *prometheus.Registry, log zerolog.Logger) *web {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		plain(w, http.StatusOK, "ok")
	})
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), answerWithin)
		defer cancel()
		if err := app.Ready(ctx); err != nil {
			plain(w, http.StatusServiceUnavailable, err.Error())
			return
		}
		plain(w, http.StatusOK, "ready")
	})
	mux.Handle("GET /metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{
		ErrorHandling: promhttp.ContinueOnError, // a database that is down does not hide the rest
		Registry:      registry,
	}))
	return &web{log: log, server: http.Server{
		Handler: mux, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second,
		WriteTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 16 << 10,
	}}
}

func plain(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = fmt.Fprintln(w, text) // the prober may have gone
}

// start serves until stop.
func (w *web) start(l net.Listener) {
	w.wg.Go(func() {
		if err := w.server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			w.log.Error().Err(err).Msg("the HTTP server has stopped")
		}
	})
}

// stop lets requests under way end, for a moment.
func (w *web) stop() {
	ctx, cancel := context.WithTimeout(context.Background(), closeWithin)
	defer cancel()
	if err := w.server.Shutdown(ctx); err != nil {
		_ = w.server.Close() // it has been waited for long enough
	}
	w.wg.Wait()
}
