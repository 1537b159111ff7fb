package web

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/memstore"
	"golang.org/x/time/rate"
)

// newGate makes a server whose explorer says hello.
func newGate(t *testing.T, token string) http.Handler {
	t.Helper()
	files, err := Files()
	if err != nil {
		t.Fatal(err)
	}
	hello := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "hello") })
	server, err := New(Config{Files: files, Explorer: hello, Token: token, Log: quiet, Store: func() cayley.QuadStore { return memstore.New() }})
	if err != nil {
		t.Fatal(err)
	}
	return server
}

func TestToken(t *testing.T) {
	server := newGate(t, "open sesame")
	get := func(path string, header ...string) *httptest.ResponseRecorder {
		q := request{method: "GET", path: path, header: map[string]string{}}
		for i := 0; i < len(header); i += 2 {
			q.header[header[i]] = header[i+1]
		}
		return send(t, server, q)
	}
	in := get("/entity/a?x=1&token=open+sesame")
	cookie := in.Header().Get("Set-Cookie")
	if in.Code != http.StatusSeeOther || in.Header().Get("Location") != "/entity/a?x=1" {
		t.Errorf("signing in: status %d, leads to %s", in.Code, in.Header().Get("Location"))
	}
	for _, want := range []string{"HttpOnly", "SameSite=Strict"} {
		if !strings.Contains(cookie, want) {
			t.Errorf("the cookie %s lacks %s", cookie, want)
		}
	}
	if strings.Contains(cookie, "sesame") {
		t.Errorf("the cookie %s holds the token", cookie)
	}
	if to := get("//evil.example/?token=open+sesame").Header().Get("Location"); strings.HasPrefix(to, "//") {
		t.Errorf("signing in leads to %s", to)
	}
	pair, _, _ := strings.Cut(cookie, ";")
	for _, tt := range []struct {
		name   string
		w      *httptest.ResponseRecorder
		status int
	}{
		{"nothing", get("/"), 401},
		{"wrong token", get("/?token=x"), 401},
		{"empty token", get("/?token="), 401},
		{"wrong header", get("/", "Authorization", "Bearer x"), 401},
		{"token without Bearer", get("/", "Authorization", "open sesame"), 401},
		{"header", get("/", "Authorization", "Bearer open sesame"), 200},
		{"cookie", get("/", "Cookie", pair), 200},
		{"token as cookie", get("/", "Cookie", tokenCookie+"=open sesame"), 401},
		{"metrics", get("/metrics"), 401},
		{"Cayley's pages", get("/ui/query"), 401},
		{"health", get("/healthz"), 200},
	} {
		if tt.w.Code != tt.status {
			t.Errorf("%s: status %d, want %d", tt.name, tt.w.Code, tt.status)
		}
	}
}

func TestTurnedAway_ProgramsGetProblems(t *testing.T) {
	server := newGate(t, "secret")
	w := send(t, server, request{method: "GET", path: "/api/search"})
	var problem struct {
		Title, Detail string
		Status        int
	}
	err := json.Unmarshal(w.Body.Bytes(), &problem)
	if kind := w.Header().Get("Content-Type"); err != nil || kind != "application/problem+json" || problem.Status != 401 || problem.Title != "Unauthorized" {
		t.Errorf("%s %v %+v", kind, err, problem)
	}
}

func TestRateLimit(t *testing.T) {
	server := newGate(t, "")
	flood := func(from string) (refused int) {
		for range atOnce + 20 {
			r := httptest.NewRequest("GET", "http://localhost/", nil)
			r.RemoteAddr = from
			w := httptest.NewRecorder()
			server.ServeHTTP(w, r)
			if w.Code == http.StatusTooManyRequests {
				refused++
				if w.Header().Get("Retry-After") == "" {
					t.Error("nobody says when to come again")
				}
			}
		}
		return refused
	}
	if n := flood("192.0.2.1:1"); n == 0 || n > 20 {
		t.Errorf("%d of %d requests refused", n, atOnce+20)
	}
	if n := flood("127.0.0.1:1"); n > 0 {
		t.Errorf("%d requests of this machine refused", n)
	}
	l := &limiter{clients: make(map[netip.Addr]*rate.Limiter)}
	for i := range mostClients + 5 {
		l.allow(netip.AddrPortFrom(netip.AddrFrom4([4]byte{10, 0, byte(i >> 8), byte(i)}), 1).String())
	}
	if len(l.clients) > mostClients {
		t.Errorf("%d clients are remembered", len(l.clients))
	}
}

func TestHealthAndMetrics(t *testing.T) {
	server := newGate(t, "")
	if w := send(t, server, request{method: "GET", path: "/healthz"}); w.Code != 200 || !strings.Contains(w.Body.String(), `"status":"ok"`) {
		t.Errorf("status %d: %s", w.Code, w.Body)
	}
	w := send(t, server, request{method: "GET", path: "/metrics"})
	for _, want := range []string{`sanyuan_http_request_seconds_count{method="GET",route="GET /healthz",status="200"}`, "sanyuan_http_requests_running 1", "go_goroutines"} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("metrics lack %s", want)
		}
	}
}
