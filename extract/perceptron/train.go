package perceptron

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
)

// Corpus is a set of labelled sequences, with features as small numbers.
type Corpus struct {
	ids       map[Feature]uint32
	features  []Feature // by number
	counts    []uint32
	sequences []sequence
}

type sequence struct {
	features []uint32
	ends     []int32 // where the features of each position end
	gold     []int
}

// NewCorpus returns an empty corpus.
func NewCorpus() *Corpus { return &Corpus{ids: map[Feature]uint32{}} }

// Begin starts a new sequence.
func (c *Corpus) Begin() { c.sequences = append(c.sequences, sequence{}) }

// Position adds a position with its features and its label to the sequence
// begun last.
func (c *Corpus) Position(features []Feature, gold int) {
	s := &c.sequences[len(c.sequences)-1]
	for _, f := range features {
		s.features = append(s.features, c.intern(f))
	}
	s.ends = append(s.ends, int32(len(s.features)))
	s.gold = append(s.gold, gold)
}

func (c *Corpus) intern(f Feature) uint32 {
	id, ok := c.ids[f]
	if !ok {
		id = uint32(len(c.features))
		c.ids[f] = id
		c.features = append(c.features, f)
		c.counts = append(c.counts, 0)
	}
	c.counts[id]++
	return id
}

// Options are the settings of training.
type Options struct {
	Epochs   int
	Seed     uint64
	MinCount uint32              // features seen less often are left out
	Dropout  float32             // share of the features hidden at random in each step, against overfitting
	Epoch    func(done, all int) // called after each epoch; may be nil
}

// learner holds the weights while they are trained. Rows are made when they are
// first changed. sums holds, for each weight, the changes times their time, so
// that the average over time is weight - sum/time (Daumé 2006).
type learner struct {
	labels *Labels
	rowOf  []int32 // by feature number: start in weights, or -1, or -2 when left out
	rows   []uint32
	weights, sums,
	trans, transSums []float32
	time    float32
	lattice lattice[float32]
}

// Train learns a model from the corpus.
func Train(labels *Labels, c *Corpus, o Options) *Model {
	l := newLearner(labels, c, o.MinCount)
	order := make([]int, len(c.sequences))
	for i := range order {
		order[i] = i
	}
	rng := rand.New(rand.NewPCG(o.Seed, 0))
	var seen sequence
	for e := range o.Epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			seen.hide(&c.sequences[i], o.Dropout, rng)
			l.learn(&seen)
		}
		if o.Epoch != nil {
			o.Epoch(e+1, o.Epochs)
		}
	}
	m := l.model(c)
	for i := range m.Transitions {
		m.Transitions[i] /= 1 - o.Dropout // as the sums over features grow when none is hidden
	}
	return m
}

// hide makes s a copy of from in which the given share of the features is left
// out at random.
func (s *sequence) hide(from *sequence, share float32, rng *rand.Rand) {
	if share == 0 {
		*s = *from
		return
	}
	s.gold, s.features, s.ends = from.gold, s.features[:0], s.ends[:0]
	at := int32(0)
	for _, end := range from.ends {
		for _, f := range from.features[at:end] {
			if rng.Float32() >= share {
				s.features = append(s.features, f)
			}
		}
		s.ends = append(s.ends, int32(len(s.features)))
		at = end
	}
}

func newLearner(labels *Labels, c *Corpus, minCount uint32) *learner {
	n := len(labels.Names)
	l := &learner{labels: labels, rowOf: make([]int32, len(c.features)),
		trans: make([]float32, n*n), transSums: make([]float32, n*n), time: 1}
	for id, count := range c.counts {
		l.rowOf[id] = -1
		if count < minCount {
			l.rowOf[id] = -2
		}
	}
	return l
}

// learn takes one step: where the best sequence differs from gold, gold's
// features are raised and the best sequence's lowered.
func (l *learner) learn(s *sequence) {
	l.time++
	guess := l.decode(s)
	if slices.Equal(guess, s.gold) {
		return
	}
	n := len(l.labels.Names)
	from := int32(0)
	for i, end := range s.ends {
		if guess[i] != s.gold[i] {
			l.update(s.features[from:end], s.gold[i], 1)
			l.update(s.features[from:end], guess[i], -1)
		}
		if i > 0 {
			l.updateTransition(s.gold[i]*n+s.gold[i-1], 1)
			l.updateTransition(guess[i]*n+guess[i-1], -1)
		}
		from = end
	}
}

