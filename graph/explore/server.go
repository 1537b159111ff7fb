package explore

import (
	"context"
	"crypto/rand"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"sanyuan/extract"
	"sanyuan/graph"
	"sanyuan/graph/browse"
	"sanyuan/graph/gizmo"
)

// Config says what to serve.
type Config struct {
	Store   *graph.Store
	Queries *gizmo.Pool // runs queries; nil where there are none
	// Extract reads a text for POST /api/extract; nil where that is not
	// offered.
	Extract func(ctx context.Context, text string) (extract.Result, error)
	// Timeout is how long a request for a page or for data may take; 0 stands
	// for 20 seconds. Queries have a limit of their own.
	Timeout time.Duration
	Log     *slog.Logger
}

//go:embed static
var staticFiles embed.FS

// server answers all requests of the explorer.
type server struct {
	Config
	graph    *browse.Graph
	pages    *pages
	run      string        // tells this run of the program, and its store, from others
	drawing  chan struct{} // holds a token for every picture that is drawn
	extracts chan struct{} // and for every text that is read
}

// Limits of the server.
const (
	standardTime = 20 * time.Second
	parallel     = 2 // pictures drawn, or texts read, at the same time
)

// New makes the handler of the explorer.
func New(c Config) (http.Handler, error) {
	p, err := newPages()
	if err != nil {
		return nil, err
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Timeout == 0 {
		c.Timeout = standardTime
	}
	s := &server{
		Config: c, graph: browse.New(c.Store), pages: p, run: rand.Text()[:8],
		drawing: make(chan struct{}, parallel), extracts: make(chan struct{}, parallel),
	}
	mux := http.NewServeMux()
	s.registerPages(mux)
	s.registerAPI(mux)
	static, err := fs.Sub(staticFiles, "static")
	if err != nil {
		return nil, err
	}
	mux.Handle("GET /explore/", cached(http.StripPrefix("/explore/", http.FileServerFS(filesOnly{static}))))
	mux.Handle("/", s.shown(s.notFound))
	return secured(mux), nil
}

// policy lets pages use what comes from this server, and nothing else.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

func secured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		next.ServeHTTP(w, r)
	})
}

// cached lets browsers keep a file for as long as its address, which holds a
// hash of all files, is the same.
func cached(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "max-age=31536000, immutable")
		next.ServeHTTP(w, r)
	})
}

// filesOnly keeps folders from being listed.
type filesOnly struct{ fs.FS }

func (f filesOnly) Open(name string) (fs.File, error) {
	file, err := f.FS.Open(name)
	if err != nil {
		return nil, err
	}
	if info, err := file.Stat(); err != nil || info.IsDir() {
		file.Close()
		return nil, fs.ErrNotExist
	}
	return file, nil
}

// failure is an error with the status that it is answered by.
type failure struct {
	status int
	error
}

func (f *failure) Unwrap() error { return f.error }

func refuse(status int, format string, args ...any) error {
	return &failure{status, fmt.Errorf(format, args...)}
}

// statusOf is the HTTP status that an error is answered by.
func statusOf(err error) int {
	var failed *failure
	var query *gizmo.Error
	switch {
	case errors.As(err, &failed):
		return failed.status
	case errors.Is(err, browse.ErrNotFound):
		return http.StatusNotFound
	case errors.Is(err, browse.ErrNoIndex):
		return http.StatusServiceUnavailable
	case errors.Is(err, context.DeadlineExceeded):
		return http.StatusServiceUnavailable
	case errors.As(err, &query):
		return queryStatus(query)
	}
	return http.StatusInternalServerError
}

func queryStatus(err *gizmo.Error) int {
	switch err.Kind {
	case gizmo.Syntax, gizmo.Script, gizmo.NoLanguage:
		return http.StatusBadRequest
	case gizmo.NoProcess:
		return http.StatusServiceUnavailable
	}
	return http.StatusUnprocessableEntity
}

// take waits for a turn. The caller gives it back.
func take(ctx context.Context, turns chan struct{}) error {
	select {
	case turns <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// unchanged tells the client, and reports true, when it has the answer already.
// Otherwise it names the version of the graph that the answer will be made from:
// it must be called before anything is read, so that a change meanwhile makes
// the answer seem older than it is, never newer.
func (s *server) unchanged(w http.ResponseWriter, r *http.Request) (bool, error) {
	meta, err := s.graph.Meta()
	if err != nil {
		return false, err
	}
	l, _ := localeOf(r)
	tag := fmt.Sprintf(`W/"%s-%d-%s%s"`, s.run, meta.Version, l, dataFormat(r))
	w.Header().Set("ETag", tag)
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Add("Vary", "Accept, Accept-Language")
	if r.Header.Get("If-None-Match") != tag {
		return false, nil
	}
	w.WriteHeader(http.StatusNotModified)
	return true, nil
}

// number reads a parameter of the address that counts something.
func number(r *http.Request, name string, standard, most int) (int, error) {
	text := r.URL.Query().Get(name)
	if text == "" {
		return standard, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > most {
		return 0, refuse(http.StatusBadRequest, "%s must be a number from 0 to %d, not %.40q", name, most, text)
	}
	return n, nil
}

const mostOffset = 1 << 30

// pageOf reads which part of a list is asked for.
func pageOf(r *http.Request, standard, most int) (p browse.Page, err error) {
	if p.Offset, err = number(r, "offset", 0, mostOffset); err != nil {
		return p, err
	}
	p.Limit, err = number(r, "limit", standard, most)
	return p, err
}

// named is the name in a request's path, or in a parameter where it does not
// fit there.
func named(r *http.Request, parameter string) string {
	if name := r.PathValue("name"); name != "" {
		return name
	}
	return r.URL.Query().Get(parameter)
}

// patience is how long a request may take: queries have a limit of their own.
func (s *server) patience(r *http.Request) time.Duration {
	if s.Queries != nil && (r.URL.Path == "/api/query" || r.URL.Query().Has("run")) {
		return 2*s.Queries.Limits().Timeout + time.Second
	}
	return s.Timeout
}
