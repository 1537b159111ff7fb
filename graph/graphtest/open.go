package graphtest

import (
	"testing"

	"sanyuan/graph"
)

// Open opens the store at url, made if need be, until the test ends.
func Open(t testing.TB, url string) *graph.Store {
	t.Helper()
	s, err := graph.Open(url, graph.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}
