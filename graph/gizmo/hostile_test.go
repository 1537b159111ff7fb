package gizmo

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestHostile runs every script of testdata/hostile, each of which tries to
// hang, exhaust or crash the program. The first line of a script lists the
// kinds of ends that are right for it; "ok" is an answer. Whatever happens, the
// answer comes in time, the memory is bounded, and the next query works.
func TestHostile(t *testing.T) {
	files, err := filepath.Glob("testdata/hostile/*.js")
	if err != nil || len(files) < 30 {
		t.Fatalf("%d hostile scripts, error %v", len(files), err)
	}
	limits := Limits{Timeout: time.Second, Memory: 256 << 20, Rows: 1000, Output: 8 << 20}
	if raceDetector || testing.Short() {
		limits.Timeout = 500 * time.Millisecond
	}
	pool := newPool(t, sample, Options{Processes: 2, Limits: limits})
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".js"), func(t *testing.T) {
			script, want := readHostile(t, file)
			if slices.ContainsFunc(want, limited) {
				want = append(want, string(Timeout)) // on a slow machine
			}
			if raceDetector {
				want = append(want, string(Crash), string(Timeout), string(Memory))
			}
			began := time.Now()
			answer, err := pool.Query(t.Context(), Query{Script: script})
			if took := time.Since(began); took > limits.Timeout+10*time.Second {
				t.Errorf("answered after %v", took)
			}
			if got := end(err); !slices.Contains(want, got) {
				t.Errorf("ended with %s (%v), want %v", got, err, want)
			}
			if answer != nil && len(answer.Rows) > limits.Rows {
				t.Errorf("%d rows", len(answer.Rows))
			}
			if err != nil && (err.Error() == "" || strings.Contains(err.Error(), "goroutine ")) {
				t.Errorf("message %q", err)
			}
			t.Logf("%v: %v", end(err), err)
		})
		answer, err := pool.Query(t.Context(), Query{Script: `g.V("<ent:法國>").Out("<rel:支持>").All()`})
		if err != nil || len(answer.Rows) != 1 {
			t.Fatalf("after %s: answer %v, error %v", file, answer, err)
		}
	}
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	if stats.Sys > 512<<20 {
		t.Errorf("the parent has grown to %d MB", stats.Sys>>20)
	}
}

// TestHostile_Shape draws the shapes of the same scripts: that runs them too.
func TestHostile_Shape(t *testing.T) {
	limits := Limits{Timeout: time.Second, Memory: 256 << 20, Output: 8 << 20}
	pool := newPool(t, sample, Options{Limits: limits})
	for _, name := range []string{"loop-for-ever", "panic-object-as-predicate", "recursion", "memory-string-doubling", "rows-for-ever"} {
		script, _ := readHostile(t, filepath.Join("testdata/hostile", name+".js"))
		if _, err := pool.Shape(t.Context(), Query{Script: script}); end(err) == "ok" || end(err) == "" {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

// limited reports whether a script ends so by using too much of something.
func limited(end string) bool {
	return slices.Contains([]Kind{Memory, Recursion, RowLimit, SizeLimit}, Kind(end))
}

func end(err error) string {
	var query *Error
	switch {
	case err == nil:
		return "ok"
	case errors.As(err, &query):
		return string(query.Kind)
	}
	return ""
}

var repeat = regexp.MustCompile(`(?m)^//repeat (\S+) (\d+)$`)

// readHostile returns a script and the ends that are right for it. A line
// "//repeat TEXT N" stands for N times the text.
func readHostile(t *testing.T, file string) (script string, want []string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	head, body, _ := strings.Cut(string(data), "\n")
	kinds, ok := strings.CutPrefix(head, "// want: ")
	if !ok {
		t.Fatalf("%s: the first line does not say what is wanted", file)
	}
	body = repeat.ReplaceAllStringFunc(body, func(line string) string {
		parts := repeat.FindStringSubmatch(line)
		n, _ := strconv.Atoi(parts[2])
		return strings.Repeat(parts[1], n)
	})
	return body, strings.Fields(kinds)
}
