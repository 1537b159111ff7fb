package parse

import "math/bits"

// maxFeatures is more than the features of any kind of one state or arc.
const maxFeatures = 100

// features is a list of hashed features, to be used again and again.
type features struct {
	list [maxFeatures]uint64
	n    int
	t    uint64 // number of the template that comes next
}

func (f *features) reset(first uint64) { f.n, f.t = 0, first*mulC }

func (f *features) put(h uint64) {
	f.list[f.n] = finish(h + f.t)
	f.n++
	f.t += mulC
}

func (f *features) one(a uint64)         { f.put(a * mulA) }
func (f *features) two(a, b uint64)      { f.put(a*mulA + b*mulB) }
func (f *features) three(a, b, c uint64) { f.put(a*mulA + b*mulB + bits.RotateLeft64(c*mulA, 23)) }
func (f *features) four(a, b, c, d uint64) {
	f.put(a*mulA + b*mulB + bits.RotateLeft64(c*mulA, 23) + bits.RotateLeft64(d*mulB, 41))
}

// bucket makes distances coarse: 1, 2, 3, 4, 5-6, 7-9, 10-14, 15 and more.
func bucket(d int) uint64 {
	switch {
	case d <= 4:
		return uint64(d)
	case d <= 6:
		return 5
	case d <= 9:
		return 6
	case d <= 14:
		return 7
	}
	return 8
}

// moveFeatures are the features of a state that score the moves, after Zhang
// and Nivre (2011).
func moveFeatures(f *features, in *input, s *state) {
	f.reset(1)
	i0, i1, i2, i3, b := s.at(0), s.at(1), s.at(2), s.at(3), s.next
	s0, s1, s2 := &in.atoms[i0], &in.atoms[i1], &in.atoms[i2]
	s3 := &in.atoms[i3]
	last := in.n + 2
	b0, b1, b2 := &in.atoms[primary(b)], &in.atoms[primary(min(b+1, last))], &in.atoms[primary(min(b+2, last))]
	n0, n1 := s.node(i0), s.node(i1)
	l0, r0 := &in.atoms[n0.leftChild], &in.atoms[n0.rightChild]
	l1, r1 := &in.atoms[n1.leftChild], &in.atoms[n1.rightChild]
	l0l, r0l := uint64(s.node(n0.leftChild).label), uint64(s.node(n0.rightChild).label)
	l1l, r1l := uint64(s.node(n1.leftChild).label), uint64(s.node(n1.rightChild).label)
	dist := bucket(i0.number() - i1.number())

	f.one(s0.word)
	f.one(s0.tag)
	f.two(s0.word, s0.tag)
	f.one(s1.word)
	f.one(s1.tag)
	f.two(s1.word, s1.tag)
	f.one(b0.word)
	f.one(b0.tag)
	f.two(b0.word, b0.tag)
	f.one(b1.word)
	f.one(b1.tag)
	f.one(b2.tag)
	f.one(s2.tag)
	f.one(s2.word)

	f.two(s0.word, b0.word)
	f.two(s0.word, b0.tag)
	f.two(s0.tag, b0.word)
	f.two(s0.tag, b0.tag)
	f.two(b0.tag, b1.tag)
	f.two(s1.word, s0.word)
	f.two(s1.word, s0.tag)
	f.two(s1.tag, s0.word)
	f.two(s1.tag, s0.tag)
	f.two(s1.tag, b0.tag)
	f.two(s1.word, b0.tag)
	f.two(s1.tag, b0.word)
	f.two(s1.word, b0.word)

	f.three(s0.tag, b0.tag, b1.tag)
	f.four(s0.tag, b0.tag, b1.tag, b2.tag)
	f.three(s1.tag, s0.tag, b0.tag)
	f.three(s2.tag, s1.tag, s0.tag)
	f.four(s1.tag, s0.tag, b0.tag, b1.tag)
	f.four(s2.tag, s1.tag, s0.tag, b0.tag)
	f.three(s1.word, s0.tag, b0.tag)
	f.three(s1.tag, s0.word, b0.tag)
	f.three(s1.tag, s0.tag, b0.word)
	f.three(s1.word, s0.word, b0.tag)
	f.three(s0.word, b0.tag, b1.tag)
	f.three(s0.tag, b0.word, b1.tag)
	f.four(s3.upos, s2.upos, s1.upos, s0.upos)
	f.four(s1.upos, s0.upos, b0.upos, b1.upos)

	f.three(s0.tag, l0.tag, b0.tag)
	f.three(s0.tag, r0.tag, b0.tag)
	f.three(s1.tag, r1.tag, s0.tag)
	f.three(s1.tag, l1.tag, s0.tag)
	f.three(s1.tag, s0.tag, l0.tag)
	f.three(s1.tag, s0.tag, r0.tag)
	f.four(s1.tag, r1l, s0.tag, b0.tag)
	f.four(s1.tag, s0.tag, l0l, b0.tag)
	f.four(s1.tag, s0.tag, r0l, b0.tag)
	f.two(l0.word, s0.tag)
	f.two(r0.word, s0.tag)
	f.two(l1.word, s1.tag)
	f.two(r1.word, s1.tag)
	f.two(s0.tag, l0l)
	f.two(s0.word, l0l)
	f.two(s0.tag, r0l)
	f.two(s0.word, r0l)
	f.two(s1.tag, l1l)
	f.two(s1.word, l1l)
	f.two(s1.tag, r1l)
	f.two(s1.word, r1l)

	f.three(s0.tag, s1.tag, dist)
	f.two(s0.word, dist)
	f.two(s1.word, dist)
	f.two(s0.tag, uint64(n0.leftCount)+8*uint64(n0.rightCount))
	f.two(s0.word, uint64(n0.leftCount)+8*uint64(n0.rightCount))
	f.two(s1.tag, uint64(n1.leftCount)+8*uint64(n1.rightCount))
	f.two(s1.word, uint64(n1.leftCount)+8*uint64(n1.rightCount))
	f.two(s0.tag, n0.leftSet)
	f.two(s0.tag, n0.rightSet)
	f.two(s1.tag, n1.leftSet)
	f.two(s1.tag, n1.rightSet)
	f.two(s1.word, n1.rightSet)
	f.four(s0.tag, n0.leftSet, n0.rightSet, b0.tag)
	f.four(s1.tag, n1.rightSet, s0.tag, b0.tag)

	f.two(s0.last, b0.last)
	f.two(s1.last, s0.last)
	f.two(s0.last, b0.tag)
	f.two(s0.tag, b0.first)
	f.three(s1.last, s0.tag, b0.tag)
	f.three(s1.tag, s0.last, b0.tag)
	f.three(s0.entity, b0.entity, s0.tag)
	f.three(s1.entity, s0.entity, b0.tag)
	f.three(s1.upos, s0.upos, in.nextPunct[b])
	f.four(s1.tag, s0.tag, b0.upos, in.nextPunct[b])
	f.four(s0.upos, b0.upos, uint64(min(len(s.stack), 6)), s1.upos)
}

