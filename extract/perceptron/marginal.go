package perceptron

// Through holds, for every position and label, how much the best sequence with
// that label there loses against the best sequence of all. It is filled by
// Tagger.Through and valid until the next call on the same Lattice.
type Through struct {
	labels   int
	forward  []int32 // best score of a sequence that ends with the label at the position
	backward []int32 // best score of what follows, without the position itself
	best     int32
}

// Forward is the score of the best sequence up to and with label y at i.
func (t *Through) Forward(i, y int) int32 { return t.forward[i*t.labels+y] }

// Backward is the score of the best continuation after label y at i.
func (t *Through) Backward(i, y int) int32 { return t.backward[i*t.labels+y] }

// Loss is what the best sequence with label y at i loses; 0 or more.
func (t *Through) Loss(i, y int) int32 {
	return t.best - t.Forward(i, y) - t.Backward(i, y)
}

// Best is the score of the best sequence.
func (t *Through) Best() int32 { return t.best }

// Transition is the score of label next right after label prev.
func (t *Tagger) Transition(prev, next int) int32 {
	return t.trans[next*len(t.Labels.Names)+prev]
}

// Unit is the real number that a score of 1 stands for.
func (t *Tagger) Unit() float32 { return t.weights.Scale }

// Through runs Viterbi's algorithm in both directions. The sequence may not be
// empty.
func (t *Tagger) Through(l *Lattice, out *Through) {
	n := len(t.Labels.Names)
	size := len(l.scores) / n
	out.labels = n
	out.forward, out.backward = grow(out.forward, len(l.scores)), grow(out.backward, len(l.scores))
	t.forward(l, out.forward, size)
	t.backward(l, out.backward, size)
	out.best = 2 * impossible
	for y, s := range out.forward[(size-1)*n:] {
		out.best = max(out.best, s+out.backward[(size-1)*n+y])
	}
}

func (t *Tagger) forward(l *Lattice, forward []int32, size int) {
	n := len(t.Labels.Names)
	for y := range n {
		forward[y] = impossible
		if t.Labels.Start[y] {
			forward[y] = l.scores[y]
		}
	}
	for i := 1; i < size; i++ {
		prev, cur, scores := forward[(i-1)*n:i*n], forward[i*n:(i+1)*n], l.scores[i*n:(i+1)*n]
		for y := range n {
			row, top := t.trans[y*n:(y+1)*n], int32(impossible)
			for _, p := range t.Labels.before[y] {
				top = max(top, prev[p]+row[p])
			}
			cur[y] = max(top+scores[y], impossible)
		}
	}
}

func (t *Tagger) backward(l *Lattice, backward []int32, size int) {
	n := len(t.Labels.Names)
	for y := range n {
		backward[(size-1)*n+y] = impossible
		if t.Labels.End[y] {
			backward[(size-1)*n+y] = 0
		}
	}
	for i := size - 2; i >= 0; i-- {
		next, cur, scores := backward[(i+1)*n:(i+2)*n], backward[i*n:(i+1)*n], l.scores[(i+1)*n:(i+2)*n]
		for y := range n {
			cur[y] = impossible
		}
		for y := range n {
			s := next[y] + scores[y]
			row := t.trans[y*n : (y+1)*n]
			for _, p := range t.Labels.before[y] {
				cur[p] = max(cur[p], s+row[p])
			}
		}
	}
}
