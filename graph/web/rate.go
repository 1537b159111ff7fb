package web

import (
	"net/http"
	"net/netip"
	"sync"

	"golang.org/x/time/rate"
)

// Limits on how many requests are taken.
const (
	mostRunning = 512 // at the same time, from everybody
	perSecond   = 50  // from one address of another machine, in the long run
	atOnce      = 200 // and in a burst
	mostClients = 10_000
)

// limiter refuses requests of those who send too many. This machine itself is
// trusted not to.
type limiter struct {
	running chan struct{}
	mu      sync.Mutex
	clients map[netip.Addr]*rate.Limiter
}

func limited(next http.Handler) http.Handler {
	l := &limiter{running: make(chan struct{}, mostRunning), clients: make(map[netip.Addr]*rate.Limiter)}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !l.allow(r.RemoteAddr) {
			w.Header().Set("Retry-After", "1")
			turnAway(w, r, http.StatusTooManyRequests, "too many requests; try again in a moment")
			return
		}
		select {
		case l.running <- struct{}{}:
			defer func() { <-l.running }()
			next.ServeHTTP(w, r)
		default:
			w.Header().Set("Retry-After", "1")
			turnAway(w, r, http.StatusServiceUnavailable, "the server is busy; try again in a moment")
		}
	})
}

func (l *limiter) allow(remote string) bool {
	address, err := netip.ParseAddrPort(remote)
	if err != nil || address.Addr().Unmap().IsLoopback() {
		return true
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	client := l.clients[address.Addr()]
	if client == nil {
		if len(l.clients) >= mostClients {
			clear(l.clients)
		}
		client = rate.NewLimiter(perSecond, atOnce)
		l.clients[address.Addr()] = client
	}
	return client.Allow()
}
