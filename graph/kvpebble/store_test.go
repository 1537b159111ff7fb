package kvpebble_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/kv/kvtest"
	"github.com/cockroachdb/pebble/v2/vfs"
	hkv "github.com/hidal-go/hidalgo/kv"
	"github.com/hidal-go/hidalgo/kv/flat"
	hkvtest "github.com/hidal-go/hidalgo/kv/kvtest"

	"sanyuan/graph/kvpebble"
)

func open(t testing.TB, dir string, opts kvpebble.Options) *kvpebble.Store {
	t.Helper()
	s, err := kvpebble.Open(dir, opts)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestCayley runs the suite that Cayley runs over its own stores.
func TestCayley(t *testing.T) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/cayleygraph/cayley").Output()
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(strings.TrimSpace(string(out))) // where the suite finds its data
	kvtest.TestAll(t, func(t testing.TB) (hkv.KV, graph.Options, func()) {
		s := open(t, "db", kvpebble.Options{Create: true, FS: vfs.NewMem()})
		return flat.Upgrade(s), nil, func() {}
	}, nil)
}

// TestHidalgo runs the suite of the key-value interface on a real disk.
func TestHidalgo(t *testing.T) {
	hkvtest.RunTest(t, func(t testing.TB) (hkv.KV, func()) {
		s := open(t, t.TempDir(), kvpebble.Options{Create: true})
		return flat.Upgrade(s), func() { s.Close() }
	})
}

func TestBusyNamesTheHolder(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, kvpebble.Options{Create: true})
	for _, readOnly := range []bool{false, true} {
		_, err := kvpebble.Open(dir, kvpebble.Options{ReadOnly: readOnly})
		if !errors.Is(err, kvpebble.ErrBusy) || !strings.Contains(err.Error(), fmt.Sprint("process ", os.Getpid())) {
			t.Errorf("read only %v: %v", readOnly, err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	first := open(t, dir, kvpebble.Options{ReadOnly: true})
	second := open(t, dir, kvpebble.Options{ReadOnly: true})
	if _, err := kvpebble.Open(dir, kvpebble.Options{}); !errors.Is(err, kvpebble.ErrBusy) || !strings.Contains(err.Error(), "for reading") {
		t.Errorf("writing beside readers: %v", err)
	}
	for _, r := range []*kvpebble.Store{first, second} {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}
}

// TestCloseWithOpenTransactions checks that what Cayley forgets to close does
// not keep a store from closing.
func TestCloseWithOpenTransactions(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, kvpebble.Options{Create: true})
	put(t, s, "a", "1")
	tx, err := s.Tx(false)
	if err != nil {
		t.Fatal(err)
	}
	if it := tx.Scan(nil); !it.Next(t.Context()) {
		t.Fatal("nothing to scan")
	}
	if _, err := s.Tx(true); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if _, err := s.Tx(false); !errors.Is(err, kvpebble.ErrBroken) {
		t.Errorf("a transaction of a closed store: %v", err)
	}
	open(t, dir, kvpebble.Options{}).Close()
}

func put(t *testing.T, s *kvpebble.Store, key, value string) error {
	t.Helper()
	tx, err := s.Tx(true)
	if err != nil {
		return err
	}
	defer tx.Close()
	if err := tx.Put(flat.Key(key), flat.Value(value)); err != nil {
		return err
	}
	return tx.Commit(t.Context())
}

// disk is a file system with little room.
type disk struct {
	vfs.FS
	full *atomic.Bool
}

func (d disk) GetDiskUsage(string) (vfs.DiskUsage, error) {
	if d.full.Load() {
		return vfs.DiskUsage{AvailBytes: 1 << 20}, nil
	}
	return vfs.DiskUsage{AvailBytes: 1 << 40}, nil
}

// TestFullDisk checks that a write for which there is no room is an error, and
// costs nothing that was written before.
func TestFullDisk(t *testing.T) {
	var full atomic.Bool
	fs := disk{vfs.NewMem(), &full}
	s := open(t, "db", kvpebble.Options{Create: true, FS: fs})
	if err := put(t, s, "a", "1"); err != nil {
		t.Fatal(err)
	}
	full.Store(true)
	if err := put(t, s, "b", "2"); !errors.Is(err, kvpebble.ErrFull) {
		t.Errorf("writing to a full disk: %v", err)
	}
	full.Store(false)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, "db", kvpebble.Options{FS: fs})
	defer s.Close()
	tx, err := s.Tx(false)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Close()
	if v, err := tx.Get(t.Context(), flat.Key("a")); string(v) != "1" {
		t.Errorf("what was there before: %q, %v", v, err)
	}
}
