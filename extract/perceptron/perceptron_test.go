package perceptron

import (
	"bytes"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func sealed() []byte {
	return Seal("toy", 3, Section{"a", []byte("one")}, Section{"b", bytes.Repeat([]byte("two"), 1000)})
}

func TestOpen_roundTrip(t *testing.T) {
	s, err := Open(sealed(), "toy", 3)
	if err != nil {
		t.Fatal(err)
	}
	if string(s["a"]) != "one" || len(s["b"]) != 3000 || len(s) != 2 {
		t.Errorf("sections = %q", s)
	}
	if !bytes.Equal(sealed(), sealed()) {
		t.Error("equal input gave other bytes")
	}
}

func TestOpen_errors(t *testing.T) {
	file := sealed()
	for _, c := range []struct {
		name    string
		data    []byte
		kind    string
		version uint32
		want    error
	}{
		{"empty", nil, "toy", 3, ErrNotModel},
		{"text", []byte("not a model at all"), "toy", 3, ErrNotModel},
		{"cut in the sections", file[:len(file)-40], "toy", 3, ErrCorrupt},
		{"cut in the checksum", file[:len(file)-1], "toy", 3, ErrCorrupt},
		{"only the magic number", file[:len(magic)], "toy", 3, ErrCorrupt},
		{"another kind", file, "words", 3, ErrKind},
		{"an older version", file, "toy", 4, ErrVersion},
	} {
		if _, err := Open(c.data, c.kind, c.version); !errors.Is(err, c.want) {
			t.Errorf("%s: error %v, want %v", c.name, err, c.want)
		}
	}
	for i := range file {
		bad := slices.Clone(file)
		bad[i] ^= 4
		if _, err := Open(bad, "toy", 3); err == nil {
			t.Fatalf("a changed bit in byte %d went unnoticed", i)
		}
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(sealed())
	f.Fuzz(func(t *testing.T, data []byte) {
		Open(data, "toy", 3)
		UnmarshalWeights(data)
	})
}

func FuzzUnmarshalWeights(f *testing.F) {
	f.Add(Quantise(20, mixedRows(rand.New(rand.NewPCG(1, 1)), 50, 20), 0.99, 0).Marshal())
	f.Fuzz(func(t *testing.T, data []byte) {
		w, err := UnmarshalWeights(data)
		if err != nil {
			return
		}
		w.Marshal()
		var scores [maxLabels]int32
		w.Add(w.Find([]Feature{0, 1 << 40, 1<<64 - 1}, nil), scores[:w.Labels()])
	})
}

// mixedRows have from one weight to all, and weights of very different sizes.
func mixedRows(rng *rand.Rand, n, labels int) []Row {
	out := make([]Row, n)
	for i := range out {
		out[i] = Row{Feature(rng.Uint64()), make([]float32, labels)}
		size := math.Exp2(float64(rng.IntN(12)))
		for range 1 + rng.IntN(1+rng.IntN(2*labels)) {
			out[i].Weights[rng.IntN(labels)] = float32(size * rng.NormFloat64())
		}
	}
	return out
}

// TestWeights_sums compares the sums of many rows, whatever their form, with
// those of the rows one by one as Quantise rounds them.
func TestWeights_sums(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 9))
	for _, labels := range []int{1, 3, 13, 42, 64, 100} {
		rows := mixedRows(rng, 3000, labels)
		w, err := UnmarshalWeights(Quantise(labels, rows, 0.9, 0).Marshal())
		if err != nil {
			t.Fatal(err)
		}
		rounded := map[uint32][]pair{}
		shifts := map[uint32]uint8{}
		for key, at := range w.rows() {
			shifts[key], rounded[key] = w.load(at, nil)
		}
		forms := map[form]int{}
		for range 100 {
			var features []Feature
			want := make([]int32, labels)
			for range rng.IntN(150) {
				f := Feature(rng.Uint64())
				if rng.IntN(4) > 0 {
					f = rows[rng.IntN(len(rows))].Feature
				}
				features = append(features, f)
				for _, p := range rounded[f.key()] {
					want[p.label] += int32(p.weight) << shifts[f.key()]
				}
				forms[w.formOf(len(rounded[f.key()]), shifts[f.key()])]++
			}
			checkSums(t, w, features, want)
		}
		if len(forms) < 3 && labels > 13 {
			t.Errorf("%d labels: not all forms of rows were met: %v", labels, forms)
		}
	}
}

