package explore

import (
	"bytes"
	"encoding/json"
	"net/http"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// schemas are those of the OpenAPI file.
func schemas(t *testing.T) (*jsonschema.Compiler, map[string]any) {
	t.Helper()
	file, err := jsonschema.UnmarshalJSON(bytes.NewReader(openAPI))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	if err := c.AddResource("openapi.json", file); err != nil {
		t.Fatal(err)
	}
	return c, file.(map[string]any)
}

// check validates JSON against a schema of the OpenAPI file, by its pointer.
func check(t *testing.T, c *jsonschema.Compiler, pointer string, data []byte) {
	t.Helper()
	schema, err := c.Compile("openapi.json#" + pointer)
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("%s: %v", data, err)
	}
	if err := schema.Validate(value); err != nil {
		t.Errorf("%v\n%s", err, data)
	}
}

func TestOpenAPIListsTheEndpoints(t *testing.T) {
	_, file := schemas(t)
	var got, want []string
	for path, item := range file["paths"].(map[string]any) {
		for method := range item.(map[string]any) {
			got = append(got, strings.ToUpper(method)+" "+path)
		}
	}
	for pattern := range (&server{}).endpoints() {
		want = append(want, pattern)
	}
	sort.Strings(got)
	sort.Strings(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("handlers (-) and openapi.json (+):\n%s", diff)
	}
}

// requests are sent to every endpoint, with the status of each answer.
var requests = []struct {
	pattern, address, body string
	status                 int
}{
	{"GET /api/graph", "/api/graph", "", 200},
	{"GET /api/search", "/api/search?q=伊", "", 200},
	{"GET /api/search", "/api/search?q=報導&kind=document", "", 200},
	{"GET /api/search", "/api/search?q=yilang&lang=en", "", 200},
	{"GET /api/search", "/api/search?q=", "", 200},
	{"GET /api/search", "/api/search?q=a&limit=1000", "", 400},
	{"GET /api/search", "/api/search?q=a&kind=b", "", 400},
	{"GET /api/entity/{name}", "/api/entity/伊朗", "", 200},
	{"GET /api/entity/{name}", "/api/entity/德英法三國?lang=en", "", 200},
	{"GET /api/entity/{name}", "/api/entity/nobody", "", 404},
	{"GET /api/entity/{name}", "/api/entity/伊朗?limit=-1", "", 400},
	{"GET /api/statements", "/api/statements?node=ent:伊朗", "", 200},
	{"GET /api/statements", "/api/statements?node=ent:伊朗&modality=demanded&document=news/13.txt", "", 200},
	{"GET /api/statements", "/api/statements?node=rel:否決&limit=1", "", 200},
	{"GET /api/statements", "/api/statements", "", 400},
	{"GET /api/statement/{name}", "/api/statement/a1", "", 200},
	{"GET /api/statement/{name}", "/api/statement/a2?lang=en", "", 200},
	{"GET /api/statement/{name}", "/api/statement/a5", "", 200},
	{"GET /api/statement/{name}", "/api/statement/none", "", 404},
	{"GET /api/documents", "/api/documents", "", 200},
	{"GET /api/document/{name}", "/api/document/news/13.txt", "", 200},
	{"GET /api/document/{name}", "/api/document/none", "", 404},
	{"GET /api/path", "/api/path?from=歐盟&to=伊朗", "", 200},
	{"GET /api/path", "/api/path?from=歐盟", "", 404},
	{"GET /api/neighbourhood", "/api/neighbourhood?entity=伊朗&hops=2", "", 200},
	{"GET /api/neighbourhood", "/api/neighbourhood?entity=伊朗&entity=歐盟&nodes=3&modality=denied", "", 200},
	{"GET /api/neighbourhood", "/api/neighbourhood", "", 400},
	{"GET /api/queries", "/api/queries", "", 200},
	{"POST /api/query", "/api/query", `{"script":"g.V('<ent:伊朗>').Out().All()"}`, 200},
	{"POST /api/query", "/api/query", `{"saved":"neighbours","params":{"entity":"EU"}}`, 200},
	{"POST /api/query", "/api/query", `{"script":"1+1"}`, 200},
	{"GET /api/statements", "/api/statements?node=ent:伊朗&dated=1", "", 200},
	{"GET /api/path", "/api/path?from=德英法三國&to=伊朗&steps=2", "", 200},
	{"POST /api/query", "/api/query", `{"script":"g.V("}`, 400},
	{"POST /api/query", "/api/query", `{"saved":"none"}`, 400},
	{"POST /api/query", "/api/query", `{"x":1}`, 400},
	{"POST /api/query", "/api/query", strings.Repeat(" ", maxQuery+1), 413},
	{"POST /api/extract", "/api/extract", "法國支持提案。", 200},
	{"POST /api/extract", "/api/extract", "", 200},
	{"POST /api/extract", "/api/extract", "\xff", 400},
	{"POST /api/extract", "/api/extract", "a\x00", 422},
	{"POST /api/extract", "/api/extract", strings.Repeat("字", maxText/3+1), 413},
}

