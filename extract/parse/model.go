package parse

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"sanyuan/extract/perceptron"
)

const (
	modelKind    = "parser"
	modelVersion = 1 // changes with the features or the layout of the file
)

// model is a trained parser's weights.
type model struct {
	labels []string // relations other than root
	tags   *tagset
	moves  *moveTable
	arcs   *labelTable
}

func (m *model) addMoves(f []uint64, out *moveScores)   { m.moves.add(f, out) }
func (m *model) addLabels(f []uint64, out *labelScores) { m.arcs.add(f, out) }

// stored is a model in the form in which it is written: rows in ascending order
// of their keys.
type stored struct {
	labels      []string
	tags        *tagset
	moveKeys    []uint32
	moveWeights []int16 // row by row
	arcKeys     []uint32
	arcWeights  []int8 // row by row, one for each label
}

// Pruning tells which weights of a trained model are kept.
type Pruning struct {
	Share      float64 // of the label weights that must fit into eight bits
	MoveFloor  float32 // rows of moves with no weight as large as this are dropped
	LabelFloor float32 // and so are rows of labels
}

// weights are the mean weights of a trained model, by key.
type weights struct {
	moves, arcs []meanRow
}

// quantise rounds the weights to multiples of one scale.
func (w weights) quantise(labels []string, tags *tagset, p Pruning) *stored {
	moveRows, arcRows := pruned(w.moves, p.MoveFloor), pruned(w.arcs, p.LabelFloor)
	scale := scaleOf(arcRows, p.Share)
	s := &stored{labels: labels, tags: tags}
	for _, r := range moveRows {
		s.moveKeys = append(s.moveKeys, r.key)
		for _, w := range r.weights {
			s.moveWeights = append(s.moveWeights, int16(rounded(w/scale, math.MaxInt16)))
		}
	}
	for _, r := range arcRows {
		s.arcKeys = append(s.arcKeys, r.key)
		for _, w := range r.weights {
			s.arcWeights = append(s.arcWeights, int8(rounded(w/scale, math.MaxInt8)))
		}
	}
	return s
}

// pruned returns the rows that have a weight of at least floor.
func pruned(rows []meanRow, floor float32) []meanRow {
	var out []meanRow
	for _, r := range rows {
		if slices.Max(r.weights) >= floor || slices.Min(r.weights) <= -floor {
			out = append(out, r)
		}
	}
	return out
}

func rounded(w float32, limit float64) float64 {
	return max(-limit, min(limit, math.Round(float64(w))))
}

// meanRow is a feature's key with the means of its weights over training.
type meanRow struct {
	key     uint32
	weights []float32
}

// mean returns the mean weights of all rows, by key.
func mean[R any](t *rows[R], time int32, weight func(*R, int) int32) []meanRow {
	out := make([]meanRow, 0, len(t.weights))
	space := make([]float32, len(t.weights)*t.columns)
	for _, s := range t.slots {
		if s.key == 0 {
			continue
		}
		row := meanRow{s.key, space[:t.columns:t.columns]}
		space = space[t.columns:]
		for c, sum := range t.sums[int(s.row)*t.columns : int(s.row+1)*t.columns] {
			row.weights[c] = float32(float64(weight(&t.weights[s.row], c)) - float64(sum)/float64(time))
		}
		out = append(out, row)
	}
	slices.SortFunc(out, func(a, b meanRow) int { return cmp.Compare(a.key, b.key) })
	return out
}

// average is the sum of several models' rows, divided by their number.
func average(models [][]meanRow) []meanRow {
	share := 1 / float32(len(models))
	var out []meanRow
	for {
		key, some := uint32(math.MaxUint32), false
		for _, rows := range models {
			if len(rows) > 0 && rows[0].key <= key {
				key, some = rows[0].key, true
			}
		}
		if !some {
			return out
		}
		var sum []float32
		for i, rows := range models {
			if len(rows) == 0 || rows[0].key != key {
				continue
			}
			if sum == nil {
				sum = make([]float32, len(rows[0].weights))
			}
			for c, w := range rows[0].weights {
				sum[c] += w * share
			}
			models[i] = rows[1:]
		}
		out = append(out, meanRow{key, sum})
	}
}

// scaleOf is the size below which the given share of the weights other than
// zero lies, divided by the largest int8.
func scaleOf(rows []meanRow, share float64) float32 {
	var all []float32
	for _, r := range rows {
		for _, w := range r.weights {
			if w != 0 {
				all = append(all, max(w, -w))
			}
		}
	}
	if len(all) == 0 {
		return 1
	}
	slices.Sort(all)
	return all[min(len(all)-1, int(share*float64(len(all))))] / math.MaxInt8
}

// seal writes the model file. Weights stand column by column, which compresses
// better than row by row.
func (s *stored) seal() []byte {
	return perceptron.Seal(modelKind, modelVersion,
		perceptron.Section{Name: "labels", Data: []byte(strings.Join(s.labels, "\n"))},
		perceptron.Section{Name: "tags", Data: []byte(strings.Join(s.tags.names(), "\n"))},
		perceptron.Section{Name: "alternatives", Data: packAlternatives(s.tags.alternatives)},
		perceptron.Section{Name: "move keys", Data: packKeys(s.moveKeys)},
		perceptron.Section{Name: "move weights", Data: packMoves(s.moveWeights)},
		perceptron.Section{Name: "arc keys", Data: packKeys(s.arcKeys)},
		perceptron.Section{Name: "arc weights", Data: packColumns(s.arcWeights, len(s.labels))},
	)
}