func checkSums(t *testing.T, w *Weights, features []Feature, want []int32) {
	t.Helper()
	places := w.Find(features, nil)
	got := make([]int32, len(want))
	w.Add(places, got)
	if !slices.Equal(got, want) {
		t.Fatalf("%d features:\n got %v\nwant %v", len(features), got, want)
	}
	some := []uint8{0, uint8(len(want) - 1)}[:min(2, len(want))]
	gathered := make([]float32, len(some))
	w.Gather(places, some, gathered)
	for i, y := range some {
		if gathered[i] != float32(want[y])*w.Scale {
			t.Fatalf("label %d: gathered %v, want %v", y, gathered[i], float32(want[y])*w.Scale)
		}
	}
}

func rows(rng *rand.Rand, n, labels int) []Row {
	out := make([]Row, n)
	for i := range out {
		out[i] = Row{Hash(i).With(rng.Uint64()), make([]float32, labels)}
		for y := range labels {
			out[i].Weights[y] = float32(rng.NormFloat64())
		}
	}
	out[0].Weights[0] = 900 // one weight far from all others must keep its size
	return out
}

func TestQuantise_keepsWeights(t *testing.T) {
	in := rows(rand.New(rand.NewPCG(1, 2)), 5000, 3)
	w := Quantise(3, in, 0.99, 0)
	again, err := UnmarshalWeights(w.Marshal())
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range []*Weights{w, again} {
		for _, r := range in {
			var got [3]float32
			table.Gather(table.Find([]Feature{r.Feature}, nil), []uint8{0, 1, 2}, got[:])
			for y, want := range r.Weights {
				top := max(abs(r.Weights[0]), abs(r.Weights[1]), abs(r.Weights[2]))
				if abs(got[y]-want) > max(top/127, table.Scale) {
					t.Fatalf("weight %v became %v", want, got[y])
				}
			}
		}
	}
	if again.Len() != w.Len() || w.Len() < 4990 {
		t.Errorf("%d rows, %d after reading", w.Len(), again.Len())
	}
}

// placeLabels may only be B M* E or S.
func placeLabels() *Labels {
	return NewLabels([]string{"B", "M", "E", "S"}, func(prev, next string) bool {
		inside := prev == "B" || prev == "M"
		if inside {
			return next == "M" || next == "E"
		}
		return next == "" || next == "B" || next == "S"
	})
}

// allPaths lists every allowed sequence with its score.
func allPaths(t *Tagger, l *Lattice, n int) map[string]int32 {
	out := map[string]int32{}
	var extend func(path []int, score int32)
	extend = func(path []int, score int32) {
		if len(path) == n {
			if t.Labels.End[path[n-1]] {
				key := ""
				for _, y := range path {
					key += t.Labels.Names[y]
				}
				out[key] = score
			}
			return
		}
		for y := range t.Labels.Names {
			s := score + t.At(l, len(path))[y]
			if len(path) == 0 {
				if t.Labels.Start[y] {
					extend([]int{y}, s)
				}
			} else if last := path[len(path)-1]; slices.Contains(t.Labels.before[y], int32(last)) {
				extend(append(slices.Clone(path), y), s+t.Transition(last, y))
			}
		}
	}
	extend(nil, 0)
	return out
}

// TestDecode_exhaustive compares Viterbi's algorithm, in one and in both
// directions, with a search through all sequences.
func TestDecode_exhaustive(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	tagger := &Tagger{Labels: placeLabels(), weights: &Weights{labels: 4, Scale: 1}, trans: make([]int32, 16)}
	for i := range tagger.trans {
		tagger.trans[i] = rng.Int32N(20) - 10
	}
	tagger.link()
	var l Lattice
	var through Through
	for range 200 {
		n := 1 + rng.IntN(7)
		tagger.Reset(&l, n)
		for i := range l.scores {
			l.scores[i] = rng.Int32N(40) - 20
		}
		best, top := "", int32(-1<<30)
		paths := allPaths(tagger, &l, n)
		for p, s := range paths {
			if s > top {
				best, top = p, s
			}
		}
		got := ""
		for _, y := range tagger.Decode(&l) {
			got += tagger.Labels.Names[y]
		}
		if paths[got] != top {
			t.Fatalf("decoded %s with %d, best is %s with %d", got, paths[got], best, top)
		}
		limit := rng.Int32N(60)
		tagger.Through(&l, limit, &through)
		for i := range n {
			for y, name := range tagger.Labels.Names {
				want := int32(-1 << 30)
				for p, s := range paths {
					if p[i:i+1] == name {
						want = max(want, s)
					}
				}
				switch got := through.Loss(i, y); {
				case want > -1<<30 && top-want <= limit && got != top-want:
					t.Fatalf("loss of %s at %d is %d, want %d", name, i, got, top-want)
				case (want == -1<<30 || top-want > limit) && got <= limit:
					t.Fatalf("loss of %s at %d is %d, within %d, want %d", name, i, got, limit, top-want)
				}
			}
		}
	}
}

