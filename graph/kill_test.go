package graph_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sanyuan/extract"
	"sanyuan/graph"
	"sanyuan/graph/graphtest"
)

// TestMain lets the test program be the process that is killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv("SANYUAN_TEST_LOAD"); dir != "" {
		if err := loadUntilKilled(dir, os.Getenv("SANYUAN_TEST_VERSION")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// killed is what the process that is killed loads: many documents, and one that
// is written in steps.
func killed() []extract.Result {
	var docs []extract.Result
	small, big := graphtest.Newsroom{Seed: 5, Sentences: 3}, graphtest.Newsroom{Seed: 5, Sentences: 200}
	for i := range 120 {
		if i%40 == 20 {
			docs = append(docs, big.Document(i))
		} else {
			docs = append(docs, small.Document(i))
		}
	}
	return docs
}

const (
	killedBatch = 400       // quads
	begins      = "begin\n" // what the process says before it opens the store
)

// loadUntilKilled loads what is missing and writes the ID of every document that
// is in.
func loadUntilKilled(dir, version string) error {
	ctx := context.Background()
	docs := killed()
	os.Stdout.WriteString(begins)
	s, err := graph.Open(dir, graph.Options{Create: true})
	if err != nil {
		return err
	}
	l := s.NewLoader(ctx, graph.LoadOptions{Version: version, Batch: killedBatch, Loaded: func(ids []string) {
		os.Stdout.WriteString(strings.Join(ids, "\n") + "\n")
	}})
	for _, doc := range docs {
		current, err := l.Current(ctx, doc.Document)
		if err != nil {
			return err
		}
		if current {
			continue
		}
		if err := l.Load(ctx, doc); err != nil {
			return err
		}
	}
	if err := l.Close(); err != nil {
		return err
	}
	return s.Close()
}

// TestKill kills a process that loads, at random moments, and opens the store
// that it leaves. When everything is loaded a new version begins to take the
// place of the old one.
func TestKill(t *testing.T) {
	kills := 50
	if testing.Short() {
		kills = 10
	}
	dir := filepath.Join(t.TempDir(), "db")
	r := rand.New(rand.NewPCG(1, 2))
	version, done, loaded, finished := 1, make(map[string]bool), 0, 0
	for range kills {
		whole, ids := runAndKill(t, dir, version, time.Duration(r.IntN(600))*time.Millisecond)
		for _, id := range ids {
			done[id] = true
		}
		loaded += len(ids)
		checkHolds(t, dir, version, done)
		if whole {
			finished++
			version++
			clear(done)
		}
	}
	t.Logf("%d kills, %d documents loaded between them, %d loads complete", kills, loaded, finished)
	if loaded == 0 {
		t.Error("every kill came before the load had begun")
	}
	for whole := false; !whole; {
		whole, _ = runAndKill(t, dir, version, time.Minute)
	}
	undisturbed := graphtest.Open(t, "memory:")
	l := undisturbed.NewLoader(t.Context(), graph.LoadOptions{Version: fmt.Sprint("v", version)})
	for _, doc := range killed() {
		if err := l.Load(t.Context(), doc); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(exported(t, undisturbed), exported(t, graphtest.Open(t, dir))); diff != "" {
		t.Errorf("the disturbed load differs: %.2000s", diff)
	}
}

// runAndKill runs the loading process and kills it some time after it has
// begun to load. It returns whether the load came to its end before, and what the
// process reported as loaded.
func runAndKill(t *testing.T, dir string, version int, after time.Duration) (whole bool, ids []string) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "SANYUAN_TEST_LOAD="+dir, fmt.Sprint("SANYUAN_TEST_VERSION=v", version))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	in := bufio.NewReader(out)
	if line, err := in.ReadString('\n'); line != begins {
		t.Fatalf("the process began with %q, %v", line, err)
	}
	timer := time.AfterFunc(after, func() { cmd.Process.Kill() })
	defer timer.Stop()
	for lines := bufio.NewScanner(in); lines.Scan(); {
		ids = append(ids, lines.Text())
	}
	err = cmd.Wait()
	if err != nil && cmd.ProcessState.Exited() {
		t.Fatalf("loading failed by itself: %v", err)
	}
	return err == nil, ids
}

func checkHolds(t *testing.T, dir string, version int, done map[string]bool) {
	t.Helper()
	s, err := graph.Open(dir, graph.Options{Create: true})
	if err != nil {
		t.Fatalf("the store does not open: %v", err)
	}
	defer s.Close()
	for id := range done {
		if doc, err := s.Document(t.Context(), id); err != nil || doc.Version != fmt.Sprint("v", version) {
			t.Errorf("%s was reported as loaded: %+v, %v", id, doc, err)
		}
	}
}
