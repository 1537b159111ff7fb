package kvpebble

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/gofrs/flock"
)

const (
	lockFile   = "sanyuan.lock"
	holderFile = "sanyuan.holder" // who writes to the store, for the error that others get
)

// lock keeps writers apart from everybody, in this process and in others.
type lock struct {
	file   *flock.Flock
	dir    string
	shared bool
}

// acquire takes the lock of the store in dir or fails at once.
func acquire(dir string, shared bool) (*lock, error) {
	l := &lock{file: flock.New(filepath.Join(dir, lockFile)), dir: dir, shared: shared}
	try := l.file.TryLock
	if shared {
		try = l.file.TryRLock
	}
	ok, err := try()
	switch {
	case err != nil && shared && (errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)):
		return nil, nil // on a medium that nobody can write to
	case err != nil:
		return nil, fmt.Errorf("%s: %w", dir, err)
	case !ok:
		return nil, fmt.Errorf("%s: %w%s", dir, ErrBusy, holder(dir))
	}
	if !shared {
		name := fmt.Sprintf("%s, process %d", filepath.Base(os.Args[0]), os.Getpid())
		// Only for the message: a store without it is as good.
		_ = os.WriteFile(filepath.Join(dir, holderFile), []byte(name), 0o644)
	}
	return l, nil
}

// holder names who writes to the store, as far as it is known.
func holder(dir string) string {
	name, err := os.ReadFile(filepath.Join(dir, holderFile))
	if err != nil || len(name) == 0 {
		return " for reading"
	}
	return " (" + strings.TrimSpace(string(name)) + ")"
}

func (l *lock) release() {
	if l == nil {
		return
	}
	if !l.shared {
		os.Remove(filepath.Join(l.dir, holderFile))
	}
	l.file.Unlock()
}

// sharedFS is a file system on which Pebble's own lock admits everybody:
// readers exclude writers by our lock.
type sharedFS struct{ vfs.FS }

func (sharedFS) Lock(string) (io.Closer, error) { return io.NopCloser(nil), nil }
func (f sharedFS) Unwrap() vfs.FS               { return f.FS }
