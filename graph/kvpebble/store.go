package kvpebble

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"

	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/bloom"
	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/hidal-go/hidalgo/kv/flat"
)

// Errors of opening a store.
var (
	// ErrNotFound is returned where the directory holds no store.
	ErrNotFound = errors.New("there is no graph store")
	// ErrBusy is returned while another process has the store open.
	ErrBusy = errors.New("the store is open elsewhere")
	// ErrForeign is returned for a directory that holds something else.
	ErrForeign = errors.New("the directory holds other files and no graph store")
	// ErrBroken is returned after a failed write: close the store and open
	// it again.
	ErrBroken = errors.New("the store is closed after a failed write")
)

// Options say how to open a store.
type Options struct {
	ReadOnly  bool   // for reading only, together with other readers
	Create    bool   // make the store where there is none
	CacheSize int64  // bytes of decoded blocks to keep; 0 for 192 MiB to write, 64 MiB to read
	FS        vfs.FS // the file system; nil for the machine's own
}

// Store is an open Pebble store. It is safe for concurrent use.
type Store struct {
	db   *pebble.DB
	fs   vfs.FS
	dir  string
	lock *lock // nil on a file system of our own
	ro   bool

	mu     sync.Mutex
	open   map[*tx]struct{} // transactions not yet closed
	staged []Change         // for the next transaction that writes
	failed error            // of the write after which the store is unusable
}

var _ flat.KV = (*Store)(nil)

// Open opens the store in dir.
func Open(dir string, opts Options) (*Store, error) {
	s := &Store{fs: opts.FS, dir: dir, ro: opts.ReadOnly, open: make(map[*tx]struct{})}
	if s.fs == nil {
		s.fs = vfs.Default
	}
	if err := s.look(dir, opts); err != nil {
		return nil, err
	}
	if opts.FS == nil {
		var err error
		if s.lock, err = acquire(dir, opts.ReadOnly); err != nil {
			return nil, err
		}
	}
	db, err := openPebble(dir, settings(opts, s.fs))
	if err != nil {
		s.lock.release()
		return nil, fmt.Errorf("opening %s: %w", dir, err)
	}
	s.db = db
	return s, nil
}

// look checks what is in dir before anything is written to it.
func (s *Store) look(dir string, opts Options) error {
	names, err := s.fs.List(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if !opts.Create {
			return fmt.Errorf("%s: %w", dir, ErrNotFound)
		}
		return s.fs.MkdirAll(dir, 0o755)
	case err != nil:
		return err
	}
	desc, err := pebble.Peek(dir, s.fs)
	switch {
	case err != nil:
		return fmt.Errorf("%s: %w", dir, err)
	case desc.Exists:
		return nil
	case len(foreign(names)) > 0:
		return fmt.Errorf("%s: %w", dir, ErrForeign)
	case !opts.Create:
		return fmt.Errorf("%s: %w", dir, ErrNotFound)
	}
	return nil
}

// foreign returns the names that are not left over from an open that failed.
func foreign(names []string) []string {
	var out []string
	for _, n := range names {
		if n != lockFile && n != holderFile && n != "LOCK" {
			out = append(out, n)
		}
	}
	return out
}

// settings keep the whole store within a few hundred megabytes of memory while
// a million quads are loaded.
func settings(opts Options, fs vfs.FS) *pebble.Options {
	o := &pebble.Options{
		FS:                          fs,
		ReadOnly:                    opts.ReadOnly,
		CacheSize:                   opts.CacheSize,
		FormatMajorVersion:          pebble.FormatNewest,
		MemTableSize:                32 << 20,
		MemTableStopWritesThreshold: 3,
		L0CompactionThreshold:       4,
		LBaseMaxBytes:               64 << 20,
		MaxOpenFiles:                256,
		Logger:                      silent{},
		DisableTableStats:           opts.ReadOnly,
	}
	if opts.ReadOnly {
		o.FS = sharedFS{fs}
	}
	switch {
	case opts.CacheSize != 0:
	case opts.ReadOnly:
		o.CacheSize = 64 << 20
	default:
		// Below this, the look-ups of a load read the same blocks from
		// disk again and again.
		o.CacheSize = 192 << 20
	}
	o.ApplyCompressionSettings(func() pebble.DBCompressionSettings { return pebble.DBCompressionBalanced })
	for i := range o.Levels {
		o.Levels[i].FilterPolicy = bloom.FilterPolicy(10)
		o.Levels[i].BlockSize = 8 << 10
	}
	return o
}

