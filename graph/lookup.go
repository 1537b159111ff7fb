package graph

import (
	"context"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"

	"sanyuan/graph/vocab"
)

// each calls f with every quad that has the value in the given direction until
// f returns false. It must not be a predicate: no index leads from there.
func (s *Store) each(ctx context.Context, d quad.Direction, v quad.Value, f func(quad.Quad) bool) error {
	qs := s.QuadStore()
	ref := qs.ValueOf(v)
	if ref == nil {
		return nil
	}
	it := qs.QuadIterator(d, ref)
	defer it.Close()
	for it.Next(ctx) {
		if !f(qs.Quad(it.Result())) {
			break
		}
	}
	return it.Err()
}

// find returns every quad that has the value in the given direction.
func (s *Store) find(ctx context.Context, d quad.Direction, v quad.Value) ([]quad.Quad, error) {
	var out []quad.Quad
	err := s.each(ctx, d, v, func(q quad.Quad) bool {
		out = append(out, q)
		return true
	})
	return out, err
}

// known tells whether a value occurs in the store.
func (s *Store) known(v quad.Value) bool {
	qs := s.QuadStore()
	ref := qs.ValueOf(v)
	if ref == nil {
		return false
	}
	if _, ok := s.backend.(*remote); ok {
		return qs.NameOf(ref) != nil // a hash, whether the server has it or not
	}
	return true
}

// Document is what the store knows of a document that it holds.
type Document struct {
	ID      string
	Hash    string // SHA-256 of its bytes
	Version string // program and models that read it
}

// Document looks a document up. It returns ErrNoDocument when the store does
// not hold it, or only a part of it.
func (s *Store) Document(ctx context.Context, id string) (Document, error) {
	doc, partial := Document{ID: id}, false
	label := vocab.Document(id)
	err := s.each(ctx, quad.Subject, label, func(q quad.Quad) bool {
		switch q.Predicate {
		case vocab.Hash:
			doc.Hash = quad.ToString(q.Object)
		case vocab.Version:
			doc.Version = quad.ToString(q.Object)
		case vocab.Partial:
			partial = true
		}
		return true
	})
	if err == nil && (doc.Hash == "" || partial) {
		err = ErrNoDocument
	}
	return doc, err
}

// change collects quads to add and to remove, each once, such that every one
// changes the store: Cayley counts references wrongly when it is told to add
// what is there or to remove what is not.
type change struct {
	adds, removes map[quad.Quad]bool
	used          map[quad.Value]bool // objects of adds, and nodes that must stay
	adding        []cayley.Delta
	deleting      []cayley.Delta
}

func newChange() *change {
	return &change{
		adds:    make(map[quad.Quad]bool),
		removes: make(map[quad.Quad]bool),
		used:    make(map[quad.Value]bool),
	}
}

func (c *change) add(q quad.Quad) {
	if c.adds[q] {
		return
	}
	c.adds[q] = true
	c.used[q.Object] = true
	c.adding = append(c.adding, cayley.Delta{Quad: q, Action: cayley.Add})
}

// remove tells whether it is news that the quad goes.
func (c *change) remove(q quad.Quad) bool {
	if c.removes[q] {
		return false
	}
	c.removes[q] = true
	c.deleting = append(c.deleting, cayley.Delta{Quad: q, Action: cayley.Delete})
	return true
}

// replace turns the quads that are there into those that are wanted.
func (c *change) replace(have, want []quad.Quad) {
	keep := make(map[quad.Quad]bool, len(have))
	for _, q := range have {
		keep[q] = false
	}
	for _, q := range want {
		if _, ok := keep[q]; ok {
			keep[q] = true
		} else {
			c.add(q)
		}
	}
	for _, q := range have {
		if !keep[q] {
			c.remove(q)
		}
	}
}
