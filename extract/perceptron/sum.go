package perceptron

import "encoding/binary"

// Place is where a table keeps the weights of a feature; 0 when it has none.
type Place uint64

// A place in Weights is one of three: with isDense, the shift and the number of
// a row of Weights.dense; with isInline, the row itself, as one or two pairs of label and
// weight; otherwise an index into Weights.sparse, with the number of pairs and the
// shift above it as Find read them.
const (
	isDense    = Place(1) << 31
	shiftAt    = 28                    // of a dense row's shift
	denseIndex = Place(1)<<shiftAt - 1 // mask of its number
	isInline   = Place(1) << 30
	pairBits   = 15 // of an inline pair: the label above eight bits of weight
	headAt     = 32 // of the head of a sparse row
)

// inline packs one or two pairs.
func inline(pairs []pair) Place {
	at := isInline
	for i, p := range pairs {
		at |= (Place(p.label)<<8 | Place(uint8(p.weight))) << (i * pairBits)
	}
	return at
}

// pair unpacks one of two pairs; a missing second one has no weight.
func (at Place) pair(i int) pair {
	at >>= i * pairBits
	return pair{uint8(at >> 8 & (maxLabels - 1)), int8(at)}
}

// Sums of as many dense rows fit 16 bits: batch<<maxDense * 255.
const (
	batch    = 32
	maxDense = 3 // greatest shift of a dense row
)

// Find appends the places of the features. It is best called with many of them:
// the tables do not fit the caches, and what is needed next is fetched ahead, so that
// the waits for memory overlap.
func (w *Weights) Find(features []Feature, places []Place) []Place {
	first := len(places)
	var lists [2]absent
	w.common.fetch(features[:min(ahead, len(features))])
	now, before := &lists[0], &lists[1]
	for len(features) > 0 {
		n := min(len(features), ahead)
		w.common.fetch(features[n:min(n+ahead, len(features))])
		places = w.findCommon(features[:n], places, now)
		w.rare.fetch(now.features[:now.n])
		w.findRare(before, places)
		now, before = before, now
		features = features[n:]
	}
	w.findRare(before, places)
	w.readHeads(places[first:])
	return places
}

// ahead is how many entries of a table are fetched at once. While they come, as many
// are read that were fetched before: together somewhat more than a core can wait for.
const ahead = 32

// absent are features that are not among the common ones.
type absent struct {
	n        int
	features [ahead]Feature
	places   [ahead]int // indices of their places
}

// findCommon appends the rows of up to ahead features, and lists those that have none.
func (w *Weights) findCommon(features []Feature, places []Place, absent *absent) []Place {
	n := 0
	for _, f := range features {
		at := w.common.row(f.key())
		absent.features[n&(ahead-1)], absent.places[n&(ahead-1)] = f, len(places)
		if at == 0 {
			n++
		}
		places = append(places, Place(at))
	}
	absent.n = n
	return places
}

// findRare sets the rows of features that are not among the common ones.
func (w *Weights) findRare(absent *absent, places []Place) {
	for i, f := range absent.features[:absent.n] {
		places[absent.places[i]] = Place(w.rare.row(f.key()))
	}
}

// readHeads completes the places of sparse rows with the heads of these.
func (w *Weights) readHeads(places []Place) {
	w.fetchRows(places[:min(ahead, len(places))])
	for i, at := range places {
		if next := i + ahead; i%ahead == 0 && next < len(places) {
			w.fetchRows(places[next:min(next+ahead, len(places))])
		}
		places[i] = row(at).place(w)
	}
}

// place reads the head of a sparse row. Other rows are given that of the empty
// row 0, to do without a branch.
func (at row) place(w *Weights) Place {
	head := at
	if at >= row(isInline) {
		head = 0
	}
	return Place(at) | Place(binary.LittleEndian.Uint16(w.sparse[head:]))<<headAt
}

// Add adds the weights in some places to scores, which has one place a label.
func (w *Weights) Add(places []Place, scores []int32) {
	for len(places) > batch {
		w.addBatch(places[:batch], scores)
		places = places[batch:]
	}
	w.addBatch(places, scores)
}