// toyCorpus is a language in which a word ends before every vowel.
func toyCorpus(labels *Labels) *Corpus {
	rng := rand.New(rand.NewPCG(5, 6))
	c := NewCorpus()
	for range 200 {
		c.Begin()
		letters := make([]uint64, 2+rng.IntN(8))
		for i := range letters {
			letters[i] = rng.Uint64N(6)
		}
		letters[0] = 0
		for i := range letters {
			c.Position(toyFeatures(letters, i), toyLabel(letters, i))
		}
	}
	_ = labels
	return c
}

func toyFeatures(letters []uint64, i int) []Feature {
	next := uint64(0)
	if i+1 < len(letters) {
		next = letters[i+1]
	}
	return []Feature{Hash(0).With(letters[i]), Hash(1).With(next), Hash(2).With(letters[i]).With(next)}
}

func toyLabel(letters []uint64, i int) int {
	begins := letters[i] < 2
	ends := i+1 == len(letters) || letters[i+1] < 2
	switch {
	case begins && ends:
		return 3
	case begins:
		return 0
	case ends:
		return 2
	}
	return 1
}

func TestTrain_learns(t *testing.T) {
	labels := placeLabels()
	for _, dropout := range []float32{0, 0.3} {
		model := Train(labels, toyCorpus(labels), Options{Epochs: 8, Seed: 1, Dropout: dropout})
		tagger := Average([]*Model{model, model}).Tagger(0.99, 0)
		var l Lattice
		wrong := 0
		for _, letters := range [][]uint64{{0, 3, 1, 5}, {1, 1, 4, 4, 4, 0}, {0}, {0, 2}} {
			tagger.Reset(&l, len(letters))
			var features []Feature
			var begin []int32
			for i := range letters {
				begin = append(begin, int32(len(features)))
				features = append(features, toyFeatures(letters, i)...)
			}
			tagger.Score(&l, features, begin)
			for i, y := range tagger.Decode(&l) {
				if y != toyLabel(letters, i) {
					wrong++
				}
			}
		}
		if wrong > 0 {
			t.Errorf("dropout %v: %d wrong labels", dropout, wrong)
		}
	}
}

func TestTrain_deterministic(t *testing.T) {
	labels := placeLabels()
	make := func() []byte {
		m := Train(labels, toyCorpus(labels), Options{Epochs: 3, Seed: 7, MinCount: 2, Dropout: 0.2})
		return Seal("toy", 1, m.Tagger(0.99, 0.01).Sections("")...)
	}
	if !bytes.Equal(make(), make()) {
		t.Error("two runs gave other models")
	}
}

func TestTaggerFrom_roundTrip(t *testing.T) {
	labels := placeLabels()
	tagger := Train(labels, toyCorpus(labels), Options{Epochs: 2, Seed: 7}).Tagger(0.99, 0)
	sections, err := Open(Seal("toy", 1, tagger.Sections("x.")...), "toy", 1)
	if err != nil {
		t.Fatal(err)
	}
	again, err := TaggerFrom(sections, "x.", func(string, string) bool { return true })
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(again.trans, tagger.trans) || !bytes.Equal(again.weights.Marshal(), tagger.weights.Marshal()) {
		t.Error("the tagger changed on the way through a file")
	}
	sections["x.transitions"] = nil
	if _, err := TaggerFrom(sections, "x.", func(string, string) bool { return true }); !errors.Is(err, ErrCorrupt) {
		t.Errorf("without transitions: error %v", err)
	}
}

func TestLearner_averages(t *testing.T) {
	l := NewLearner(2)
	f := Hash(1)
	l.Update(f, 1, 1) // at time 1 of 4: counts for three quarters
	for range 3 {
		l.Tick()
	}
	if got := l.Rows()[0].Weights; got[0] != 0 || got[1] != 0.75 {
		t.Errorf("average = %v, want [0 0.75]", got)
	}
	for i := range 200_000 { // over several growths of the table
		l.Update(Hash(2).With(uint64(i)), 0, 1)
	}
	var score [1]float32
	l.Gather(l.Find([]Feature{Hash(2).With(77)}, nil), []uint8{0}, score[:])
	if score[0] != 1 || len(l.Rows()) != 200_001 {
		t.Errorf("weight %v, %d rows", score[0], len(l.Rows()))
	}
}