// pairFeatures are the features of an arc between two words that do not depend
// on the rest of the tree, after McDonald et al. (2005).
func pairFeatures(f *features, in *input, hv, dv variant) {
	head, dep := hv.number(), dv.number()
	dir := uint64(200)
	if head > dep {
		dir = 300
	}
	f.reset(dir)
	lo, hi := min(head, dep), max(head, dep)
	h, d := &in.atoms[hv], &in.atoms[dv]
	hp, hn := &in.atoms[primary(head-1)], &in.atoms[primary(head+1)]
	dp, dn := &in.atoms[primary(dep-1)], &in.atoms[primary(dep+1)]
	dist := bucket(hi - lo)
	puncts := uint64(min(in.puncts[hi-1]-in.puncts[lo], 3))
	verbs := uint64(min(in.verbs[hi-1]-in.verbs[lo], 3))

	f.one(0)
	f.one(dist)
	f.one(h.word)
	f.one(h.tag)
	f.two(h.word, h.tag)
	f.one(d.word)
	f.one(d.tag)
	f.two(d.word, d.tag)
	f.two(h.tag, d.tag)
	f.two(h.word, d.tag)
	f.two(h.tag, d.word)
	f.two(h.word, d.word)
	f.two(h.upos, d.upos)
	f.three(h.tag, d.tag, dist)
	f.three(h.word, d.tag, dist)
	f.three(h.tag, d.word, dist)
	f.two(d.word, dist)
	f.two(d.tag, dist)
	f.two(h.word, dist)

	f.three(hp.tag, h.tag, d.tag)
	f.three(h.tag, hn.tag, d.tag)
	f.three(h.tag, dp.tag, d.tag)
	f.three(h.tag, d.tag, dn.tag)
	f.four(hp.tag, h.tag, dp.tag, d.tag)
	f.four(h.tag, hn.tag, d.tag, dn.tag)
	f.four(hp.tag, h.tag, d.tag, dn.tag)
	f.four(h.tag, hn.tag, dp.tag, d.tag)
	f.two(dp.tag, d.tag)
	f.two(d.tag, dn.tag)
	f.two(d.word, dn.word)
	f.two(dp.word, d.word)
	f.two(d.word, dn.tag)
	f.two(dp.tag, d.word)
	f.two(h.word, hn.tag)
	f.two(hp.tag, h.word)
	f.three(dp.tag, d.tag, dn.tag)
	f.three(h.tag, d.tag, dn.word)
	f.three(h.tag, d.tag, dp.word)
	f.three(h.tag, d.tag, hn.word)

	f.two(h.last, d.tag)
	f.two(h.tag, d.last)
	f.two(h.last, d.last)
	f.two(d.last, d.tag)
	f.two(d.first, d.tag)
	f.three(h.tag, d.tag, d.first)
	f.three(h.last, d.tag, dist)
	f.three(h.entity, d.entity, h.tag)
	f.two(d.entity, d.tag)
	f.three(h.tag, d.tag, puncts*4+verbs)
	f.four(h.tag, d.tag, puncts*4+verbs, dist)
	f.two(d.word, puncts*4+verbs)
	f.two(h.word, puncts*4+verbs)

	seen := uint32(0)
	for i := max(lo+1, hi-12); i < hi; i++ {
		seen |= 1 << in.atoms[primary(i)].class
	}
	for ; seen != 0; seen &= seen - 1 {
		f.three(h.tag, d.tag, uint64(bits.TrailingZeros32(seen)))
		f.t -= mulC
	}
}

