package clause_test

import (
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sanyuan/extract/clause"
	"sanyuan/extract/clause/clausetest"
	"sanyuan/extract/conllu"
	"sanyuan/extract/syntax"
	"sanyuan/extract/text"
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

// TestTrees_negated puts 沒有 before each verb of each tree: what the verb
// asserted must not be asserted any more.
func TestTrees_negated(t *testing.T) {
	checked := 0
	for _, s := range allTrees(t) {
		tree, err := s.Tree()
		if err != nil {
			t.Fatal(err)
		}
		for _, st := range clause.Read(tree, s.Text(), nil) {
			for _, v := range verbsOf(tree, st) {
				checked++
				text, denied := negate(tree, s.Text(), v)
				for _, again := range clause.Read(denied, text, nil) {
					if again.Asserted() && again.Polarity == st.Polarity && clausetest.Says(again, [3]string{st.Subject.Surface, st.Relation.Surface, st.Object.Surface}) {
						t.Errorf("%s asserts\n%s", text, clausetest.Describe([]*clause.Statement{again}))
					}
				}
			}
		}
	}
	if checked < 50 {
		t.Errorf("only %d verbs", checked)
	}
}

func allTrees(t *testing.T) []conllu.Sentence {
	t.Helper()
	files, err := filepath.Glob("testdata/trees/*.conllu")
	if err != nil {
		t.Fatal(err)
	}
	var out []conllu.Sentence
	for _, file := range files {
		sentences, err := conllu.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, sentences...)
	}
	return out
}

// verbsOf returns the verbs in the relation of a statement that is asserted.
func verbsOf(tree syntax.Tree, s *clause.Statement) []int {
	var out []int
	for i, tok := range tree.Tokens {
		in := slices.ContainsFunc(s.Relation.Spans, func(span text.Span) bool { return tok.Start >= span.Start && tok.End <= span.End })
		if in && s.Asserted() && tok.UPOS == "VERB" {
			out = append(out, i)
		}
	}
	return out
}

// negate returns the sentence and its tree with 沒有 before token v.
func negate(tree syntax.Tree, sentence string, v int) (string, syntax.Tree) {
	const no = "沒有"
	at := tree.Tokens[v].Start
	out := syntax.Tree{
		Tokens: slices.Insert(slices.Clone(tree.Tokens), v, syntax.Token{Form: no, Start: at, End: at + len(no), UPOS: "ADV", Entity: "O"}),
		Heads:  slices.Insert(slices.Clone(tree.Heads), v, v),
		Rels:   slices.Insert(slices.Clone(tree.Rels), v, "advmod"),
	}
	for i := range out.Tokens {
		if i > v {
			out.Tokens[i].Start += len(no)
			out.Tokens[i].End += len(no)
		}
		if out.Heads[i] >= v {
			out.Heads[i]++
		}
	}
	return sentence[:at] + no + sentence[at:], out
}

// TestRead_anyTree reads trees that no parser would give: random heads,
// relations and parts of speech over the words of real ones, and among them words that
// rules look for.
func TestRead_anyTree(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	pos := strings.Fields("NOUN PROPN VERB ADJ ADV ADP AUX PART NUM PRON CCONJ SCONJ DET PUNCT X")
	rels := strings.Fields("nsubj obj iobj obl nmod nmod:tmod amod advmod aux aux:pass cop case mark mark:rel acl acl:relcl advcl ccomp xcomp conj cc parataxis appos flat compound nummod clf det dislocated csubj punct obl:agent obl:patient nsubj:pass discourse")
	words := strings.Fields("名 為 叫 道 說 的 於 到 至 由 被 把 以 用 對 在 跟 給 無法 沒有 是 等 包括 因 所 使 要求 同意 表示 研究 制裁 ， 。")
	for _, s := range allTrees(t) {
		tree, err := s.Tree()
		if err != nil {
			t.Fatal(err)
		}
		for range 50 {
			for i := range tree.Tokens {
				if rng.IntN(3) == 0 {
					tree.Tokens[i].Form = words[rng.IntN(len(words))]
				}
				tree.Tokens[i].UPOS, tree.Rels[i] = pos[rng.IntN(len(pos))], rels[rng.IntN(len(rels))]
			}
			shake(tree.Heads, rng)
			for _, st := range clause.Read(tree, s.Text(), nil) {
				for _, span := range slices.Concat(st.Subject.Spans, st.Relation.Spans, st.Object.Spans) {
					if span.Start < 0 || span.End > len(s.Text()) || span.Start >= span.End {
						t.Fatalf("%s: span %v", s.Text(), span)
					}
				}
			}
		}
	}
}

// shake fills in the heads of a random tree.
func shake(heads []int, rng *rand.Rand) {
	order := rng.Perm(len(heads))
	heads[order[0]] = -1
	for n, i := range order[1:] {
		heads[i] = order[rng.IntN(n+1)]
	}
}
