package parse

import "strings"

// Labels of names: O, and B, I, E and S with the type for the first, inner, last
// and only word of a name.

// follows tells which labels may stand side by side; the empty one is the border
// of the sentence.
func follows(prev, next string) bool {
	if prev != "" && (prev[0] == 'B' || prev[0] == 'I') {
		return next != "" && (next[0] == 'I' || next[0] == 'E') && prev[1:] == next[1:]
	}
	return next == "" || next[0] == 'O' || next[0] == 'B' || next[0] == 'S'
}

// closed turns IOB2 labels into labels with last and only words.
func closed(labels []string) []string {
	out := make([]string, len(labels))
	for i, l := range labels {
		last := i+1 == len(labels) || !strings.HasPrefix(labels[i+1], "I-")
		switch {
		case last && strings.HasPrefix(l, "B-"):
			l = "S-" + l[2:]
		case last && strings.HasPrefix(l, "I-"):
			l = "E-" + l[2:]
		}
		out[i] = l
	}
	return out
}

// opened turns a label back into IOB2.
func opened(label string) string {
	switch label[0] {
	case 'S':
		return "B" + label[1:]
	case 'E':
		return "I" + label[1:]
	}
	return label
}

// sequences finds the best allowed sequence of labels. It is working memory.
type sequences struct {
	scores []float32
	back   []int8
	path   []int
}

// decode returns the labels of the words with the highest sum of scores, given
// the scores by word and label, those of pairs of labels, and the labels that may stand
// before each.
func (s *sequences) decode(words int, labels []string, before [][]int, pair []float32, score func(i int) []float32) []int {
	k := len(labels)
	s.scores, s.back, s.path = sized(s.scores, words*k), sized(s.back, words*k), sized(s.path, words)
	for i := range words {
		row := score(i)
		for y := range k {
			best, from := float32(negInf), -1
			if i == 0 {
				if follows("", labels[y]) {
					best, from = 0, 0
				}
			} else {
				for _, x := range before[y] {
					if v := s.scores[(i-1)*k+x] + pair[x*k+y]; v > best {
						best, from = v, x
					}
				}
			}
			if from < 0 {
				best, from = negInf, 0
			}
			s.scores[i*k+y], s.back[i*k+y] = best+row[y], int8(from)
		}
	}
	if words == 0 {
		return s.path
	}
	best := -1
	for y := range k {
		if follows(labels[y], "") && (best < 0 || s.scores[(words-1)*k+y] > s.scores[(words-1)*k+best]) {
			best = y
		}
	}
	for i := words - 1; i >= 0; i-- {
		s.path[i] = best
		best = int(s.back[i*k+best])
	}
	return s.path
}

// sequencesAllowed tells for each pair of labels whether the second may follow the first.
func sequencesAllowed(labels []string) [][]bool {
	out := make([][]bool, len(labels))
	for i, prev := range labels {
		for _, next := range labels {
			out[i] = append(out[i], follows(prev, next))
		}
	}
	return out
}

// predecessors lists for each label those that may stand before it.
func predecessors(allowed [][]bool) [][]int {
	out := make([][]int, len(allowed))
	for x, next := range allowed {
		for y, may := range next {
			if may {
				out[y] = append(out[y], x)
			}
		}
	}
	return out
}
