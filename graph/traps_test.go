package graph

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	hkv "github.com/hidal-go/hidalgo/kv"

	"sanyuan/graph/vocab"
)

// The tests in this file show that what Cayley is known to get wrong does not
// reach the users of a Store.

func open(t *testing.T) *Store {
	t.Helper()
	s, err := Open(filepath.Join(t.TempDir(), "db"), Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func all(t *testing.T, s *Store) map[quad.Quad]bool {
	t.Helper()
	out := make(map[quad.Quad]bool)
	for q, err := range s.Quads(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		out[q] = true
	}
	return out
}

func triple(s, o string) quad.Quad {
	return quad.Make(vocab.Entity(s), vocab.Relation("是"), vocab.Entity(o), vocab.Document("d"))
}

// failing is a key-value store that loses what is committed to it.
type failing struct{ hkv.KV }

var errLost = errors.New("lost")

func (f failing) Tx(rw bool) (hkv.Tx, error) {
	tx, err := f.KV.Tx(rw)
	return failingTx{tx}, err
}

type failingTx struct{ hkv.Tx }

func (failingTx) Commit(context.Context) error { return errLost }

// Cayley remembers numbers of nodes that a failed transaction never stored.
func TestWriteAfterFailedWrite(t *testing.T) {
	s := open(t)
	group := s.backend.(*embedded).group
	group.KV = failing{group.KV}
	if _, err := s.Add(t.Context(), []quad.Quad{triple("甲", "乙")}); !errors.Is(err, errLost) {
		t.Fatalf("a write that was lost: %v", err)
	}
	if left := all(t, s); len(left) > 0 {
		t.Errorf("part of the failed write is there: %v", left)
	}
	good := []quad.Quad{triple("甲", "丁"), triple("乙", "甲")}
	if _, err := s.Add(t.Context(), good); err != nil {
		t.Fatal(err)
	}
	got := all(t, s)
	for _, q := range good {
		if !got[q] {
			t.Errorf("%v is not in %v", q, got)
		}
	}
}

// A quad that is added twice counts as two uses of its values, so that they
// stay when it goes; one that is not there but removed counts as one fewer.
func TestAddAndRemoveTwice(t *testing.T) {
	s := open(t)
	ctx := t.Context()
	kept, gone := triple("甲", "乙"), triple("甲", "丙")
	for i, want := range []int{2, 0} {
		if n, err := s.Add(ctx, []quad.Quad{kept, gone, gone}); n != want || err != nil {
			t.Errorf("adding, time %d: %d, %v", i+1, n, err)
		}
	}
	for i, want := range []int{1, 0} {
		if n, err := s.Remove(ctx, []quad.Quad{gone, gone}); n != want || err != nil {
			t.Errorf("removing, time %d: %d, %v", i+1, n, err)
		}
	}
	nodes := make(map[quad.Value]bool)
	for v, err := range s.Nodes(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		nodes[v] = true
	}
	if len(nodes) != 4 || nodes[vocab.Entity("丙")] {
		t.Errorf("nodes of %v: %v", kept, nodes)
	}
	if got := all(t, s); len(got) != 1 || !got[kept] {
		t.Errorf("left: %v", got)
	}
}

// What cannot be written out and read back must not enter.
func TestCheck(t *testing.T) {
	s, p, o, l := vocab.Entity("甲"), vocab.Relation("是"), vocab.Entity("乙"), vocab.Document("d")
	for _, test := range []struct {
		name string
		quad quad.Quad
		ok   bool
	}{
		{"quad", quad.Make(s, p, o, l), true},
		{"triple", quad.Make(s, p, o, nil), true},
		{"odd characters, escaped", quad.Make(vocab.Entity("a b<c>\"{}|\\^`\x00"), p, o, l), true},
		{"space in an IRI", quad.Make(quad.IRI("ent:a b"), p, o, l), false},
		{"bracket in an IRI", quad.Make(s, p, quad.IRI("ent:a>"), l), false},
		{"line feed in an IRI", quad.Make(s, quad.IRI("a\nb"), o, l), false},
		{"IRI that is not UTF-8", quad.Make(s, p, quad.IRI("\xff"), l), false},
		{"empty IRI", quad.Make(quad.IRI(""), p, o, l), false},
		{"no object", quad.Make(s, p, nil, l), false},
		{"literal as subject", quad.Make(quad.String("x"), p, o, l), false},
		{"literal as predicate", quad.Make(s, quad.String("x"), o, l), false},
		{"literal as label", quad.Make(s, p, o, quad.String("x")), false},
		{"blank node as predicate", quad.Make(s, quad.BNode("b"), o, l), false},
		{"bad blank node", quad.Make(quad.BNode("a b"), p, o, l), false},
		{"literal that is not UTF-8", quad.Make(s, p, quad.String("\xff"), l), false},
		{"literal with NUL", quad.Make(s, p, quad.String("a\x00"), l), false},
		{"language tag", quad.Make(s, p, quad.LangString{Value: "x", Lang: "zh-Hant-TW"}, l), true},
		{"bad language tag", quad.Make(s, p, quad.LangString{Value: "x", Lang: "zh Hant"}, l), false},
		{"empty language tag", quad.Make(s, p, quad.LangString{Value: "x"}, l), false},
		{"bad datatype", quad.Make(s, p, quad.TypedString{Value: "x", Type: "a b"}, l), false},
	} {
		err := Check(test.quad)
		if (err == nil) != test.ok {
			t.Errorf("%s: %v", test.name, err)
		}
		if err != nil && !errors.Is(err, ErrInvalid) {
			t.Errorf("%s: %v is no ErrInvalid", test.name, err)
		}
		if _, err := open(t).Add(t.Context(), []quad.Quad{test.quad}); (err == nil) != test.ok {
			t.Errorf("%s: adding: %v", test.name, err)
		}
	}
}

// With some stores a reader that looks something up while it iterates, and a
// writer, wait for each other for ever.
func TestReadWhileLoading(t *testing.T) {
	s := open(t)
	ctx, stop := context.WithTimeout(t.Context(), 2*time.Second)
	defer stop()
	var wg sync.WaitGroup
	var reads, writes int
	wg.Go(func() {
		for i := 0; ctx.Err() == nil; i++ {
			var quads []quad.Quad
			for j := range 500 {
				quads = append(quads, triple(fmt.Sprint(i%50), fmt.Sprint(i, " ", j)))
			}
			if _, err := s.Add(context.WithoutCancel(ctx), quads); err != nil {
				t.Error(err)
			}
			writes++
		}
	})
	var mu sync.Mutex
	for range 4 {
		wg.Go(func() {
			for ctx.Err() == nil {
				n := 0
				err := s.each(context.WithoutCancel(ctx), quad.Subject, vocab.Entity("1"), func(q quad.Quad) bool {
					qs := s.QuadStore()
					it := qs.QuadIterator(quad.Object, qs.ValueOf(q.Object)) // within the other
					for it.Next(ctx) {
						n++
					}
					it.Close()
					return ctx.Err() == nil
				})
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				reads += n
				mu.Unlock()
			}
		})
	}
	done := make(chan struct{})
	go func() { wg.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(time.Minute):
		t.Fatal("readers and writer wait for each other")
	}
	if reads == 0 || writes < 2 {
		t.Errorf("%d reads beside %d writes", reads, writes)
	}
}

// Some of Cayley's packages run programs at start, read files of the working
// directory, or fail under the race detector.
func TestDependencies(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "sanyuan/cmd/sanyuan").Output()
	if err != nil {
		t.Fatal(err)
	}
	for dep := range strings.Lines(string(out)) {
		for _, bad := range []string{"gobuffalo/packr", "boltdb/bolt", "cayley/cmd", "cayley/internal/http", "cayley/graph/memstore"} {
			if strings.Contains(dep, bad) {
				t.Errorf("the program depends on %s", dep)
			}
		}
	}
}