func TestAnswersAreAsOpenAPISays(t *testing.T) {
	h, _ := site(t)
	c, _ := schemas(t)
	seen := make(map[string]bool)
	for _, test := range requests {
		method, path, _ := strings.Cut(test.pattern, " ")
		w := send(h, method, encode(test.address), test.body)
		if w.Code != test.status {
			t.Errorf("%s %s: status %d, want %d: %.300s", method, test.address, w.Code, test.status, w.Body)
			continue
		}
		pointer := "/paths/" + strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D").Replace(path) + "/" + strings.ToLower(method) + "/responses"
		if test.status == 200 {
			seen[test.pattern] = true
			check(t, c, pointer+"/200/content/application~1json/schema", w.Body.Bytes())
			continue
		}
		if got := w.Header().Get("Content-Type"); got != "application/problem+json" {
			t.Errorf("%s: a problem of type %s", test.address, got)
		}
		check(t, c, pointer+"/default/content/application~1problem+json/schema", w.Body.Bytes())
	}
	for pattern := range (&server{}).endpoints() {
		if !seen[pattern] {
			t.Errorf("no request tries %s", pattern)
		}
	}
}

func TestAPIRefusesWhatItDoesNotKnow(t *testing.T) {
	h, _ := site(t)
	for _, test := range []struct {
		method, address string
		status          int
	}{
		{"GET", "/api/nothing", 404},
		{"POST", "/api/search", 405},
		{"DELETE", "/api/entity/x", 405},
		{"GET", "/api/extract", 405},
		{"PUT", "/api/nothing", 404},
	} {
		w := send(h, test.method, test.address, "")
		if kind := w.Header().Get("Content-Type"); w.Code != test.status || kind != "application/problem+json" {
			t.Errorf("%s %s: status %d, %s: %s", test.method, test.address, w.Code, kind, w.Body)
		}
	}
}

func TestExtractAnswersStatements(t *testing.T) {
	h, _ := site(t)
	w := send(h, "POST", "/api/extract?lang=en", "法國支持提案。")
	var d struct {
		Sentences []struct {
			Statements []struct{ Subject, Relation, Object struct{ Name string } }
		}
	}
	if err := json.Unmarshal(w.Body.Bytes(), &d); err != nil {
		t.Fatal(err)
	}
	if len(d.Sentences) != 1 || len(d.Sentences[0].Statements) != 1 || d.Sentences[0].Statements[0].Relation.Name != "支持" {
		t.Errorf("%s", w.Body)
	}
	if w := send(h, "GET", "/api/document/text", ""); w.Code != http.StatusNotFound {
		t.Error("the text was stored")
	}
}

func TestETag(t *testing.T) {
	h, s := site(t)
	for _, address := range []string{"/", "/api/entity/%E4%BC%8A%E6%9C%97", "/entity/%E4%BC%8A%E6%9C%97", "/entity/%E4%BC%8A%E6%9C%97?format=nquads", "/picture.svg?entity=EU"} {
		tag := send(h, "GET", address, "").Header().Get("ETag")
		if w := send(h, "GET", address, "", "If-None-Match", tag); tag == "" || w.Code != http.StatusNotModified || w.Body.Len() > 0 {
			t.Errorf("%s: tag %q, then status %d", address, tag, w.Code)
		}
		loadAll(t, s, newArticle(address, "", "", "新的。").Result)
		if w := send(h, "GET", address, "", "If-None-Match", tag); w.Code != http.StatusOK {
			t.Errorf("%s: status %d after the graph has changed", address, w.Code)
		}
	}
	if w := send(h, "GET", "/api/entity/nobody", ""); w.Header().Get("ETag") != "" {
		t.Error("an error has an ETag")
	}
}
