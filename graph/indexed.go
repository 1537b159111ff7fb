package graph

import (
	"context"
	"fmt"
	"iter"
	"slices"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"

	"sanyuan/graph/index"
)

// Index is where to look up names, parts of nodes in statements, and documents
// by date. It changes together with the quads, and is good as long as
// QuadStore.
func (s *Store) Index() index.Reader {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return index.Reader{Keys: s.backend.keys()}
}

// QuadsOf gives the quads that have a value in the given direction, which is
// not the predicate: no index leads from there.
func (s *Store) QuadsOf(ctx context.Context, d quad.Direction, v quad.Value) iter.Seq2[quad.Quad, error] {
	return func(yield func(quad.Quad, error) bool) {
		more := true
		err := s.each(ctx, d, v, func(q quad.Quad) bool {
			more = yield(q, nil)
			return more
		})
		if err != nil && more {
			yield(quad.Quad{}, err)
		}
	}
}

// reindex is the change of the index that goes with a change of quads. The
// caller holds s.writing.
func (s *Store) reindex(ctx context.Context, c *change) (*index.Update, error) {
	update, err := index.NewUpdate(s.backend.keys())
	if err != nil {
		return nil, err
	}
	added, changed := indexed(c.adding), indexed(c.deleting)
	for subject, quads := range added {
		if len(changed[subject]) == 0 && !s.added(update, subject, quads) {
			changed[subject] = quads
		}
	}
	for subject := range changed {
		before, err := s.find(ctx, quad.Subject, subject)
		if err != nil {
			return nil, err
		}
		after := slices.DeleteFunc(slices.Clone(before), func(q quad.Quad) bool { return c.removes[q] })
		update.Changed(subject, before, append(after, added[subject]...))
	}
	return update, update.Finish()
}

// indexed are the quads of the deltas that the index wants to know, by subject.
func indexed(deltas []cayley.Delta) map[quad.IRI][]quad.Quad {
	out := make(map[quad.IRI][]quad.Quad)
	for _, d := range deltas {
		if index.Indexed(d.Quad.Subject) {
			subject := asIRI(d.Quad.Subject)
			out[subject] = append(out[subject], d.Quad)
		}
	}
	return out
}

// added tells the index of quads about a subject where nothing goes. Those of a
// statement must be all that there are.
func (s *Store) added(update *index.Update, subject quad.IRI, quads []quad.Quad) bool {
	if index.IsStatement(subject) && s.known(subject) {
		return false
	}
	return update.Added(subject, quads)
}

// buildIndex indexes a store that was made without an index.
func (s *Store) buildIndex(ctx context.Context) error {
	_, ok, err := s.Index().Meta()
	if err != nil || ok {
		return err
	}
	subjects := make(map[quad.IRI]bool)
	for q, err := range s.Quads(ctx) {
		if err != nil {
			return err
		}
		if index.Indexed(q.Subject) {
			subjects[asIRI(q.Subject)] = true
		}
		if len(subjects) == defaultBatch {
			if err := s.indexSubjects(ctx, subjects); err != nil {
				return err
			}
			clear(subjects)
		}
	}
	return s.indexSubjects(ctx, subjects)
}

func (s *Store) indexSubjects(ctx context.Context, subjects map[quad.IRI]bool) error {
	update, err := index.NewUpdate(s.backend.keys())
	if err != nil {
		return err
	}
	for subject := range subjects {
		quads, err := s.find(ctx, quad.Subject, subject)
		if err != nil {
			return err
		}
		update.Changed(subject, nil, quads)
	}
	if err := update.Finish(); err != nil {
		return fmt.Errorf("indexing: %w", err)
	}
	return s.backend.writeKeys(update)
}
