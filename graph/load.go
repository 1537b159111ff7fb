package graph

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/cayleygraph/quad"

	"sanyuan/extract"
	"sanyuan/graph/vocab"
)

// LoadOptions say how documents are loaded.
type LoadOptions struct {
	// Version names the program and models that read the documents.
	Version string
	// Loaded is told which documents have become durable, by the loader's one
	// writer. It may be nil.
	Loaded func(ids []string)
	// Batch is the number of quads that are written at once if so many are
	// waiting; 0 for 10,000. Documents of more than five times as many are
	// written in steps.
	Batch int
}

const (
	defaultBatch = 10_000
	bigDocument  = 5 // batches
)

// Loader loads documents into a store. Any number of goroutines may call Load;
// one writer takes what they bring, many small documents at once.
//
// Every document is in the store whole or not at all once the store has been
// opened again, whatever happens. A document that the store holds already is
// replaced: exactly its own quads change.
type Loader struct {
	store *Store
	opts  LoadOptions
	ctx   context.Context

	queue chan DocumentQuads
	done  chan struct{}
	mu    sync.Mutex
	err   error // the first failure; nothing is written after it
}

// NewLoader begins to load into the store. When ctx ends, what was handed over
// before is dropped or written, whole documents only.
func (s *Store) NewLoader(ctx context.Context, opts LoadOptions) *Loader {
	if opts.Batch <= 0 {
		opts.Batch = defaultBatch
	}
	l := &Loader{
		store: s,
		opts:  opts,
		ctx:   ctx,
		queue: make(chan DocumentQuads, 64),
		done:  make(chan struct{}),
	}
	go l.write()
	return l
}

// Current tells whether the store holds the document as it is, read by the
// same program and models, so that it need not be read again.
func (l *Loader) Current(ctx context.Context, doc extract.Document) (bool, error) {
	have, err := l.store.Document(ctx, doc.ID)
	if errors.Is(err, ErrNoDocument) {
		return false, nil
	}
	return err == nil && have.Hash == doc.Hash && have.Version == l.opts.Version, err
}

// Load hands a document over to be written, waiting while the writer is far
// behind. An error may stem from a document before it.
func (l *Loader) Load(ctx context.Context, res extract.Result) error {
	quads, err := Statements(res, l.opts.Version)
	if err != nil {
		return err
	}
	return l.LoadQuads(ctx, quads)
}

