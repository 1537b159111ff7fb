package web

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

// FuzzRoutes sends malformed requests to all routes. None may make a handler
// panic or answer with an error of the server.
func FuzzRoutes(f *testing.F) {
	paths := append([]string{
		"/", "/ui/query", "/ui/visualize?query=%ff", "/ui/\x00", "/static/js/cayley_main.js", "/static/..//..%5c", "/docs/GizmoAPI", "/docs/%2f",
		"/api/v1/query/gizmo", "/api/v1/query/gizmo?limit=-9999999999999999999", "/api/v1/query/%ff", "/api/v1/query/mql", "/api/v1/query/graphql",
		"/api/v1/shape/gizmo", "/api/v1/shape/mql", "/api/v1/shape/graphql", "/api/v1/shape/x",
		"/api/v2/query?lang=gizmo&qu=g.V(", "/api/v2/query?lang=graphql", "/api/v2/query?%zz", "/api/v2/read?sub=<&pred=_:&obj=\"x\"@&label=,,,", "/api/v2/read?format=pquads&iri=full",
		"/api/v2/read?format=graphviz", "/api/v2/formats", "/api/v2/read?obj=\"1\"^^<xsd:integer>,\"x\"^^", "//evil.example/..", "/nothing",
	}, writePaths...)
	bodies := []string{
		"", "{", "[]", "[null]", `[{"subject": 1}]`, "g.V().All()", "<a> <b> <c> .", "_:a <b> \"\\uD800\" .", "\x1f\x8b\x08\x00", strings.Repeat("[", 10000),
		`[{"id": null}]`, `[{"id": [{}]}]`, `"x"`, `[1, 2]`, "{ nodes { * { * } } }", "{ nodes(first: -1) { id } }", "query { a }", "mutation { a }",
		"--x\r\nContent-Disposition: form-data; name=\"NQuadFile\"; filename=\"a\"\r\n\r\nnonsense\r\n--x--\r\n",
	}
	for i, path := range paths {
		for j, body := range bodies {
			if (i+j)%4 == 0 {
				f.Add(uint8(i+j), path, "application/n-quads", "*/*", body)
			}
		}
		f.Add(uint8(1), path, "multipart/form-data; boundary=x", "application/ld+json;q=x,,", bodies[len(bodies)-1])
		f.Add(uint8(2), path, "application/json", "\x00", "[{}]")
	}
	methods := []string{"GET", "POST", "POST", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH", "QUERY"}
	readOnly, _ := newServer(f, false)
	writable, _ := newServer(f, true)
	f.Fuzz(func(t *testing.T, method uint8, path, contentType, accept, body string) {
		address, err := url.ParseRequestURI(path)
		if err != nil || len(body) > 1<<16 {
			return
		}
		for name, server := range map[string]http.Handler{"read-only": readOnly, "writable": writable} {
			r := httptest.NewRequest(methods[int(method)%len(methods)], "http://localhost/", strings.NewReader(body))
			r.URL, r.Host = address, "localhost"
			r.Header.Set("Content-Type", contentType)
			r.Header.Set("Accept", accept)
			w := httptest.NewRecorder()
			server.ServeHTTP(w, r)
			if w.Code >= 500 {
				t.Errorf("%s server: %s %s with %q: status %d: %.200s", name, r.Method, path, body, w.Code, w.Body)
			}
		}
	})
}
