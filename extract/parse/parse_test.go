package parse

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"sanyuan/extract/conllu"
	"sanyuan/extract/perceptron"
	"sanyuan/extract/syntax"
)

// readTrees reads a file of trees.
func readTrees(t testing.TB, path string) []syntax.Tree {
	t.Helper()
	sentences, err := conllu.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	trees := make([]syntax.Tree, len(sentences))
	for i := range sentences {
		if trees[i], err = sentences[i].Tree(); err != nil {
			t.Fatal(err)
		}
	}
	return trees
}

var sampleOptions = Options{Epochs: 10, Beam: 4, Seeds: 2, Pruning: Pruning{Share: 1}}

// sampleModel is a model file trained on the small sample.
var sampleModel = sync.OnceValues(func() ([]byte, error) {
	sentences, err := conllu.ReadFile("testdata/sample.conllu")
	if err != nil {
		return nil, err
	}
	var trees []syntax.Tree
	for i := range sentences {
		tree, err := sentences[i].Tree()
		if err != nil {
			return nil, err
		}
		trees = append(trees, tree)
	}
	return Train(trees, tokensOfTrees(trees), sampleOptions)
})

// tokensOfTrees returns the trees' tokens as if they had been read without fault.
func tokensOfTrees(trees []syntax.Tree) [][]syntax.Token {
	var out [][]syntax.Token
	for _, tree := range trees {
		out = append(out, tree.Tokens)
	}
	return out
}

