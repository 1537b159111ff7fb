package graph

import (
	"context"
	"errors"
	"iter"

	"github.com/cayleygraph/quad"

	"sanyuan/graph/vocab"
)

// Import adds quads to the store, those that it does not hold yet, and returns
// how many that were. An error of quads ends it; what was added before stays.
// Documents among the quads count as loaded only when everything is in.
//
// The function progress, which may be nil, is told how many quads were read.
func (s *Store) Import(ctx context.Context, quads iter.Seq2[quad.Quad, error], progress func(read int)) (added int, err error) {
	im := importer{store: s, ctx: ctx}
	read := 0
	for q, err := range quads {
		if err != nil {
			return im.added, errors.Join(err, im.flush())
		}
		if q.Predicate == vocab.Hash {
			im.last = append(im.last, q)
			continue
		}
		im.batch = append(im.batch, q)
		if len(im.batch) < defaultBatch {
			continue
		}
		read += len(im.batch)
		if err := im.flush(); err != nil {
			return im.added, err
		}
		if progress != nil {
			progress(read)
		}
	}
	if err := im.flush(); err != nil {
		return im.added, err
	}
	im.batch = im.last
	err = im.flush()
	return im.added, err
}

type importer struct {
	store *Store
	ctx   context.Context
	batch []quad.Quad
	last  []quad.Quad // hashes of documents, which tell that they are whole
	added int
}

// flush writes what has been gathered.
func (im *importer) flush() error {
	if err := im.ctx.Err(); err != nil {
		return err
	}
	s := im.store
	s.writing.Lock()
	defer s.writing.Unlock()
	clear(s.shared.hashes)
	c := newChange()
	have, err := s.backend.contains(im.ctx, s.QuadStore(), im.batch)
	if err != nil {
		return err
	}
	for i, q := range im.batch {
		if !have[i] {
			c.add(q)
		}
	}
	im.batch = im.batch[:0]
	if err := s.apply(c.deltas); err != nil {
		return err
	}
	im.added += len(c.deltas)
	return nil
}
