package perceptron

import "slices"

// Through holds, for every position and label, how much the best sequence with
// that label there loses against the best sequence of all. It is filled by
// Tagger.Through and valid until the next call on the same Lattice.
type Through struct {
	labels   int
	forward  []int32 // best score of a sequence that ends with the label at the position
	backward []int32 // best score of what follows, without the position itself
	value    []int32 // by label: score of the next position and what follows it
	best     int32
}

// Forward is the score of the best sequence up to and with label y at i. Where
// that label loses more than the limit, it is far lower.
func (t *Through) Forward(i, y int) int32 { return t.forward[i*t.labels+y] }

// Backward is the score of the best continuation after label y at i.
func (t *Through) Backward(i, y int) int32 { return t.backward[i*t.labels+y] }

// Loss is what the best sequence with label y at i loses; 0 or more. It is exact
// up to the limit.
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

// neighbours are the labels that may stand on one side of a label, each with its
// transition.
type neighbours struct {
	labels []int32
	trans  []int32
}

// group are labels that may follow the same labels. Most of them cannot be on
// the best way from any of these, and need not be tried: those that score less than
// the best of the group by more than transitions could make good.
type group struct {
	labels []int32
	gain   []int32 // a*len(labels) + b: the most that a gains on b by a transition
}

// link makes the tables for Through.
func (t *Tagger) link() {
	n := len(t.Labels.Names)
	t.before, t.after = make([]neighbours, n), make([]neighbours, n)
	for y, before := range t.Labels.before {
		for _, p := range before {
			v := t.Transition(int(p), y)
			t.before[y].labels, t.before[y].trans = append(t.before[y].labels, p), append(t.before[y].trans, v)
			t.after[p].labels, t.after[p].trans = append(t.after[p].labels, int32(y)), append(t.after[p].trans, v)
		}
	}
	t.groups = nil
	grouped := make([]bool, n)
	for y := range n {
		if !grouped[y] {
			t.groups = append(t.groups, t.groupOf(y, grouped))
		}
	}
}

// groupOf collects the labels that may follow the same labels as y.
func (t *Tagger) groupOf(y int, grouped []bool) group {
	var g group
	for z := y; z < len(grouped); z++ {
		if slices.Equal(t.before[z].labels, t.before[y].labels) {
			g.labels = append(g.labels, int32(z))
			grouped[z] = true
		}
	}
	for _, a := range g.labels {
		for _, b := range g.labels {
			gain := int32(impossible)
			for k, v := range t.before[a].trans {
				gain = max(gain, v-t.before[b].trans[k])
			}
			g.gain = append(g.gain, gain)
		}
	}
	return g
}

// Through runs Viterbi's algorithm in both directions, forwards only through
// labels that lose at most the limit. The sequence may not be empty.
func (t *Tagger) Through(l *Lattice, limit int32, out *Through) {
	n := len(t.Labels.Names)
	size := len(l.scores) / n
	out.labels = n
	out.forward, out.backward = grow(out.forward, len(l.scores)), grow(out.backward, len(l.scores))
	out.value = grow(out.value, n)
	t.backward(l, out, size)
	t.forward(l, out, size, limit)
}

func (t *Tagger) backward(l *Lattice, out *Through, size int) {
	n := len(t.Labels.Names)
	for y, end := range t.Labels.End {
		out.backward[(size-1)*n+y] = impossible
		if end {
			out.backward[(size-1)*n+y] = 0
		}
	}
	for i := size - 2; i >= 0; i-- {
		next, cur, scores := out.backward[(i+1)*n:(i+2)*n], out.backward[i*n:(i+1)*n], l.scores[(i+1)*n:(i+2)*n]
		for y := range cur {
			cur[y], out.value[y] = impossible, next[y]+scores[y]
		}
		for g := range t.groups {
			t.backwardThrough(&t.groups[g], out.value, cur)
		}
	}
}

// backwardThrough raises the scores of the labels before those of a group.
func (t *Tagger) backwardThrough(g *group, value, cur []int32) {
	best := 0
	for a, y := range g.labels {
		if value[y] > value[g.labels[best]] {
			best = a
		}
	}
	top := value[g.labels[best]]
	for a, y := range g.labels {
		if value[y]+g.gain[a*len(g.labels)+best] >= top {
			t.before[y].raise(cur, value[y])
		}
	}
}

// raise raises the scores of the neighbours to what they have through a label
// with the given score.
func (e *neighbours) raise(scores []int32, through int32) {
	trans := e.trans[:len(e.labels)]
	for k, p := range e.labels {
		if s := through + trans[k]; s > scores[p] {
			scores[p] = s
		}
	}
}

func (t *Tagger) forward(l *Lattice, out *Through, size int, limit int32) {
	n := len(t.Labels.Names)
	first := out.forward[:n]
	out.best = 2 * impossible
	for y, start := range t.Labels.Start {
		first[y] = impossible
		if start {
			first[y] = l.scores[y]
			out.best = max(out.best, first[y]+out.backward[y])
		}
	}
	least := out.best - limit
	drop(first, out.backward, least)
	for i := 1; i < size; i++ {
		prev, cur, scores := out.forward[(i-1)*n:i*n], out.forward[i*n:(i+1)*n], l.scores[i*n:(i+1)*n]
		for y := range cur {
			cur[y] = impossible
		}
		for p, s := range prev {
			if s > impossible {
				t.after[p].raise(cur, s)
			}
		}
		for y, s := range scores {
			cur[y] = max(cur[y]+s, impossible)
		}
		drop(cur, out.backward[i*n:], least)
	}
}

// drop makes labels impossible through which no sequence has the least score.
func drop(forward, backward []int32, least int32) {
	backward = backward[:len(forward)]
	for y, s := range forward {
		if s+backward[y] < least {
			forward[y] = impossible
		}
	}
}