// LoadQuads is Load for a document whose quads were made before.
func (l *Loader) LoadQuads(ctx context.Context, quads DocumentQuads) error {
	if err := l.failure(); err != nil {
		return err
	}
	select {
	case l.queue <- quads:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Close writes what is still waiting and ends the loader. No call of Load may
// be under way.
func (l *Loader) Close() error {
	close(l.queue)
	<-l.done
	return l.failure()
}

func (l *Loader) failure() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.err
}

func (l *Loader) fail(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.err == nil {
		l.err = err
	}
}

// write takes documents off the queue until it is closed, and everything that
// waits there, up to a batch, at once.
func (l *Loader) write() {
	defer close(l.done)
	for doc := range l.queue {
		batch := []DocumentQuads{doc}
		for n := len(doc.Own); n < l.opts.Batch; {
			more, ok := l.waiting()
			if !ok {
				break
			}
			batch = append(batch, more)
			n += len(more.Own)
		}
		if l.failure() != nil {
			continue // let those who wait in Load go on and meet the error
		}
		if err := l.commit(batch); err != nil {
			l.fail(err)
		}
	}
}

func (l *Loader) waiting() (DocumentQuads, bool) {
	select {
	case doc, ok := <-l.queue:
		return doc, ok
	default:
		return DocumentQuads{}, false
	}
}

// commit writes documents in as few steps as can be.
func (l *Loader) commit(docs []DocumentQuads) error {
	for len(docs) > 0 {
		if err := l.ctx.Err(); err != nil {
			return err
		}
		n := together(docs, bigDocument*l.opts.Batch)
		var err error
		if n == 0 {
			n = 1
			err = l.commitBig(docs[0])
		} else {
			err = l.commitBatch(docs[:n])
		}
		if err != nil {
			return err
		}
		l.report(docs[:n])
		docs = docs[n:]
	}
	return nil
}

// together is how many of the documents can be written at once: all before the
// first big one, and none twice.
func together(docs []DocumentQuads, big int) int {
	seen := make(map[string]bool)
	for i, d := range docs {
		if len(d.Own) > big || seen[d.ID] {
			return i
		}
		seen[d.ID] = true
	}
	return len(docs)
}

func (l *Loader) report(docs []DocumentQuads) {
	if l.opts.Loaded == nil {
		return
	}
	ids := make([]string, len(docs))
	for i, d := range docs {
		ids[i] = d.ID
	}
	l.opts.Loaded(ids)
}

// commitBatch writes whole documents in one transaction.
func (l *Loader) commitBatch(docs []DocumentQuads) error {
	s := l.store
	s.writing.Lock()
	defer s.writing.Unlock()
	c := newChange()
	for _, d := range docs {
		if err := s.replaceOwn(l.ctx, c, d); err != nil {
			return fmt.Errorf("document %s: %w", d.ID, err)
		}
	}
	if err := s.commit(l.ctx, c, docs); err != nil {
		return fmt.Errorf("loading %s: %w", names(docs), err)
	}
	return nil
}

func names(docs []DocumentQuads) string {
	if len(docs) == 1 {
		return docs[0].ID
	}
	return fmt.Sprintf("%s and %d more", docs[0].ID, len(docs)-1)
}

// replaceOwn adds to c what turns the document's quads in the store, if any,
// into those given.
func (s *Store) replaceOwn(ctx context.Context, c *change, d DocumentQuads) error {
	var have []quad.Quad
	label := vocab.Document(d.ID)
	if s.known(label) {
		var err error
		if have, err = s.find(ctx, quad.Label, label); err != nil {
			return err
		}
	}
	c.replace(have, d.Own)
	return nil
}

// commitBig writes one document in steps. A mark stands in the store as long
// as the document is not complete; Open drops documents that bear one.
func (l *Loader) commitBig(d DocumentQuads) error {
	s := l.store
	if err := s.Delete(l.ctx, d.ID); err != nil && !errors.Is(err, ErrNoDocument) {
		return err
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	mark := partialMark(d.ID)
	c := newChange()
	c.add(mark)
	for rest := d.Own; len(rest) > 0; c = newChange() {
		n := min(len(rest), l.opts.Batch)
		for _, q := range rest[:n] {
			c.add(q)
		}
		var docs []DocumentQuads
		if rest = rest[n:]; len(rest) == 0 {
			docs = []DocumentQuads{d}
			c.remove(mark)
		}
		if err := s.commit(l.ctx, c, docs); err != nil {
			return fmt.Errorf("loading %s: %w", d.ID, err)
		}
	}
	return nil
}

func partialMark(doc string) quad.Quad {
	label := vocab.Document(doc)
	return quad.Make(label, vocab.Partial, vocab.Partial, label)
}

// dropPartial removes documents that were not loaded to their end.
func (s *Store) dropPartial() error {
	ctx := context.Background()
	marks, err := s.find(ctx, quad.Object, vocab.Partial)
	if err != nil {
		return err
	}
	for _, q := range marks {
		if err := s.Delete(ctx, vocab.Name(asIRI(q.Label))); err != nil && !errors.Is(err, ErrNoDocument) {
			return fmt.Errorf("dropping the unfinished %s: %w", q.Label, err)
		}
	}
	return nil
}

// Delete takes a document and what only it brought out of the store. It
// returns ErrNoDocument where there is none.
func (s *Store) Delete(ctx context.Context, id string) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	label := vocab.Document(id)
	if !s.known(label) {
		return ErrNoDocument
	}
	have, err := s.find(ctx, quad.Label, label)
	if err != nil {
		return err
	}
	if len(have) == 0 {
		return ErrNoDocument
	}
	c := newChange()
	c.replace(have, nil)
	return s.commit(ctx, c, nil)
}
