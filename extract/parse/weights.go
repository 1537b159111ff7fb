package parse

// moveTable maps features to the weights of the moves, in open addressing. A
// feature is known by 32 bits of its hash; 0 marks a free slot.
type moveTable struct {
	slots []moveSlot
	shift uint // 32 less the number of bits of a slot's index
}

type moveSlot struct {
	key     uint32
	weights [moves]int16
}

// labelTable maps features to rows of label weights. A row holds a byte a
// label, the weight plus rowBias, eight labels to a word, so that adding a row
// takes two additions for every eight labels: one for the even bytes and one
// for the odd ones, both widened to 16 bits.
type labelTable struct {
	slots []labelSlot
	shift uint
	rows  []labelRow
}

type labelSlot struct{ key, row uint32 } // rows count from 0; key 0 marks a free slot

type labelRow [rowWords]uint64

const (
	rowWords  = maxLabels / 8
	rowBias   = 128
	evenBytes = 0x00FF00FF00FF00FF
)

// keyOf is the part of a feature that the tables keep; it is never 0. Its upper
// bits are the index of the slot.
func keyOf(feature uint64) uint32 { return uint32(feature>>32) | 1 }

// slotBits is the number of bits of the index of a table with n entries.
func slotBits(n int) uint {
	bits := uint(4)
	for 1<<bits < n*3/2 {
		bits++
	}
	return bits
}

// newMoveTable makes a table from keys and their weights, row by row.
func newMoveTable(keys []uint32, weights []int16) *moveTable {
	bits := slotBits(len(keys))
	t := &moveTable{slots: make([]moveSlot, 1<<bits), shift: 32 - bits}
	mask := uint32(len(t.slots) - 1)
	for n, key := range keys {
		i := key >> t.shift
		for t.slots[i].key != 0 {
			i = (i + 1) & mask
		}
		t.slots[i] = moveSlot{key, [moves]int16(weights[n*int(moves):])}
	}
	return t
}

// add adds the weights of the features to out. The slots are fetched first, all
// at once, so that the waits for memory overlap.
func (t *moveTable) add(features []uint64, out *moveScores) {
	var fetched [maxFeatures]moveSlot
	for n, f := range features {
		fetched[n] = t.slots[keyOf(f)>>t.shift]
	}
	var sum moveScores
	for n, f := range features {
		key, s := keyOf(f), &fetched[n]
		if s.key != key && s.key != 0 {
			s = t.probe(key)
		}
		if s.key == key {
			for m, w := range s.weights {
				sum[m] += int32(w)
			}
		}
	}
	for m, v := range sum {
		out[m] += v
	}
}

// probe returns the slot of a key that is not in its first place, or a free one.
func (t *moveTable) probe(key uint32) *moveSlot {
	mask := uint32(len(t.slots) - 1)
	for i := (key>>t.shift + 1) & mask; ; i = (i + 1) & mask {
		if s := &t.slots[i]; s.key == key || s.key == 0 {
			return s
		}
	}
}

// newLabelTable makes a table from keys and the row of each.
func newLabelTable(keys []uint32, rows []labelRow) *labelTable {
	bits := slotBits(len(keys))
	t := &labelTable{slots: make([]labelSlot, 1<<bits), shift: 32 - bits, rows: rows}
	mask := uint32(len(t.slots) - 1)
	for n, key := range keys {
		i := key >> t.shift
		for t.slots[i].key != 0 {
			i = (i + 1) & mask
		}
		t.slots[i] = labelSlot{key, uint32(n)}
	}
	return t
}

// add adds the rows of the features to out, in passes like moveTable's.
func (t *labelTable) add(features []uint64, out *labelScores) {
	var fetched [maxFeatures]labelSlot
	for n, f := range features {
		fetched[n] = t.slots[keyOf(f)>>t.shift]
	}
	var found [maxFeatures]uint32
	n := 0
	for i, f := range features {
		key, s := keyOf(f), fetched[i]
		if s.key != key && s.key != 0 {
			s = t.probe(key)
		}
		if s.key == key {
			found[n] = s.row
			n++
		}
	}
	var sums [2 * rowWords]uint64
	for _, row := range found[:n] {
		addRow(&sums, &t.rows[row])
	}
	if n > 0 {
		spread(&sums, int32(n)*rowBias, out)
	}
}

// probe returns the slot of a key that is not in its first place, or a free one.
func (t *labelTable) probe(key uint32) labelSlot {
	mask := uint32(len(t.slots) - 1)
	for i := (key>>t.shift + 1) & mask; ; i = (i + 1) & mask {
		if s := t.slots[i]; s.key == key || s.key == 0 {
			return s
		}
	}
}

func addRow(sums *[2 * rowWords]uint64, row *labelRow) {
	for i, w := range row {
		sums[2*i] += w & evenBytes
		sums[2*i+1] += w >> 8 & evenBytes
	}
}

// spread adds the 16-bit sums, less the bias, to the scores.
func spread(sums *[2 * rowWords]uint64, bias int32, out *labelScores) {
	for i := range rowWords {
		even, odd := sums[2*i], sums[2*i+1]
		o := out[8*i : 8*i+8 : 8*i+8]
		for k := 0; k < 8; k += 2 {
			o[k] += int32(even&0xFFFF) - bias
			o[k+1] += int32(odd&0xFFFF) - bias
			even, odd = even>>16, odd>>16
		}
	}
}
