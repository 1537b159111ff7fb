package vectors

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"testing/fstest"

	"sanyuan/extract/lexicon"
	"sanyuan/extract/model"
	"sanyuan/extract/perceptron"
)

// toy is a language of two kinds of words, a and b, of which each is only ever
// followed by the other kind.
func toy() *Bigrams {
	b := &Bigrams{}
	const n = 60
	for i := range 2 * n {
		b.Words = append(b.Words, Unigram{fmt.Sprintf("%c%d", 'a'+i/n, i%n), 1.0 / (2 * n)})
	}
	rng := rand.New(rand.NewPCG(1, 1))
	for i := range int32(2 * n) {
		other := (1 - i/n) * n
		for range 20 {
			b.Pairs = append(b.Pairs, Pair{i, other + rng.Int32N(n), 1.0 / 20})
		}
	}
	return b
}

// nearest returns the words whose vectors have the smallest angles with that of
// the given word, nearest first.
func nearest(v *Vectors, word string, n int) []string {
	at, _ := v.Find(lexicon.Fold(word))
	cosines, words := make(map[string]float64, v.Len()), slices.Clone(v.words)
	for i, w := range words {
		cosines[w] = cosine(v, at, i)
	}
	slices.SortStableFunc(words, func(a, b string) int { return cmp.Compare(cosines[b], cosines[a]) })
	return words[:n]
}

func cosine(v *Vectors, a, b int) float64 {
	var ab, aa, bb float64
	for d := range Size {
		s := float64(v.scale[d])
		x, y := float64(v.values[a*Size+d])*s, float64(v.values[b*Size+d])*s
		ab, aa, bb = ab+x*y, aa+x*x, bb+y*y
	}
	return ab / math.Sqrt(max(1e-12, aa*bb))
}

func TestLearn(t *testing.T) {
	v := Learn(toy())
	if v.Len() != 120 {
		t.Fatalf("%d words have vectors", v.Len())
	}
	for _, word := range []string{"a3", "b7"} {
		for _, near := range nearest(v, word, 40) {
			if near[0] != word[0] {
				t.Errorf("%s is used like %s", near, word)
			}
		}
	}
	if !slices.Equal(v.Seal(), Learn(toy()).Seal()) {
		t.Error("learning twice differs")
	}
}

func TestSeal(t *testing.T) {
	v := Learn(toy())
	data := v.Seal()
	again, err := Open(data)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(again.words, v.words) || !slices.Equal(again.values, v.values) {
		t.Error("the vectors have changed")
	}
	if _, err := Open(data[:len(data)-3]); !errors.Is(err, perceptron.ErrCorrupt) {
		t.Errorf("cut short: %v", err)
	}
	if _, err := Open(perceptron.Seal(kind, version)); !errors.Is(err, perceptron.ErrCorrupt) {
		t.Errorf("no sections: %v", err)
	}
}

// TestShipped checks the vectors of the program by words that must be near one
// another.
func TestShipped(t *testing.T) {
	v, err := Load(model.Files())
	if errors.Is(err, model.ErrNotBuilt) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	for word, near := range map[string]string{"大學": "学院", "伊朗": "以色列", "三": "四", "非常": "十分"} {
		if !slices.Contains(nearest(v, word, 15), near) {
			t.Errorf("%s is not near %s: %v", near, word, nearest(v, word, 15))
		}
	}
	for text, want := range map[string]struct {
		found string
		whole bool
	}{"总统": {"总统", true}, "临时总统": {"总统", false}, "\xff": {"", false}, "": {"", false}} {
		n, whole := v.Find(text)
		found := ""
		if n >= 0 {
			found = v.words[n]
		}
		if found != want.found || whole != want.whole {
			t.Errorf("%q: %q, %v", text, found, whole)
		}
	}
}

func TestRead(t *testing.T) {
	v := Learn(toy())
	out := make([]float32, Size)
	var squares [Size]float64
	for n := range v.Len() {
		v.Read(n, out)
		for d, x := range out {
			squares[d] += float64(x) * float64(x)
		}
	}
	for d, s := range squares {
		if variance := s / float64(v.Len()); math.Abs(variance-1) > 0.2 {
			t.Errorf("dimension %d has a variance of %.2f", d, variance)
		}
	}
}

// TestReadOpenGram reads two files made by hand, and damaged ones.
func TestReadOpenGram(t *testing.T) {
	files := fstest.MapFS{openGramWords: {Data: wordsFile("", "一", "二")}, openGramModel: {Data: modelFile()}}
	b, err := ReadOpenGram(files)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(b.Words, []Unigram{{"一", 0.5}, {"二", 0.25}}) {
		t.Errorf("words %v", b.Words)
	}
	if !slices.Equal(b.Pairs, []Pair{{0, 1, 0.25}, {1, 0, 0.5}, {1, 1, 0.25}}) {
		t.Errorf("pairs %v", b.Pairs)
	}
	for name, data := range map[string][]byte{openGramWords: wordsFile("一"), openGramModel: modelFile()} {
		for _, n := range []int{0, 10, len(data) - 5} {
			broken := fstest.MapFS{openGramWords: files[openGramWords], openGramModel: files[openGramModel]}
			broken[name] = &fstest.MapFile{Data: data[:n]}
			if _, err := ReadOpenGram(broken); !errors.Is(err, ErrFormat) {
				t.Errorf("%s of %d bytes: %v", name, n, err)
			}
		}
	}
}
