package web

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

var (
	requestSeconds = promauto.NewHistogramVec(prometheus.HistogramOpts{
		Name: "sanyuan_http_request_seconds", Help: "Time to answer a request, by method, route and status.",
		Buckets: []float64{.005, .01, .025, .05, .1, .2, .5, 1, 2, 5, 10, 30},
	}, []string{"method", "route", "status"})
	requestsRunning = promauto.NewGauge(prometheus.GaugeOpts{
		Name: "sanyuan_http_requests_running", Help: "Requests that are being answered.",
	})
)

// metrics are those of this server, of Cayley and of the Go runtime, as
// Prometheus reads them.
func metrics() http.Handler { return promhttp.Handler() }

// measure counts a request that was answered. Its route is a pattern, not the
// path, of which there are too many.
func measure(r *http.Request, status int, took time.Duration) {
	route := r.Pattern
	if route == "" {
		route = "none"
	}
	method := r.Method
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost:
	default:
		method = "other"
	}
	requestSeconds.WithLabelValues(method, route, strconv.Itoa(status)).Observe(took.Seconds())
}
