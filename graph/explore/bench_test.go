package explore

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"sanyuan/graph"
	"sanyuan/graph/browse"
	"sanyuan/graph/graphtest"
	"sanyuan/graph/index"
	"sanyuan/graph/vocab"
)

// million is the number of statements of the store that the benchmarks look at.
const million = 1_000_000

// bigStore is a generated store of so many statements, or of as many as
// SANYUAN_BENCH_STATEMENTS says. With SANYUAN_BENCH_STORE it is kept in that
// directory and used again.
func bigStore(b testing.TB, want int) *graph.Store {
	b.Helper()
	if n, err := strconv.Atoi(os.Getenv("SANYUAN_BENCH_STATEMENTS")); err == nil {
		want = n
	}
	dir := os.Getenv("SANYUAN_BENCH_STORE")
	if dir == "" {
		dir = filepath.Join(b.TempDir(), "db")
	}
	s, err := graph.Open(dir, graph.Options{Create: true})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	room := graphtest.Newsroom{Seed: 1, Sentences: 25}
	for at := 0; statements(b, s) < want; at += 200 {
		l := s.NewLoader(b.Context(), graph.LoadOptions{Version: "bench"})
		for i := range 200 {
			if err := l.Load(b.Context(), room.Document(at+i)); err != nil {
				b.Fatal(err)
			}
		}
		if err := l.Close(); err != nil {
			b.Fatal(err)
		}
	}
	return s
}

func statements(b testing.TB, s *graph.Store) int {
	meta, _, err := s.Index().Meta()
	if err != nil {
		b.Fatal(err)
	}
	return meta.Statements
}

// busy is an entity that takes part in at least so many statements, and as few
// more as can be.
func busy(b testing.TB, s *graph.Store, parts int) string {
	hubs, err := browse.New(s).View("zh-Hant").Hubs(b.Context(), 100)
	if err != nil {
		b.Fatal(err)
	}
	name := ""
	for _, h := range hubs {
		if h.Statements < parts {
			break
		}
		name = h.Name
		b.Logf("%s plays %d parts", h.Name, h.Statements)
	}
	if name == "" {
		name = hubs[0].Name
	}
	return name
}

func get(b *testing.B, h http.Handler, address string) {
	r := httptest.NewRequest("GET", address, nil)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		b.Fatalf("%s: %d %.300s", address, w.Code, w.Body)
	}
}

// BenchmarkPages measures the pages of a busy entity, and what else people wait
// for, on a million statements.
func BenchmarkPages(b *testing.B) {
	s := bigStore(b, million)
	h, err := New(Config{Store: s})
	if err != nil {
		b.Fatal(err)
	}
	name := busy(b, s, 10_000)
	var part index.Part
	if err := s.Index().Parts(b.Context(), vocab.Entity(name), index.Subject, "", func(p index.Part) bool { part = p; return false }); err != nil {
		b.Fatal(err)
	}
	entity := "/entity/" + url.PathEscape(name)
	for _, page := range []struct{ name, address string }{
		{"start", "/"},
		{"entity", entity},
		{"entity-next", entity + "?offset=200"},
		{"entity-all", entity + "?all=1&offset=5000"},
		{"entity-denied", entity + "?modality=claimed"},
		{"relation", "/relation/" + url.PathEscape(vocab.Name(part.Relation))},
		{"statement", "/statement/" + vocab.Name(part.Statement)},
		{"document", "/document/news/2005/000100.txt"},
		{"search", "/search?q=" + url.QueryEscape(string([]rune(name)[:1]))},
		{"suggest-one-character", "/api/search?q=" + url.QueryEscape("國")},
		{"suggest-two", "/api/search?q=" + url.QueryEscape("核能")},
		{"suggest-latin", "/api/search?q=entity+1"},
		{"suggest-pinyin", "/api/search?q=gj"},
		{"path", "/path?from=" + url.QueryEscape(name) + "&to=" + url.QueryEscape("國家")},
		{"neighbourhood", "/api/neighbourhood?entity=" + url.QueryEscape(name) + "&hops=2&nodes=100"},
		{"neighbourhood-500", "/api/neighbourhood?entity=" + url.QueryEscape(name) + "&hops=2&nodes=500"},
		{"picture", "/picture.svg?entity=" + url.QueryEscape(name)},
		{"picture-500", "/picture.svg?entity=" + url.QueryEscape(name) + "&hops=2&nodes=500"},
	} {
		b.Run(page.name, func(b *testing.B) {
			for b.Loop() {
				get(b, h, page.address)
			}
		})
	}
}
