package tag

import (
	"sanyuan/extract/perceptron"
	"sanyuan/extract/segment"
	"sanyuan/extract/syntax"
)

// wordSpan is a word that was found, for the search of names in it.
type wordSpan struct {
	from, to int // units
	tag      uint8
	hash     uint64
}

// followsName tells which labels of names may stand side by side: I-X only after
// B-X or I-X.
func followsName(prev, next string) bool {
	if len(next) == 0 || next[0] != 'I' {
		return true
	}
	return len(prev) > 1 && prev[1:] == next[1:]
}

// nameView is a sentence of words. It is working memory, to be used again.
type nameView struct {
	view     *segment.View
	words    []wordSpan
	covers   []cover
	features []perceptron.Feature
	lattice  perceptron.Lattice
}

// cover is the longest name of the dictionary that a word is part of.
type cover struct {
	tag    uint8
	place  uint8 // 0 none, 1 all of it, 2 first, 3 inside, 4 last
	length uint8 // units
}

// findCovers looks up runs of words in the dictionary.
func (n *nameView) findCovers() {
	n.covers = resize(n.covers, len(n.words))
	clear(n.covers)
	for i := range n.words {
		for j := i; j < len(n.words) && j < i+6; j++ {
			from, to := n.words[i].from, n.words[j].to
			if t := n.view.WordTag(from, to); t != segment.NoTag {
				n.cover(i, j, uint8(t), uint8(min(255, to-from)))
			}
		}
	}
}

func (n *nameView) cover(i, j int, tag, length uint8) {
	for k := i; k <= j; k++ {
		if length <= n.covers[k].length {
			continue
		}
		place := uint8(3)
		switch {
		case i == j:
			place = 1
		case k == i:
			place = 2
		case k == j:
			place = 4
		}
		n.covers[k] = cover{tag, place, length}
	}
}

func (n *nameView) word(i int) wordSpan {
	if i < 0 || i >= len(n.words) {
		return wordSpan{from: -5, to: -5, tag: 250, hash: 3}
	}
	return n.words[i]
}

func (n *nameView) coverAt(i int) uint64 {
	if i < 0 || i >= len(n.covers) {
		return 9999
	}
	c := n.covers[i]
	return uint64(c.tag)<<16 | uint64(c.place)<<8 | uint64(min(6, c.length))
}

// nameFeatures are the features of word i.
func (n *nameView) nameFeatures(i int, out []perceptron.Feature) []perceptron.Feature {
	t := template{0, out}
	v := n.view
	a2, a1, w, b1, b2 := n.word(i-2), n.word(i-1), n.word(i), n.word(i+1), n.word(i+2)
	t.add()
	for _, x := range [...]wordSpan{a2, a1, w, b1, b2} {
		t.add(x.hash)
		t.add(uint64(x.tag))
	}
	t.add(a1.hash, w.hash)
	t.add(w.hash, b1.hash)
	t.add(uint64(a1.tag), uint64(w.tag))
	t.add(uint64(w.tag), uint64(b1.tag))
	t.add(uint64(a1.tag), uint64(w.tag), uint64(b1.tag))
	t.add(uint64(a2.tag), uint64(a1.tag), uint64(w.tag))
	t.add(uint64(w.tag), uint64(b1.tag), uint64(b2.tag))
	t.add(uint64(w.tag), a1.hash)
	t.add(uint64(w.tag), b1.hash)
	t.add(uint64(w.tag), b1.hash, uint64(b1.tag), uint64(b2.tag))
	size := uint64(min(6, w.to-w.from))
	shape := v.Shape(w.from, w.to)
	first, last := v.Code(w.from), v.Code(w.to-1)
	t.add(size, shape, uint64(w.tag))
	t.add(first)
	t.add(last)
	t.add(first, uint64(w.tag), size)
	t.add(last, uint64(w.tag), size)
	t.add(v.WordHash(max(w.from, w.to-2), w.to))
	t.add(v.WordHash(w.from, min(w.to, w.from+2)))
	t.add(v.Code(a1.to-1), uint64(w.tag))
	t.add(v.Code(b1.to-1), uint64(w.tag), uint64(b1.tag))
	t.add(v.Code(b1.from), uint64(w.tag), uint64(b1.tag))
	t.add(v.Code(b2.to-1), uint64(w.tag), uint64(b1.tag), uint64(b2.tag))
	c := n.coverAt(i)
	t.add(c)
	t.add(c, uint64(w.tag))
	t.add(c, n.coverAt(i-1))
	t.add(c, n.coverAt(i+1))
	t.add(c, uint64(a1.tag), uint64(b1.tag))
	t.add(c, b1.hash)
	t.add(c, a1.hash)
	d := v.WordTag(w.from, w.to)
	t.add(d, uint64(w.tag), size)
	t.add(d, v.WordTag(a1.from, a1.to), v.WordTag(b1.from, b1.to))
	for k := w.from; k < w.to && k < w.from+8; k++ {
		t.out = append(t.out, perceptron.Hash(70).With(v.Code(k)), perceptron.Hash(71).With(v.Code(k)).With(uint64(w.tag)))
	}
	return t.out
}

// find labels the words.
func (n *nameView) find(m *perceptron.Tagger) []int {
	m.Reset(&n.lattice, len(n.words))
	n.findCovers()
	for i := range n.words {
		n.features = n.nameFeatures(i, n.features[:0])
		at := m.At(&n.lattice, i)
		for _, f := range n.features {
			m.Add(f, at)
		}
	}
	return m.Decode(&n.lattice)
}

// set takes tokens of the sentence, as they were read before, for the words.
func (n *nameView) set(v *segment.View, set *Tagset, tokens []syntax.Token) {
	n.view, n.words = v, n.words[:0]
	at := 0
	for _, t := range tokens {
		from := at
		for at < v.Len() && v.Unit(at).End <= t.End {
			at++
		}
		tag, _ := set.index(t.UPOS, t.XPOS)
		n.words = append(n.words, wordSpan{from, at, tag, v.WordHash(from, at)})
	}
	n.findCovers()
}
