package parse

// rows holds what training knows of the features of one kind: the running
// weights of each in a form that is quick to add up, and, for each weight, its
// changes times the time of each, so that the mean of the weight over time is
// weight - sum/time (Daumé 2006). A feature gets a row when it is to be changed
// for the second time; the first time is only noted, since features that never
// come again are most of all features and teach nothing.
type rows[R any] struct {
	slots   []labelSlot // open addressing by key; see keyOf
	shift   uint
	noted   []uint64 // a bit for each value of the upper bits of a key
	weights []R
	columns int
	sums    []int32 // columns for each row
}

const notedBits = 26

func newRows[R any](columns int) *rows[R] {
	return &rows[R]{slots: make([]labelSlot, 1<<10), shift: 32 - 10, noted: make([]uint64, 1<<notedBits/64), columns: columns}
}

// find returns the slot of a key, or the free slot where it belongs.
func (t *rows[R]) find(key uint32) *labelSlot {
	mask := uint32(len(t.slots) - 1)
	for i := key >> t.shift; ; i = (i + 1) & mask {
		if s := &t.slots[i]; s.key == key || s.key == 0 {
			return s
		}
	}
}

// found writes the rows of the features that have one to out and returns their
// number. Slots are fetched first, all at once, so that the waits for memory
// overlap.
func (t *rows[R]) found(features []uint64, out *[maxFeatures]uint32) int {
	var fetched [maxFeatures]labelSlot
	for i, f := range features {
		fetched[i] = t.slots[keyOf(f)>>t.shift]
	}
	n := 0
	for i, f := range features {
		key, s := keyOf(f), fetched[i]
		if s.key != key && s.key != 0 {
			s = *t.find(key)
		}
		if s.key == key {
			out[n] = s.row
			n++
		}
	}
	return n
}

// row returns the row of a key, which is made when the key was noted before.
func (t *rows[R]) row(key uint32) (row int, ok bool) {
	s := t.find(key)
	if s.key != 0 {
		return int(s.row), true
	}
	at := key >> (32 - notedBits)
	if bit := uint64(1) << (at % 64); t.noted[at/64]&bit == 0 {
		t.noted[at/64] |= bit
		return 0, false
	}
	if 2*len(t.weights) >= len(t.slots) {
		t.enlarge()
		s = t.find(key)
	}
	*s = labelSlot{key, uint32(len(t.weights))}
	var zero R
	t.weights = append(t.weights, zero)
	for range t.columns {
		t.sums = append(t.sums, 0)
	}
	return int(s.row), true
}

func (t *rows[R]) enlarge() {
	old := t.slots
	t.slots = make([]labelSlot, 2*len(old))
	t.shift--
	for _, s := range old {
		if s.key != 0 {
			*t.find(s.key) = s
		}
	}
}

// moveWeights are the running weights of a feature for the moves.
type moveWeights [moves]int16

// labelWeights are the running weights of a feature for the labels, in lanes of
// 16 bits, four to a word, so that one addition adds four of them. A lane holds
// the weight plus laneBias, which keeps it above zero.
type labelWeights [maxLabels / 4]uint64

const (
	laneBias  = 320 // sums of 100 features stay below 1<<16
	laneLimit = 300
	fourLanes = 0x0001000100010001
)

func (w *labelWeights) lane(label int) int32 {
	return int32(w[label/4]>>(label%4*16)&0xFFFF) - laneBias
}

// shiftLane adds by, unless the weight would leave its range.
func (w *labelWeights) shiftLane(label int, by int32) {
	if v := w.lane(label) + by; v > laneLimit || v < -laneLimit {
		return
	}
	w[label/4] += uint64(int64(by)) << (label % 4 * 16)
}

// learner is a parser that is being trained, by the averaged structured
// perceptron with the update at the maximum violation (Huang et al. 2012).
type learner struct {
	moves  *rows[moveWeights]
	labels *rows[labelWeights]
	search *search
	gold   state
	replay state
	time   int32
}

func newLearner(labels, width int) *learner {
	return &learner{moves: newRows[moveWeights](int(moves)), labels: newRows[labelWeights](labels), search: newSearch(labels, width), time: 1}
}

