package web

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	cayleyhttp "github.com/cayleygraph/cayley/server/http"
	"github.com/cayleygraph/quad"
	_ "github.com/cayleygraph/quad/json" // a format of the API
	_ "github.com/cayleygraph/quad/nquads"
	_ "github.com/cayleygraph/quad/pquads"
)

// streamed are the formats that Cayley writes as it reads. JSON-LD, which it
// offers too, is put together in memory.
var streamed = []string{"nquads", "json", "json-stream", "pquads"}

// read streams the quads that have the given sub, pred, obj and label, by
// Cayley's own handler.
func (a *api) read(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		writeError(w, http.StatusBadRequest, "the form cannot be read")
		return
	}
	format := requestedFormat(r)
	if !slices.Contains(streamed, format) {
		writeError(w, http.StatusBadRequest, fmt.Sprintf("format %q is not among %s", format, strings.Join(streamed, ", ")))
		return
	}
	select {
	case a.readers <- struct{}{}:
		defer func() { <-a.readers }()
	default:
		w.Header().Set("Retry-After", "5")
		writeError(w, http.StatusServiceUnavailable, "too many readers at the moment; try again")
		return
	}
	// A test's recorder has no deadline to set.
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(readTime))
	r.Form.Set("format", format)
	r.Header.Del("Accept-Encoding")
	a.cayley().ServeRead(w, r)
}

// requestedFormat is the format that the form or the Accept header names, or
// else N-Quads.
func requestedFormat(r *http.Request) string {
	if name := r.Form.Get("format"); name != "" {
		return name
	}
	for _, name := range streamed {
		if format := quad.FormatByName(name); format != nil && slices.ContainsFunc(format.Mime, func(m string) bool { return accepts(r, m) }) {
			return name
		}
	}
	return streamed[0]
}

func (a *api) formats(w http.ResponseWriter, r *http.Request) { a.cayley().ServeFormats(w, r) }

// cayley is Cayley's own API over the store as it is now, for reading only.
func (a *api) cayley() *cayleyhttp.APIv2 {
	v2 := cayleyhttp.NewAPIv2(&cayley.Handle{QuadStore: a.Store()})
	v2.SetReadOnly(true)
	return v2
}