// arcFeatures are the features of an arc that a state is about to make, from
// the dependents that head and dependent already have.
func arcFeatures(f *features, in *input, s *state, m move) {
	head, dep := s.arc(m)
	h, d := &in.atoms[head], &in.atoms[dep]
	nh, nd := s.node(head), s.node(dep)
	sib, count, set, other := nh.rightChild, nh.rightCount, nh.rightSet, nh.leftSet
	dir := uint64(400)
	if m == left {
		sib, count, set, other = nh.leftChild, nh.leftCount, nh.leftSet, nh.rightSet
		dir = 500
	}
	f.reset(dir)
	sa, sl := &in.atoms[sib], uint64(s.node(sib).label)
	lc, rc := &in.atoms[nd.leftChild], &in.atoms[nd.rightChild]
	lcl, rcl := uint64(s.node(nd.leftChild).label), uint64(s.node(nd.rightChild).label)
	next := &in.atoms[primary(s.next)]

	f.two(h.tag, sl)
	f.three(h.tag, d.tag, sl)
	f.three(h.word, d.tag, sl)
	f.three(h.tag, d.tag, sa.tag)
	f.two(d.tag, sa.tag)
	f.three(d.tag, sa.word, sl)
	f.three(d.word, sa.tag, sl)
	f.three(h.word, d.word, sl)
	f.three(h.tag, d.tag, set)
	f.two(h.word, set)
	f.three(h.tag, d.tag, other)
	f.three(h.tag, d.tag, uint64(count))

	f.two(d.tag, lcl)
	f.two(d.tag, rcl)
	f.two(d.word, lcl)
	f.two(d.word, rcl)
	f.three(h.tag, d.tag, lcl)
	f.three(h.tag, d.tag, rcl)
	f.three(h.tag, d.tag, lc.tag)
	f.three(h.tag, d.tag, rc.tag)
	f.three(d.tag, lc.word, lcl)
	f.three(d.tag, rc.word, rcl)
	f.three(h.tag, rc.word, d.tag)
	f.three(h.tag, lc.word, d.tag)
	f.two(d.tag, nd.leftSet)
	f.two(d.tag, nd.rightSet)
	f.three(h.tag, d.tag, nd.leftSet)
	f.three(h.tag, d.tag, nd.rightSet)
	f.three(h.tag, d.tag, nd.leftSet^nd.rightSet*mulD)
	f.two(h.word, nd.leftSet^nd.rightSet*mulD)
	f.three(h.tag, d.tag, next.tag)
	f.three(h.word, rc.word, d.tag)
}

// tagFeatures are the features that score the alternative tag of the next word.
func tagFeatures(f *features, in *input, s *state) {
	f.reset(600)
	b := s.next
	last := in.n + 2
	w, alt := &in.atoms[primary(b)], &in.atoms[primary(b)+1]
	b1, b2 := &in.atoms[primary(b+1)], &in.atoms[primary(min(b+2, last))]
	before, s0, s1 := &in.atoms[primary(b-1)], &in.atoms[s.at(0)], &in.atoms[s.at(1)]
	n0 := s.node(s.at(0))
	tags := combine(w.tag, alt.tag)
	f.one(tags)
	f.two(tags, w.word)
	f.two(tags, w.first)
	f.two(tags, w.last)
	f.two(tags, w.entity)
	f.two(tags, s0.tag)
	f.two(tags, s0.word)
	f.two(tags, s0.last)
	f.two(tags, b1.tag)
	f.two(tags, b1.word)
	f.two(tags, before.tag)
	f.two(tags, before.word)
	f.three(tags, w.word, s0.tag)
	f.three(tags, w.word, b1.tag)
	f.three(tags, w.word, before.word)
	f.three(tags, w.word, b1.word)
	f.three(tags, w.last, s0.tag)
	f.three(tags, w.last, b1.tag)
	f.three(tags, s0.tag, b1.tag)
	f.three(tags, before.tag, b1.tag)
	f.three(tags, b1.tag, b2.tag)
	f.three(tags, s1.tag, s0.tag)
	f.four(tags, s1.tag, s0.tag, b1.tag)
	f.four(tags, s0.tag, b1.tag, b2.tag)
	f.three(tags, s0.word, b1.tag)
	f.three(tags, s0.tag, n0.leftSet)
	f.three(tags, s0.tag, n0.rightSet)
	f.three(tags, in.nextPunct[b], b1.tag)
	f.three(tags, s0.upos, uint64(min(3, in.verbs[b-1])))
	f.three(tags, s1.upos, uint64(min(len(s.stack), 4)))
}
