package parse

// search finds the projective tree with the highest sum of scores (Eisner 1996) in
// time cubic in the number of words. It is working memory.
type search struct {
	n        int
	score    []float32 // n+1 by n+1: dependents by heads; 0 is the root
	complete [2]chart
	open     [2]chart
	splitC   [2][]int16
	splitO   []int16
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
		s.splitC[d] = sized(s.splitC[d], size)
		for i := range s.n + 1 { // a word by itself
			s.complete[d].set(s.at(i, i), s.at(i, i), 0)
		}
	}
	s.splitO = sized(s.splitO, size)
}

func (c *chart) set(at, turned int, score float32) { c.byFirst[at], c.byLast[turned] = score, score }

func sized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// join finds the best spans from i to j.
func (s *search) join(i, j int) {
	at, turned, n := s.at(i, j), s.at(j, i), j-i
	toLeft, toRight := &s.complete[left], &s.complete[right]
	best, k := bestSum(toRight.byFirst[s.at(i, i):][:n], toLeft.byLast[turned+1:][:n])
	s.splitO[at] = int16(i + k)
	s.open[left].set(at, turned, best+s.arc(i, j))
	s.open[right].set(at, turned, best+s.arc(j, i))
	best, k = bestSum(toLeft.byFirst[s.at(i, i):][:n], s.open[left].byLast[turned:][:n])
	toLeft.set(at, turned, best)
	s.splitC[left][at] = int16(i + k)
	best, k = bestSum(s.open[right].byFirst[s.at(i, i)+1:][:n], toRight.byLast[turned+1:][:n])
	toRight.set(at, turned, best)
	s.splitC[right][at] = int16(i + 1 + k)
}

// bestSum returns the highest sum of two numbers in the same place, and the first place
// that has it.
func bestSum(a, b []float32) (best float32, at int) {
	best, b = negInf*4, b[:len(a)]
	for k, v := range a {
		if v += b[k]; v > best {
			best, at = v, k
		}
	}
	return best, at
}

// follow reads the heads of a complete span.
func (s *search) follow(dir, i, j int) {
	if i == j {
		return
	}
	k := int(s.splitC[dir][s.at(i, j)])
	if dir == left {
		s.heads[k] = j
		s.followOpen(k, j)
		s.follow(left, i, k)
		return
	}
	s.heads[k] = i
	s.followOpen(i, k)
	s.follow(right, k, j)
}

func (s *search) followOpen(i, j int) {
	k := int(s.splitO[s.at(i, j)])
	s.follow(right, i, k)
	s.follow(left, k+1, j)
}
