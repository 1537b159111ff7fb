package explore

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"unicode/utf8"

	"sanyuan/graph"
	"sanyuan/graph/browse"
	"sanyuan/graph/gizmo"
	"sanyuan/queries"
)

// openAPI describes what is below /api. A test holds it true.
//
//go:embed openapi.json
var openAPI []byte

// Limits of what is sent to the API, in bytes.
const (
	maxText  = 1 << 20
	maxQuery = 64 << 10
)

// endpoints are the handlers below /api by method and path, as the OpenAPI file
// writes them. What GET answers depends on the graph alone, and so has an ETag.
func (s *server) endpoints() map[string]func(r *http.Request) (any, error) {
	return map[string]func(r *http.Request) (any, error){
		"GET /api/graph":            s.apiGraph,
		"GET /api/search":           s.apiSearch,
		"GET /api/entity/{name}":    s.apiEntity,
		"GET /api/statements":       s.apiStatements,
		"GET /api/statement/{name}": s.apiStatement,
		"GET /api/documents":        s.apiDocuments,
		"GET /api/document/{name}":  s.apiDocument,
		"GET /api/path":             s.apiPath,
		"GET /api/neighbourhood":    s.apiNeighbourhood,
		"GET /api/queries":          s.apiQueries,
		"POST /api/query":           s.apiQuery,
		"POST /api/extract":         s.apiExtract,
	}
}

func (s *server) registerAPI(mux *http.ServeMux) {
	for pattern, handle := range s.endpoints() {
		mux.Handle(strings.Replace(pattern, "{name}", "{name...}", 1), s.data(strings.HasPrefix(pattern, "GET "), handle))
	}
	mux.HandleFunc("GET /api/openapi.json", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Write(openAPI)
	})
	mux.Handle("/api/", s.data(false, func(r *http.Request) (any, error) {
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			other := &http.Request{Method: method, URL: r.URL, Host: r.Host}
			if _, pattern := mux.Handler(other); pattern != "/api/" {
				return nil, refuse(http.StatusMethodNotAllowed, "%s is asked by %s; see /api/openapi.json", r.URL.Path, method)
			}
		}
		return nil, refuse(http.StatusNotFound, "there is nothing here; see /api/openapi.json")
	}))
}

// data makes a handler of a function that answers with JSON or fails.
func (s *server) data(tagged bool, handle func(r *http.Request) (any, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), s.patience(r))
		defer cancel()
		if tagged {
			if had, err := s.unchanged(w, r); err != nil {
				s.problem(w, r, err)
				return
			} else if had {
				return
			}
		}
		answer, err := handle(r.WithContext(ctx))
		switch {
		case r.Context().Err() != nil: // nobody listens any more
		case err != nil:
			s.problem(w, r, err)
		default:
			writeJSON(w, http.StatusOK, "application/json", answer)
		}
	})
}

// Problem is an error as RFC 9457 writes it.
type Problem struct {
	Type   string `json:"type"`
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail,omitempty"`
	Line   int    `json:"line,omitempty"`   // of a query, from 1
	Column int    `json:"column,omitempty"` // in characters, from 1
}

func (s *server) problem(w http.ResponseWriter, r *http.Request, err error) {
	status := statusOf(err)
	p := Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Detail: err.Error()}
	var query *gizmo.Error
	if errors.As(err, &query) {
		p.Line, p.Column = query.Line, query.Column
	}
	if status >= 500 {
		s.Log.Error("request fails", "path", r.URL.Path, "error", err)
	}
	if status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "5")
	}
	w.Header().Del("ETag")
	writeJSON(w, status, "application/problem+json", p)
}

func writeJSON(w http.ResponseWriter, status int, kind string, value any) {
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.Encode(value)
}

func (s *server) apiGraph(*http.Request) (any, error) { return s.graph.Meta() }

// hit is a hit with the address of its page.
type hit struct {
	browse.Hit
	Page string `json:"page"`
}

func (s *server) apiSearch(r *http.Request) (any, error) {
	limit, err := number(r, "limit", 10, 100)
	if err != nil {
		return nil, err
	}
	view := s.view(r)
	find := view.Search
	switch kind := r.URL.Query().Get("kind"); kind {
	case "", "entity":
	case "document":
		find = view.SearchDocuments
	default:
		return nil, refuse(http.StatusBadRequest, "kind must be entity or document, not %.40q", kind)
	}
	found, err := find(r.Context(), r.URL.Query().Get("q"), limit)
	hits := []hit{}
	for _, h := range found {
		hits = append(hits, hit{h, pageOfTerm(h.Term)})
	}
	return map[string]any{"hits": hits}, err
}

func (s *server) apiEntity(r *http.Request) (any, error) {
	p, err := pageOf(r, relationCount, mostLimit)
	if err != nil {
		return nil, err
	}
	return s.view(r).Entity(r.Context(), named(r, "name"), p)
}

func (s *server) apiStatements(r *http.Request) (any, error) {
	p, err := pageOf(r, lineCount, mostLimit)
	if err != nil {
		return nil, err
	}
	node := r.URL.Query().Get("node")
	if !strings.HasPrefix(node, "ent:") && !strings.HasPrefix(node, "rel:") {
		return nil, refuse(http.StatusBadRequest, "node must be the IRI of an entity or a relation, such as ent:法國, not %.80q", node)
	}
	f, _ := filterOf(r)
	lines, total, err := s.view(r).Statements(r.Context(), node, f, p)
	return map[string]any{"statements": lines, "total": total, "offset": p.Offset}, err
}

