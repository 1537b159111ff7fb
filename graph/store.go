package graph

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"sync"

	"github.com/cayleygraph/cayley/clog"
	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"

	"sanyuan/graph/index"
	"sanyuan/graph/kvpebble"
)

// Errors of opening and changing a store.
var (
	// ErrNotFound is returned where there is no store.
	ErrNotFound = kvpebble.ErrNotFound
	// ErrBusy is returned while another process has the store open.
	ErrBusy = kvpebble.ErrBusy
	// ErrForeign is returned for a directory that holds something else.
	ErrForeign = kvpebble.ErrForeign
	// ErrReadOnly is returned by what writes to a store opened for reading.
	ErrReadOnly = errors.New("the store is open for reading only")
	// ErrNoDocument is returned for a document that the store does not hold.
	ErrNoDocument = errors.New("the store holds no such document")
)

// DefaultPath is where commands keep their store unless told otherwise.
const DefaultPath = "sanyuan.db"

// Options say how to open a store.
type Options struct {
	ReadOnly  bool  // for reading only, together with other readers
	Create    bool  // make the store where there is none
	CacheSize int64 // bytes of blocks that an embedded store caches; 0 for 192 MiB, or 64 MiB to read
}

// Store is an open graph. It is safe for concurrent use.
type Store struct {
	url     string
	opts    Options
	backend backend

	writing sync.Mutex // held while quads are changed
	shared  sharedCache
	mu      sync.RWMutex // guards qs
	qs      cayley.QuadStore
}

// backend is where the quads are kept.
type backend interface {
	// open opens the Cayley store, also again after it was closed.
	open() (cayley.QuadStore, error)
	// quads streams every quad as it is stored, in no particular order.
	quads(ctx context.Context) iter.Seq2[quad.Quad, error]
	// nodes streams every value that some quad is made of.
	nodes(ctx context.Context) iter.Seq2[quad.Value, error]
	// contains tells which of the quads the store holds.
	contains(ctx context.Context, qs cayley.QuadStore, quads []quad.Quad) ([]bool, error)
	// apply adds and deletes quads, all or none, and the keys of the index
	// that go with them.
	apply(qs cayley.QuadStore, adds, deletes []cayley.Delta, update *index.Update) error
	// keys are those of the index.
	keys() index.Keys
	// writeKeys changes the index alone.
	writeKeys(update *index.Update) error
	// snapshot makes a view of the store as it is now for another process
	// and returns the URL to open it by. It may put files below dir.
	snapshot(dir string) (string, error)
	// size is the number of bytes that the store takes on disk.
	size() (int64, error)
	// close releases what open does not: locks and connections.
	close() error
}

func init() {
	clog.SetLogger(nil) // what Cayley would log comes back as an error, too
}

// Open opens the store at url: a directory, memory: for one that lasts as long
// as it is open, or postgres://user@host/database.
func Open(url string, opts Options) (*Store, error) {
	if opts.ReadOnly && opts.Create {
		return nil, errors.New("a store cannot be made for reading only")
	}
	s := &Store{url: url, opts: opts, shared: newSharedCache()}
	var err error
	switch scheme, _, ok := strings.Cut(url, ":"); {
	case url == "":
		return nil, errors.New("no path or URL of a store given")
	case url == "memory:":
		s.backend = newMemory()
	case ok && (scheme == "postgres" || scheme == "postgresql"):
		s.backend, err = newPostgres(url, opts)
	case strings.Contains(url, "://"):
		return nil, fmt.Errorf("%s: a store is a directory, memory: or a postgres:// URL", url)
	default:
		s.backend = &embedded{dir: url, opts: opts}
	}
	if err != nil {
		return nil, err
	}
	if s.qs, err = s.backend.open(); err != nil {
		return nil, errors.Join(err, s.backend.close())
	}
	if !opts.ReadOnly {
		if err := s.mend(); err != nil {
			return nil, errors.Join(err, s.Close())
		}
	}
	return s, nil
}

// mend completes what an earlier program left undone.
func (s *Store) mend() error {
	if err := s.buildIndex(context.Background()); err != nil {
		return err
	}
	return s.dropPartial()
}

// URL is what the store was opened by.
func (s *Store) URL() string { return s.url }

// QuadStore is the Cayley store to run queries on. It is not to be written to,
// and it is good until the next write that fails, or Close.
func (s *Store) QuadStore() cayley.QuadStore {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.qs
}

// Close closes the store. Readers must have stopped.
func (s *Store) Close() error {
	s.writing.Lock()
	defer s.writing.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	var err error
	if s.qs != nil {
		err = s.qs.Close()
		s.qs = nil
	}
	return errors.Join(err, s.backend.close())
}

// Snapshot makes a view of the store as it is now that other processes can
// read, and returns the URL to open it by, with Options.ReadOnly. The view of
// an embedded store or one in memory is written to dir, which must not exist;
// on the store's own file system that takes milliseconds. That of PostgreSQL
// is the server itself.
func (s *Store) Snapshot(dir string) (string, error) {
	s.writing.Lock()
	defer s.writing.Unlock()
	return s.backend.snapshot(dir)
}

// DiskSize is the number of bytes that the store takes on disk.
func (s *Store) DiskSize() (int64, error) { return s.backend.size() }

// Quads streams every quad as the store keeps it, in no particular order.
// Stream it with Namespace.Full and ToRDF for quads that others understand.
func (s *Store) Quads(ctx context.Context) iter.Seq2[quad.Quad, error] {
	return s.backend.quads(ctx)
}

// Nodes streams every value that some quad is made of.
func (s *Store) Nodes(ctx context.Context) iter.Seq2[quad.Value, error] { return s.backend.nodes(ctx) }

// ignore keeps Cayley from failing on what is there or missing already. The
// store sees to it that there is none: Cayley would count references wrongly.
var ignore = cayley.IgnoreOpts{IgnoreDup: true, IgnoreMissing: true}

// apply makes a change durable, all of it or nothing. The caller holds
// s.writing.
func (s *Store) apply(c *change) error {
	if s.opts.ReadOnly {
		return ErrReadOnly
	}
	if len(c.adding)+len(c.deleting) == 0 {
		return nil
	}
	update, err := s.reindex(context.Background(), c)
	if err != nil {
		return err
	}
	if err := s.backend.apply(s.QuadStore(), c.adding, c.deleting, update); err != nil {
		return errors.Join(err, s.reopen())
	}
	return nil
}

// reopen starts afresh after a failed write: Cayley remembers node numbers
// that were never stored, and would use them again.
func (s *Store) reopen() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.qs.Close()
	qs, err := s.backend.open()
	if err != nil {
		return fmt.Errorf("opening the store again: %w", err)
	}
	s.qs = qs
	return nil
}
