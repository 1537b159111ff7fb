package web

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"

	"sanyuan/graph/gizmo"
)

const sampleFile = "../../queries/testdata/sample.nq"

// The test binary is its own query process.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == gizmo.CommandName {
		if err := gizmo.Serve(os.Stdin, os.Stdout, openQuads); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func openQuads(text string) (cayley.QuadStore, error) {
	quads, err := quad.ReadAll(nquads.NewReader(strings.NewReader(text), false))
	if err != nil {
		return nil, err
	}
	return memstore.New(quads...), nil
}

// testStore is a store in memory that can be changed.
type testStore struct {
	mu    sync.Mutex
	quads map[quad.Quad]bool
}

func newTestStore(t testing.TB) *testStore {
	t.Helper()
	data, err := os.ReadFile(sampleFile)
	if err != nil {
		t.Fatal(err)
	}
	quads, err := quad.ReadAll(nquads.NewReader(strings.NewReader(string(data)), false))
	if err != nil {
		t.Fatal(err)
	}
	s := &testStore{quads: make(map[quad.Quad]bool)}
	if _, err := s.Add(t.Context(), quads); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *testStore) Add(_ context.Context, quads []quad.Quad) (n int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, q := range quads {
		if !s.quads[q] {
			s.quads[q] = true
			n++
		}
	}
	return n, nil
}

func (s *testStore) Remove(_ context.Context, quads []quad.Quad) (n int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, q := range quads {
		if s.quads[q] {
			delete(s.quads, q)
			n++
		}
	}
	return n, nil
}

func (s *testStore) has(q quad.Quad) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.quads[q]
}

func (s *testStore) all() []quad.Quad {
	s.mu.Lock()
	defer s.mu.Unlock()
	var quads []quad.Quad
	for q := range s.quads {
		quads = append(quads, q)
	}
	return quads
}

func (s *testStore) view() (gizmo.View, error) {
	var b strings.Builder
	for _, q := range s.all() {
		fmt.Fprintln(&b, q.NQuad())
	}
	return gizmo.View{Address: b.String()}, nil
}

// newServer makes a handler over the sample graph.
func newServer(t testing.TB, write bool) (http.Handler, *testStore) {
	t.Helper()
	store := newTestStore(t)
	pool := gizmo.NewPool(store.view, gizmo.Options{
		Processes: 2, Limits: gizmo.Limits{Timeout: 2 * time.Second, Memory: 256 << 20, Rows: 200, Output: 4 << 20},
	})
	t.Cleanup(func() { pool.Close() })
	files, err := Files()
	if err != nil {
		t.Fatal(err)
	}
	c := Config{
		Queries: pool, Files: files, Hosts: []string{"graph.example"},
		Store: func() cayley.QuadStore { return memstore.New(store.all()...) },
		Log:   slog.New(slog.NewTextHandler(t.Output(), nil)),
	}
	if write {
		c.Editor = store
	}
	handler, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	return handler, store
}
