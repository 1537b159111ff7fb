package graph

import (
	"context"
	"hash/maphash"
	"strings"

	"github.com/cayleygraph/quad"

	"sanyuan/graph/vocab"
)

// sharedCache remembers what the lexicon says of nodes, as the store has it, so
// that it need not be looked up for every document. Store.writing guards it.
type sharedCache struct {
	seed   maphash.Seed
	hashes map[quad.IRI]uint64
}

const sharedCacheSize = 200_000 // nodes

func newSharedCache() sharedCache {
	return sharedCache{seed: maphash.MakeSeed(), hashes: make(map[quad.IRI]uint64)}
}

// hash does not depend on the order of the quads, and is never 0.
func (m *sharedCache) hash(quads []quad.Quad) uint64 {
	var sum uint64
	for _, q := range quads {
		sum += maphash.Comparable(m.seed, q)
	}
	return sum | 1
}

func (m *sharedCache) remember(fresh map[quad.IRI]uint64) {
	if len(m.hashes) > sharedCacheSize {
		clear(m.hashes)
	}
	for node, h := range fresh {
		m.hashes[node] = h
	}
}

// commit makes a change to documents' own quads durable, together with what
// follows from it for those of the lexicon: docs bring theirs, and what nothing
// refers to any more goes. The caller holds s.writing.
func (s *Store) commit(ctx context.Context, c *change, docs []DocumentQuads) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	fresh, err := s.addShared(ctx, c, docs)
	if err != nil {
		return err
	}
	dropped, err := s.sweep(ctx, c)
	if err != nil {
		return err
	}
	if err := s.apply(c); err != nil {
		clear(s.shared.hashes)
		return err
	}
	for _, node := range dropped {
		delete(s.shared.hashes, node)
	}
	s.shared.remember(fresh)
	return nil
}

// addShared adds to c what the lexicon says of the nodes of the documents where
// the store does not have it yet, and replaces what it has where that is out of
// date. It returns the hashes to remember once c is written.
func (s *Store) addShared(ctx context.Context, c *change, docs []DocumentQuads) (map[quad.IRI]uint64, error) {
	want := make(map[quad.IRI][]quad.Quad)
	for _, d := range docs {
		for subject, quads := range bySubject(d.Shared) {
			want[subject] = quads
		}
	}
	fresh := make(map[quad.IRI]uint64)
	for subject, quads := range want {
		c.used[subject] = true
		h := s.shared.hash(quads)
		if s.shared.hashes[subject] == h {
			continue
		}
		have, err := s.sharedOf(ctx, subject)
		if err != nil {
			return nil, err
		}
		c.replace(have, quads)
		fresh[subject] = h
	}
	return fresh, nil
}

func bySubject(quads []quad.Quad) map[quad.IRI][]quad.Quad {
	out := make(map[quad.IRI][]quad.Quad)
	for _, q := range quads {
		s := asIRI(q.Subject)
		out[s] = append(out[s], q)
	}
	return out
}

// sharedOf finds what the lexicon says of a node, as far as the store has it.
func (s *Store) sharedOf(ctx context.Context, node quad.Value) ([]quad.Quad, error) {
	if !s.known(node) {
		return nil, nil
	}
	var out []quad.Quad
	err := s.each(ctx, quad.Subject, node, func(q quad.Quad) bool {
		if q.Label == vocab.Lexicon {
			out = append(out, q)
		}
		return true
	})
	return out, err
}

// sweep adds to c the removal of what the lexicon says of nodes that nothing
// refers to any more once c is made. It returns those nodes.
func (s *Store) sweep(ctx context.Context, c *change) ([]quad.IRI, error) {
	var todo, dropped []quad.IRI
	for q := range c.removes {
		todo = appendShareable(todo, q.Object)
	}
	done := make(map[quad.IRI]bool)
	for len(todo) > 0 {
		node := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if done[node] {
			continue
		}
		used, err := s.used(ctx, c, node)
		if err != nil {
			return nil, err
		}
		if done[node] = true; used {
			continue
		}
		quads, err := s.sharedOf(ctx, node)
		if err != nil {
			return nil, err
		}
		for _, q := range quads {
			if c.remove(q) {
				delete(done, asIRI(q.Object)) // it may have lost its last reference only now
				todo = appendShareable(todo, q.Object)
			}
		}
		dropped = append(dropped, node)
	}
	return dropped, nil
}

func asIRI(v quad.Value) quad.IRI {
	iri, _ := v.(quad.IRI)
	return iri
}

// appendShareable appends v if it is a node that the lexicon may speak of.
func appendShareable(to []quad.IRI, v quad.Value) []quad.IRI {
	iri := asIRI(v)
	if strings.HasPrefix(string(iri), vocab.EntityPrefix) || strings.HasPrefix(string(iri), vocab.RelationPrefix) {
		return append(to, iri)
	}
	return to
}

// used tells whether some quad has the node as object once c is made.
func (s *Store) used(ctx context.Context, c *change, node quad.IRI) (bool, error) {
	if c.used[node] {
		return true, nil
	}
	used := false
	err := s.each(ctx, quad.Object, node, func(q quad.Quad) bool {
		used = !c.removes[q]
		return !used
	})
	return used, err
}
