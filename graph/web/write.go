package web

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"

	"sanyuan/graph/vocab"
)

// writing lets a request through only where the store may be changed.
func (a *api) writing(next func(*http.Request) (string, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if a.Editor == nil {
			writeError(w, http.StatusForbidden, "the graph is served for reading only; start the server with --write to change it")
			return
		}
		done, err := next(r)
		if err == nil {
			writeJSON(w, http.StatusOK, map[string]string{"result": done})
			return
		}
		var bad *badRequest
		if errors.As(err, &bad) {
			writeError(w, bad.status, bad.Error())
			return
		}
		a.Log.Error("write fails", "path", r.URL.Path, "error", err)
		writeError(w, http.StatusInternalServerError, err.Error())
	}
}

// badRequest is an error of who asks.
type badRequest struct {
	status int
	error
}

func refuse(status int, format string, args ...any) error {
	return &badRequest{status, fmt.Errorf(format, args...)}
}

func (a *api) writeV1(r *http.Request) (string, error) {
	quads, err := quadsOfForm(r.Body)
	if err != nil {
		return "", err
	}
	return a.add(r.Context(), quads)
}

func (a *api) deleteV1(r *http.Request) (string, error) {
	quads, err := quadsOfForm(r.Body)
	if err != nil {
		return "", err
	}
	return a.remove(r.Context(), quads)
}

// writeFileV1 takes the N-Quads file that the page Write sends.
func (a *api) writeFileV1(r *http.Request) (string, error) {
	parts, err := r.MultipartReader()
	if err != nil {
		return "", refuse(http.StatusBadRequest, "the request holds no form: %v", err)
	}
	for {
		part, err := parts.NextPart()
		if err != nil {
			return "", refuse(http.StatusBadRequest, "the form holds no NQuadFile: %v", err)
		}
		if part.FormName() != "NQuadFile" {
			continue
		}
		quads, err := readQuads(nquads.NewReader(io.LimitReader(part, maxBody), false))
		if err != nil {
			return "", err
		}
		return a.add(r.Context(), quads)
	}
}

func (a *api) writeV2(r *http.Request) (string, error) {
	quads, err := quadsOfBody(r)
	if err != nil {
		return "", err
	}
	return a.add(r.Context(), quads)
}

func (a *api) deleteV2(r *http.Request) (string, error) {
	quads, err := quadsOfBody(r)
	if err != nil {
		return "", err
	}
	return a.remove(r.Context(), quads)
}

// deleteNodeV2 removes every quad of the node that the body names as N-Quads
// would write it.
func (a *api) deleteNodeV2(r *http.Request) (string, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return "", refuse(http.StatusBadRequest, "the request ended too early")
	}
	node := quad.StringToValue(string(body))
	if _, literal := node.(quad.String); literal || node == nil {
		return "", refuse(http.StatusBadRequest, "want a node like <ent:法國>, not %.80q", body)
	}
	quads, err := quadsOfNode(r.Context(), a.Store(), node)
	if err != nil {
		return "", err
	}
	return a.remove(r.Context(), quads)
}

func (a *api) add(ctx context.Context, quads []quad.Quad) (string, error) {
	n, err := a.Editor.Add(ctx, quads)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("Successfully wrote %d quads.", n), a.Queries.Refresh()
}

func (a *api) remove(ctx context.Context, quads []quad.Quad) (string, error) {
	n, err := a.Editor.Remove(ctx, quads)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("Successfully deleted %d quads.", n), a.Queries.Refresh()
}

