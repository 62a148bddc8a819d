package main

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/rs/zerolog"
)

// answer is an app that is as ready as it says.
type answer func(ctx context.Context) error

func (a answer) Ready(ctx context.Context) error { return a(ctx) }

func TestWeb(t *testing.T) {
	t.Parallel()
	var state error
	hangs := false
	app := answer(func(ctx context.Context) error {
		if hangs {
			<-ctx.Done()
			return ctx.Err()
		}
		return state
	})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	registry := prometheus.NewRegistry()
	gauge := prometheus.NewGauge(prometheus.GaugeOpts{Name: "a_gauge"})
	registry.MustRegister(gauge)
	w := newWeb(app, registry, zerolog.Nop())
	w.start(l)
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	base := "http://" + l.Addr().String()
	expect := func(path string, status int, words string) {
		t.Helper()
		resp, err := client.Get(base + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		if err := errors.Join(err, resp.Body.Close()); err != nil {
			t.Fatal(err)
		}
		if resp.StatusCode != status || !strings.Contains(string(body), words) {
			t.Errorf("%s: %d %q, wanted %d %q", path, resp.StatusCode, body, status, words)
		}
	}
	expect("/healthz", http.StatusOK, "ok")
	expect("/readyz", http.StatusOK, "ready")
	expect("/metrics", http.StatusOK, "a_gauge 0")
	state = errors.New("discord is not connected")
	expect("/readyz", http.StatusServiceUnavailable, "discord is not connected\n")
	expect("/healthz", http.StatusOK, "ok")
	// A database that hangs is not ready, and keeps the prober waiting for a moment only.
	hangs = true
	expect("/readyz", http.StatusServiceUnavailable, context.DeadlineExceeded.Error())
	w.stop()
	if _, err := client.Get(base + "/healthz"); err == nil {
		t.Error("it still serves after stop")
	}
}
