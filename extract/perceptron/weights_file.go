package perceptron

import (
	"encoding/binary"
	"fmt"
	"math"
)

// Marshal writes the table, like after like so that it compresses well: keys as
// differences, the shift and the number of weights of each row, then the labels and
// the weights of all rows.
func (w *Weights) Marshal() []byte {
	var keys, shifts, counts, labels, weights []byte
	var last uint32
	var pairs []pair
	for key, at := range w.rows() {
		keys = binary.AppendUvarint(keys, uint64(key-last))
		last = key
		var shift uint8
		shift, pairs = w.load(at, pairs[:0])
		shifts, counts = append(shifts, shift), append(counts, uint8(len(pairs)))
		for _, p := range pairs {
			labels, weights = append(labels, p.label), append(weights, uint8(p.weight))
		}
	}
	out := binary.LittleEndian.AppendUint32(nil, uint32(w.labels))
	out = binary.LittleEndian.AppendUint32(out, uint32(len(shifts)))
	out = binary.LittleEndian.AppendUint32(out, math.Float32bits(w.Scale))
	for _, part := range [][]byte{keys, shifts, counts, labels, weights} {
		out = append(out, part...)
	}
	return out
}

// UnmarshalWeights reads a table that Marshal wrote.
func UnmarshalWeights(data []byte) (*Weights, error) {
	if len(data) < 12 {
		return nil, fmt.Errorf("%w: weights end early", ErrCorrupt)
	}
	labels, n := int(binary.LittleEndian.Uint32(data)), int(binary.LittleEndian.Uint32(data[4:]))
	scale := math.Float32frombits(binary.LittleEndian.Uint32(data[8:]))
	data = data[12:]
	if labels < 1 || labels > maxLabels || n > len(data)/3 {
		return nil, fmt.Errorf("%w: %d rows of %d labels", ErrCorrupt, n, labels)
	}
	keys := data
	for i := range n {
		_, size := binary.Uvarint(data)
		if size <= 0 {
			return nil, fmt.Errorf("%w: key %d of %d", ErrCorrupt, i, n)
		}
		data = data[size:]
	}
	if len(data) < 2*n {
		return nil, fmt.Errorf("%w: %d bytes for %d rows", ErrCorrupt, len(data), n)
	}
	w := &Weights{Scale: scale, labels: labels}
	return w, w.unmarshal(keys, data[:n], data[n:2*n], data[2*n:])
}

// unmarshal fills the table. The pairs are the labels of all rows, and behind
// them the weights.
func (w *Weights) unmarshal(keys, shifts, counts, pairs []byte) error {
	all := 0
	for _, n := range counts {
		all += int(n)
	}
	if len(pairs) != 2*all {
		return fmt.Errorf("%w: %d bytes of weights, not %d", ErrCorrupt, len(pairs), 2*all)
	}
	labels, weights := pairs[:all], pairs[all:]
	w.reserve(shifts, counts)
	var key uint32
	var row [math.MaxUint8]pair
	for i, n := range counts {
		d, size := binary.Uvarint(keys)
		keys = keys[size:]
		if key += uint32(d); shifts[i] > maxShift || i > 0 && d == 0 {
			return fmt.Errorf("%w: row %d", ErrCorrupt, i)
		}
		for k := range row[:n] {
			if int(labels[k]) >= w.labels {
				return fmt.Errorf("%w: label %d of %d", ErrCorrupt, labels[k], w.labels)
			}
			row[k] = pair{labels[k], int8(weights[k])}
		}
		w.insert(key, shifts[i], row[:n])
		labels, weights = labels[n:], weights[n:]
	}
	return nil
}
