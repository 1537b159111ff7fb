package graph_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sanyuan/graph"
)

func TestLoadWritesEveryQuadOnce(t *testing.T) {
	s := openStore(t, t.TempDir()+"/db")
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
	s := openStore(t, t.TempDir()+"/db")
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
