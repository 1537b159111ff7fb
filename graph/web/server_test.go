package web

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
)

// request is what a test sends; the zero host is one that the server knows.
type request struct {
	method, path, body string
	header             map[string]string
	host               string
}

func send(t testing.TB, server http.Handler, q request) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(q.method, "http://localhost"+q.path, strings.NewReader(q.body))
	r.Host = "127.0.0.1:64210"
	if q.host != "" {
		r.Host = q.host
	}
	for name, value := range q.header {
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	server.ServeHTTP(w, r)
	return w
}

const relations = `g.V("<ent:法國>").Out("<rel:支持>", "r").All(); g.V("<ent:日本>").Out("<rdfs:label>").GetLimit(1)`

func TestQuery(t *testing.T) {
	server, _ := newServer(t, false)
	label := `g.V("<ent:日本>").Save("<rdfs:label>", "name").All()`
	for _, tt := range []struct {
		name string
		request
		status int
		kind   string
		want   string
	}{
		{"v1", request{method: "POST", path: "/api/v1/query/gizmo", body: `g.V("<ent:法國>").Out("<rel:否決>").Unique().All()`},
			200, "text/plain; charset=utf-8", `{"result":[{"id":"<ent:提案>"}]}`},
		{"v1 without rows", request{method: "POST", path: "/api/v1/query/gizmo", body: `1`},
			200, "text/plain; charset=utf-8", `{"result":[]}`},
		{"v1 limit", request{method: "POST", path: "/api/v1/query/gizmo?limit=1", body: label},
			200, "text/plain; charset=utf-8", `{"result":[{"id":"<ent:日本>","name":"日本"}]}`},
		{"v1 syntax", request{method: "POST", path: "/api/v1/query/gizmo", body: "g.V(\n"},
			400, "application/json", `{"error":"line 2, column 1: Unexpected end of input"}`},
		{"v1 unknown language", request{method: "POST", path: "/api/v1/query/sql", body: "x"},
			400, "application/json", `{"error":"there is no query language \"sql\""}`},
		{"v1 mql", request{method: "POST", path: "/api/v1/query/mql", body: `[{"id": "<ent:日本>", "<rel:同意提供>": null}]`},
			200, "text/plain; charset=utf-8", `{"result":[{"<rel:同意提供>":"<ent:貸款>","id":"<ent:日本>"}]}`},
		{"v1 graphql", request{method: "POST", path: "/api/v1/query/graphql", body: `{ nodes(id: <ent:日本>) { id } }`},
			200, "text/plain; charset=utf-8", `{"data":{"nodes":{"id":"ent:日本"}}}`},
		{"v1 crash", request{method: "POST", path: "/api/v1/query/gizmo", body: `g.V("a").Out({})`},
			422, "application/json", `{"error":"the query made the query process fail (unsupported type: map[string]interface {})"}`},
		{"v2 GET", request{method: "GET", path: "/api/v2/query?lang=gizmo&qu=g.Emit(1)"},
			200, "application/json", `{"result":[1]}`},
		{"v2 POST in JSON-LD", request{method: "POST", path: "/api/v2/query?lang=gizmo", body: `g.V("<ent:巴西>").Out("<rdfs:label>").GetLimit(1)`, header: map[string]string{"Accept": "application/ld+json"}},
			200, "application/ld+json", `{"result":[{"id":{"@language":"zh-Hant","@value":"巴西"}}]}`},
		{"v2 without language", request{method: "GET", path: "/api/v2/query?qu=1"},
			400, "application/json", `{"error":"query language not specified"}`},
		{"v2 without query", request{method: "POST", path: "/api/v2/query?lang=gizmo"},
			400, "application/json", `{"error":"query is empty"}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := send(t, server, tt.request)
			if w.Code != tt.status || w.Header().Get("Content-Type") != tt.kind {
				t.Errorf("status %d, type %s", w.Code, w.Header().Get("Content-Type"))
			}
			if tt.name == "v2 POST in JSON-LD" {
				if !strings.Contains(w.Body.String(), `"@language"`) {
					t.Errorf("the language is lost: %s", w.Body)
				}
				return
			}
			if tt.name == "v1 limit" {
				var got struct{ Result []any }
				if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || len(got.Result) != 1 {
					t.Errorf("want one row: %s", w.Body)
				}
				return
			}
			if diff := cmp.Diff(parse(t, tt.want), parse(t, w.Body.String())); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func parse(t *testing.T, text string) (v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return v
}

func TestQuery_RowsAreLimited(t *testing.T) {
	server, _ := newServer(t, false)
	for _, tt := range []struct {
		script, truncated string
		rows              int
	}{
		{`for (var i = 0; i < 1000; i++) g.Emit(i)`, "", rowLimit},
		{`for (var i = 0; i < 10; i++) g.V().GetLimit(1e9)`, "true", 200},
	} {
		w := send(t, server, request{method: "POST", path: "/api/v1/query/gizmo", body: tt.script})
		var got struct{ Result []any }
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
			t.Fatalf("%s: %v", w.Body, err)
		}
		if len(got.Result) != tt.rows || w.Header().Get("X-Truncated") != tt.truncated {
			t.Errorf("%s: %d rows, truncated %q", tt.script, len(got.Result), w.Header().Get("X-Truncated"))
		}
	}
}

func TestShape(t *testing.T) {
	server, _ := newServer(t, false)
	w := send(t, server, request{method: "POST", path: "/api/v1/shape/gizmo", body: relations})
	var shape struct{ Nodes, Links []any }
	if err := json.Unmarshal(w.Body.Bytes(), &shape); err != nil || w.Code != 200 || len(shape.Nodes) == 0 {
		t.Errorf("status %d: %s", w.Code, w.Body)
	}
	if kind := w.Header().Get("Content-Type"); !strings.HasPrefix(kind, "text/plain") {
		t.Errorf("type %s", kind)
	}
}

func TestRead(t *testing.T) {
	server, _ := newServer(t, false)
	for _, tt := range []struct {
		path   string
		accept string
		status int
		want   string
	}{
		{"/api/v2/read?sub=<ent:日本>&pred=<rel:同意提供>", "", 200, "<ent:日本> <rel:同意提供> <ent:貸款> <doc:春天.txt> .\n"},
		{"/api/v2/read?sub=<ent:日本>&pred=<rel:同意提供>&format=json-stream", "", 200, `{"subject":"\u003cent:日本\u003e","predicate":"\u003crel:同意提供\u003e","object":"\u003cent:貸款\u003e","label":"\u003cdoc:春天.txt\u003e"}` + "\n"},
		{"/api/v2/read?format=jsonld", "", 400, `{"error":"format \"jsonld\" is not among nquads, json, json-stream, pquads"}` + "\n"},
		{"/api/v2/read?sub=<ent:日本>&pred=<rel:同意提供>", "text/turtle", 200, "<ent:日本> <rel:同意提供> <ent:貸款> <doc:春天.txt> .\n"},
		{"/api/v2/read?sub=<ent:無>", "", 200, ""},
	} {
		path := strings.NewReplacer("<", "%3C", ">", "%3E").Replace(tt.path)
		w := send(t, server, request{method: "GET", path: path, header: map[string]string{"Accept": tt.accept}})
		if w.Code != tt.status || w.Body.String() != tt.want {
			t.Errorf("%s: status %d: %s", tt.path, w.Code, w.Body)
		}
	}
	if w := send(t, server, request{method: "GET", path: "/api/v2/formats"}); w.Code != 200 || !strings.Contains(w.Body.String(), `"nquads"`) {
		t.Errorf("formats: status %d: %s", w.Code, w.Body)
	}
}

var writePaths = []string{
	"/api/v1/write", "/api/v1/delete", "/api/v1/write/file/nquad", "/api/v2/write", "/api/v2/delete", "/api/v2/node/delete",
}

func TestWrite_RefusedWithoutEditor(t *testing.T) {
	server, store := newServer(t, false)
	before := len(store.all())
	for _, path := range writePaths {
		body := "<ent:甲> <rel:乙> <ent:丙> .\n"
		if w := send(t, server, request{method: "POST", path: path, body: body}); w.Code != http.StatusForbidden || !strings.Contains(w.Body.String(), "--write") {
			t.Errorf("%s: status %d: %s", path, w.Code, w.Body)
		}
	}
	if w := send(t, server, request{method: "GET", path: "/ui/write"}); w.Code != http.StatusNotFound {
		t.Errorf("the page to write with is there: status %d", w.Code)
	}
	if w := send(t, server, request{method: "GET", path: "/ui/query"}); strings.Contains(w.Body.String(), "/ui/write") {
		t.Error("the pages link to the page to write with")
	}
	if len(store.all()) != before {
		t.Error("the store has changed")
	}
}

func TestWrite(t *testing.T) {
	server, store := newServer(t, true)
	q := quad.Quad{Subject: quad.IRI("ent:甲"), Predicate: quad.IRI("rel:乙"), Object: quad.LangString{Value: "字\n\"", Lang: "zh-Hant"}, Label: quad.IRI("doc:丁")}
	form := `[{"subject": "<ent:甲>", "predicate": "<rel:乙>", "object": "\"字\n\"\"@zh-Hant", "label": "<doc:丁>"}]`
	for _, tt := range []struct {
		name string
		request
		want string
		held bool
	}{
		{"v1 write", request{path: "/api/v1/write", body: form}, "Successfully wrote 1 quads.", true},
		{"v1 write again", request{path: "/api/v1/write", body: form}, "Successfully wrote 0 quads.", true},
		{"v1 delete", request{path: "/api/v1/delete", body: form}, "Successfully deleted 1 quads.", false},
		{"v1 delete again", request{path: "/api/v1/delete", body: form}, "Successfully deleted 0 quads.", false},
		{"v1 file", fileRequest(t, q.NQuad()+"\n"), "Successfully wrote 1 quads.", true},
		{"v2 delete", request{path: "/api/v2/delete", body: q.NQuad()}, "Successfully deleted 1 quads.", false},
		{"v2 write, gzip", request{path: "/api/v2/write", body: zipped(q.NQuad()), header: map[string]string{"Content-Encoding": "gzip", "Content-Type": "application/n-quads"}}, "Successfully wrote 1 quads.", true},
		{"v2 delete node", request{path: "/api/v2/node/delete", body: "<ent:甲>"}, "Successfully deleted 1 quads.", false},
		{"v2 delete unknown node", request{path: "/api/v2/node/delete", body: "<ent:甲>"}, "Successfully deleted 0 quads.", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.method = "POST"
			w := send(t, server, tt.request)
			var got struct{ Result, Error string }
			if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != 200 || got.Result != tt.want {
				t.Errorf("status %d: %s", w.Code, w.Body)
			}
			if store.has(q) != tt.held {
				t.Errorf("held: %v", !tt.held)
			}
			seen := send(t, server, request{method: "POST", path: "/api/v1/query/gizmo", body: `g.V("<ent:甲>").Out("<rel:乙>").All()`})
			if strings.Contains(seen.Body.String(), "字") != tt.held {
				t.Errorf("a query sees %s", seen.Body)
			}
		})
	}
}

func TestWrite_BadQuadsChangeNothing(t *testing.T) {
	server, store := newServer(t, true)
	before := len(store.all())
	good := "<ent:甲> <rel:乙> <ent:丙> .\n"
	for _, tt := range []struct {
		name string
		request
		status int
	}{
		{"v1 no JSON", request{path: "/api/v1/write", body: "x"}, 400},
		{"v1 no object", request{path: "/api/v1/write", body: `[{"subject": "<a:b>", "predicate": "<c:d>"}]`}, 400},
		{"v1 text as subject", request{path: "/api/v1/write", body: `[{"subject": "甲", "predicate": "<c:d>", "object": "丙"}]`}, 400},
		{"v1 space in IRI", request{path: "/api/v1/write", body: `[{"subject": "<a b>", "predicate": "<c:d>", "object": "丙"}]`}, 400},
		{"v1 second is bad", request{path: "/api/v1/write", body: `[{"subject": "<a:b>", "predicate": "<c:d>", "object": "丙"}, {}]`}, 400},
		{"v1 file without form", request{path: "/api/v1/write/file/nquad", body: good}, 400},
		{"v1 file with bad line", fileRequest(t, good+"nonsense\n"), 400},
		{"v2 second line is bad", request{path: "/api/v2/write", body: good + "<ent:甲> .\n"}, 400},
		{"v2 text as predicate", request{path: "/api/v2/write", body: `<ent:甲> "乙" <ent:丙> .`}, 400},
		{"v2 unknown format", request{path: "/api/v2/write", body: good, header: map[string]string{"Content-Type": "text/turtle"}}, 415},
		{"v2 not gzip", request{path: "/api/v2/write", body: good, header: map[string]string{"Content-Encoding": "gzip"}}, 400},
		{"v2 gzip bomb", request{path: "/api/v2/write", body: zipped(strings.Repeat("# nothing here\n", maxQuads/15+1)), header: map[string]string{"Content-Encoding": "gzip"}}, 413},
		{"v2 too large", request{path: "/api/v2/write", body: strings.Repeat("#\n", maxBody/2+1)}, 413},
		{"v2 text as node", request{path: "/api/v2/node/delete", body: "法國"}, 400},
		{"v2 no node", request{path: "/api/v2/node/delete"}, 400},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.method = "POST"
			if w := send(t, server, tt.request); w.Code != tt.status || !strings.Contains(w.Body.String(), `"error"`) {
				t.Errorf("status %d: %s", w.Code, w.Body)
			}
			if len(store.all()) != before {
				t.Error("the store has changed")
			}
		})
	}
}

func fileRequest(t *testing.T, content string) request {
	t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	part, err := form.CreateFormFile("NQuadFile", "a.nq")
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(part, content)
	form.Close()
	return request{path: "/api/v1/write/file/nquad", body: b.String(), header: map[string]string{"Content-Type": form.FormDataContentType()}}
}

func zipped(text string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, text)
	w.Close()
	return b.String()
}

func TestProtection(t *testing.T) {
	server, _ := newServer(t, true)
	write := request{method: "POST", path: "/api/v2/write", body: "<ent:甲> <rel:乙> <ent:丙> .\n"}
	query := request{method: "GET", path: "/api/v2/query?lang=gizmo&qu=1"}
	page := request{method: "GET", path: "/ui/query"}
	with := func(q request, host string, header ...string) request {
		q.host, q.header = host, map[string]string{}
		for i := 0; i < len(header); i += 2 {
			q.header[header[i]] = header[i+1]
		}
		return q
	}
	for _, tt := range []struct {
		name string
		request
		status int
	}{
		{"loopback", with(page, "127.0.0.1:64210"), 200},
		{"loopback, IPv6", with(page, "[::1]:64210"), 200},
		{"localhost", with(page, "localhost:64210"), 200},
		{"a name that was allowed", with(page, "graph.example"), 200},
		{"rebound name", with(page, "evil.example:64210"), 421},
		{"rebound name, API", with(query, "evil.example"), 421},
		{"name that looks like ours", with(page, "localhost.evil.example"), 421},
		{"no name", with(page, " "), 421},
		{"write from another origin", with(write, "", "Origin", "http://evil.example"), 403},
		{"write from another site", with(write, "", "Sec-Fetch-Site", "cross-site", "Content-Type", "text/plain"), 403},
		{"write from a sandboxed frame", with(write, "", "Origin", "null"), 403},
		{"query from another site", with(query, "", "Sec-Fetch-Site", "cross-site"), 403},
		{"query of the same origin", with(query, "", "Sec-Fetch-Site", "same-origin"), 200},
		{"query typed into the address bar", with(query, "", "Sec-Fetch-Site", "none"), 200},
		{"link from another site", with(page, "", "Sec-Fetch-Site", "cross-site"), 200},
		{"write of the same origin", with(write, "", "Origin", "http://127.0.0.1:64210", "Sec-Fetch-Site", "same-origin"), 200},
		{"program without a browser", with(write, ""), 200},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := send(t, server, tt.request)
			if w.Code != tt.status {
				t.Errorf("status %d: %s", w.Code, w.Body)
			}
			if origin := w.Header().Get("Access-Control-Allow-Origin"); origin != "" {
				t.Errorf("other origins may read: %s", origin)
			}
		})
	}
}

func TestPages(t *testing.T) {
	server, _ := newServer(t, true)
	for _, page := range []string{"query", "query_shape", "visualize", "write"} {
		w := send(t, server, request{method: "GET", path: "/ui/" + page})
		body := w.Body.String()
		if w.Code != 200 || !strings.Contains(body, `href="/ui/query"`) || strings.Contains(body, `href="/"`) {
			t.Errorf("%s: status %d, the link to the queries is not ours", page, w.Code)
		}
		if !strings.Contains(body, readyTag) || strings.Index(body, readyTag) < strings.Index(body, "cayley_main.js") {
			t.Errorf("%s: the ready queries are missing", page)
		}
		policy := w.Header().Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || !strings.Contains(policy, "'sha256-") || strings.Contains(policy, "http") {
			t.Errorf("%s: policy %s", page, policy)
		}
	}
}

func TestFilesOfTheUI(t *testing.T) {
	server, _ := newServer(t, false)
	for _, tt := range []struct {
		path   string
		status int
		want   string // part of the body or of the location
	}{
		{"/", 302, "/ui/query"},
		{"/static/js/cayley_main.js", 200, "Snap.load"},
		{"/static/cayley.svg", 200, "<svg"},
		{"/favicon.ico", 200, ""},
		{"/static/", 404, ""},
		{"/static/js", 404, ""},
		{"/static/js/", 404, ""},
		{"/static/../templates/query.html", 307, "/templates/query.html"},
		{"/static/..%2ftemplates/query.html", 404, ""},
		{"/static/%2e%2e/go.mod", 404, ""},
		{"/docs/GizmoAPI", 301, "/docs/gizmoapi.md"},
		{"/docs/Quickstart-As-Application", 301, "/docs/quickstart-as-application.md"},
		{"/docs/MQL", 301, "/docs/mql.md"},
		{"/docs/Configuration", 301, "/docs/configuration.md"},
		{"/docs/HTTP", 301, "/docs/http.md"},
		{"/docs/gizmoapi.md", 200, "Gizmo"},
		{"/docs/nothing", 404, ""},
		{"/docs/..%2fgo.mod", 404, ""},
		{"/ui/nothing", 404, ""},
		{"/nothing", 404, ""},
	} {
		w := send(t, server, request{method: "GET", path: tt.path})
		if w.Code != tt.status || !strings.Contains(w.Body.String()+w.Header().Get("Location"), tt.want) {
			t.Errorf("%s: status %d, location %s", tt.path, w.Code, w.Header().Get("Location"))
		}
	}
}

func TestStyleSheetsAskNobodyElse(t *testing.T) {
	server, _ := newServer(t, false)
	for _, sheet := range []string{"third_party/OpenSans.css", "third_party/Inconsolata.css", "third_party/flatly/bootstrap.min.css", "css/query_editor.css"} {
		body := send(t, server, request{method: "GET", path: "/static/" + sheet}).Body.String()
		if body == "" || strings.Contains(body, "//fonts.") {
			t.Errorf("%s asks for outside fonts, or is empty", sheet)
		}
	}
}

func TestExplorerHasTheOtherPaths(t *testing.T) {
	files, err := Files()
	if err != nil {
		t.Fatal(err)
	}
	explorer := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "explorer "+r.URL.Path) })
	server, err := New(Config{Files: files, Explorer: explorer, Log: quiet})
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{"/": "explorer /", "/entity/法國": "explorer /entity/法國", "/ui/query": "<!DOCTYPE html>"} {
		if w := send(t, server, request{method: "GET", path: path}); !strings.HasPrefix(w.Body.String(), want) {
			t.Errorf("%s: %.60s", path, w.Body)
		}
	}
	if w := send(t, server, request{method: "GET", path: "/ui/query"}); !strings.Contains(w.Body.String(), `<a href="/">Explorer</a>`) {
		t.Error("the pages do not link to the explorer")
	}
}

func TestNew_FilesAreNotCayleys(t *testing.T) {
	if _, err := New(Config{Files: fstest.MapFS{}, Log: quiet}); err == nil {
		t.Error("a server without pages starts")
	}
}
