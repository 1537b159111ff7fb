package graph

import (
	"context"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
)

// Add stores quads that belong to no document's load and returns how many of
// them are new. It stores all of them or none: one that Check refuses keeps the
// others out.
func (s *Store) Add(ctx context.Context, quads []quad.Quad) (int, error) {
	return s.edit(ctx, quads, cayley.Add)
}

// Remove deletes quads, all or none, and returns how many of them there were.
func (s *Store) Remove(ctx context.Context, quads []quad.Quad) (int, error) {
	return s.edit(ctx, quads, cayley.Delete)
}

func (s *Store) edit(ctx context.Context, quads []quad.Quad, action cayley.Procedure) (int, error) {
	s.writing.Lock()
	defer s.writing.Unlock()
	c, held := newChange(), make(map[quad.Value]map[quad.Quad]bool)
	for _, q := range quads {
		if err := Check(q); err != nil {
			return 0, err
		}
		q.Object = FromRDF(q.Object)
		if held[q.Subject] == nil {
			have, err := s.quadsOf(ctx, q.Subject)
			if err != nil {
				return 0, err
			}
			held[q.Subject] = have
		}
		switch isHeld := held[q.Subject][q]; {
		case action == cayley.Add && !isHeld:
			c.add(q)
		case action == cayley.Delete && isHeld:
			c.remove(q)
		}
	}
	clear(s.shared.hashes) // what the lexicon says may be among the quads
	return len(c.deltas), s.apply(c.deltas)
}

// quadsOf is the set of quads with a subject.
func (s *Store) quadsOf(ctx context.Context, subject quad.Value) (map[quad.Quad]bool, error) {
	set := make(map[quad.Quad]bool)
	if !s.known(subject) {
		return set, nil
	}
	err := s.each(ctx, quad.Subject, subject, func(q quad.Quad) bool {
		set[q] = true
		return true
	})
	return set, err
}
