package perceptron

import (
	"encoding/binary"
	"fmt"
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
type Weights struct {
	Scale  float32 // a weight times Scale is the trained real number
	labels int
	mask   uint32
	slots  []slot
	keys   []uint32 // of the rows, ascending
	shifts []uint8  // of the rows: the weight is the number shifted left
	rows   []int8   // len(keys) * labels
}

// slot is a place of the open-addressing hash table. Rows count from 1; row 0
// marks a free slot.
type slot struct{ key, row uint32 }

// key is the part of a feature that the table keeps.
func (f Feature) key() uint32 { return uint32(f >> 32) }

// Labels is the number of weights in a row.
func (w *Weights) Labels() int { return w.labels }

// Len is the number of features with a row.
func (w *Weights) Len() int { return len(w.keys) }

// row returns the weights of a feature and their shift, or nil when it has none.
func (w *Weights) row(f Feature) ([]int8, uint8) {
	key := f.key()
	for i := key & w.mask; ; i = (i + 1) & w.mask {
		s := w.slots[i]
		if s.row == 0 {
			return nil, 0
		}
		if s.key == key {
			from := int(s.row-1) * w.labels
			return w.rows[from : from+w.labels : from+w.labels], w.shifts[s.row-1]
		}
	}
}

// Add adds the weights of a feature to scores, which has one place a label.
func (w *Weights) Add(f Feature, scores []int32) {
	row, shift := w.row(f)
	if row == nil {
		return
	}
	scores = scores[:len(row)]
	for i, v := range row {
		scores[i] += int32(v) << (shift & 31)
	}
}

// Gather adds the weight of the feature for labels[i] to scores[i], as the real
// number that was trained.
func (w *Weights) Gather(f Feature, labels []uint8, scores []float32) {
	row, shift := w.row(f)
	if row == nil {
		return
	}
	scale := w.Scale * float32(int32(1)<<(shift&31))
	for i, y := range labels {
		scores[i] += float32(row[y]) * scale
	}
}

// Row is a feature with its weights, as trained.
type Row struct {
	Feature Feature
	Weights []float32
}

// Quantise makes a table of the rows. Weights are rounded to multiples of one
// scale, such that the given share of them (say 0.99) needs no shift. Rows that
// round to zero are dropped.
func Quantise(labels int, rows []Row, share float64) *Weights {
	w := &Weights{labels: labels, Scale: scaleOf(rows, share)}
	sorted := slices.Clone(rows)
	sortRows(sorted)
	for _, r := range sorted {
		if n := len(w.keys); n > 0 && w.keys[n-1] == r.Feature.key() {
			continue // two features with one key: the first stays
		}
		w.appendRow(r)
	}
	w.index()
	return w
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

// appendRow rounds one row and keeps it when anything is left of it.
func (w *Weights) appendRow(r Row) {
	top := float32(0)
	for _, v := range r.Weights {
		top = max(top, abs(v))
	}
	scale, shift := w.Scale, uint8(0)
	for ; top > (math.MaxInt8+0.5)*scale; shift++ {
		scale *= 2
	}
	if top < scale/2 {
		return
	}
	for _, v := range r.Weights {
		q := math.Round(float64(v / scale))
		w.rows = append(w.rows, int8(max(-math.MaxInt8, min(math.MaxInt8, q))))
	}
	w.keys = append(w.keys, r.Feature.key())
	w.shifts = append(w.shifts, shift)
}

// Prune sets weights smaller than floor to zero and drops rows without any other,
// which makes the file smaller.
func (w *Weights) Prune(floor float32) *Weights {
	out := &Weights{Scale: w.Scale, labels: w.labels}
	for r, key := range w.keys {
		row := slices.Clone(w.rows[r*w.labels : (r+1)*w.labels])
		some := false
		for y, v := range row {
			if real := float32(int32(v)<<w.shifts[r]) * w.Scale; abs(real) < floor {
				row[y] = 0
			}
			some = some || row[y] != 0
		}
		if some {
			out.keys = append(out.keys, key)
			out.shifts = append(out.shifts, w.shifts[r])
			out.rows = append(out.rows, row...)
		}
	}
	out.index()
	return out
}

// index fills the hash table from the keys.
func (w *Weights) index() {
	size := 4
	for size < len(w.keys)*3/2 {
		size *= 2
	}
	w.slots = make([]slot, size)
	w.mask = uint32(size - 1)
	for n, key := range w.keys {
		i := key & w.mask
		for w.slots[i].row != 0 {
			i = (i + 1) & w.mask
		}
		w.slots[i] = slot{key: key, row: uint32(n + 1)}
	}
}

// Marshal writes the table: keys as differences, rows label by label.
func (w *Weights) Marshal() []byte {
	out := binary.LittleEndian.AppendUint32(nil, uint32(w.labels))
	out = binary.LittleEndian.AppendUint32(out, uint32(len(w.keys)))
	out = binary.LittleEndian.AppendUint32(out, math.Float32bits(w.Scale))
	var last uint32
	for _, k := range w.keys {
		out = binary.AppendUvarint(out, uint64(k-last))
		last = k
	}
	out = append(out, w.shifts...)
	for l := range w.labels {
		for r := l; r < len(w.rows); r += w.labels {
			out = append(out, byte(w.rows[r]))
		}
	}
	return out
}

// UnmarshalWeights reads a table that Marshal wrote.
func UnmarshalWeights(data []byte) (*Weights, error) {
	if len(data) < 12 {
		return nil, fmt.Errorf("%w: weights end early", ErrCorrupt)
	}
	w := &Weights{
		labels: int(binary.LittleEndian.Uint32(data)),
		Scale:  math.Float32frombits(binary.LittleEndian.Uint32(data[8:])),
	}
	n := int(binary.LittleEndian.Uint32(data[4:]))
	data = data[12:]
	if w.labels < 1 || n > len(data) {
		return nil, fmt.Errorf("%w: %d rows of %d labels", ErrCorrupt, n, w.labels)
	}
	var last uint32
	w.keys = make([]uint32, n)
	for i := range w.keys {
		d, size := binary.Uvarint(data)
		if size <= 0 {
			return nil, fmt.Errorf("%w: key %d of %d", ErrCorrupt, i, n)
		}
		data = data[size:]
		last += uint32(d)
		w.keys[i] = last
	}
	if len(data) != n*(w.labels+1) {
		return nil, fmt.Errorf("%w: %d bytes of weights, not %d", ErrCorrupt, len(data), n*(w.labels+1))
	}
	w.shifts, data = slices.Clone(data[:n]), data[n:] // data is large, and not kept
	w.rows = transpose(data, n, w.labels)
	w.index()
	return w, nil
}

// transpose turns columns of n bytes each into rows.
func transpose(columns []byte, n, labels int) []int8 {
	rows := make([]int8, len(columns))
	for l := range labels {
		for r, v := range columns[l*n : (l+1)*n] {
			rows[r*labels+l] = int8(v)
		}
	}
	return rows
}
