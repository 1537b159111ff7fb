package kvpebble

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/cockroachdb/pebble/v2"
	"github.com/hidal-go/hidalgo/kv/flat"
)

// Tx begins a transaction. One that writes must be the only one that does.
func (s *Store) Tx(rw bool) (flat.Tx, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.failed != nil {
		return nil, ErrBroken
	}
	t := &tx{store: s}
	if rw {
		t.batch = s.db.NewIndexedBatch()
		t.reader = t.batch
		if err := t.takeStaged(); err != nil {
			return nil, errors.Join(err, t.batch.Close())
		}
	} else {
		t.snapshot = s.db.NewSnapshot()
		t.reader = t.snapshot
	}
	s.open[t] = struct{}{}
	return t, nil
}

// reader is what a batch and a snapshot have in common.
type reader interface {
	Get(key []byte) ([]byte, io.Closer, error)
	NewIter(*pebble.IterOptions) (*pebble.Iterator, error)
}

type tx struct {
	store    *Store
	reader   reader
	batch    *pebble.Batch    // of a transaction that writes
	snapshot *pebble.Snapshot // of one that reads
	scans    []*scan
	closed   bool
}

func (t *tx) Get(_ context.Context, key flat.Key) (flat.Value, error) {
	val, closer, err := t.reader.Get(key)
	if err == pebble.ErrNotFound {
		return nil, flat.ErrNotFound
	} else if err != nil {
		return nil, err
	}
	out := append(make(flat.Value, 0, len(val)), val...)
	return out, closer.Close()
}

func (t *tx) GetBatch(ctx context.Context, keys []flat.Key) ([]flat.Value, error) {
	return flat.GetBatch(ctx, t, keys)
}

func (t *tx) Put(k flat.Key, v flat.Value) error {
	if t.batch == nil {
		return flat.ErrReadOnly
	}
	return t.batch.Set(k, v, nil)
}

func (t *tx) Del(k flat.Key) error {
	if t.batch == nil {
		return flat.ErrReadOnly
	}
	return t.batch.Delete(k, nil)
}

func (t *tx) Commit(context.Context) error {
	if t.batch == nil || t.closed {
		return nil
	}
	if err := t.store.checkSpace(int64(t.batch.Len())); err != nil {
		return err
	}
	if err := commit(t.batch); err != nil {
		return t.store.fail(err)
	}
	return nil
}

func commit(batch *pebble.Batch) (err error) {
	defer recoverFatal(&err)
	return batch.Commit(pebble.Sync)
}

// ErrFull is returned for a write while the disk is nearly full.
var ErrFull = errors.New("the disk is nearly full")

const spaceReserve = 64 << 20 // bytes that must stay free

// checkSpace refuses a write for which the disk may be too small: Pebble cannot
// go on once its log does not fit.
func (s *Store) checkSpace(batch int64) error {
	usage, err := s.fs.GetDiskUsage(s.dir)
	if err != nil {
		return nil // not known here
	}
	if need := spaceReserve + 4*batch; usage.AvailBytes < uint64(need) {
		return fmt.Errorf("%s: %w: %d MB are free, and %d needed", s.dir, ErrFull, usage.AvailBytes>>20, need>>20)
	}
	return nil
}

// fail marks the store as unusable after a write went wrong.
func (s *Store) fail(err error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.failed = err
	return fmt.Errorf("writing to the store: %w", err)
}

// Close ends the transaction and the scans that were left open in it.
func (t *tx) Close() error {
	t.store.mu.Lock()
	was := t.closed
	t.closed = true
	delete(t.store.open, t)
	scans := t.scans
	t.scans = nil
	t.store.mu.Unlock()
	if was {
		return nil
	}
	for _, it := range scans {
		it.Close()
	}
	if t.batch != nil {
		return t.batch.Close()
	}
	return t.snapshot.Close()
}

func (t *tx) Scan(pref flat.Key) flat.Iterator {
	it, err := t.reader.NewIter(&pebble.IterOptions{LowerBound: pref, UpperBound: after(pref)})
	s := &scan{it: it, err: err}
	t.store.mu.Lock()
	defer t.store.mu.Unlock()
	t.scans = append(t.scans, s)
	return s
}

// after is the first key behind all that begin with pref, or nil if that is
// the end of the store.
func after(pref []byte) []byte {
	for i := len(pref) - 1; i >= 0; i-- {
		if pref[i] != 0xff {
			end := append([]byte(nil), pref[:i+1]...)
			end[i]++
			return end
		}
	}
	return nil
}

// scan goes through the keys with a common prefix.
type scan struct {
	it     *pebble.Iterator
	begun  bool
	closed bool
	err    error
}

func (s *scan) Next(ctx context.Context) bool {
	if s.err != nil || s.closed {
		return false
	}
	if s.err = ctx.Err(); s.err != nil {
		return false
	}
	if !s.begun {
		s.begun = true
		return s.it.First()
	}
	return s.it.Next()
}

func (s *scan) Key() flat.Key   { return s.it.Key() }
func (s *scan) Val() flat.Value { return s.it.Value() }

func (s *scan) Err() error {
	if s.err == nil && !s.closed {
		s.err = s.it.Error()
	}
	return s.err
}

func (s *scan) Close() error {
	if s.closed || s.it == nil {
		return s.err
	}
	err := s.Err()
	s.closed = true
	if cerr := s.it.Close(); err == nil {
		err = cerr
	}
	return err
}
