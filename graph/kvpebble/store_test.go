package kvpebble_test

import (
	"os/exec"
	"strings"
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