func sampleParser(t testing.TB) *Parser {
	t.Helper()
	data, err := sampleModel()
	if err != nil {
		t.Fatal(err)
	}
	p, err := Open(data)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// checkTree fails unless the tree is one tree over n tokens.
func checkTree(t testing.TB, tree syntax.Tree, n int) {
	t.Helper()
	if len(tree.Heads) != n || len(tree.Rels) != n {
		t.Fatalf("%d heads and %d relations for %d tokens", len(tree.Heads), len(tree.Rels), n)
	}
	roots := 0
	reached := make([]bool, n) // known to lead to the root
	for i, h := range tree.Heads {
		if h < -1 || h >= n {
			t.Fatalf("token %d has head %d of %d", i, h, n)
		}
		if (h == -1) != (tree.Rels[i] == "root") || tree.Rels[i] == "" {
			t.Fatalf("token %d has head %d and relation %q", i, h, tree.Rels[i])
		}
		if h == -1 {
			roots++
		}
		steps, at := 0, i
		for ; at >= 0 && !reached[at]; at = tree.Heads[at] {
			if steps++; steps > n {
				t.Fatalf("cycle through token %d", at)
			}
		}
		for at := i; at >= 0 && !reached[at]; at = tree.Heads[at] {
			reached[at] = true
		}
	}
	if n > 0 && roots != 1 {
		t.Fatalf("%d roots", roots)
	}
}

// tokensOf makes a token of every word of text.
func tokensOf(text string) []syntax.Token {
	var tokens []syntax.Token
	upos := []string{"NOUN", "VERB", "PUNCT", "", "ADP", "???"}
	at := 0
	for i, form := range strings.Fields(text) {
		tokens = append(tokens, syntax.Token{Form: form, Start: at, End: at + len(form), UPOS: upos[i%len(upos)], XPOS: "NN", Entity: "O"})
		at += len(form)
	}
	return tokens
}

func TestParseIsAlwaysATree(t *testing.T) {
	p := sampleParser(t)
	for name, text := range map[string]string{
		"nothing":        "",
		"one word":       "日本",
		"two words":      "日本 人",
		"emoji":          "👩‍👩‍👧 😀 é 　 日本",
		"not UTF-8":      "\xff \xc3 日\x80",
		"only marks":     strings.Repeat("， ", 90),
		"one word often": strings.Repeat("的 ", 400),
		"window":         strings.Repeat("字 ", maxWindow),
		"window and one": strings.Repeat("字 ", maxWindow+1),
		"very long":      strings.Repeat("日本 的 人 ", 33334),
	} {
		t.Run(name, func(t *testing.T) {
			if (testing.Short() || raceEnabled) && len(text) > 1<<16 {
				text = text[:1<<14]
			}
			tokens := tokensOf(text)
			checkTree(t, p.Parse(tokens), len(tokens))
		})
	}
}

func FuzzParse(f *testing.F) {
	p := sampleParser(f)
	f.Add("日本 的 首相 訪問 法國 。")
	f.Add("\xff \x00 a")
	f.Fuzz(func(t *testing.T, text string) {
		tokens := tokensOf(text)
		checkTree(t, p.Parse(tokens), len(tokens))
	})
}

// TestLearnsItsTrees: trees that were learnt must be found again, from tokens
// and through the model file.
func TestLearnsItsTrees(t *testing.T) {
	p := sampleParser(t)
	right, all := 0, 0
	for _, gold := range readTrees(t, "testdata/sample.conllu") {
		tree := p.Parse(gold.Tokens)
		checkTree(t, tree, len(gold.Tokens))
		for i := range tree.Heads {
			all++
			if tree.Heads[i] == gold.Heads[i] && tree.Rels[i] == gold.Rels[i] {
				right++
			}
		}
	}
	if right*100 < all*95 {
		t.Errorf("%d of %d arcs of the training sentences are right", right, all)
	}
}

func TestTrainIsDeterministic(t *testing.T) {
	trees := readTrees(t, "testdata/sample.conllu")[:20]
	var files [2][]byte
	for i := range files {
		var err error
		if files[i], err = Train(trees, tokensOfTrees(trees), sampleOptions); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(files[0], files[1]) {
		t.Error("two trainings on the same trees differ")
	}
}

func TestTrainErrors(t *testing.T) {
	if _, err := Train(nil, nil, sampleOptions); err == nil {
		t.Error("no trees: no error")
	}
	if _, err := Train(readTrees(t, "testdata/sample.conllu"), nil, sampleOptions); err == nil {
		t.Error("trees that were not read: no error")
	}
	if _, err := Train([]syntax.Tree{{}}, [][]syntax.Token{nil}, sampleOptions); err == nil {
		t.Error("an empty tree: no error")
	}
}

func TestOpenErrors(t *testing.T) {
	data, err := sampleModel()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open([]byte("hello")); !errors.Is(err, perceptron.ErrNotModel) {
		t.Errorf("no model: %v", err)
	}
	if _, err := Open(data[:len(data)-7]); !errors.Is(err, perceptron.ErrCorrupt) {
		t.Errorf("cut short: %v", err)
	}
	flipped := slices.Clone(data)
	flipped[len(flipped)/2] ^= 1
	if _, err := Open(flipped); !errors.Is(err, perceptron.ErrCorrupt) {
		t.Errorf("a bit flipped: %v", err)
	}
	if _, err := Open(perceptron.Seal("tagger", modelVersion)); !errors.Is(err, perceptron.ErrKind) {
		t.Errorf("another kind: %v", err)
	}
	if _, err := Open(perceptron.Seal(modelKind, modelVersion)); !errors.Is(err, perceptron.ErrCorrupt) {
		t.Errorf("no sections: %v", err)
	}
}

// headsOf builds the heads, by word number, that actions lead to.
func headsOf(actions []action, n int) []int {
	heads := make([]int, n+1)
	var s state
	s.reset(n)
	for _, a := range actions {
		if a.move != shift {
			head, dep := s.arc(a.move)
			heads[dep.number()] = head.number()
		}
		s.apply(a)
	}
	return heads
}

func TestOracleBuildsRandomTrees(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for range 500 {
		n := 1 + rng.IntN(12)
		heads := randomTree(rng, n)
		projectivize(heads)
		if got := headsOf(oracle(heads, make([]uint8, n+1), make([]uint8, n+1)), n); !slices.Equal(got, heads) {
			t.Fatalf("got %v, want %v", got, heads)
		}
	}
}

// randomTree returns the heads of a tree that may have crossing arcs.
func randomTree(rng *rand.Rand, n int) []int {
	heads := make([]int, n+1)
	order := rng.Perm(n)
	for i := 1; i < n; i++ {
		heads[order[i]+1] = order[rng.IntN(i)] + 1
	}
	return heads
}

func TestProjectivize(t *testing.T) {
	for _, c := range []struct {
		name        string
		heads, want []int // by word number
		lifts       int
	}{
		{"projective", []int{0, 2, 0, 2}, []int{0, 2, 0, 2}, 0},
		{"one crossing", []int{0, 2, 0, 2, 1}, []int{0, 2, 0, 2, 2}, 1},
		{"two crossings", []int{0, 3, 0, 2, 1}, []int{0, 2, 0, 2, 2}, 2},
	} {
		got := slices.Clone(c.heads)
		lifts := projectivize(got)
		if lifts != c.lifts || !slices.Equal(got, c.want) {
			t.Errorf("%s: %d lifts to %v, want %d to %v", c.name, lifts, got, c.lifts, c.want)
		}
	}
}

func TestProject(t *testing.T) {
	gold := syntax.Tree{
		Tokens: cut("東京", "塔", "吸引", "觀光客"),
		Heads:  []int{1, 2, -1, 2},
		Rels:   []string{"nmod", "nsubj", "root", "obj"},
	}
	for _, c := range []struct {
		name   string
		tokens []syntax.Token
		heads  []int
		rels   []string
	}{
		{"the same words", cut("東京", "塔", "吸引", "觀光客"), []int{1, 2, -1, 2}, []string{"nmod", "nsubj", "root", "obj"}},
		{"a merged word", cut("東京塔", "吸引", "觀光客"), []int{1, -1, 1}, []string{"nsubj", "root", "obj"}},
		{"a split word", cut("東京", "塔", "吸引", "觀光", "客"), []int{1, 2, -1, 4, 2}, []string{"nmod", "nsubj", "root", "compound", "obj"}},
		{"across a border", cut("東", "京塔吸", "引", "觀光客"), []int{1, 2, -1, 2}, []string{"compound", "nsubj", "root", "obj"}},
		{"all in one", cut("東京塔吸引觀光客"), []int{-1}, []string{"root"}},
	} {
		got := Project(gold, c.tokens)
		if diff := cmp.Diff(c.heads, got.Heads) + cmp.Diff(c.rels, got.Rels); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// TestProjectIsATree cuts sample sentences at random places.
func TestProjectIsATree(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 2))
	for _, gold := range readTrees(t, "testdata/sample.conllu") {
		var forms []string
		text := ""
		for _, token := range gold.Tokens {
			text += token.Form
		}
		for text != "" {
			size := 0
			for range 1 + rng.IntN(4) {
				_, n := utf8.DecodeRuneInString(text[size:])
				size += n
			}
			forms, text = append(forms, text[:size]), text[size:]
		}
		gold.Tokens = cut(formsOf(gold.Tokens)...)
		checkTree(t, Project(gold, cut(forms...)), len(forms))
	}
}

func formsOf(tokens []syntax.Token) []string {
	var forms []string
	for _, token := range tokens {
		forms = append(forms, token.Form)
	}
	return forms
}

// cut makes tokens of forms that follow one another without spaces.
func cut(forms ...string) []syntax.Token {
	tokens := make([]syntax.Token, len(forms))
	at := 0
	for i, form := range forms {
		tokens[i] = syntax.Token{Form: form, Start: at, End: at + len(form), UPOS: "NOUN"}
		at += len(form)
	}
	return tokens
}

// TestConcurrentUse parses with one parser in many goroutines.
func TestConcurrentUse(t *testing.T) {
	p := sampleParser(t)
	trees := readTrees(t, "testdata/sample.conllu")[:20]
	var group sync.WaitGroup
	for range 3 {
		group.Go(func() {
			for i := range trees {
				if got, want := p.Parse(trees[i].Tokens), p.Parse(trees[i].Tokens); !slices.Equal(got.Heads, want.Heads) {
					t.Errorf("sentence %d: %v and %v", i, got.Heads, want.Heads)
				}
			}
		})
	}
	group.Wait()
}

func BenchmarkParse(b *testing.B) {
	p := sampleParser(b)
	tokens := readTrees(b, "testdata/sample.conllu")
	words := 0
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		tree := &tokens[i%len(tokens)]
		p.Parse(tree.Tokens)
		words += len(tree.Tokens)
	}
	b.ReportMetric(float64(words)/25/b.Elapsed().Seconds(), "sentences/s")
}
