package tag

import (
	"strings"

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

// followsName tells which labels of names may stand side by side. The labels are
// O, and B, I, E and S for the first, inner, last and only word of a name.
func followsName(prev, next string) bool {
	inside := prev != "" && (prev[0] == 'B' || prev[0] == 'I')
	if inside {
		return next != "" && (next[0] == 'I' || next[0] == 'E') && prev[1:] == next[1:]
	}
	return next == "" || next[0] == 'O' || next[0] == 'B' || next[0] == 'S'
}

// encloseNames turns IOB2 labels into labels with last and only words.
func encloseNames(labels []string) []string {
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

// openName turns a label back into IOB2.
func openName(label string) string {
	switch label[0] {
	case 'S':
		return "B" + label[1:]
	case 'E':
		return "I" + label[1:]
	}
	return label
}

// sentence is a sentence of words that were found in it. It is working memory, to
// be used again.
type sentence struct {
	view     *segment.View
	set      *Tagset
	words    []wordSpan
	clauses  []clause
	covers   []cover
	features []perceptron.Feature
	firsts   []int32 // by word: its first feature
	lattice  perceptron.Lattice
}

// cover is the longest name of the dictionary that a word is part of.
type cover struct {
	tag    uint8
	place  uint8 // 0 none, 1 all of it, 2 first, 3 inside, 4 last
	length uint8 // units
}

// findCovers looks up runs of words in the dictionary.
func (n *sentence) findCovers() {
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

func (n *sentence) cover(i, j int, tag, length uint8) {
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

func (n *sentence) word(i int) wordSpan {
	if i < 0 || i >= len(n.words) {
		return wordSpan{from: -5, to: -5, tag: 250, hash: 3}
	}
	return n.words[i]
}

func (n *sentence) coverAt(i int) uint64 {
	if i < 0 || i >= len(n.covers) {
		return 9999
	}
	c := n.covers[i]
	return uint64(c.tag)<<16 | uint64(c.place)<<8 | uint64(min(6, c.length))
}

// nameFeatures are the features of word i.
func (n *sentence) nameFeatures(i int, out []perceptron.Feature) []perceptron.Feature {
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
	class, foreign := v.Class(w.from), v.Foreign(w.from, w.to)
	t.add(class, size, uint64(w.tag))
	t.add(v.Class(w.to-1), size, uint64(w.tag))
	t.add(class&3, size, uint64(w.tag), v.Class(b1.from)&3, uint64(b1.tag), uint64(min(4, b1.to-b1.from)))
	t.add(foreign, size, uint64(w.tag))
	t.add(foreign, uint64(w.tag), uint64(a1.tag), uint64(b1.tag))
	t.add(uint64(w.tag), n.ahead(i, 4))
	t.add(uint64(w.tag), n.ahead(i, 6))
	t.add(n.bracket(i), uint64(w.tag))
	for k := w.from; k < w.to && k < w.from+8; k++ {
		t.out = append(t.out, perceptron.Hash(70).With(v.Code(k)), perceptron.Hash(71).With(v.Code(k)).With(uint64(w.tag)))
	}
	return t.out
}

// ahead looks for the next word, up to three further on without a break, that
// ends as places (shift 4) or organisations (shift 6) do: how far it is, and its
// last character.
func (n *sentence) ahead(i int, shift int) uint64 {
	for k := i; k < len(n.words) && k < i+4; k++ {
		w := n.words[k]
		if n.view.Class(w.to-1)>>shift&3 >= 2 {
			return uint64(k-i+1)<<32 | n.view.Code(w.to-1)
		}
		if kind := segment.Kind(n.view.Kind(w.from)); kind == segment.Punct {
			break
		}
	}
	return 0
}

// bracket is the opening bracket or quotation mark that word i stands behind, at
// most six words back.
func (n *sentence) bracket(i int) uint64 {
	for k := i - 1; k >= 0 && k >= i-6; k-- {
		w := n.words[k]
		if w.to-w.from != 1 || segment.Kind(n.view.Kind(w.from)) != segment.Punct {
			continue
		}
		code := n.view.Code(w.from)
		if strings.ContainsRune("《「『〈（(", rune(code)) {
			return code
		}
		return 0
	}
	return 0
}

// score fills the lattice with the scores of the labels.
func (n *sentence) score(m *perceptron.Tagger) {
	m.Reset(&n.lattice, len(n.words))
	n.findCovers()
	n.features, n.firsts = n.features[:0], n.firsts[:0]
	for i := range n.words {
		n.firsts = append(n.firsts, int32(len(n.features)))
		n.features = n.nameFeatures(i, n.features)
	}
	m.Score(&n.lattice, n.features, n.firsts)
}

// certain is added to the score of a label that must be.
const certain = 1 << 20

// want makes word i a name of its own.
func (n *sentence) want(m *perceptron.Tagger, i int, kind string) {
	for y, name := range m.Labels.Names {
		if name == "S-"+kind {
			m.At(&n.lattice, i)[y] += certain
		}
	}
}

// take makes tokens of the sentence, as they were read before, the words.
func (n *sentence) take(v *segment.View, set *Tagset, tokens []syntax.Token) {
	n.view, n.set, n.words = v, set, n.words[:0]
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
