package web

import (
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"runtime/debug"
	"slices"
	"strings"
	"time"
)

// protect puts what every request must pass before the handler.
func protect(next http.Handler, c Config, policy string) http.Handler {
	handler := limitBody(next)
	handler = headers(handler, policy)
	handler = sameOrigin(handler)
	handler = authorised(handler, c.Token)
	handler = knownHost(handler, c.Hosts)
	handler = limited(handler)
	return logged(handler, c.Log)
}

// logged writes one line for each request. A panic of a handler becomes an
// answer 500 and a line with its stack.
func logged(next http.Handler, log *slog.Logger) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		rec := &recorder{ResponseWriter: w}
		requestsRunning.Inc()
		defer func() {
			if p := recover(); p != nil && p != http.ErrAbortHandler {
				log.Error("handler panics", "path", r.URL.Path, "panic", p, "stack", string(debug.Stack()))
				if rec.status == 0 {
					http.Error(rec, "internal error", http.StatusInternalServerError)
				}
			}
			log.Info("request", "method", r.Method, "path", r.URL.Path, "status", rec.status,
				"bytes", rec.bytes, "ms", time.Since(began).Milliseconds(), "remote", r.RemoteAddr)
			requestsRunning.Dec()
			measure(r, rec.status, time.Since(began))
		}()
		next.ServeHTTP(rec, r)
	})
}

// turnAway answers a request that gets no further: to programs with a problem as
// RFC 9457 writes it, to people in plain text.
func turnAway(w http.ResponseWriter, r *http.Request, status int, message string) {
	if !strings.HasPrefix(r.URL.Path, "/api/") {
		http.Error(w, message, status)
		return
	}
	writeAs(w, "application/problem+json", status, map[string]any{
		"type": "about:blank", "title": http.StatusText(status), "status": status, "detail": message,
	})
}

// recorder remembers what was answered.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	n, err := r.ResponseWriter.Write(b)
	r.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// knownHost refuses requests under a host name that is not ours: a page of
// another site could make its own name point to this machine and would then
// pass for the same origin. An IP address cannot be taken over like that.
func knownHost(next http.Handler, names []string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !hostAllowed(r.Host, names) {
			turnAway(w, r, http.StatusMisdirectedRequest, "this server does not go by that name; if it should, start it with --host NAME")
			return
		}
		next.ServeHTTP(w, r)
	})
}

func hostAllowed(host string, names []string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.ToLower(strings.TrimSuffix(strings.Trim(host, "[]"), "."))
	if _, err := netip.ParseAddr(host); err == nil {
		return true
	}
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || slices.Contains(names, host)
}

// sameOrigin refuses what pages of other sites send: changes and queries, and
// reads from below /api, which a browser would run for them though they cannot
// see the answer.
func sameOrigin(next http.Handler) http.Handler {
	crossOrigin := http.NewCrossOriginProtection()
	fromElsewhere := func(w http.ResponseWriter, r *http.Request) {
		turnAway(w, r, http.StatusForbidden, "requests from other sites are refused")
	}
	crossOrigin.SetDenyHandler(http.HandlerFunc(fromElsewhere))
	return crossOrigin.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		site := r.Header.Get("Sec-Fetch-Site")
		if strings.HasPrefix(r.URL.Path, "/api/") && site != "" && site != "same-origin" && site != "none" {
			fromElsewhere(w, r)
			return
		}
		next.ServeHTTP(w, r)
	}))
}

func headers(next http.Handler, policy string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		next.ServeHTTP(w, r)
	})
}

func limitBody(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		next.ServeHTTP(w, r)
	})
}