// denseRow is where a dense row begins, and its shift.
type denseRow struct{ first, shift uint32 }

// denseRow takes the place of a dense row apart.
func (w *Weights) denseRow(at Place) denseRow {
	return denseRow{uint32(at&denseIndex) * w.width, uint32(at &^ isDense >> shiftAt)}
}

func (w *Weights) addBatch(places []Place, scores []int32) {
	var rows [batch]denseRow
	n := 0
	for _, at := range places {
		switch {
		case at&isDense != 0:
			rows[n&(batch-1)] = w.denseRow(at)
			n++
		case at&isInline != 0:
			addInline(at, scores)
		case at != 0:
			w.addSparse(at, scores)
		}
	}
	if n > 0 {
		w.addDense(rows[:n], scores)
	}
}

func addInline(at Place, scores []int32) {
	a, b := at.pair(0), at.pair(1)
	scores[a.label] += int32(a.weight)
	scores[b.label] += int32(b.weight)
}

func (w *Weights) addSparse(at Place, scores []int32) {
	n, shift := at>>headAt&0xFF, at>>(headAt+8)&31
	pairs := w.sparse[uint32(at)+2:][:2*n]
	for ; len(pairs) >= 2; pairs = pairs[2:] {
		scores[pairs[0]] += int32(int8(pairs[1])) << shift
	}
}

const evenBytes = 0x00FF00FF00FF00FF

// addDense adds rows column by column. Without vector instructions, it takes sixteen
// labels at a time: even and odd bytes are summed apart, each in 16 bits.
func (w *Weights) addDense(rows []denseRow, scores []int32) {
	offset := int32(0)
	for _, r := range rows {
		offset += bias << (r.shift & 31)
	}
	done := addWide(rows, w.dense, offset, scores)
	scores = scores[done:]
	for k := uint32(done / 16); len(scores) > 0; k++ {
		var even0, odd0, even1, odd1 uint64
		for _, r := range rows {
			words, shift := &w.dense[r.first+k], r.shift&31
			even0 += words[0] & evenBytes << shift
			odd0 += words[0] >> 8 & evenBytes << shift
			even1 += words[1] & evenBytes << shift
			odd1 += words[1] >> 8 & evenBytes << shift
		}
		if len(scores) < 16 {
			var rest [16]int32
			spread(even0, odd0, offset, rest[:8])
			spread(even1, odd1, offset, rest[8:])
			for y := range scores {
				scores[y] += rest[y]
			}
			return
		}
		spread(even0, odd0, offset, scores[:8])
		spread(even1, odd1, offset, scores[8:16])
		scores = scores[16:]
	}
}

// spread adds eight sums of 16 bits, less the offset, to out.
func spread(even, odd uint64, offset int32, out []int32) {
	_ = out[7]
	out[0] += int32(even&0xFFFF) - offset
	out[1] += int32(odd&0xFFFF) - offset
	out[2] += int32(even>>16&0xFFFF) - offset
	out[3] += int32(odd>>16&0xFFFF) - offset
	out[4] += int32(even>>32&0xFFFF) - offset
	out[5] += int32(odd>>32&0xFFFF) - offset
	out[6] += int32(even>>48) - offset
	out[7] += int32(odd>>48) - offset
}

// Gather adds the weights in some places for labels[i] to scores[i], as the real
// numbers that were trained. It suits few labels, each given once.
func (w *Weights) Gather(places []Place, labels []uint8, scores []float32) {
	var sums [maxLabels]int32
	for _, at := range places {
		switch {
		case at&isDense != 0:
			row := w.denseRow(at)
			for _, y := range labels {
				v := w.dense[row.first+uint32(y/16)][y/8%2] >> (y % 8 * 8) & 0xFF
				sums[y%maxLabels] += (int32(v) - bias) << (row.shift & 31)
			}
		case at&isInline != 0:
			addInline(at, sums[:])
		case at != 0:
			w.addSparse(at, sums[:])
		}
	}
	for i, y := range labels {
		scores[i] += float32(sums[y%maxLabels]) * w.Scale
	}
}
