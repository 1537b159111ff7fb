package parse

// search finds the projective tree with the highest sum of scores (Eisner 1996) in
// time cubic in the number of words. It is working memory.
type search struct {
	n        int
	score    []float32 // n+1 by n+1: dependents by heads; 0 is the root
	complete [2][]float32
	open     [2][]float32
	splitC   [2][]int16
	splitO   []int16
	heads    []int
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
		if v := s.arc(r, 0) + s.complete[left][s.at(1, r)] + s.complete[right][s.at(r, n)]; v > best {
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
		s.complete[d] = sized(s.complete[d], size)
		s.open[d] = sized(s.open[d], size)
		s.splitC[d] = sized(s.splitC[d], size)
		clear(s.complete[d])
	}
	s.splitO = sized(s.splitO, size)
}

func sized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// join finds the best spans from i to j.
func (s *search) join(i, j int) {
	best, split := float32(negInf*4), i
	for k := i; k < j; k++ {
		if v := s.complete[right][s.at(i, k)] + s.complete[left][s.at(k+1, j)]; v > best {
			best, split = v, k
		}
	}
	at := s.at(i, j)
	s.splitO[at] = int16(split)
	s.open[left][at] = best + s.arc(i, j)
	s.open[right][at] = best + s.arc(j, i)
	best, split = negInf*4, i
	for k := i; k < j; k++ {
		if v := s.complete[left][s.at(i, k)] + s.open[left][s.at(k, j)]; v > best {
			best, split = v, k
		}
	}
	s.complete[left][at], s.splitC[left][at] = best, int16(split)
	best, split = negInf*4, j
	for k := i + 1; k <= j; k++ {
		if v := s.open[right][s.at(i, k)] + s.complete[right][s.at(k, j)]; v > best {
			best, split = v, k
		}
	}
	s.complete[right][at], s.splitC[right][at] = best, int16(split)
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
