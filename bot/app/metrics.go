package app

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Metrics counts what operators watch. Labels hold spaces, kinds and reasons, never names or
// words of people.
type Metrics struct {
	events     *prometheus.CounterVec
	acks       *prometheus.HistogramVec
	deliveries *prometheus.CounterVec
	errors     *prometheus.CounterVec
	files      *prometheus.CounterVec
	malformed  *prometheus.CounterVec
	catchup    *prometheus.GaugeVec
}

// NewMetrics registers the counters with reg.
func NewMetrics(reg prometheus.Registerer) *Metrics {
	m := &Metrics{
		events: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "guichet_events_total", Help: "Platform events taken in, by space and kind.",
		}, []string{"space", "kind"}),
		acks: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "guichet_ack_seconds", Help: "Seconds from the arrival of an event to its acknowledgement.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 3},
		}, []string{"space"}),
		deliveries: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "guichet_deliveries_total", Help: "Deliveries tried, by space and outcome (sent, edited, found, retry, parked).",
		}, []string{"space", "outcome"}),
		errors: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "guichet_platform_errors_total", Help: "Platform calls that failed, by space and reason.",
		}, []string{"space", "reason"}),
		files: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "guichet_files_total", Help: "Files of people, by space and outcome (kept, or why not).",
		}, []string{"space", "outcome"}),
		malformed: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "guichet_malformed_events_total", Help: "Platform events that could not be understood and were skipped.",
		}, []string{"space"}),
		catchup: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "guichet_catchup_remaining", Help: "Cards still to be compared with their reactions after a connection.",
		}, []string{"space"}),
	}
	reg.MustRegister(m.events, m.acks, m.deliveries, m.errors, m.files, m.malformed, m.catchup)
	return m
}

// Event counts an event taken in.
func (m *Metrics) Event(space, kind string) { m.events.WithLabelValues(space, kind).Inc() }

// Ack records how long an acknowledgement took.
func (m *Metrics) Ack(space string, d time.Duration) {
	m.acks.WithLabelValues(space).Observe(d.Seconds())
}

// Delivery counts a delivery's outcome.
func (m *Metrics) Delivery(space, outcome string) {
	m.deliveries.WithLabelValues(space, outcome).Inc()
}

// PlatformError counts a failed call by its reason.
func (m *Metrics) PlatformError(space, reason string) {
	m.errors.WithLabelValues(space, reason).Inc()
}

// File counts what became of a file: "kept", or why it was not.
func (m *Metrics) File(space, outcome string) { m.files.WithLabelValues(space, outcome).Inc() }

// Malformed counts an event that was acknowledged and skipped.
func (m *Metrics) Malformed(space string) { m.malformed.WithLabelValues(space).Inc() }

// CatchUp shows how many cards are still to be compared.
func (m *Metrics) CatchUp(space string, remaining int) {
	m.catchup.WithLabelValues(space).Set(float64(remaining))
}
