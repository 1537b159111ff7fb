package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/spf13/cobra"

	"sanyuan/graph"
	"sanyuan/graph/gizmo"
)

// newQueryProcess is the hidden command by which the program becomes a process
// that runs queries; package gizmo starts it.
func newQueryProcess(s *streams) *cobra.Command {
	return &cobra.Command{
		Use:    gizmo.CommandName,
		Short:  "Run queries for another process of the program",
		Hidden: true,
		Args:   exactArgs(0),
		RunE:   func(*cobra.Command, []string) error { return gizmo.Serve(s.in, s.out, openView) },
	}
}

// queryCache is the size in bytes of the block cache of a query process.
const queryCache = 32 << 20

func openView(address string) (cayley.QuadStore, error) {
	store, err := graph.Open(address, graph.Options{ReadOnly: true, CacheSize: queryCache})
	if err != nil {
		return nil, err
	}
	return store.QuadStore(), nil
}

// storeItself lets query processes open the store at url as it is: for a store
// that nobody writes to while they do.
func storeItself(url string) gizmo.Source {
	return func() (gizmo.View, error) { return gizmo.View{Address: url}, nil }
}

// viewPattern names the folders of snapshots, which lie beside an embedded
// store: on the same file system they cost next to nothing.
const viewPattern = ".sanyuan-view-*"

// snapshots lets query processes open a snapshot of a store that this process
// writes to.
func snapshots(store *graph.Store) gizmo.Source {
	parent := filepath.Dir(store.URL())
	if info, err := os.Stat(store.URL()); err != nil || !info.IsDir() {
		parent = os.TempDir() // of a store in memory
	}
	removeStale(parent)
	return func() (gizmo.View, error) {
		dir, err := os.MkdirTemp(parent, viewPattern)
		if err != nil {
			return gizmo.View{}, err
		}
		release := func() error { return os.RemoveAll(dir) }
		address, err := store.Snapshot(filepath.Join(dir, "store"))
		if err != nil {
			return gizmo.View{}, errors.Join(err, release())
		}
		return gizmo.View{Address: address, Release: release}, nil
	}
}

// removeStale removes the snapshots that a server left which was killed. One
// that is younger than a day may belong to a server of another store.
func removeStale(parent string) {
	found, _ := filepath.Glob(filepath.Join(parent, viewPattern))
	for _, dir := range found {
		info, err := os.Stat(dir)
		if err == nil && time.Since(info.ModTime()) > 24*time.Hour {
			os.RemoveAll(dir)
		}
	}
}

// addStoreFlag adds the flag that names the store.
func addStoreFlag(cmd *cobra.Command, db *string) {
	cmd.Flags().StringVar(db, "db", graph.DefaultPath, "the graph store: a `DIR` or postgres://USER@HOST/DATABASE")
}

// queryFlags are the flags of the commands that run queries.
type queryFlags struct {
	db      string
	timeout time.Duration
	limit   int
	memory  int64
}

func (f *queryFlags) add(cmd *cobra.Command) {
	d := gizmo.DefaultLimits
	addStoreFlag(cmd, &f.db)
	cmd.Flags().DurationVar(&f.timeout, "timeout", d.Timeout, "stop a query after this time")
	cmd.Flags().IntVar(&f.limit, "limit", d.Rows, "rows to give at most")
	cmd.Flags().Int64Var(&f.memory, "memory", d.Memory>>20, "memory that a query may use, in `MB`")
}

// limits checks the flags.
func (f *queryFlags) limits() (gizmo.Limits, error) {
	switch {
	case f.timeout <= 0:
		return gizmo.Limits{}, usagef("--timeout must be longer than nothing, not %v", f.timeout)
	case f.limit <= 0:
		return gizmo.Limits{}, usagef("--limit must be 1 or more, not %d", f.limit)
	case f.memory < 16:
		return gizmo.Limits{}, usagef("--memory must be 16 or more, not %d", f.memory)
	}
	return gizmo.Limits{Timeout: f.timeout, Rows: f.limit, Memory: f.memory << 20}, nil
}

// checkStore tells early, and with advice, that there is no store.
func checkStore(url string) error {
	if url == "memory:" {
		return usagef("--db memory: holds nothing yet; name a directory or a postgres:// URL")
	}
	if url == graph.DefaultPath {
		if _, err := os.Stat(url); errors.Is(err, fs.ErrNotExist) {
			return errors.New("there is no graph in " + url + " yet; `sanyuan build FILE...` makes one, --db names another")
		}
	}
	return nil
}
