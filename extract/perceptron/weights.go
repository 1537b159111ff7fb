package perceptron

import (
	"iter"
	"math"
	"slices"
)

// Weights maps features to rows of integer weights, one a label. It is read
// only and safe for concurrent use.
//
// Weights are eight-bit numbers times a power of two that the row chooses, so
// that the few large weights of frequent features keep their size.
//
// A feature is known by 32 bits of its hash: with half a million features, one
// unseen feature in ten thousand is taken for another, which no score notices.
//
// Most rows have few weights that are not zero and are stored as pairs of label
// and weight; the rows of frequent features are stored in full, eight weights to
// a word, so that many labels are added at once.
type Weights struct {
	Scale  float32 // a weight times Scale is the trained real number
	labels int
	width  uint32      // of a dense row, in elements of sixteen labels
	common table       // of rows in full
	rare   table       // of the others
	dense  [][2]uint64 // rows in full, width elements each; a byte is a weight plus bias
	sparse []byte      // rows as pairs: their number, the shift, then label and weight of each
}

// row is the lower half of a Place.
type row uint32

const (
	bias      = 128                        // makes the bytes of dense rows positive
	zeros     = uint64(0x8080808080808080) // eight weights of zero
	maxLabels = 128                        // that a table may have
	maxShift  = 16
)

// key is the part of a feature that the table keeps.
func (f Feature) key() uint32 { return uint32(f >> 32) }

// Labels is the number of weights in a row.
func (w *Weights) Labels() int { return w.labels }

// Len is the number of features with a row.
func (w *Weights) Len() int {
	n := 0
	for range w.rows() {
		n++
	}
	return n
}

// Row is a feature with its weights, as trained.
type Row struct {
	Feature Feature
	Weights []float32
}

// Quantise makes a table of the rows. Weights are rounded to multiples of one
// scale, such that the given share of them (say 0.99) needs no shift. Weights
// that are smaller than floor or round to zero are dropped.
func Quantise(labels int, rows []Row, share float64, floor float32) *Weights {
	sorted := slices.Clone(rows)
	sortRows(sorted)
	w := &Weights{Scale: scaleOf(rows, share), labels: labels}
	numbers := make([]int8, labels)
	last := -1
	var kept []packedRow
	for _, r := range sorted {
		shift, ok := w.round(r.Weights, numbers)
		if key := r.Feature.key(); ok && int(key) != last { // of two features with one key, the first stays
			last = int(key)
			w.cut(numbers, shift, floor)
			kept = append(kept, packedRow{key, shift, pairsOf(numbers)})
		}
	}
	var shifts, counts []uint8
	for _, r := range kept {
		shifts, counts = append(shifts, r.shift), append(counts, uint8(len(r.pairs)))
	}
	w.reserve(shifts, counts)
	for _, r := range kept {
		w.insert(r.key, r.shift, r.pairs)
	}
	return w
}

// packedRow is a row of whole numbers, of which those that are zero are left out.
type packedRow struct {
	key   uint32
	shift uint8
	pairs []pair
}

// scaleOf is the magnitude below which the given share of the weights lies,
// divided by the largest int8.
func scaleOf(rows []Row, share float64) float32 {
	var all []float32
	for _, r := range rows {
		for _, v := range r.Weights {
			if v != 0 {
				all = append(all, abs(v))
			}
		}
	}
	if len(all) == 0 {
		return 1
	}
	slices.Sort(all)
	at := min(len(all)-1, int(share*float64(len(all))))
	return all[at] / math.MaxInt8
}

func abs(v float32) float32 { return max(v, -v) }

// round rounds the weights of a row to numbers and a shift, and reports whether
// anything is left of it.
func (w *Weights) round(weights []float32, numbers []int8) (shift uint8, ok bool) {
	top := float32(0)
	for _, v := range weights {
		top = max(top, abs(v))
	}
	scale := w.Scale
	for ; top > (math.MaxInt8+0.5)*scale; shift++ {
		scale *= 2
	}
	for y, v := range weights {
		q := math.Round(float64(v / scale))
		numbers[y] = int8(max(-math.MaxInt8, min(math.MaxInt8, q)))
	}
	return shift, top >= scale/2
}

// cut sets weights smaller than floor to zero.
func (w *Weights) cut(numbers []int8, shift uint8, floor float32) {
	for y, v := range numbers {
		if real := float32(int32(v)<<shift) * w.Scale; abs(real) < floor {
			numbers[y] = 0
		}
	}
}

