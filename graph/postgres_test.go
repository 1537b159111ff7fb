package graph_test

import (
	"bytes"
	"errors"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sanyuan/graph"
	"sanyuan/graph/exchange"
	"sanyuan/graph/graphtest"
	"sanyuan/graph/pgtest"
	"sanyuan/graph/vocab"
)

func exported(t testing.TB, s *graph.Store) string {
	t.Helper()
	var b bytes.Buffer
	if err := exchange.Export(t.Context(), &b, s, exchange.Options{}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestPostgres puts a real server through the life of a graph, and wants the
// same from it as from the embedded store.
func TestPostgres(t *testing.T) {
	server := pgtest.Server(t)
	url := pgtest.Database(t, server, "graph")
	if _, err := graph.Open(url, graph.Options{}); !errors.Is(err, graph.ErrNotFound) {
		t.Errorf("opening an empty database: %v", err)
	}
	embedded, remote := graphtest.Open(t, "memory:"), graphtest.Open(t, url)
	same := func(what string) {
		t.Helper()
		want, got := exported(t, embedded), exported(t, remote)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s: %s", what, diff)
		}
	}
	both := func(f func(s *graph.Store)) {
		f(embedded)
		f(remote)
	}

	room := graphtest.Newsroom{Seed: 3, Sentences: 4}
	both(func(s *graph.Store) { load(t, s, veto("a.txt"), veto("b.txt"), room.Document(1), room.Document(2)) })
	same("load")

	changed := veto("a.txt")
	changed.Statements = changed.Statements[1:]
	changed.Document.Hash = "another"
	both(func(s *graph.Store) { load(t, s, changed) })
	same("replace")

	both(func(s *graph.Store) {
		if err := s.Delete(t.Context(), "b.txt"); err != nil {
			t.Fatal(err)
		}
	})
	same("delete")

	odd, err := os.ReadFile("testdata/odd.nq")
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time everything is there
		both(func(s *graph.Store) {
			quads := exchange.Read("odd.nq", bytes.NewReader(odd), exchange.Options{})
			if _, err := s.Import(t.Context(), quads, nil); err != nil {
				t.Fatal(err)
			}
		})
		same("import")
	}

	want, err := embedded.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	got, err := remote.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want.Bytes, got.Bytes = 0, 0
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("statistics: %s", diff)
	}
	testPostgresSharing(t, remote, url)
}

// testPostgresSharing checks who may open the database beside its writer.
func testPostgresSharing(t *testing.T, writer *graph.Store, url string) {
	if _, err := graph.Open(url, graph.Options{}); !errors.Is(err, graph.ErrBusy) {
		t.Errorf("a second writer: %v", err)
	}
	view, err := writer.Snapshot("")
	if err != nil {
		t.Fatal(err)
	}
	reader, err := graph.Open(view, graph.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	if diff := cmp.Diff(exported(t, writer), exported(t, reader)); diff != "" {
		t.Error(diff)
	}
	if ref := reader.QuadStore().ValueOf(vocab.Entity("法國")); ref == nil {
		t.Error("the reader finds nothing")
	}
	if err := reader.Delete(t.Context(), "a.txt"); err == nil {
		t.Error("a reader deleted a document")
	}
	if err := writer.Close(); err != nil {
		t.Error(err)
	}
	again, err := graph.Open(url, graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	again.Close()
}
