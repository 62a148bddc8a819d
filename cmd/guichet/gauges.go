package main

import (
	"context"
	"fmt"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/rs/zerolog"

	"guichet/tickets"
)

// newRegistry holds the metrics of the process and of Go besides ours.
func newRegistry() *prometheus.Registry {
	r := prometheus.NewRegistry()
	r.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return r
}

// dueShown is up to how many due timers are counted: more is "far behind" all the same.
const dueShown = 1000

// deskGauges reads from the store, at each scrape, what waits and how the tickets stand.
type deskGauges struct {
	store  tickets.Store
	spaces []string
	log    zerolog.Logger

	queued, parked, age, due, byState, up *prometheus.Desc
}

func newDeskGauges(store tickets.Store, spaces []string, log zerolog.Logger) *deskGauges {
	desc := func(name, help string, labels ...string) *prometheus.Desc {
		return prometheus.NewDesc("guichet_"+name, help, labels, nil)
	}
	return &deskGauges{
		store: store, spaces: spaces, log: log,
		queued:  desc("queue_length", "Deliveries that wait, by space.", "space"),
		parked:  desc("queue_parked", "Deliveries that could not be made and were reported, by space.", "space"),
		age:     desc("queue_age_seconds", "Since when the oldest waiting delivery waits, by space.", "space"),
		due:     desc("due_timers", fmt.Sprintf("Timers that are due and not worked off, up to %d.", dueShown)),
		byState: desc("tickets", "Tickets by state.", "state"),
		up:      desc("store_up", "1 when the store answered this scrape."),
	}
}

// Describe implements prometheus.Collector.
func (g *deskGauges) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{g.queued, g.parked, g.age, g.due, g.byState, g.up} {
		ch <- d
	}
}

// Collect implements prometheus.Collector. When the store does not answer, only that is told.
func (g *deskGauges) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), answerWithin)
	defer cancel()
	var read []prometheus.Metric
	err := g.store.View(ctx, func(tx tickets.Tx) (err error) {
		read, err = g.read(ctx, tx)
		return err
	})
	up := 1.0
	if err != nil {
		up, read = 0, nil
		g.log.Warn().Err(err).Msg("the store did not answer a scrape")
	}
	ch <- prometheus.MustNewConstMetric(g.up, prometheus.GaugeValue, up)
	for _, m := range read {
		ch <- m
	}
}

func (g *deskGauges) read(ctx context.Context, tx tickets.Tx) (out []prometheus.Metric, err error) {
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		out = append(out, prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...))
	}
	for _, space := range g.spaces {
		queued, parked, oldest, err := tx.QueueStats(ctx, space)
		if err != nil {
			return nil, fmt.Errorf("queue of %s: %w", space, err)
		}
		gauge(g.queued, float64(queued), space)
		gauge(g.parked, float64(parked), space)
		var age time.Duration
		if !oldest.IsZero() {
			age = max(0, tx.Now().Sub(oldest))
		}
		gauge(g.age, age.Seconds(), space)
	}
	due, err := tx.DueTimers(ctx, dueShown)
	if err != nil {
		return nil, fmt.Errorf("due timers: %w", err)
	}
	gauge(g.due, float64(len(due)))
	states, err := tx.CountByState(ctx)
	if err != nil {
		return nil, fmt.Errorf("tickets by state: %w", err)
	}
	for _, s := range tickets.States {
		gauge(g.byState, float64(states[s]), string(s))
	}
	return out, nil
}
