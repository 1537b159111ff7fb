package parse

import (
	"bytes"
	"errors"
	"io/fs"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"sanyuan/extract/conllu"
	"sanyuan/extract/lexicon"
	"sanyuan/extract/model"
	"sanyuan/extract/perceptron"
	"sanyuan/extract/segment"
	"sanyuan/extract/syntax"
	"sanyuan/extract/vectors"
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

var sampleOptions = Options{Epochs: 60, Batch: 100, Rate: 4e-3, Seed: 1}

// sampleSize is the number of sentences to learn.
const sampleSize = 20

// knowledge is what the shipped models know of words.
func knowledge(t testing.TB) Knowledge {
	t.Helper()
	k, err := loadKnowledge()
	if errors.Is(err, model.ErrNotBuilt) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return k
}

var loadKnowledge = sync.OnceValues(func() (Knowledge, error) {
	data, err := fs.ReadFile(model.Files(), "dictionary.bin")
	if err != nil {
		return Knowledge{}, err
	}
	dict, err := segment.OpenDictionary(data)
	if err != nil {
		return Knowledge{}, err
	}
	words, err := vectors.Load(model.Files())
	if err != nil {
		return Knowledge{}, err
	}
	lex, err := lexicon.Default()
	return Knowledge{dict, words, lex}, err
})

// sentencesOf returns trees with their tokens as if those had been read without
// fault.
func sentencesOf(trees []syntax.Tree) []Sentence {
	var out []Sentence
	for _, tree := range trees {
		out = append(out, Sentence{Gold: tree, Read: tree.Tokens})
	}
	return out
}

// sampleModel is a model file trained on the small sample.
var sampleModel = sync.OnceValues(func() ([]byte, error) {
	k, err := loadKnowledge()
	if err != nil {
		return nil, err
	}
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
	p, err := Train(sentencesOf(trees[:sampleSize]), k, sampleOptions)
	if err != nil {
		return nil, err
	}
	return p.Seal(), nil
})

func sampleParser(t testing.TB) *Parser {
	t.Helper()
	return openParser(t, sampleModel)
}

// shippedParser is that of the embedded models.
func shippedParser(t testing.TB) *Parser {
	t.Helper()
	return openParser(t, func() ([]byte, error) { return fs.ReadFile(model.Files(), File) })
}

func openParser(t testing.TB, read func() ([]byte, error)) *Parser {
	t.Helper()
	k := knowledge(t)
	data, err := read()
	if err != nil {
		t.Fatal(err)
	}
	p, err := Open(data, k)
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
	p := shippedParser(t)
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
	p := shippedParser(f)
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
	for _, gold := range readTrees(t, "testdata/sample.conllu")[:sampleSize] {
		tree := p.Parse(gold.Tokens)
		checkTree(t, tree, len(gold.Tokens))
		for i := range tree.Heads {
			all++
			if tree.Heads[i] == gold.Heads[i] && tree.Rels[i] == gold.Rels[i] {
				right++
			}
		}
	}
	if right*100 < all*90 {
		t.Errorf("%d of %d arcs of the training sentences are right", right, all)
	}
}

func TestTrainIsDeterministic(t *testing.T) {
	k := knowledge(t)
	sentences := sentencesOf(readTrees(t, "testdata/sample.conllu")[:20])
	o := sampleOptions
	o.Epochs = 3
	var files [2][]byte
	for i := range files {
		p, err := Train(sentences, k, o)
		if err != nil {
			t.Fatal(err)
		}
		files[i] = p.Seal()
	}
	if !bytes.Equal(files[0], files[1]) {
		t.Error("two trainings on the same trees differ")
	}
}

func TestTrainErrors(t *testing.T) {
	k := knowledge(t)
	if _, err := Train(nil, k, sampleOptions); err == nil {
		t.Error("no trees: no error")
	}
	if _, err := Train([]Sentence{{}}, k, sampleOptions); err == nil {
		t.Error("an empty tree: no error")
	}
}

func TestOpenErrors(t *testing.T) {
	k := knowledge(t)
	data, err := sampleModel()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open([]byte("hello"), k); !errors.Is(err, perceptron.ErrNotModel) {
		t.Errorf("no model: %v", err)
	}
	if _, err := Open(data[:len(data)-7], k); !errors.Is(err, perceptron.ErrCorrupt) {
		t.Errorf("cut short: %v", err)
	}
	flipped := slices.Clone(data)
	flipped[len(flipped)/2] ^= 1
	if _, err := Open(flipped, k); !errors.Is(err, perceptron.ErrCorrupt) {
		t.Errorf("a bit flipped: %v", err)
	}
	if _, err := Open(perceptron.Seal("tagger", fileVersion), k); !errors.Is(err, perceptron.ErrKind) {
		t.Errorf("another kind: %v", err)
	}
	if _, err := Open(perceptron.Seal(fileKind, fileVersion), k); !errors.Is(err, perceptron.ErrCorrupt) {
		t.Errorf("no sections: %v", err)
	}
}

// TestSearchFindsTheBest compares the search with all projective trees of a few
// words.
func TestSearchFindsTheBest(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	var s search
	for range 200 {
		n := 1 + rng.IntN(5)
		scores := make([]float32, (n+1)*(n+1))
		for i := range scores {
			scores[i] = rng.Float32()
		}
		got := sum(s.run(n, scores), scores)
		want := float32(0)
		eachTree(n, func(heads []int) { want = max(want, sum(heads, scores)) })
		if math.Abs(float64(got-want)) > 1e-5 {
			t.Fatalf("%d words: the tree found has %v, the best one %v", n, got, want)
		}
	}
}

func sum(heads []int, scores []float32) float32 {
	total := float32(0)
	for i, h := range heads {
		total += scores[(i+1)*(len(heads)+1)+h]
	}
	return total
}

// eachTree calls use with the heads, counted from 1, of all projective trees of n
// words with one root.
func eachTree(n int, use func(heads []int)) {
	heads := make([]int, n)
	var fill func(i int)
	fill = func(i int) {
		if i == n {
			if isTree(heads) && isProjective(heads) {
				use(heads)
			}
			return
		}
		for heads[i] = 0; heads[i] <= n; heads[i]++ {
			fill(i + 1)
		}
	}
	fill(0)
}

func isTree(heads []int) bool {
	roots := 0
	for i, h := range heads {
		if h == 0 {
			roots++
		}
		for steps := 0; h != 0; steps++ {
			if h == i+1 || steps > len(heads) {
				return false
			}
			h = heads[h-1]
		}
	}
	return roots == 1
}

func isProjective(heads []int) bool {
	for i, h := range heads {
		for k, g := range heads {
			a, b, c, d := min(i+1, h), max(i+1, h), min(k+1, g), max(k+1, g)
			if a < c && c < b && b < d {
				return false
			}
		}
	}
	return true
}

func TestDecodeNames(t *testing.T) {
	labels := []string{"B-LOC", "B-PER", "E-LOC", "E-PER", "I-LOC", "I-PER", "O", "S-LOC", "S-PER"}
	for _, c := range []struct{ name, likely, want string }{
		{"as they come", "B-PER E-PER O S-LOC", "B-PER E-PER O S-LOC"},
		{"a name that is not begun", "O E-PER O", "O S-PER O"},
		{"a name that is not ended", "O B-LOC", "O S-LOC"},
		{"two types in one name", "B-PER I-LOC E-PER", "B-PER I-PER E-PER"},
	} {
		likely := strings.Fields(c.likely)
		scores := make([][]float32, len(likely))
		for i, want := range likely {
			scores[i] = make([]float32, len(labels))
			for y, l := range labels {
				switch {
				case l == want:
					scores[i][y] = 2
				case l[1:] == want[1:]:
					scores[i][y] = 1
				}
			}
		}
		var s sequences
		var got []string
		for _, y := range s.decode(len(likely), labels, predecessors(sequencesAllowed(labels)), make([]float32, len(labels)*len(labels)), func(i int) []float32 { return scores[i] }) {
			got = append(got, labels[y])
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

// TestChainGradient compares gradients with those found by changing each score a
// little.
func TestChainGradient(t *testing.T) {
	labels := []string{"B-X", "E-X", "O", "S-X"}
	allowed, gold := sequencesAllowed(labels), []int32{2, 0, 1, 3}
	k := len(labels)
	rng := rand.New(rand.NewPCG(1, 1))
	pair := make([]float32, k*k)
	cells := make([]float32, len(gold)*k)
	for _, x := range [][]float32{pair, cells} {
		for i := range x {
			x[i] = rng.Float32()
		}
	}
	var c chain
	run := func() (loss float64, dCells, dPair []float32) {
		dCells, dPair = slices.Clone(cells), make([]float32, k*k)
		return c.gradient(slices.Collect(slices.Chunk(dCells, k)), pair, allowed, gold, 1, dPair), dCells, dPair
	}
	_, dCells, dPair := run()
	for _, part := range []struct{ values, gradient []float32 }{{cells, dCells}, {pair, dPair}} {
		for i, old := range part.values {
			part.values[i] = old + 0.01
			up, _, _ := run()
			part.values[i] = old - 0.01
			down, _, _ := run()
			part.values[i] = old
			if want := (up - down) / 0.02; math.Abs(want-float64(part.gradient[i])) > 1e-3 {
				t.Errorf("gradient %.4f, by differences %.4f", part.gradient[i], want)
			}
		}
	}
}

// TestKeepsNames: a name that a token has, since the user wants it, stays.
func TestKeepsNames(t *testing.T) {
	p := shippedParser(t)
	tokens := tokensOf("日本 的 首相 訪問 法國")
	tokens[2].Entity = "B-ORG"
	got := p.Parse(tokens).Tokens[2].Entity
	if got != "B-ORG" {
		t.Errorf("the name has become %s", got)
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
	p := shippedParser(t)
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

// TestParseAll: a sentence's tree is the same to the last bit, whatever it is parsed
// with.
func TestParseAll(t *testing.T) {
	p := shippedParser(t)
	sentences := [][]syntax.Token{nil, tokensOf("日本"), tokensOf(strings.Repeat("日本 的 人 ， ", maxWindow))}
	for _, tree := range readTrees(t, "testdata/sample.conllu")[:40] {
		sentences = append(sentences, tree.Tokens)
	}
	for i, got := range p.ParseAll(sentences) {
		if want := p.Parse(sentences[i]); !reflect.DeepEqual(got, want) {
			t.Errorf("sentence %d: %v together, %v alone", i, got, want)
		}
	}
}

// TestParse_again: a tree is the same to the last bit whether or not its words were read
// before, some of them in other contexts.
func TestParse_again(t *testing.T) {
	p := shippedParser(t)
	trees := readTrees(t, "testdata/sample.conllu")[:20]
	for i, tree := range trees {
		want := newParser(p.network, p.known).Parse(tree.Tokens)
		for range 2 {
			if got := p.Parse(tree.Tokens); !reflect.DeepEqual(got, want) {
				t.Errorf("sentence %d: %v, at first %v", i, got, want)
			}
		}
	}
}

// TestFormsAreBounded: what is known of a form is the same after others have taken its
// place; one that comes again meanwhile keeps it.
func TestFormsAreBounded(t *testing.T) {
	p := shippedParser(t)
	r := newReader(p.known, &p.network.fields, fromTreebank)
	want, common := r.form("日本政府"), r.form("的")
	for i := range 2 * maxForms {
		r.form(strconv.Itoa(i))
		if len(r.forms) > maxForms || len(r.older) > maxForms {
			t.Fatalf("%d and %d forms kept", len(r.forms), len(r.older))
		}
		if i%1000 == 0 && r.form("的") != common {
			t.Fatalf("a common form is lost after %d others", i)
		}
	}
	if got := r.form("日本政府"); got == want || !reflect.DeepEqual(got, want) {
		t.Errorf("the form is %+v, was %+v", got, want)
	}
}

// TestRowsAreBounded: a form in ever new contexts does not fill the memory.
func TestRowsAreBounded(t *testing.T) {
	p := shippedParser(t)
	r := newReader(p.known, &p.network.fields, fromTreebank)
	for i := range 3 * maxForms {
		ids := [fields]int32{tagField: int32(i)}
		first, fresh := r.row(r.form("日本政府"), ids)
		if again, _ := r.row(r.form("日本政府"), ids); !fresh || again != first {
			t.Fatalf("row %d: fresh %v, kept %v", i, fresh, again == first)
		}
		if n := len(r.form("日本政府").rows); n > maxRows {
			t.Fatalf("%d rows kept of one form", n)
		}
	}
	for i := range 5 * maxForms {
		r.row(r.form(strconv.Itoa(i%(maxForms-100))), [fields]int32{tagField: int32(i)})
		if n := keptRows(r.forms) + keptRows(r.older); n > 3*maxForms {
			t.Fatalf("%d rows kept", n)
		}
	}
}

func keptRows(forms map[string]*form) int {
	n := 0
	for _, f := range forms {
		n += len(f.rows)
	}
	return n
}

func BenchmarkParse(b *testing.B) {
	p := shippedParser(b)
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
