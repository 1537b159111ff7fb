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
// The function progress, which may be nil, is told how many more quads were read.
func (s *Store) Import(ctx context.Context, quads iter.Seq2[quad.Quad, error], progress func(quads int)) (int, error) {
	im := importer{store: s, ctx: ctx}
	for q, err := range quads {
		if err != nil {
			err = errors.Join(err, im.flush())
			return im.added, err
		}
		if q.Predicate == vocab.Hash {
			im.last = append(im.last, q)
			continue
		}
		im.batch = append(im.batch, q)
		if len(im.batch) < defaultBatch {
			continue
		}
		if err := im.flush(); err != nil {
			return im.added, err
		}
		if progress != nil {
			progress(defaultBatch)
		}
	}
	if err := im.flush(); err != nil {
		return im.added, err
	}
	im.batch = im.last
	err := im.flush()
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
	n, err := im.store.Add(im.ctx, im.batch)
	im.added += n
	im.batch = im.batch[:0]
	return err
}
