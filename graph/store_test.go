package graph_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sanyuan/graph"
	"sanyuan/graph/graphtest"
)

func TestSnapshotIsReadByOthers(t *testing.T) {
	for _, url := range []string{"memory:", filepath.Join(t.TempDir(), "db")} {
		s := graphtest.Open(t, url)
		load(t, s, veto("a.txt"))
		want := contents(t, s)
		view, err := s.Snapshot(filepath.Join(t.TempDir(), "view"))
		if err != nil {
			t.Fatal(err)
		}
		load(t, s, veto("b.txt"))
		for range 2 { // readers do not exclude one another
			r, err := graph.Open(view, graph.Options{ReadOnly: true})
			if err != nil {
				t.Fatal(err)
			}
			defer r.Close()
			if diff := cmp.Diff(want, contents(t, r)); diff != "" {
				t.Error(diff)
			}
			if err := r.Delete(t.Context(), "a.txt"); !errors.Is(err, graph.ErrReadOnly) {
				t.Errorf("deleting from a snapshot: %v", err)
			}
		}
	}
}

func TestOpen(t *testing.T) {
	dir := t.TempDir()
	held := filepath.Join(dir, "held")
	graphtest.Open(t, held)
	full := filepath.Join(dir, "full")
	os.MkdirAll(full, 0o755)
	os.WriteFile(filepath.Join(full, "photo.jpg"), nil, 0o644)
	for _, test := range []struct {
		name, url string
		opts      graph.Options
		want      error
	}{
		{"missing", filepath.Join(dir, "none"), graph.Options{}, graph.ErrNotFound},
		{"missing, to read", filepath.Join(dir, "none"), graph.Options{ReadOnly: true}, graph.ErrNotFound},
		{"open elsewhere", held, graph.Options{}, graph.ErrBusy},
		{"open elsewhere, to read", held, graph.Options{ReadOnly: true}, graph.ErrBusy},
		{"another kind of directory", full, graph.Options{Create: true}, graph.ErrForeign},
	} {
		if s, err := graph.Open(test.url, test.opts); !errors.Is(err, test.want) {
			t.Errorf("%s: error %v, want %v", test.name, err, test.want)
			if s != nil {
				s.Close()
			}
		}
	}
	if _, err := graph.Open("mysql://host/db", graph.Options{}); err == nil {
		t.Error("a URL of an unknown kind was opened")
	}
}
