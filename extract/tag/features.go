package tag

import (
	"math"

	"sanyuan/extract/perceptron"
)

// lossWeight is how much the loss of a candidate among the characters counts
// before anything is learnt.
const lossWeight = 0.05

// template numbers a feature while a list of them is appended.
type template struct {
	next int
	out  []perceptron.Feature
}

func (t *template) add(values ...uint64) {
	f := perceptron.Hash(t.next)
	for _, v := range values {
		f = f.With(v)
	}
	t.out = append(t.out, f)
	t.next++
}

func lossFeature(loss float32) perceptron.Feature {
	bin := uint64(math.Sqrt(float64(loss)) * 2)
	return perceptron.Hash(0).With(min(bin, 24))
}

// spanFeatures are those of a word by itself and in its surroundings.
func (g *graph) spanFeatures(s *span, out []perceptron.Feature) []perceptron.Feature {
	v := g.view
	from, to := int(s.from), int(s.to)
	t := template{1, out}
	n := uint64(min(7, to-from))
	first, last := v.Code(from), v.Code(to-1)
	before, after := v.Code(from-1), v.Code(to)
	before2, after2 := v.Code(from-2), v.Code(to+1)
	d := v.WordTag(from, to)
	shape := v.Shape(from, to)
	t.add(n)
	t.add(s.word)
	t.add(d, n)
	t.add(shape)
	t.add(shape, v.Kind(from-1), v.Kind(to))
	t.add(before, s.word)
	t.add(s.word, after)
	t.add(before, s.word, after)
	t.add(before, before2, s.word)
	t.add(s.word, after, after2)
	t.add(first, n)
	t.add(last, n)
	t.add(first, last, n)
	t.add(v.WordHash(from, min(to, from+2)), n)
	t.add(v.WordHash(max(from, to-2), to), n)
	t.add(before, first)
	t.add(last, after)
	t.add(before, d, n)
	t.add(after, d, n)
	t.add(before2, before)
	t.add(after, after2)
	t.add(before, last)
	t.add(first, after)
	// the words around, as gse cuts
	pw, pt := v.CutBefore(from)
	nw, nt := v.CutAfter(to)
	t.add(pw, d, n)
	t.add(nw, d, n)
	t.add(pt, d, n)
	t.add(nt, d, n)
	t.add(pt, d, nt)
	t.add(pw, s.word)
	t.add(nw, s.word)
	t.add(nw, pw)
	t.add(nw, last)
	t.add(pw, last)
	plain, hmm := v.Agrees(from, to)
	t.add(plain, hmm, n)
	t.add(plain, hmm, d)
	// longest words of the dictionary that begin or end here, or run over the borders
	a, b, c, e := v.Reach(from, to)
	t.add(a, b, n)
	t.add(c, e, n)
	t.add(a, b, c, e, d)
	// how names use the characters
	foreign := v.Foreign(from, to)
	t.add(foreign, n)
	t.add(v.Class(from)&3, n)
	t.add(v.Class(to-1)>>4, n)
	t.add(foreign, n, v.Class(from-1)>>2&3, v.Class(to)>>2&3)
	if to-from > 1 {
		for i := from; i < to; i++ {
			t.out = append(t.out, perceptron.Hash(60).With(v.Code(i)))
		}
		t.out = append(t.out, perceptron.Hash(61).With(v.Parts(from, to)).With(n))
	}
	return t.out
}

const (
	numPairFeatures    = 7
	numTagPairFeatures = 7
)

// pairFeatures are those of two neighbours without the tag of the first.
func (g *graph) pairFeatures(p, s *span, out []perceptron.Feature) []perceptron.Feature {
	t := template{80, out}
	v := g.view
	lp, ls := uint64(min(5, p.to-p.from)), uint64(min(5, s.to-s.from))
	t.add(p.word)
	t.add(p.word, s.word)
	t.add(p.word, ls)
	t.add(lp, s.word)
	t.add(lp, ls, v.Code(int(p.to)-1), v.Code(int(s.from)))
	t.add(v.Code(int(p.to)-1), v.Code(int(s.to)-1))
	t.add(v.WordTag(int(p.from), int(p.to)), v.WordTag(int(s.from), int(s.to)), lp, ls)
	return t.out
}

// tagPairFeatures are those of two neighbours with the tag of the first.
func (g *graph) tagPairFeatures(p *span, tag uint8, s *span, out []perceptron.Feature) []perceptron.Feature {
	t := template{90, out}
	a := uint64(tag)
	t.add(a)
	t.add(a, s.word)
	t.add(a, p.word)
	t.add(a, uint64(min(5, p.to-p.from)), uint64(min(5, s.to-s.from)))
	t.add(a, g.view.Code(int(s.to)-1))
	t.add(a, g.view.Code(int(s.to)))
	t.add(a, g.view.WordTag(int(s.from), int(s.to)))
	return t.out
}

// tagMargin is how much less than its best tag another tag of a word may score by
// itself. In 25,000 words of the treebank, the surroundings never made good more than
// 36, and more than 21 once in ten thousand times.
const tagMargin = 30

// candidateLoss is the most that a candidate may lose among the characters.
const candidateLoss = 70
