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
// below it, after a tab, what it must state:
//
//	subject | relation | object {negative inner recipient=日本}
//	! subject | relation | object      must not be asserted
//	nothing                            states nothing at all
//
// Subjects and objects are in the sentence's words; an object is compared only
// where one is written. What is known to come out wrong with the models as they
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
					if c.holds(r, want) {
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

// holds reports whether what was read is as one line of the table wants it.
func (c phenomenon) holds(r extract.Result, want string) bool {
	if want == "nothing" {
		return len(r.Statements) == 0
	}
	no, denied := strings.CutPrefix(want, "! ")
	if !denied {
		return states(r, want)
	}
	for i := range r.Statements {
		if s := &r.Statements[i]; s.Asserted() && says(s, triple(no)) {
			return false
		}
	}
	return true
}

// states reports whether a statement is as the line wants it.
func states(r extract.Result, want string) bool {
	want, marks, _ := strings.Cut(strings.TrimSuffix(want, "}"), "{")
	for i := range r.Statements {
		if s := &r.Statements[i]; says(s, triple(want)) && bears(s, strings.Fields(marks)) {
			return true
		}
	}
	return false
}

func triple(line string) [3]string {
	var out [3]string
	for i, slot := range strings.SplitN(line, "|", 3) {
		out[i] = strings.TrimSpace(slot)
	}
	return out
}

func says(s *clause.Statement, want [3]string) bool {
	relation := s.Relation.Surface
	if relation == "" {
		relation = s.Relation.Name
	}
	return s.Subject.Surface == want[0] && relation == want[1] && (want[2] == "" || s.Object.Surface == want[2])
}

// bears reports whether a statement bears all the marks.
func bears(s *clause.Statement, marks []string) bool {
	for _, mark := range marks {
		key, value, hasValue := strings.Cut(mark, "=")
		switch {
		case mark == "inner" && s.Embedded, mark == s.Polarity.String(), mark == s.Modality.String():
		case key == "by" && s.Attribution.Surface == value:
		case hasValue && hasArgument(s, clause.Role(key), value):
		default:
			return false
		}
	}
	return true
}

func hasArgument(s *clause.Statement, role clause.Role, value string) bool {
	for _, a := range s.Arguments {
		if a.Role == role && a.Term.Surface == value {
			return true
		}
	}
	return false
}

// describe lists what was stated, for messages.
func describe(r extract.Result) string {
	var b strings.Builder
	for i := range r.Statements {
		s := &r.Statements[i]
		b.WriteString("  " + strings.Join([]string{s.Subject.Surface, s.Relation.Surface, s.Object.Surface}, " | "))
		b.WriteString(" {" + s.Polarity.String() + " " + s.Modality.String())
		if s.Embedded {
			b.WriteString(" inner")
		}
		if s.Attribution.Kind != clause.None {
			b.WriteString(" by=" + s.Attribution.Surface)
		}
		for _, a := range s.Arguments {
			b.WriteString(" " + string(a.Role) + "=" + a.Term.Surface)
		}
		b.WriteString("} " + s.Rule + "\n")
	}
	return b.String()
}
