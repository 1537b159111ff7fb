package segment

import "sanyuan/extract/perceptron"

// Len is the number of units.
func (v *View) Len() int { return len(v.units) }

// Unit is one of the units of the sentence.
func (v *View) Unit(i int) Unit { return v.units[i] }

// Code is the identity of a unit. Units outside of the sentence share one.
func (v *View) Code(i int) uint64 {
	if i < 0 || i >= len(v.units) {
		return outside
	}
	return v.units[i].Code
}

// Kind is the class of a unit. Units outside of the sentence share one.
func (v *View) Kind(i int) uint64 {
	if i < 0 || i >= len(v.units) {
		return outside + 100
	}
	return uint64(v.units[i].Kind)
}

// WordHash identifies a run of units.
func (v *View) WordHash(from, to int) uint64 {
	f := perceptron.Feature(7)
	for i := from; i < to; i++ {
		f = f.With(v.units[i].Code)
	}
	return uint64(f)
}

// Shape is the sequence of kinds in a run of units, equal neighbours once.
func (v *View) Shape(from, to int) uint64 {
	f, last := perceptron.Feature(9), Kind(255)
	for i := from; i < to; i++ {
		if k := v.units[i].Kind; k != last {
			f, last = f.With(uint64(k)), k
		}
	}
	return uint64(f)
}

// WordTag is the dictionary's part of speech for a run of units, or NoTag.
func (v *View) WordTag(from, to int) uint64 {
	if from < 0 || to > len(v.units) {
		return NoTag
	}
	return uint64(v.tagOf(from, to))
}

// CutBefore is the word of gse's cut that ends before the unit or runs over it,
// with its tag and length.
func (v *View) CutBefore(i int) (word, tag uint64) {
	if i <= 0 {
		return outside, outside
	}
	from := int(v.plain.From[i-1])
	return v.WordHash(from, i), v.plain.tag(i-1)<<4 | uint64(min(6, i-from))
}

// CutAfter is the word of gse's cut that begins with the unit or runs over it.
func (v *View) CutAfter(i int) (word, tag uint64) {
	if i >= len(v.units) {
		return outside, outside
	}
	to := int(v.plain.To[i])
	return v.WordHash(i, to), v.plain.tag(i)<<4 | uint64(min(6, to-i))
}

// Agrees tells whether a run is a word of gse's cut without and with its HMM.
func (v *View) Agrees(from, to int) (plain, hmm uint64) {
	return v.plain.agrees(from, to), v.hmm.agrees(from, to)
}

func (c *Cut) agrees(from, to int) uint64 {
	begins, ends := int(c.From[from]) == from, int(c.To[to-1]) == to
	switch {
	case begins && ends && int(c.To[from]) == to:
		return 1
	case begins && ends:
		return 2 // several words
	case begins:
		return 3
	case ends:
		return 4
	}
	return 0
}

// Reach is how far the longest words of the dictionary go from and to the
// borders of a run: to the right from its first unit, to the left from its last,
// to the left from the unit before it and to the right from the unit after it.
func (v *View) Reach(from, to int) (right, left, before, after uint64) {
	return uint64(v.hit(from).begin), uint64(v.hit(to - 1).end), uint64(v.hit(from - 1).end), uint64(v.hit(to).begin)
}

// Parts tells how a run is made of two words of the dictionary: their tags and
// the length of the first, or 0.
func (v *View) Parts(from, to int) uint64 {
	for mid := from + 1; mid < to; mid++ {
		a, b := v.tagOf(from, mid), v.tagOf(mid, to)
		if a != NoTag && b != NoTag {
			return uint64(a)<<16 | uint64(b)<<8 | uint64(min(7, mid-from))
		}
	}
	return 0
}

// Class tells how names use a unit; see Fold.Class.
func (v *View) Class(i int) uint64 {
	if i < 0 || i >= len(v.units) {
		return 0
	}
	return uint64(v.units[i].Class)
}

// Foreign counts the units of a run that are typical of transliterated names, in
// quarters of the run.
func (v *View) Foreign(from, to int) uint64 {
	sum := 0
	for _, u := range v.units[from:to] {
		sum += int(u.Class >> 2 & 3)
	}
	return uint64(4 * sum / (3 * max(1, to-from)))
}