func (l *learner) decode(s *sequence) []int {
	n := len(l.labels.Names)
	l.lattice.reset(len(s.ends), n)
	from := int32(0)
	for i, end := range s.ends {
		at := l.lattice.scores[i*n : (i+1)*n]
		for _, id := range s.features[from:end] {
			if row := l.rowOf[id]; row >= 0 {
				for y, v := range l.weights[row : int(row)+n] {
					at[y] += v
				}
			}
		}
		from = end
	}
	return l.lattice.viterbi(l.labels, l.trans)
}

func (l *learner) update(features []uint32, label int, by float32) {
	for _, id := range features {
		row := l.rowOf[id]
		if row == -2 {
			continue
		}
		if row == -1 {
			row = int32(len(l.weights))
			l.rowOf[id] = row
			l.rows = append(l.rows, id)
			l.weights = append(l.weights, make([]float32, len(l.labels.Names))...)
			l.sums = append(l.sums, make([]float32, len(l.labels.Names))...)
		}
		l.weights[int(row)+label] += by
		l.sums[int(row)+label] += by * l.time
	}
}

func (l *learner) updateTransition(at int, by float32) {
	l.trans[at] += by
	l.transSums[at] += by * l.time
}

// Model is a trained tagger with real-valued weights.
type Model struct {
	Labels      *Labels
	Rows        []Row // sorted by feature
	Transitions []float32
}

func (l *learner) model(c *Corpus) *Model {
	n := len(l.labels.Names)
	m := &Model{Labels: l.labels}
	for r, id := range l.rows {
		row := Row{Feature: c.features[id], Weights: make([]float32, n)}
		for y := range n {
			row.Weights[y] = l.weights[r*n+y] - l.sums[r*n+y]/l.time
		}
		m.Rows = append(m.Rows, row)
	}
	for i, v := range l.trans {
		m.Transitions = append(m.Transitions, v-l.transSums[i]/l.time)
	}
	sortRows(m.Rows)
	return m
}

func sortRows(rows []Row) {
	slices.SortFunc(rows, func(a, b Row) int { return cmp.Compare(a.Feature, b.Feature) })
}

// Average is the mean of several models over the same labels. Since scores are
// linear, it decides as the models do together.
func Average(models []*Model) *Model {
	mean := &Model{Labels: models[0].Labels, Transitions: make([]float32, len(models[0].Transitions))}
	var rows [][]Row
	for _, m := range models {
		addScaled(mean.Transitions, m.Transitions, 1/float32(len(models)))
		rows = append(rows, m.Rows)
	}
	mean.Rows = AverageRows(rows)
	return mean
}

// AverageRows is the mean of the weights of several models, sorted by feature.
func AverageRows(models [][]Row) []Row {
	index := map[Feature]int{}
	var mean []Row
	for _, rows := range models {
		for _, r := range rows {
			i, ok := index[r.Feature]
			if !ok {
				i = len(mean)
				index[r.Feature] = i
				mean = append(mean, Row{r.Feature, make([]float32, len(r.Weights))})
			}
			addScaled(mean[i].Weights, r.Weights, 1/float32(len(models)))
		}
	}
	sortRows(mean)
	return mean
}

func addScaled(sum, add []float32, by float32) {
	for i, v := range add {
		sum[i] += v * by
	}
}

// Tagger rounds the model to eight-bit weights and drops those smaller than
// floor; see Quantise.
func (m *Model) Tagger(share float64, floor float32) *Tagger {
	t := &Tagger{Labels: m.Labels, weights: Quantise(len(m.Labels.Names), m.Rows, share, floor)}
	for _, v := range m.Transitions {
		t.trans = append(t.trans, int32(math.Round(float64(v/t.weights.Scale))))
	}
	t.link()
	return t
}