// readModel reads what seal wrote.
func readModel(data []byte) (*model, error) {
	sections, err := perceptron.Open(data, modelKind, modelVersion)
	if err != nil {
		return nil, err
	}
	m := &model{
		labels: strings.Split(string(sections["labels"]), "\n"),
		tags:   newTagset(strings.Split(string(sections["tags"]), "\n")),
	}
	if len(m.labels) > maxLabels {
		return nil, fmt.Errorf("%w: %d labels", perceptron.ErrCorrupt, len(m.labels))
	}
	if err = m.tags.unpack(sections["alternatives"]); err != nil {
		return nil, err
	}
	if m.moves, err = readMoves(sections["move keys"], sections["move weights"]); err != nil {
		return nil, err
	}
	m.arcs, err = readArcs(sections["arc keys"], sections["arc weights"], len(m.labels))
	return m, err
}

func readMoves(packedKeys, packed []byte) (*moveTable, error) {
	keys, err := unpackKeys(packedKeys)
	if err != nil {
		return nil, err
	}
	weights := unpackMoves(packed, len(keys))
	if weights == nil {
		return nil, fmt.Errorf("%w: keys and weights of moves do not match", perceptron.ErrCorrupt)
	}
	return newMoveTable(keys, weights), nil
}

func readArcs(packedKeys, columns []byte, labels int) (*labelTable, error) {
	keys, err := unpackKeys(packedKeys)
	if err != nil {
		return nil, err
	}
	if len(columns) != len(keys)*labels {
		return nil, fmt.Errorf("%w: keys and weights of arcs do not match", perceptron.ErrCorrupt)
	}
	return newLabelTable(keys, unpackRows(columns, len(keys), labels)), nil
}

// packKeys writes ascending keys as differences.
func packKeys(keys []uint32) []byte {
	out := binary.AppendUvarint(nil, uint64(len(keys)))
	last := uint32(0)
	for _, k := range keys {
		out = binary.AppendUvarint(out, uint64(k-last))
		last = k
	}
	return out
}

func unpackKeys(data []byte) ([]uint32, error) {
	n, size := binary.Uvarint(data)
	if size <= 0 || n > uint64(len(data)) {
		return nil, fmt.Errorf("%w: number of keys", perceptron.ErrCorrupt)
	}
	data = data[size:]
	keys, last := make([]uint32, n), uint32(0)
	for i := range keys {
		d, size := binary.Uvarint(data)
		if size <= 0 || d == 0 || d > math.MaxUint32-uint64(last) {
			return nil, fmt.Errorf("%w: key %d of %d", perceptron.ErrCorrupt, i, n)
		}
		data = data[size:]
		last += uint32(d)
		keys[i] = last
	}
	return keys, nil
}

// packAlternatives writes five bytes for each alternative, by key.
func packAlternatives(alternatives map[uint32]uint8) []byte {
	var out []byte
	for _, key := range slices.Sorted(maps.Keys(alternatives)) {
		out = append(binary.LittleEndian.AppendUint32(out, key), alternatives[key])
	}
	return out
}

func (s *tagset) unpack(data []byte) error {
	for ; len(data) >= 5; data = data[5:] {
		if tag := data[4]; tag != noTag && int(tag) >= len(s.list) {
			return fmt.Errorf("%w: tag %d of %d", perceptron.ErrCorrupt, tag, len(s.list))
		}
		s.alternatives[binary.LittleEndian.Uint32(data)] = data[4]
	}
	if len(data) > 0 {
		return fmt.Errorf("%w: alternatives end early", perceptron.ErrCorrupt)
	}
	return nil
}

func packMoves(weights []int16) []byte {
	out := make([]byte, 0, 2*len(weights))
	for m := range int(moves) {
		for i := m; i < len(weights); i += int(moves) {
			out = binary.AppendVarint(out, int64(weights[i]))
		}
	}
	return out
}

// unpackMoves returns the weights of n rows, row by row, or nil when the data
// hold other than that many.
func unpackMoves(data []byte, n int) []int16 {
	rows := make([]int16, n*int(moves))
	for m := range int(moves) {
		for i := range n {
			w, size := binary.Varint(data)
			if size <= 0 {
				return nil
			}
			rows[i*int(moves)+m], data = int16(w), data[size:]
		}
	}
	if len(data) > 0 {
		return nil
	}
	return rows
}

func packColumns(weights []int8, width int) []byte {
	out := make([]byte, 0, len(weights))
	for c := range width {
		for i := c; i < len(weights); i += width {
			out = append(out, byte(weights[i]))
		}
	}
	return out
}

// unpackRows makes rows of n weights for each label, column by column.
func unpackRows(columns []byte, n, labels int) []labelRow {
	rows := make([]labelRow, n)
	for y := range labels {
		shift := y % 8 * 8
		for i, w := range columns[y*n : (y+1)*n] {
			rows[i][y/8] |= uint64(uint8(int(int8(w))+rowBias)) << shift
		}
	}
	return rows
}
