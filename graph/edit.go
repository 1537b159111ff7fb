package graph

import (
	"context"

	"github.com/cayleygraph/quad"
)

// Add stores quads that belong to no document's load and returns how many of
// them are new. It stores all of them or none: one that Check refuses keeps the
// others out.
func (s *Store) Add(ctx context.Context, quads []quad.Quad) (int, error) {
	return s.edit(ctx, quads, func(c *change, q quad.Quad, held bool) {
		if !held {
			c.add(q)
		}
	})
}

// Remove deletes quads, all or none, and returns how many of them there were.
func (s *Store) Remove(ctx context.Context, quads []quad.Quad) (int, error) {
	return s.edit(ctx, quads, func(c *change, q quad.Quad, held bool) {
		if held {
			c.remove(q)
		}
	})
}

// edit makes the change that put brings about for quads that the store holds or
// does not hold.
func (s *Store) edit(ctx context.Context, quads []quad.Quad, put func(c *change, q quad.Quad, held bool)) (int, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	stored := make([]quad.Quad, len(quads))
	for i, q := range quads {
		if err := Check(q); err != nil {
			return 0, err
		}
		q.Object = FromRDF(q.Object)
		stored[i] = q
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	held, err := s.backend.contains(ctx, s.QuadStore(), stored)
	if err != nil {
		return 0, err
	}
	c := newChange()
	for i, q := range stored {
		put(c, q, held[i])
	}
	clear(s.shared.hashes) // what the lexicon says may be among the quads
	if err := s.apply(c); err != nil {
		return 0, err
	}
	return len(c.adding) + len(c.deleting), nil
}
