package kvpebble

import "github.com/cockroachdb/pebble/v2"

// Change is one key to write, or to delete where Delete is set.
type Change struct {
	Key, Value []byte
	Delete     bool
}

// Stage makes the next transaction that writes carry these changes as well, so
// that keys beside those of Cayley change together with them. They take the
// place of changes that were staged before and not yet taken.
func (s *Store) Stage(changes []Change) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.staged = changes
}

// takeStaged moves the staged changes into the transaction. The caller holds
// the store's mutex.
func (t *tx) takeStaged() error {
	for _, c := range t.store.staged {
		var err error
		if c.Delete {
			err = t.batch.Delete(c.Key, nil)
		} else {
			err = t.batch.Set(c.Key, c.Value, nil)
		}
		if err != nil {
			return err
		}
	}
	t.store.staged = nil
	return nil
}

// Get returns the value of a key as it is now, or nil where it is absent.
func (s *Store) Get(key []byte) ([]byte, error) {
	val, closer, err := s.db.Get(key)
	if err == pebble.ErrNotFound {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	out := append(make([]byte, 0, len(val)+1), val...)
	return out, closer.Close()
}

// Scan calls f with the keys from one up to but without another, as they are
// now, in order, until f returns false. The slices are good during the call.
func (s *Store) Scan(from, to []byte, f func(key, value []byte) bool) error {
	it, err := s.db.NewIter(&pebble.IterOptions{LowerBound: from, UpperBound: to})
	if err != nil {
		return err
	}
	for ok := it.First(); ok && f(it.Key(), it.Value()); ok = it.Next() {
	}
	return it.Close()
}