func (s *server) apiStatement(r *http.Request) (any, error) {
	p, err := pageOf(r, evidenceCount, mostLimit)
	if err != nil {
		return nil, err
	}
	return s.view(r).Statement(r.Context(), named(r, "id"), p)
}

func (s *server) apiDocuments(r *http.Request) (any, error) {
	p, err := pageOf(r, documentCount, mostLimit)
	if err != nil {
		return nil, err
	}
	documents, total, err := s.view(r).Documents(r.Context(), p)
	return map[string]any{"documents": documents, "total": total, "offset": p.Offset}, err
}

func (s *server) apiDocument(r *http.Request) (any, error) {
	p, err := pageOf(r, sentenceCount, mostLimit)
	if err != nil {
		return nil, err
	}
	return s.view(r).Document(r.Context(), named(r, "id"), p)
}

func (s *server) apiPath(r *http.Request) (any, error) {
	steps, err := number(r, "steps", standardSteps, browse.MostSteps)
	if err != nil {
		return nil, err
	}
	view := s.view(r)
	from, err := view.Find(r.URL.Query().Get("from"))
	if err != nil {
		return nil, err
	}
	to, err := view.Find(r.URL.Query().Get("to"))
	if err != nil {
		return nil, err
	}
	return view.Paths(r.Context(), from, to, steps)
}

func (s *server) apiNeighbourhood(r *http.Request) (any, error) {
	view := s.view(r)
	ask, err := surroundingsOf(r, view)
	if err != nil {
		return nil, err
	}
	if len(ask.Entities) == 0 {
		return nil, refuse(http.StatusBadRequest, "the parameter entity names no entity")
	}
	return view.Neighbourhood(r.Context(), ask)
}

func (s *server) apiQueries(*http.Request) (any, error) {
	return map[string]any{"queries": queries.All()}, nil
}

// question is the body of POST /api/query: a script, or a saved query.
type question struct {
	Script string            `json:"script"`
	Saved  string            `json:"saved"`
	Params map[string]string `json:"params"`
}

func (q question) gizmo() (gizmo.Query, error) {
	switch {
	case (q.Script == "") == (q.Saved == ""):
		return gizmo.Query{}, errors.New("want either a script or the name of a saved query")
	case q.Script != "":
		return gizmo.Query{Script: q.Script}, nil
	}
	saved, ok := queries.Find(q.Saved)
	if !ok {
		return gizmo.Query{}, errors.New("there is no saved query " + q.Saved)
	}
	var args []string
	for name, value := range q.Params {
		args = append(args, name+"="+value)
	}
	return saved.Gizmo(args)
}

func (s *server) apiQuery(r *http.Request) (any, error) {
	body, err := readBody(r, maxQuery)
	if err != nil {
		return nil, err
	}
	var q question
	decoder := json.NewDecoder(strings.NewReader(body))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&q); err != nil {
		return nil, refuse(http.StatusBadRequest, "the body is not as /api/openapi.json says: %w", err)
	}
	query, err := q.gizmo()
	if err != nil {
		return nil, refuse(http.StatusBadRequest, "%w", err)
	}
	answer, cut, err := s.ask(r, query)
	if err != nil {
		return nil, err
	}
	rows := make([]any, len(answer.Rows))
	for i, row := range answer.Rows {
		rows[i] = row.JSONLD()
	}
	return map[string]any{"rows": rows, "value": answer.Value, "cut": cut}, nil
}

// readBody reads a body of at most so many bytes.
func readBody(r *http.Request, most int64) (string, error) {
	body, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, most))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return "", refuse(http.StatusRequestEntityTooLarge, "the body may have %d bytes", most)
	case err != nil:
		return "", refuse(http.StatusBadRequest, "the request ended too early")
	case !utf8.Valid(body):
		return "", refuse(http.StatusBadRequest, "the body is not UTF-8")
	}
	return string(body), nil
}

// sentID is the document that a text sent to the API is known by.
const sentID = "text"

// apiExtract reads a text and answers as /api/document would if it were in the
// graph, from a store of its own.
func (s *server) apiExtract(r *http.Request) (any, error) {
	if s.Extract == nil {
		return nil, refuse(http.StatusServiceUnavailable, "this server reads no texts")
	}
	body, err := readBody(r, maxText)
	if err != nil {
		return nil, err
	}
	if err := take(r.Context(), s.extracts); err != nil {
		return nil, err
	}
	defer func() { <-s.extracts }()
	result, err := s.Extract(r.Context(), body)
	if err != nil {
		return nil, refuse(http.StatusUnprocessableEntity, "%w", err)
	}
	result.Document.ID = sentID
	store, err := graph.Open("memory:", graph.Options{CacheSize: 1 << 20})
	if err != nil {
		return nil, err
	}
	defer store.Close()
	loader := store.NewLoader(r.Context(), graph.LoadOptions{})
	if err := errors.Join(loader.Load(r.Context(), result), loader.Close()); err != nil {
		return nil, err
	}
	l, _ := localeOf(r)
	return browse.New(store).View(l.String()).Document(r.Context(), sentID, browse.Page{Limit: len(result.Document.Sentences)})
}
