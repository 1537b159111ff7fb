package extract_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"sanyuan/extract"
	"sanyuan/extract/clause"
	"sanyuan/extract/clause/clausetest"
	"sanyuan/extract/text"
)

var update = flag.Bool("update", false, "write golden files")

// extractor is shared by the tests: models take a while to load.
var extractor = sync.OnceValues(func() (*extract.Extractor, error) {
	return extract.New(extract.WithMinConfidence(0))
})

// read returns what a sentence states.
func read(t testing.TB, sentence string) extract.Result {
	t.Helper()
	e, err := extractor()
	if err != nil {
		t.Fatal(err)
	}
	r, err := e.Extract(context.Background(), text.Document{ID: "test", Sentences: text.Split(sentence)})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestPhenomena reads testdata/phenomena: a sentence on a line of its own, and
// below it, after a tab, what it must state, as package clausetest has it. What is known to come out wrong with the models as they
// are stands in testdata/phenomena.missing; -update writes it.
func TestPhenomena(t *testing.T) {
	files, err := filepath.Glob("testdata/phenomena/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no tables", err)
	}
	known := knownFaults(t)
	var missing strings.Builder
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			for _, c := range cases(t, file) {
				r := read(t, c.sentence)
				for _, want := range c.wants {
					fault := c.sentence + "\t" + want
					if states(r, want) {
						continue
					}
					missing.WriteString(fault + "\n")
					if !known[fault] && !*update {
						t.Errorf("%s\nwant %s\ngot\n%s", c.sentence, want, describe(r))
					}
				}
			}
		})
	}
	if *update {
		if err := os.WriteFile(faultsFile, []byte(missing.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

const faultsFile = "testdata/phenomena.missing"

func knownFaults(t *testing.T) map[string]bool {
	data, err := os.ReadFile(faultsFile)
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		known[strings.TrimRight(line, "\n")] = true
	}
	return known
}

type phenomenon struct {
	sentence string
	wants    []string
}

func cases(t *testing.T, file string) []phenomenon {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []phenomenon
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\n")
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '\t':
			c := &out[len(out)-1]
			c.wants = append(c.wants, strings.TrimSpace(line))
		default:
			out = append(out, phenomenon{sentence: line})
		}
	}
	return out
}

// statements are those of a result, as package clausetest takes them.
func statements(r extract.Result) []*clause.Statement {
	out := make([]*clause.Statement, len(r.Statements))
	for i := range r.Statements {
		out[i] = &r.Statements[i]
	}
	return out
}

// states reports whether a statement is as the line wants it.
func states(r extract.Result, want string) bool { return clausetest.Holds(statements(r), want) }

func says(s *clause.Statement, want [3]string) bool { return clausetest.Says(s, want) }

// describe lists what was stated, for messages.
func describe(r extract.Result) string { return clausetest.Describe(statements(r)) }