func openPebble(dir string, o *pebble.Options) (db *pebble.DB, err error) {
	defer recoverFatal(&err)
	return pebble.Open(dir, o)
}

// Close writes out what is still in memory and closes the store, and with it
// every transaction that was left open.
func (s *Store) Close() error {
	s.mu.Lock()
	left := make([]*tx, 0, len(s.open))
	for t := range s.open {
		left = append(left, t)
	}
	failed := s.failed
	s.failed = ErrBroken
	s.mu.Unlock()
	for _, t := range left {
		t.Close()
	}
	defer s.lock.release()
	if failed != nil {
		return nil // Pebble cannot be closed after a failed commit
	}
	return s.closePebble()
}

func (s *Store) closePebble() (err error) {
	defer recoverFatal(&err)
	if !s.ro {
		// With nothing left in the log, the next open need not replay it.
		if err := s.db.Flush(); err != nil {
			return errors.Join(err, s.db.Close())
		}
	}
	return s.db.Close()
}

// Snapshot writes a copy of the store as it is now to dir, which must not
// exist. On one file system it costs no more than some hard links.
func (s *Store) Snapshot(dir string) (err error) {
	defer recoverFatal(&err)
	if s.fs != vfs.Default {
		return s.copyTo(dir)
	}
	if _, err := os.Stat(dir); err == nil {
		return fmt.Errorf("%s: %w", dir, fs.ErrExist)
	}
	if !s.ro {
		if err := s.db.Flush(); err != nil {
			return err
		}
	}
	return s.db.Checkpoint(dir)
}

// copyTo writes every key of the store into a new one on the machine's disk.
func (s *Store) copyTo(dir string) error {
	out, err := Open(dir, Options{Create: true})
	if err != nil {
		return err
	}
	it, err := s.db.NewIter(nil)
	if err != nil {
		return errors.Join(err, out.Close())
	}
	err = out.fill(it)
	return errors.Join(err, it.Close(), out.Close())
}

const fillBytes = 4 << 20 // a batch of copyTo

func (s *Store) fill(it *pebble.Iterator) error {
	batch := s.db.NewBatch()
	for ok := it.First(); ok; ok = it.Next() {
		if err := batch.Set(it.Key(), it.Value(), nil); err != nil {
			return err
		}
		if batch.Len() < fillBytes {
			continue
		}
		if err := batch.Commit(pebble.NoSync); err != nil {
			return err
		}
		batch = s.db.NewBatch()
	}
	return errors.Join(it.Error(), batch.Commit(pebble.NoSync))
}

// DiskUsage is the number of bytes that the store takes on disk.
func (s *Store) DiskUsage() int64 { return int64(s.db.Metrics().DiskSpaceUsage()) }

// silent drops Pebble's reports of its own housekeeping and turns what it
// holds to be fatal into a panic, which recoverFatal makes an error.
type silent struct{}

type fatal struct{ error }

func (silent) Infof(string, ...any)  {}
func (silent) Errorf(string, ...any) {}
func (silent) Fatalf(format string, args ...any) {
	panic(fatal{fmt.Errorf(format, args...)})
}

func recoverFatal(err *error) {
	switch r := recover().(type) {
	case nil:
	case fatal:
		*err = r.error
	default:
		panic(r)
	}
}