// pair is a weight of a row that is not zero.
type pair struct {
	label  uint8
	weight int8
}

func pairsOf(numbers []int8) []pair {
	var out []pair
	for y, v := range numbers {
		if v != 0 {
			out = append(out, pair{uint8(y), v})
		}
	}
	return out
}

// insert adds a row. Rows come in ascending order of their keys; those without
// weights are left out.
func (w *Weights) insert(key uint32, shift uint8, pairs []pair) {
	if len(pairs) == 0 {
		return
	}
	t := &w.rare
	if w.formOf(len(pairs), shift) == denseForm {
		t = &w.common
	}
	t.insert(key, row(w.store(shift, pairs)))
}

// form is how a row is stored.
type form uint8

const (
	inlineForm form = iota
	sparseForm
	denseForm
)

// formOf is the form that suits a row with some pairs.
func (w *Weights) formOf(pairs int, shift uint8) form {
	switch {
	case pairs <= 2 && shift == 0:
		return inlineForm
	case 8*pairs <= w.labels || shift > maxDense:
		return sparseForm
	}
	return denseForm
}

// reserve makes room for rows with the given shifts and numbers of pairs.
func (w *Weights) reserve(shifts, counts []uint8) {
	dense, sparse := 0, 2
	for i, n := range counts {
		switch w.formOf(int(n), shifts[i]) {
		case denseForm:
			dense++
		case sparseForm:
			sparse += 2 + 2*int(n)
		}
	}
	w.width = uint32(w.labels+15) / 16
	w.dense = make([][2]uint64, 0, dense*int(w.width))
	w.sparse = make([]byte, 2, sparse) // row 0 is empty
	w.common, w.rare = newTable(dense), newTable(len(counts)-dense)
}

// store keeps the weights of a row.
func (w *Weights) store(shift uint8, pairs []pair) Place {
	switch w.formOf(len(pairs), shift) {
	case inlineForm:
		return inline(pairs)
	case sparseForm:
		at := Place(len(w.sparse))
		w.sparse = append(w.sparse, uint8(len(pairs)), shift)
		for _, p := range pairs {
			w.sparse = append(w.sparse, p.label, uint8(p.weight))
		}
		return at
	}
	first := len(w.dense)
	for range w.width {
		w.dense = append(w.dense, [2]uint64{zeros, zeros})
	}
	for _, p := range pairs {
		bits := p.label % 8 * 8
		word := &w.dense[first+int(p.label/16)][p.label/8%2]
		*word = *word&^(0xFF<<bits) | uint64(int(p.weight)+bias)<<bits
	}
	return isDense | Place(shift)<<shiftAt | Place(first/int(w.width))
}

// rows lists the keys with their rows, in ascending order.
func (w *Weights) rows() iter.Seq2[uint32, Place] {
	return func(yield func(uint32, Place) bool) {
		rare := w.rare.slots
		for _, c := range w.common.slots {
			if c.at == 0 {
				continue
			}
			for ; len(rare) > 0 && (rare[0].at == 0 || rare[0].key < c.key); rare = rare[1:] {
				if r := rare[0]; r.at != 0 && !yield(r.key, Place(r.at)) {
					return
				}
			}
			if !yield(c.key, Place(c.at)) {
				return
			}
		}
		for _, r := range rare {
			if r.at != 0 && !yield(r.key, Place(r.at)) {
				return
			}
		}
	}
}

// load appends the weights of a row to pairs.
func (w *Weights) load(at Place, pairs []pair) (shift uint8, _ []pair) {
	switch {
	case at&isInline != 0 && at&isDense == 0:
		for i := range 2 {
			if p := at.pair(i); p.weight != 0 {
				pairs = append(pairs, p)
			}
		}
		return 0, pairs
	case at&isDense == 0:
		n := int(w.sparse[at])
		for i := range n {
			p := w.sparse[int(at)+2+2*i:]
			pairs = append(pairs, pair{p[0], int8(p[1])})
		}
		return w.sparse[at+1], pairs
	}
	first := int(at&denseIndex) * int(w.width)
	for y := range w.labels {
		if v := int(w.dense[first+y/16][y/8%2]>>(y%8*8)&0xFF) - bias; v != 0 {
			pairs = append(pairs, pair{uint8(y), int8(v)})
		}
	}
	return uint8(at &^ isDense >> shiftAt), pairs
}
