package parse

// move is one of the arc-standard system's transitions (Nivre 2008).
type move uint8

const (
	shift move = iota // the next word goes on the stack
	left              // the word under the top becomes a dependent of the top
	right             // the top becomes a dependent of the word under it
	moves             // the number of moves
)

// action is a move, with the label of the arc it makes.
type action struct {
	move  move
	label uint8 // of a shift: 1 to take the word's alternative tag
}

// node is what a state knows of one word's dependents. Since dependents are
// attached from the inside out, the last one of a side is the outermost.
type node struct {
	leftChild, rightChild variant // outermost dependents; 0 for none
	label                 uint8   // of the word's own arc from 1, once made
	leftCount, rightCount uint8
	leftSet, rightSet     uint64 // bits of the labels on a side
}

// state is a configuration: a stack, the next word, and the arcs so far.
type state struct {
	score int32
	next  int       // number of the next word of the buffer
	stack []variant // the top is last
	nodes []node    // by word number
}

func (s *state) reset(n int) {
	s.score, s.next, s.stack = 0, 1, s.stack[:0]
	s.nodes = grow(s.nodes, n+1)
	clear(s.nodes)
}

func (s *state) copyFrom(from *state) {
	s.score, s.next = from.score, from.next
	s.stack = append(s.stack[:0], from.stack...)
	s.nodes = append(s.nodes[:0], from.nodes...)
}

// at returns the i-th word from the top of the stack, 0 when there is none.
func (s *state) at(i int) variant {
	if i >= len(s.stack) {
		return 0
	}
	return s.stack[len(s.stack)-1-i]
}

// node returns what is known of a word's dependents.
func (s *state) node(v variant) *node { return &s.nodes[v.number()] }

// key is a hash of all that features see of a state.
func (s *state) key() uint64 {
	h := uint64(s.next)<<48 | uint64(min(len(s.stack), 6))<<32 | uint64(s.at(0))<<16 | uint64(s.at(1))
	h = finish(h*mulA) ^ uint64(s.at(2))<<16 ^ uint64(s.at(3))
	for i := range 2 {
		n := s.node(s.at(i))
		h = finish(h*mulB + uint64(n.leftChild)<<48 + uint64(n.rightChild)<<32 + uint64(n.leftCount)<<24 + uint64(n.rightCount)<<16 +
			uint64(s.node(n.leftChild).label)<<8 + uint64(s.node(n.rightChild).label))
		h = finish(h*mulA + n.leftSet)
		h = finish(h*mulC + n.rightSet)
	}
	return h
}

func (s *state) canShift(n int) bool { return s.next <= n }
func (s *state) canReduce() bool     { return len(s.stack) >= 2 }

// arc returns the head and the dependent of the arc that a move would make.
func (s *state) arc(m move) (head, dependent variant) {
	if m == left {
		return s.at(0), s.at(1)
	}
	return s.at(1), s.at(0)
}

func (s *state) apply(a action) {
	if a.move == shift {
		s.stack = append(s.stack, primary(s.next)+variant(a.label))
		s.next++
		return
	}
	head, dep := s.arc(a.move)
	top := len(s.stack) - 1
	s.stack[top-1] = head
	s.stack = s.stack[:top]
	s.node(dep).label = a.label + 1
	h := s.node(head)
	bit := uint64(1) << a.label
	if a.move == left {
		h.leftChild = dep
		h.leftCount = min(h.leftCount+1, 7)
		h.leftSet |= bit
	} else {
		h.rightChild = dep
		h.rightCount = min(h.rightCount+1, 7)
		h.rightSet |= bit
	}
}