// quadsOfForm reads the list of quads that the page Write sends.
func quadsOfForm(body io.Reader) ([]quad.Quad, error) {
	var list []struct{ Subject, Predicate, Object, Label string }
	if err := json.NewDecoder(body).Decode(&list); err != nil {
		return nil, refuse(http.StatusBadRequest, "want a JSON list of {subject, predicate, object, label}: %v", err)
	}
	var quads []quad.Quad
	for i, item := range list {
		q := quad.Quad{
			Subject: quad.StringToValue(item.Subject), Predicate: quad.StringToValue(item.Predicate),
			Object: quad.StringToValue(item.Object), Label: quad.StringToValue(item.Label),
		}
		if err := check(q); err != nil {
			return nil, refuse(http.StatusBadRequest, "quad %d: %v", i+1, err)
		}
		quads = append(quads, q)
	}
	return quads, nil
}

// written are the formats that quads are taken in.
var written = []string{"nquads", "json", "json-stream"}

// quadsOfBody reads quads in the format that the content type names, or else
// in N-Quads; they may be compressed with gzip.
func quadsOfBody(r *http.Request) ([]quad.Quad, error) {
	format := quad.FormatByName(written[0])
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err == nil && kind != "text/plain" {
		format = quad.FormatByMime(kind)
	}
	if format == nil || !slices.Contains(written, format.Name) {
		return nil, refuse(http.StatusUnsupportedMediaType, "quads are not taken as %q", r.Header.Get("Content-Type"))
	}
	body := io.Reader(r.Body)
	if r.Header.Get("Content-Encoding") == "gzip" {
		unzipped, err := gzip.NewReader(body)
		if err != nil {
			return nil, refuse(http.StatusBadRequest, "the body is not gzip: %v", err)
		}
		body = unzipped
	}
	limited := &io.LimitedReader{R: body, N: maxQuads}
	reader := format.Reader(limited)
	defer reader.Close()
	quads, err := readQuads(reader)
	if limited.N <= 0 {
		return nil, refuse(http.StatusRequestEntityTooLarge, "at most %d bytes of quads at once", maxQuads)
	}
	return quads, err
}

// readQuads reads all quads, so that one that is wrong keeps the others out too.
func readQuads(reader quad.Reader) ([]quad.Quad, error) {
	var quads []quad.Quad
	for {
		q, err := reader.ReadQuad()
		if errors.Is(err, io.EOF) {
			return quads, nil
		}
		if err == nil {
			err = check(q)
		}
		var tooLarge *http.MaxBytesError
		switch {
		case errors.As(err, &tooLarge):
			return nil, refuse(http.StatusRequestEntityTooLarge, "a request may have %d bytes", maxBody)
		case err != nil:
			return nil, refuse(http.StatusBadRequest, "quad %d: %v", len(quads)+1, err)
		}
		quads = append(quads, q)
	}
}

// check refuses a quad that could not be written as N-Quads and read back.
func check(q quad.Quad) error {
	for _, d := range quad.Directions {
		switch v := q.Get(d).(type) {
		case nil:
			if d != quad.Label {
				return fmt.Errorf("it has no %v", d)
			}
		case quad.IRI:
			if err := vocab.Check(v); err != nil {
				return fmt.Errorf("%v: %w", d, err)
			}
		case quad.BNode:
			if d == quad.Predicate {
				return errors.New("a predicate must be an IRI like <rel:支持>")
			}
		default:
			if d != quad.Object {
				return fmt.Errorf("a %v must be a node like <ent:法國>, not the text %v", d, v)
			}
		}
	}
	return nil
}

// quadsOfNode lists the quads that a node has a part in.
func quadsOfNode(ctx context.Context, store cayley.QuadStore, node quad.Value) ([]quad.Quad, error) {
	ref := store.ValueOf(node)
	if ref == nil {
		return nil, nil
	}
	found := make(map[quad.Quad]bool)
	for _, d := range quad.Directions {
		it := store.QuadIterator(d, ref)
		for it.Next(ctx) {
			found[store.Quad(it.Result())] = true
		}
		if err := errors.Join(it.Err(), it.Close()); err != nil {
			return nil, err
		}
	}
	quads := make([]quad.Quad, 0, len(found))
	for q := range found {
		quads = append(quads, q)
	}
	return quads, nil
}
