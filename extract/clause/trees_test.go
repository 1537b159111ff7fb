package clause_test

import (
	"path/filepath"
	"strings"
	"testing"

	"sanyuan/extract/clause"
	"sanyuan/extract/clause/clausetest"
	"sanyuan/extract/conllu"
)

// TestTrees reads testdata/trees: trees as a perfect parser would give them, so
// that the rules are tested apart from any parser. The comments say what a tree
// must state: "# want = ...", a line as package clausetest has it.
func TestTrees(t *testing.T) {
	files, err := filepath.Glob("testdata/trees/*.conllu")
	if err != nil || len(files) == 0 {
		t.Fatal("no trees", err)
	}
	for _, file := range files {
		sentences, err := conllu.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.TrimSuffix(filepath.Base(file), ".conllu"), func(t *testing.T) {
			for i := range sentences {
				checkTree(t, &sentences[i])
			}
		})
	}
}

func checkTree(t *testing.T, s *conllu.Sentence) {
	t.Helper()
	tree, err := s.Tree()
	if err != nil {
		t.Fatal(err)
	}
	statements := clause.Read(tree, s.Text(), nil)
	wants := wantsOf(s)
	if len(wants) == 0 {
		t.Errorf("%s\nsays nothing of what it must state", s.Text())
	}
	for _, want := range wants {
		if !clausetest.Holds(statements, want) {
			t.Errorf("%s\nwant %s\ngot\n%s", s.Text(), want, clausetest.Describe(statements))
		}
	}
}

// wantsOf returns the values of the comments "# want = ...".
func wantsOf(s *conllu.Sentence) []string {
	var out []string
	for _, c := range s.Comments {
		if want, ok := strings.CutPrefix(c, " want = "); ok {
			out = append(out, want)
		}
	}
	return out
}
