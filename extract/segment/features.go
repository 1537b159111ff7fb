package segment

import "sanyuan/extract/perceptron"

// outside is the code of what stands before or after the sentence.
const outside = 1

// position is the place of a unit in a word, as a label of the cut: 0 begins, 1
// middle, 2 end, 3 single.
func (c *Cut) position(i int) uint64 {
	if i < 0 || i >= len(c.From) {
		return 4
	}
	from, to := int(c.From[i]), int(c.To[i])
	switch {
	case to-from == 1:
		return 3
	case i == from:
		return 0
	case i == to-1:
		return 2
	}
	return 1
}

func (c *Cut) tag(i int) uint64 {
	if i < 0 || i >= len(c.From) {
		return 255
	}
	return uint64(c.Tag[i])
}

func (c *Cut) length(i int) uint64 {
	if i < 0 || i >= len(c.From) {
		return 0
	}
	return uint64(min(6, c.To[i]-c.From[i]))
}

// hits are the longest words of the dictionary around a unit.
type hits struct {
	begin, end, cover uint8 // length; 0 when there is none of two units or more
	beginTag, endTag  uint8
	coverTag, single  uint8
}

// findHits fills v.hits for all units.
func (v *View) findHits() {
	v.hits = resize(v.hits, len(v.units))
	for i := range v.hits {
		v.hits[i] = hits{single: NoTag}
	}
	for _, m := range v.matches {
		n := uint8(m.To - m.From)
		if n == 1 {
			v.hits[m.From].single = m.Tag
			continue
		}
		if h := &v.hits[m.From]; n > h.begin {
			h.begin, h.beginTag = n, m.Tag
		}
		if h := &v.hits[m.To-1]; n > h.end {
			h.end, h.endTag = n, m.Tag
		}
		for i := m.From + 1; i < m.To-1; i++ {
			if h := &v.hits[i]; n > h.cover {
				h.cover, h.coverTag = n, m.Tag
			}
		}
	}
}

func (v *View) hit(i int) hits {
	if i < 0 || i >= len(v.hits) {
		return hits{single: NoTag - 1}
	}
	return v.hits[i]
}

// features appends the features of unit i.
func (v *View) unitFeatures(i int, out []perceptron.Feature) []perceptron.Feature {
	t := 0
	add := func(values ...uint64) {
		f := perceptron.Hash(t)
		for _, x := range values {
			f = f.With(x)
		}
		out = append(out, f)
		t++
	}
	c2, c1, c0, n1, n2 := v.Code(i-2), v.Code(i-1), v.Code(i), v.Code(i+1), v.Code(i+2)
	add()
	add(c2)
	add(c1)
	add(c0)
	add(n1)
	add(n2)
	add(c2, c1)
	add(c1, c0)
	add(c0, n1)
	add(n1, n2)
	add(c1, n1)
	add(c1, c0, n1)
	add(c2, c1, c0)
	add(c0, n1, n2)
	add(c2, c0)
	add(c0, n2)
	k2, k1, k0, m1, m2 := v.Kind(i-2), v.Kind(i-1), v.Kind(i), v.Kind(i+1), v.Kind(i+2)
	add(k0, k1)
	add(k0, m1)
	add(k1, k0, m1)
	add(k2, k1, k0, m1, m2)
	add(k0, c1)
	add(k0, n1)
	same := func(a, b uint64) uint64 {
		if a == b {
			return 1
		}
		return 0
	}
	add(same(c0, c1), same(c0, n1), same(c0, c2), same(c1, n1))
	space, spaceNext := uint64(0), uint64(0)
	if v.units[i].Space {
		space = 1
	}
	if i+1 < len(v.units) && v.units[i+1].Space {
		spaceNext = 1
	}
	add(space, spaceNext, k1, k0, m1)
	size := uint64(min(8, v.units[i].End-v.units[i].Start))
	add(k0, size)
	// dictionary
	h, hp, hn := v.hit(i), v.hit(i-1), v.hit(i+1)
	add(uint64(h.begin), uint64(h.end), uint64(h.cover))
	add(uint64(h.begin), uint64(h.beginTag))
	add(uint64(h.end), uint64(h.endTag))
	add(uint64(h.cover), uint64(h.coverTag))
	add(uint64(h.begin), uint64(h.end), c0)
	add(uint64(h.single), k0)
	add(uint64(hp.begin), uint64(hp.end), uint64(h.begin), uint64(h.end))
	add(uint64(hn.begin), uint64(hn.end), uint64(h.begin), uint64(h.end))
	add(uint64(hp.begin), uint64(hp.end), uint64(h.begin), uint64(h.end), uint64(hn.begin), uint64(hn.end))
	add(uint64(h.beginTag), uint64(h.endTag), uint64(h.coverTag))
	add(uint64(hp.single), uint64(h.single), uint64(hn.single))
	// cuts
	p, q := &v.plain, &v.hmm
	add(p.position(i), p.length(i), p.tag(i))
	add(q.position(i), q.length(i), q.tag(i))
	add(p.position(i-1), p.position(i), p.position(i+1))
	add(q.position(i-1), q.position(i), q.position(i+1))
	add(p.position(i), c0)
	add(p.position(i), q.position(i), k0)
	add(p.position(i), p.tag(i), c0)
	add(q.position(i-1), q.tag(i-1), q.position(i), q.tag(i), q.position(i+1), q.tag(i+1))
	pt, nt := v.around(p, i)
	add(p.position(i), p.tag(i), pt)
	add(p.position(i), p.tag(i), nt)
	add(p.position(i), pt, p.tag(i), nt)
	// how names use the characters
	x1, x0, y1 := v.Class(i-1), v.Class(i), v.Class(i+1)
	add(x1>>2&3, x0>>2&3, y1>>2&3, v.Class(i-2)>>2&3, v.Class(i+2)>>2&3)
	add(x1&3, x0&3, y1&3)
	add(x0>>4, p.position(i))
	// the word of the cut itself
	add(p.position(i), v.WordHash(int(p.From[i]), int(p.To[i])))
	return out
}

// around is the tag and length of the words before and after that of unit i.
func (v *View) around(c *Cut, i int) (before, after uint64) {
	b, a := int(c.From[i])-1, int(c.To[i])
	return c.tag(b)<<4 | c.length(b), c.tag(a)<<4 | c.length(a)
}
