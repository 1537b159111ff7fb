package perceptron

// Learner holds the weights of any linear model while it is trained by the
// averaged perceptron. Rows are made when they are first changed. It is for one
// goroutine.
type Learner struct {
	labels   int
	slots    []learnerSlot // open addressing; the number of slots is a power of two
	features []Feature     // by row
	weights  []float32     // row*labels + label
	sums     []float32     // changes times their time: the average is weight - sum/time
	time     float32
}

// learnerSlot is a place of the hash table. Rows count from 1; row 0 is free.
type learnerSlot struct {
	feature Feature
	row     uint32
}

// NewLearner returns a learner whose rows have the given number of labels.
func NewLearner(labels int) *Learner {
	return &Learner{labels: labels, slots: make([]learnerSlot, 1<<16), time: 1}
}

// Tick counts one step of training. The average is over steps.
func (l *Learner) Tick() { l.time++ }

// slot finds the place of a feature, or the free one where it belongs.
func (l *Learner) slot(f Feature) *learnerSlot {
	mask := uint64(len(l.slots) - 1)
	for i := uint64(f>>32) & mask; ; i = (i + 1) & mask {
		if s := &l.slots[i]; s.row == 0 || s.feature == f {
			return s
		}
	}
}

// Update changes the weight of a feature for a label.
func (l *Learner) Update(f Feature, label int, by float32) {
	s := l.slot(f)
	if s.row == 0 {
		s = l.insert(f)
	}
	at := int(s.row-1)*l.labels + label
	l.weights[at] += by
	l.sums[at] += by * l.time
}

func (l *Learner) insert(f Feature) *learnerSlot {
	if 2*len(l.features) > len(l.slots) {
		l.slots = make([]learnerSlot, 2*len(l.slots))
		for row, f := range l.features {
			*l.slot(f) = learnerSlot{f, uint32(row + 1)}
		}
	}
	l.features = append(l.features, f)
	l.weights = append(l.weights, make([]float32, l.labels)...)
	l.sums = append(l.sums, make([]float32, l.labels)...)
	s := l.slot(f)
	*s = learnerSlot{f, uint32(len(l.features))}
	return s
}

// Find appends the places of the features. They hold until the next Update.
func (l *Learner) Find(features []Feature, places []Place) []Place {
	for _, f := range features {
		places = append(places, Place(l.slot(f).row))
	}
	return places
}

// Gather adds the weights in some places for labels[i] to scores[i].
func (l *Learner) Gather(places []Place, labels []uint8, scores []float32) {
	for _, at := range places {
		if at == 0 {
			continue
		}
		weights := l.weights[int(at-1)*l.labels : int(at)*l.labels]
		for i, y := range labels {
			scores[i] += weights[y]
		}
	}
}

// Rows returns the averaged weights, sorted by feature.
func (l *Learner) Rows() []Row {
	rows := make([]Row, len(l.features))
	for r, f := range l.features {
		rows[r] = Row{Feature: f, Weights: make([]float32, l.labels)}
		for y := range l.labels {
			at := r*l.labels + y
			rows[r].Weights[y] = l.weights[at] - l.sums[at]/l.time
		}
	}
	sortRows(rows)
	return rows
}
