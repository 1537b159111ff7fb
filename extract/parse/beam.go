package parse

import "math"

// maxLabels is the number of labels that a row of weights has room for.
const maxLabels = 48

// moveScores and labelScores are sums of weights.
type (
	moveScores  [moves]int32
	labelScores [maxLabels]int32
)

// scorer is a model as the search sees it: one that is being trained, or one
// that was loaded. Both methods add to out.
type scorer interface {
	addMoves(features []uint64, out *moveScores)
	addLabels(features []uint64, out *labelScores)
}

// candidate is a step that a beam may take.
type candidate struct {
	score  int32
	margin int32 // by how much it beats the other steps of its state; negative when it is not the best one
	from   int32 // place of the state in the beam
	action action
}

// search is the working memory of one parse. It is for one goroutine, to be
// used again and again.
type search struct {
	in       input
	labels   int
	width    int
	beam     []state
	spare    []state
	cands    []candidate // of the step at hand, at most width
	lowest   int         // place of the lowest of a full cands
	history  []candidate // width a step
	feats    features
	pairAt   []int32       // by head and dependent: place in pairs from 1, or 0
	pairs    []labelScores // scores of pairFeatures
	best     []action
	margins  []int32
	expanded []expansion // of the states of the beam
	keys     []uint64    // of the expansions; see state.key
	// working memory of scoreTag, which would not stay on the stack
	tagScores moveScores
}

// expansion is the scores of all steps from one state.
type expansion struct {
	moves       moveScores
	alternative int32 // of taking the next word's alternative tag, on top of a shift
	left, right labelScores
}

func newSearch(labels, width int) *search {
	return &search{labels: labels, width: width, beam: make([]state, width), spare: make([]state, width),
		expanded: make([]expansion, width), keys: make([]uint64, width)}
}

// begin makes ready for the sentence in s.in, which has at least one word.
func (s *search) begin() {
	n := s.in.n
	s.pairAt = grow(s.pairAt, 4*(n+1)*(n+1))
	clear(s.pairAt)
	s.pairs = s.pairs[:0]
	s.history = s.history[:0]
	s.beam, s.spare = s.beam[:1], s.spare[:0]
	s.beam[0].reset(n)
}

// run finds the best sequence of actions.
func (s *search) run(m scorer) {
	s.begin()
	for range 2*s.in.n - 1 {
		s.step(m)
	}
	s.trace(0)
}

// step moves the beam on by one action. The best state comes first.
func (s *search) step(m scorer) {
	s.cands = s.cands[:0]
	for i := range s.beam {
		s.offer(&s.beam[i], int32(i), s.expansion(m, i))
	}
	best := 0
	for i := range s.cands {
		if s.cands[i].score > s.cands[best].score {
			best = i
		}
	}
	s.cands[0], s.cands[best] = s.cands[best], s.cands[0]
	s.spare = s.spare[:len(s.cands)]
	for i, c := range s.cands {
		s.spare[i].copyFrom(&s.beam[c.from])
		s.spare[i].apply(c.action)
		s.spare[i].score = c.score
	}
	s.beam, s.spare = s.spare, s.beam
	s.history = append(s.history, s.cands...)
	for range s.width - len(s.cands) {
		s.history = append(s.history, candidate{})
	}
}

// expansion returns the scores of all steps from the i-th state of the beam.
// States that look the same to the features share them.
func (s *search) expansion(m scorer, i int) *expansion {
	st := &s.beam[i]
	s.keys[i] = st.key()
	for k := range i {
		if s.keys[k] == s.keys[i] {
			return &s.expanded[k]
		}
	}
	e := &s.expanded[i]
	e.moves = moveScores{}
	moveFeatures(&s.feats, &s.in, st)
	m.addMoves(s.feats.list[:s.feats.n], &e.moves)
	if st.canShift(s.in.n) && s.in.alts[st.next] >= 0 {
		e.alternative = s.scoreTag(m, st)
	}
	if st.canReduce() {
		s.scoreArc(m, st, left, &e.left)
		s.scoreArc(m, st, right, &e.right)
	}
	return e
}

// scoreTag returns the score of the alternative tag of the next word.
func (s *search) scoreTag(m scorer, st *state) int32 {
	s.tagScores = moveScores{}
	tagFeatures(&s.feats, &s.in, st)
	m.addMoves(s.feats.list[:s.feats.n], &s.tagScores)
	return s.tagScores[shift]
}

// scoreArc sets out to the scores of the labels of an arc.
func (s *search) scoreArc(m scorer, st *state, mv move, out *labelScores) {
	head, dep := st.arc(mv)
	at := &s.pairAt[int(head)*2*(s.in.n+1)+int(dep)]
	if *at == 0 {
		s.pairs = append(s.pairs, labelScores{})
		*at = int32(len(s.pairs))
		pairFeatures(&s.feats, &s.in, head, dep)
		m.addLabels(s.feats.list[:s.feats.n], &s.pairs[*at-1])
	}
	*out = s.pairs[*at-1]
	arcFeatures(&s.feats, &s.in, st, mv)
	m.addLabels(s.feats.list[:s.feats.n], out)
}

// offer puts forward the steps from a state that may come into the beam.
func (s *search) offer(st *state, from int32, e *expansion) {
	top, second := int32(math.MinInt32), int32(math.MinInt32)
	consider := func(score int32, a action) {
		if score > top {
			top, second = score, top
		} else if score > second {
			second = score
		}
		if len(s.cands) < s.width || score > s.cands[s.lowest].score {
			s.keep(candidate{score: score, from: from, action: a})
		}
	}
	if st.canShift(s.in.n) {
		score := st.score + e.moves[shift]
		consider(score, action{move: shift})
		if s.in.alts[st.next] >= 0 {
			consider(score+e.alternative, action{shift, 1})
		}
	}
	if st.canReduce() {
		l, r := st.score+e.moves[left], st.score+e.moves[right]
		for y := range s.labels {
			consider(l+e.left[y], action{left, uint8(y)})
		}
		for y := range s.labels {
			consider(r+e.right[y], action{right, uint8(y)})
		}
	}
	for i := range s.cands {
		c := &s.cands[i]
		if c.from == from {
			c.margin = c.score - top
			if c.margin == 0 {
				c.margin = top - max(second, top-1<<20)
			}
		}
	}
}

func (s *search) keep(c candidate) {
	if len(s.cands) < s.width {
		s.cands = append(s.cands, c)
	} else {
		s.cands[s.lowest] = c
	}
	s.lowest = 0
	for i := range s.cands {
		if s.cands[i].score < s.cands[s.lowest].score {
			s.lowest = i
		}
	}
}

// trace fills s.best and s.margins with the way to a state of the beam.
func (s *search) trace(at int32) {
	steps := len(s.history) / s.width
	s.best, s.margins = grow(s.best, steps), grow(s.margins, steps)
	for i := steps - 1; i >= 0; i-- {
		c := &s.history[i*s.width+int(at)]
		s.best[i], s.margins[i] = c.action, c.margin
		at = c.from
	}
}