func (l *learner) addMoves(features []uint64, out *moveScores) {
	var found [maxFeatures]uint32
	for _, row := range found[:l.moves.found(features, &found)] {
		for m, w := range &l.moves.weights[row] {
			out[m] += int32(w)
		}
	}
}

func (l *learner) addLabels(features []uint64, out *labelScores) {
	var found [maxFeatures]uint32
	var sums labelWeights
	n := l.labels.found(features, &found)
	for _, row := range found[:n] {
		for i, w := range &l.labels.weights[row] {
			sums[i] += w
		}
	}
	for y := range out {
		out[y] += int32(sums[y/4]>>(y%4*16)&0xFFFF) - int32(n)*laneBias
	}
}

func (l *learner) updateMoves(features []uint64, m move, by int32) {
	for _, f := range features {
		if row, ok := l.moves.row(keyOf(f)); ok {
			l.moves.weights[row][m] += int16(by)
			l.moves.sums[row*int(moves)+int(m)] += by * l.time
		}
	}
}

func (l *learner) updateLabels(features []uint64, label uint8, by int32) {
	for _, f := range features {
		row, ok := l.labels.row(keyOf(f))
		if !ok {
			continue
		}
		w := &l.labels.weights[row]
		if w[0] == 0 { // new
			for i := range w {
				w[i] = laneBias * fourLanes
			}
		}
		w.shiftLane(int(label), by)
		l.labels.sums[row*l.labels.columns+int(label)] += by * l.time
	}
}

// learn takes one step on the sentence in l.search.in, and reports whether
// weights were changed.
func (l *learner) learn(gold []action) bool {
	l.time++
	s := l.search
	s.begin()
	l.gold.reset(s.in.n)
	worst, violation := -1, int32(0)
	var at []action // best sequence up to the worst step
	for i, a := range gold {
		l.advanceGold(a)
		s.step(l)
		if v := s.beam[0].score - l.gold.score; v > violation || worst < 0 && v == 0 || i == len(gold)-1 && worst < 0 {
			s.trace(0)
			if !equal(s.best, gold[:i+1]) {
				worst, violation = i, v
				at = append(at[:0], s.best...)
			}
		}
	}
	if worst < 0 {
		return false
	}
	same := 0
	for same <= worst && at[same] == gold[same] {
		same++
	}
	l.change(gold[:worst+1], same, 1)
	l.change(at, same, -1)
	return true
}

func equal(a, b []action) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// advanceGold moves the gold state on and adds the step's score.
func (l *learner) advanceGold(a action) {
	s := l.search
	var mv moveScores
	moveFeatures(&s.feats, &s.in, &l.gold)
	l.addMoves(s.feats.list[:s.feats.n], &mv)
	l.gold.score += mv[a.move]
	if a.move != shift {
		var lab labelScores
		s.scoreArc(l, &l.gold, a.move, &lab)
		l.gold.score += lab[a.label]
	} else if a.label == 1 {
		l.gold.score += s.scoreTag(l, &l.gold)
	}
	l.gold.apply(a)
}

// change adds by to the weights of all features of a sequence from the given
// step on.
func (l *learner) change(actions []action, from int, by int32) {
	s, st := l.search, &l.replay
	st.reset(s.in.n)
	for i, a := range actions {
		if i >= from {
			moveFeatures(&s.feats, &s.in, st)
			l.updateMoves(s.feats.list[:s.feats.n], a.move, by)
			if a.move != shift {
				head, dep := st.arc(a.move)
				pairFeatures(&s.feats, &s.in, head, dep)
				l.updateLabels(s.feats.list[:s.feats.n], a.label, by)
				arcFeatures(&s.feats, &s.in, st, a.move)
				l.updateLabels(s.feats.list[:s.feats.n], a.label, by)
			} else if a.label == 1 {
				tagFeatures(&s.feats, &s.in, st)
				l.updateMoves(s.feats.list[:s.feats.n], shift, by)
			}
		}
		st.apply(a)
	}
}

// weights returns the means of the weights over the time of training.
func (l *learner) weights() weights {
	return weights{
		moves: mean(l.moves, l.time, func(w *moveWeights, i int) int32 { return int32(w[i]) }),
		arcs:  mean(l.labels, l.time, (*labelWeights).lane),
	}
}
