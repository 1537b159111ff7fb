package graph_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sanyuan/graph"
	"sanyuan/graph/graphtest"
)

func TestLoadWritesEveryQuadOnce(t *testing.T) {
	s := graphtest.Open(t, t.TempDir()+"/db")
	load(t, s, veto("a.txt"), veto("b.txt"))
	got := contents(t, s)
	want := make(map[string]int)
	for _, id := range []string{"a.txt", "b.txt"} {
		quads, err := graph.Statements(veto(id), "v1")
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range append(quads.Own, quads.Shared...) {
			want[q.Subject.String()+" "+q.Predicate.String()+" "+q.Object.String()+" "+q.Label.String()] = 1
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDeleteLeavesNoTrace(t *testing.T) {
	s := graphtest.Open(t, t.TempDir()+"/db")
	load(t, s, veto("a.txt"))
	want := contents(t, s)
	other := veto("b.txt")
	other.Statements[0].Subject = entity("西班牙")
	other.Statements[0].Relation.Name = "不否決"
	load(t, s, other)
	if err := s.Delete(t.Context(), "b.txt"); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, contents(t, s)); diff != "" {
		t.Error(diff)
	}
	if err := s.Delete(t.Context(), "b.txt"); !errors.Is(err, graph.ErrNoDocument) {
		t.Errorf("deleting again: %v", err)
	}
}

// TestReplace checks that a new version of a document leaves the store as if the
// old one had never been, also where it takes away more uses of a value than it
// brings.
func TestReplace(t *testing.T) {
	old, changed := veto("a.txt"), veto("a.txt")
	changed.Statements = changed.Statements[:1]
	changed.Statements[0].Relation.Name = "同意"
	changed.Document.Hash = "another"
	for _, url := range []string{"memory:", t.TempDir() + "/db"} {
		fresh := graphtest.Open(t, "memory:")
		load(t, fresh, changed)
		s := graphtest.Open(t, url)
		load(t, s, old)
		load(t, s, changed)
		if diff := cmp.Diff(contents(t, fresh), contents(t, s)); diff != "" {
			t.Error(diff)
		}
		if err := s.Delete(t.Context(), "a.txt"); err != nil {
			t.Fatal(err)
		}
		if left := contents(t, s); len(left) > 0 {
			t.Errorf("left after delete: %v", left)
		}
		for v, err := range s.Nodes(t.Context()) {
			t.Errorf("node left after delete: %v %v", v, err)
		}
	}
}
