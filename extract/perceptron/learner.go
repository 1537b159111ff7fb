package perceptron

// Learner holds the weights of any linear model while it is trained by the
// averaged perceptron. Rows are made when they are first changed. It is for one
// goroutine.
type Learner struct {
	labels        int
	rowOf         map[Feature]int32
	features      []Feature
	weights, sums []float32
	time          float32
}

// NewLearner returns a learner whose rows have the given number of labels.
func NewLearner(labels int) *Learner {
	return &Learner{labels: labels, rowOf: map[Feature]int32{}, time: 1}
}

// Tick counts one step of training. The average is over steps.
func (l *Learner) Tick() { l.time++ }

// Update changes the weight of a feature for a label.
func (l *Learner) Update(f Feature, label int, by float32) {
	row, ok := l.rowOf[f]
	if !ok {
		row = int32(len(l.features))
		l.rowOf[f] = row
		l.features = append(l.features, f)
		l.weights = append(l.weights, make([]float32, l.labels)...)
		l.sums = append(l.sums, make([]float32, l.labels)...)
	}
	at := int(row)*l.labels + label
	l.weights[at] += by
	l.sums[at] += by * l.time
}

// Gather adds the weight of the feature for labels[i] to scores[i].
func (l *Learner) Gather(f Feature, labels []uint8, scores []float32) {
	row, ok := l.rowOf[f]
	if !ok {
		return
	}
	weights := l.weights[int(row)*l.labels : (int(row)+1)*l.labels]
	for i, y := range labels {
		scores[i] += weights[y]
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

// Gather adds the weight of the feature for labels[i] to scores[i], as the real
// number that was trained.
func (w *Weights) Gather(f Feature, labels []uint8, scores []float32) {
	row := w.Row(f)
	if row == nil {
		return
	}
	for i, y := range labels {
		scores[i] += float32(row[y]) * w.Scale
	}
}
