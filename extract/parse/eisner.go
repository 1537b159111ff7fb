package parse

import "sanyuan/extract/neural"

// search finds the projective tree with the highest sum of scores (Eisner 1996) in
// time cubic in the number of words. It is working memory.
type search struct {
	n        int
	score    []float32 // n+1 by n+1: dependents by heads; 0 is the root
	complete [2]chart
	open     [2]chart
	heads    []int
}

// chart holds the best scores of spans twice, so that those that begin at a word stand
// side by side, and those that end at one, too.
type chart struct{ byFirst, byLast []float32 }

func (c *chart) reset(size int) {
	c.byFirst, c.byLast = sized(c.byFirst, size), sized(c.byLast, size)
}

const (
	left  = 0 // the head is the right end
	right = 1 // the head is the left end
)

// run returns the head of each of n words, counted from 1; 0 is the root. Exactly one
// word hangs on the root. The scores are by dependent, then by head.
func (s *search) run(n int, score []float32) []int {
	s.n, s.score = n, score
	s.reset()
	for size := 1; size < n; size++ {
		for i := 1; i+size <= n; i++ {
			s.join(i, i+size)
		}
	}
	s.heads = append(s.heads[:0], make([]int, n+1)...)
	root, best := 1, float32(negInf*4)
	for r := 1; r <= n; r++ {
		if v := s.arc(r, 0) + s.complete[left].byFirst[s.at(1, r)] + s.complete[right].byFirst[s.at(r, n)]; v > best {
			root, best = r, v
		}
	}
	s.follow(left, 1, root)
	s.follow(right, root, n)
	s.heads[root] = 0
	return s.heads[1:]
}

func (s *search) at(i, j int) int { return i*(s.n+1) + j }

func (s *search) arc(dep, head int) float32 { return s.score[dep*(s.n+1)+head] }

func (s *search) reset() {
	size := (s.n + 1) * (s.n + 1)
	for d := range 2 {
		s.complete[d].reset(size)
		s.open[d].reset(size)
		for i := range s.n + 1 { // a word by itself
			s.complete[d].set(s.at(i, i), s.at(i, i), 0)
		}
	}
}

func (c *chart) set(at, turned int, score float32) { c.byFirst[at], c.byLast[turned] = score, score }

func sized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// join finds the scores of the best spans from i to j. Where they are split is only
// looked for in the end, in those of the best tree.
func (s *search) join(i, j int) {
	at, turned := s.at(i, j), s.at(j, i)
	inner := neural.MaxSum(s.openParts(i, j))
	s.open[left].set(at, turned, inner+s.arc(i, j))
	s.open[right].set(at, turned, inner+s.arc(j, i))
	s.complete[left].set(at, turned, neural.MaxSum(s.leftParts(i, j)))
	s.complete[right].set(at, turned, neural.MaxSum(s.rightParts(i, j)))
}

// openParts returns the scores of the two parts of an open span, by place of the split.
func (s *search) openParts(i, j int) (a, b []float32) {
	return s.complete[right].byFirst[s.at(i, i):][:j-i], s.complete[left].byLast[s.at(j, i)+1:][:j-i]
}

// leftParts returns those of a complete span whose head is its right end.
func (s *search) leftParts(i, j int) (a, b []float32) {
	return s.complete[left].byFirst[s.at(i, i):][:j-i], s.open[left].byLast[s.at(j, i):][:j-i]
}

// rightParts returns those of a complete span whose head is its left end.
func (s *search) rightParts(i, j int) (a, b []float32) {
	return s.open[right].byFirst[s.at(i, i)+1:][:j-i], s.complete[right].byLast[s.at(j, i)+1:][:j-i]
}

// split returns the first place that has the highest sum.
func split(a, b []float32) int {
	best, at := float32(negInf*4), 0
	for k, v := range a {
		if v += b[k]; v > best {
			best, at = v, k
		}
	}
	return at
}

// follow reads the heads of a complete span.
func (s *search) follow(dir, i, j int) {
	if i == j {
		return
	}
	if dir == left {
		k := i + split(s.leftParts(i, j))
		s.heads[k] = j
		s.followOpen(k, j)
		s.follow(left, i, k)
		return
	}
	k := i + 1 + split(s.rightParts(i, j))
	s.heads[k] = i
	s.followOpen(i, k)
	s.follow(right, k, j)
}

func (s *search) followOpen(i, j int) {
	k := i + split(s.openParts(i, j))
	s.follow(right, i, k)
	s.follow(left, k+1, j)
}
