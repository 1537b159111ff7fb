package extract_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"sanyuan/extract"
	"sanyuan/extract/clause"
	"sanyuan/extract/text"
)

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
// where one is written.
func TestPhenomena(t *testing.T) {
	files, err := filepath.Glob("testdata/phenomena/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no tables", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			for _, c := range cases(t, file) {
				t.Run(c.sentence, func(t *testing.T) { c.check(t, read(t, c.sentence)) })
			}
		})
	}
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

func (c phenomenon) check(t *testing.T, r extract.Result) {
	for _, want := range c.wants {
		switch {
		case want == "nothing":
			if len(r.Statements) > 0 {
				t.Errorf("states something:\n%s", describe(r))
			}
		case strings.HasPrefix(want, "! "):
			for i := range r.Statements {
				if s := &r.Statements[i]; s.Asserted() && says(s, triple(want[2:])) {
					t.Errorf("asserts %s", want[2:])
				}
			}
		default:
			if !states(r, want) {
				t.Errorf("does not state %s; states\n%s", want, describe(r))
			}
		}
	}
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
