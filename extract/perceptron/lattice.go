package perceptron

// number is a score: an integer when a stored model decodes, a real number
// while one is trained.
type number interface{ int32 | float32 }

// impossible is the score of what is not allowed. It is low enough for any
// sequence of 200,000 positions and far from where an int32 wraps around.
const impossible = -1 << 29

// lattice is the working memory of one decoding, to be used again.
type lattice[T number] struct {
	scores []T // position*labels + label
	best   []T
	back   []int32
	path   []int
}

// reset makes room for n positions of the given number of labels, with scores
// zero.
func (l *lattice[T]) reset(n, labels int) {
	l.scores = grow(l.scores, n*labels)
	clear(l.scores)
}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}

// viterbi finds the allowed sequence with the highest sum of scores and
// transitions (trans[next*labels+prev]). The path is valid until the next call.
func (l *lattice[T]) viterbi(labels *Labels, trans []T) []int {
	n := len(labels.Names)
	size := len(l.scores) / n
	l.best, l.back, l.path = grow(l.best, 2*n), grow(l.back, len(l.scores)), grow(l.path, size)
	if size == 0 {
		return l.path
	}
	prev, cur := l.best[:n], l.best[n:]
	for y := range n {
		cur[y] = impossible
		if labels.Start[y] {
			cur[y] = l.scores[y]
		}
	}
	for i := 1; i < size; i++ {
		prev, cur = cur, prev
		top := l.step(labels, trans, i, prev, cur)
		for y := range cur {
			cur[y] = max(cur[y]-top, impossible) // keeps long sums in range
		}
	}
	l.trace(labels, cur, size)
	return l.path
}

// step fills the best scores of position i from those before it and returns the
// highest.
func (l *lattice[T]) step(labels *Labels, trans []T, i int, prev, cur []T) T {
	n := len(labels.Names)
	scores, back := l.scores[i*n:(i+1)*n], l.back[i*n:(i+1)*n]
	top := T(impossible)
	for y := range cur {
		from, score := int32(0), T(impossible)
		row := trans[y*n : (y+1)*n]
		for _, p := range labels.before[y] {
			if s := prev[p] + row[p]; s > score {
				from, score = p, s
			}
		}
		cur[y], back[y] = score+scores[y], from
		top = max(top, cur[y])
	}
	return top
}

func (l *lattice[T]) trace(labels *Labels, last []T, size int) {
	n := len(labels.Names)
	y, top := 0, T(2*impossible)
	for e, s := range last {
		if labels.End[e] && s > top {
			y, top = e, s
		}
	}
	for i := size - 1; i > 0; i-- {
		l.path[i] = y
		y = int(l.back[i*n+y])
	}
	l.path[0] = y
}
