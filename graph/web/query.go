package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"sanyuan/graph/gizmo"
)

// queryV1 answers as the pages of the UI want it: JSON that calls itself plain
// text, because they parse the text themselves.
func (a *api) queryV1(w http.ResponseWriter, r *http.Request) {
	script, ok := a.script(w, r)
	if !ok {
		return
	}
	limit, err := strconv.Atoi(r.URL.Query().Get("limit"))
	if err != nil || limit == 0 {
		limit = rowLimit
	}
	q := gizmo.Query{Language: r.PathValue("language"), Script: script, Limit: limit}
	a.answer(w, r, q, "text/plain; charset=utf-8", gizmo.Row.Plain)
}

func (a *api) shapeV1(w http.ResponseWriter, r *http.Request) {
	script, ok := a.script(w, r)
	if !ok {
		return
	}
	ctx, cancel := a.patience(r)
	defer cancel()
	shape, err := a.Queries.Shape(ctx, gizmo.Query{Language: r.PathValue("language"), Script: script})
	if err != nil {
		a.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Write(shape)
}

// queryV2 takes the language and, with GET, the query from the address. It
// answers in JSON, or in JSON-LD values for who accepts application/ld+json.
func (a *api) queryV2(w http.ResponseWriter, r *http.Request) {
	values := r.URL.Query()
	language, script := values.Get("lang"), values.Get("qu")
	if r.Method == http.MethodPost {
		var ok bool
		if script, ok = a.script(w, r); !ok {
			return
		}
	}
	switch {
	case language == "":
		writeError(w, http.StatusBadRequest, "query language not specified")
		return
	case strings.TrimSpace(script) == "":
		writeError(w, http.StatusBadRequest, "query is empty")
		return
	}
	kind, row := "application/json", gizmo.Row.Plain
	if accepts(r, "application/ld+json") {
		kind, row = "application/ld+json", gizmo.Row.JSONLD
	}
	a.answer(w, r, gizmo.Query{Language: language, Script: script, Limit: rowLimit}, kind, row)
}

// answer runs a query and writes its rows. An answer that was cut off at the
// limit of rows says so in a header.
func (a *api) answer(w http.ResponseWriter, r *http.Request, q gizmo.Query, contentType string, convert func(gizmo.Row) any) {
	ctx, cancel := a.patience(r)
	defer cancel()
	found, err := a.Queries.Query(ctx, q)
	if errors.Is(err, &gizmo.Error{Kind: gizmo.RowLimit}) {
		w.Header().Set("X-Truncated", "true")
	} else if err != nil {
		a.fail(w, r, err)
		return
	}
	rows := make([]any, len(found.Rows))
	for i, row := range found.Rows {
		rows[i] = convert(row)
	}
	w.Header().Set("Content-Type", contentType)
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	if q.Language == "graphql" {
		encoder.Encode(map[string]any{"data": first(rows)})
		return
	}
	encoder.Encode(map[string]any{"result": rows})
}

func first(rows []any) any {
	if len(rows) == 0 {
		return nil
	}
	return rows[0]
}

// patience bounds the time of a request: that of its query, and as much of
// waiting for others.
func (a *api) patience(r *http.Request) (context.Context, context.CancelFunc) {
	return context.WithTimeout(r.Context(), 2*a.Queries.Limits().Timeout+time.Second)
}

// script reads the query from the body.
func (a *api) script(w http.ResponseWriter, r *http.Request) (string, bool) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxQuery))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		writeError(w, http.StatusRequestEntityTooLarge, fmt.Sprintf("a query may have %d bytes", maxQuery))
	case err != nil:
		writeError(w, http.StatusBadRequest, "the request ended too early")
	}
	return string(body), err == nil
}

// fail answers a query that failed. Only what is not the query's fault is an
// error of the server.
func (a *api) fail(w http.ResponseWriter, r *http.Request, err error) {
	var failed *gizmo.Error
	switch {
	case r.Context().Err() != nil:
		return // nobody listens any more
	case errors.Is(err, context.DeadlineExceeded):
		w.Header().Set("Retry-After", "5")
		writeError(w, http.StatusServiceUnavailable, "too many queries run at the moment; try again")
	case !errors.As(err, &failed), failed.Kind == gizmo.NoProcess:
		a.Log.Error("query cannot run", "error", err)
		writeError(w, http.StatusServiceUnavailable, err.Error())
	case failed.Kind == gizmo.Syntax, failed.Kind == gizmo.Script, failed.Kind == gizmo.NoLanguage:
		writeError(w, http.StatusBadRequest, err.Error())
	default:
		a.Log.Warn("query stopped", "kind", failed.Kind, "error", err)
		writeError(w, http.StatusUnprocessableEntity, err.Error())
	}
}

// accepts reports whether the first type that the client accepts is the given one.
func accepts(r *http.Request, contentType string) bool {
	first, _, _ := strings.Cut(r.Header.Get("Accept"), ",")
	first, _, _ = strings.Cut(first, ";")
	return strings.TrimSpace(first) == contentType
}

func writeError(w http.ResponseWriter, status int, message string) {
	writeJSON(w, status, map[string]string{"error": message})
}

func writeJSON(w http.ResponseWriter, status int, value any) {
	writeAs(w, "application/json", status, value)
}

// writeAs writes JSON under the name of a content type.
func writeAs(w http.ResponseWriter, contentType string, status int, value any) {
	w.Header().Set("Content-Type", contentType)
	w.WriteHeader(status)
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.Encode(value)
}
