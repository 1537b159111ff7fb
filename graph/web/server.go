package web

import (
	"context"
	"io/fs"
	"log/slog"
	"net/http"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"

	"sanyuan/graph/gizmo"
)

// Editor changes a store. Each call is done whole or not at all.
type Editor interface {
	// Add stores quads and returns how many of them are new.
	Add(ctx context.Context, quads []quad.Quad) (int, error)
	// Remove deletes quads and returns how many of them there were.
	Remove(ctx context.Context, quads []quad.Quad) (int, error)
}

// Config says what to serve.
type Config struct {
	Queries  *gizmo.Pool
	Store    func() cayley.QuadStore // the store to read quads from, as it is at the time of a request
	Editor   Editor                  // nil to refuse all writes
	Files    fs.FS                   // of Cayley's UI; see Files
	Explorer http.Handler            // serves every path that is not Cayley's; nil for none
	Token    string                  // that requests must bear; empty for none
	Hosts    []string                // names under which the server may be called, besides localhost and IP addresses
	Log      *slog.Logger
}

// Limits of a request.
const (
	maxQuery   = 1 << 20  // bytes of a query
	maxBody    = 32 << 20 // bytes of any body, as it is sent
	maxQuads   = 64 << 20
	maxReaders = 4                // requests that read quads at the same time
	readTime   = 10 * time.Minute // for one of them
	rowLimit   = 100              // rows that All() gives where the request does not say, as in Cayley
)

// api answers the paths below /api.
type api struct {
	Config
	readers chan struct{}
}

// New makes the handler of a whole server.
func New(c Config) (http.Handler, error) {
	pages, err := newUI(c.Files, c.Editor != nil, c.Explorer != nil)
	if err != nil {
		return nil, err
	}
	a := &api{Config: c, readers: make(chan struct{}, maxReaders)}
	mux := http.NewServeMux()
	pages.register(mux)
	a.register(mux)
	mux.Handle("GET /metrics", metrics())
	mux.HandleFunc("GET /healthz", a.health)
	if c.Explorer != nil {
		mux.Handle("/", c.Explorer)
	} else {
		mux.Handle("GET /{$}", http.RedirectHandler("/ui/query", http.StatusFound))
	}
	return protect(mux, c, pages.policy()), nil
}

func (u *ui) register(mux *http.ServeMux) {
	mux.HandleFunc("GET /ui/{page}", u.servePage)
	mux.HandleFunc("GET /ui/ready.js", u.serveReady)
	mux.HandleFunc("GET /static/{file...}", u.serveStatic)
	mux.HandleFunc("GET /docs/{page}", u.serveDocs)
	mux.HandleFunc("GET /favicon.ico", func(w http.ResponseWriter, r *http.Request) {
		u.serveFile(w, r, "static/favicon.ico")
	})
}

func (a *api) register(mux *http.ServeMux) {
	mux.HandleFunc("POST /api/v1/query/{language}", a.queryV1)
	mux.HandleFunc("POST /api/v1/shape/{language}", a.shapeV1)
	mux.HandleFunc("GET /api/v2/query", a.queryV2)
	mux.HandleFunc("POST /api/v2/query", a.queryV2)
	mux.HandleFunc("GET /api/v2/read", a.read)
	mux.HandleFunc("POST /api/v2/read", a.read)
	mux.HandleFunc("GET /api/v2/formats", a.formats)
	mux.HandleFunc("POST /api/v1/write", a.writing(a.writeV1))
	mux.HandleFunc("POST /api/v1/write/file/nquad", a.writing(a.writeFileV1))
	mux.HandleFunc("POST /api/v1/delete", a.writing(a.deleteV1))
	mux.HandleFunc("POST /api/v2/write", a.writing(a.writeV2))
	mux.HandleFunc("POST /api/v2/delete", a.writing(a.deleteV2))
	mux.HandleFunc("POST /api/v2/node/delete", a.writing(a.deleteNodeV2))
}

// health tells whether the store can be read.
func (a *api) health(w http.ResponseWriter, r *http.Request) {
	stats, err := a.Store().Stats(r.Context(), false)
	if err != nil {
		a.Log.Error("store cannot be read", "error", err)
		writeError(w, http.StatusServiceUnavailable, "the store cannot be read")
		return
	}
	writeJSON(w, http.StatusOK, map[string]any{"status": "ok", "quads": stats.Quads.Size})
}
