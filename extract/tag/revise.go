package tag

import (
	"sanyuan/extract/perceptron"
)

// clause is what stands before a word in its clause: since the last punctuation
// mark.
type clause struct {
	verbs    int    // number of verbs
	verb     uint64 // the last of them
	distance int    // how many words back it is
	coverb   uint64 // the last adposition that is not behind a noun of its own
	first    uint64 // first word
}

// findClauses fills n.clauses.
func (n *sentence) findClauses(set *Tagset) {
	n.clauses = resize(n.clauses, len(n.words))
	var c clause
	for i, w := range n.words {
		n.clauses[i] = c
		c.distance++
		if c.first == 0 {
			c.first = w.hash
		}
		switch set.upos[w.tag] {
		case "VERB", "AUX":
			c.verbs, c.verb, c.distance = c.verbs+1, w.hash, 0
		case "ADP":
			c.coverb = w.hash
		case "PUNCT":
			if n.endsClause(i) {
				c = clause{}
			}
		}
	}
}

// endsClause tells whether punctuation mark i ends a clause; enumeration commas,
// quotation marks and brackets do not.
func (n *sentence) endsClause(i int) bool {
	switch rune(n.view.Code(n.words[i].from)) {
	case '，', '。', '；', '：', '！', '？', ',', ';', ':', '!', '?':
		return true
	}
	return false
}

// reviseFeatures are the features of word i for its tag, given the tags that the
// word lattice gave to all words.
func (n *sentence) reviseFeatures(i int, out []perceptron.Feature) []perceptron.Feature {
	t := template{100, out}
	v := n.view
	w := n.word(i)
	var tag, hash [7]uint64 // of the words from i-3 to i+3
	for k := range tag {
		x := n.word(i + k - 3)
		tag[k], hash[k] = uint64(x.tag), x.hash
	}
	tag0, word := tag[3], hash[3]
	size := uint64(min(5, w.to-w.from))
	first, last := v.Code(w.from), v.Code(max(w.from, w.to-1))
	d := v.WordTag(w.from, w.to)
	t.add()
	t.add(tag0)
	t.add(word)
	t.add(tag0, word)
	for _, k := range [...]int{0, 1, 2, 4, 5, 6} {
		t.add(tag0, tag[k])
		t.add(tag0, hash[k])
		t.add(word, tag[k])
	}
	t.add(word, hash[2])
	t.add(word, hash[4])
	t.add(tag[2], tag0, tag[4])
	t.add(tag[1], tag[2], tag0)
	t.add(tag0, tag[4], tag[5])
	t.add(tag[1], tag[2], tag0, tag[4], tag[5])
	t.add(word, tag[2], tag[4])
	t.add(word, tag[1], tag[2])
	t.add(word, tag[4], tag[5])
	t.add(first, tag0)
	t.add(last, tag0)
	t.add(last, tag[4])
	t.add(last, tag[2])
	t.add(d, tag0, size)
	t.add(d, tag[2])
	t.add(d, tag[4])
	t.add(v.WordHash(max(w.from, w.to-2), w.to))
	t.add(v.Shape(w.from, w.to), size)
	c := n.clauses[i]
	verbs := uint64(min(3, c.verbs))
	t.add(tag0, verbs)
	t.add(word, verbs)
	t.add(word, verbs, tag[2])
	t.add(word, c.verb)
	t.add(word, uint64(min(6, c.distance)), verbs, tag[2])
	t.add(word, c.coverb, verbs)
	t.add(word, c.first)
	t.add(word, hash[2], verbs)
	t.add(word, verbs, n.head(i+1))
	t.add(tag0, n.head(i+1))
	t.add(tag0, verbs, n.next(i))
	t.add(word, n.next(i))
	t.add(tag0, d, verbs, n.next(i))
	return t.out
}

// head is the last word of the run of nominal words that begins at i: what 的
// leads to.
func (n *sentence) head(i int) uint64 {
	word := uint64(0)
	for k := i; k < len(n.words) && k < i+4 && n.nominal(k); k++ {
		word = n.words[k].hash
	}
	return word
}

func (n *sentence) nominal(i int) bool {
	switch n.set.upos[n.words[i].tag] {
	case "NOUN", "PROPN", "NUM", "PART", "ADJ", "X":
		return true
	}
	return false
}

// next tells what comes first behind word i within its clause: a verb, 的 or the
// clause's end, and how far it is.
func (n *sentence) next(i int) uint64 {
	for k := i + 1; k < len(n.words) && k < i+10; k++ {
		distance := uint64(min(4, k-i))
		w := n.words[k]
		switch n.set.upos[w.tag] {
		case "VERB", "AUX":
			return 8 + distance
		case "SCONJ":
			return 16 + distance
		case "PUNCT":
			if n.endsClause(k) {
				return 24 + distance
			}
		case "PART":
			if n.view.Code(w.from) == '的' {
				return 32 + distance
			}
		}
	}
	return 0
}

// revise tags the words again and changes n.words.
func (n *sentence) revise(m *perceptron.Tagger) {
	m.Reset(&n.lattice, len(n.words))
	n.findClauses(n.set)
	n.features, n.firsts = n.features[:0], n.firsts[:0]
	for i := range n.words {
		n.firsts = append(n.firsts, int32(len(n.features)))
		n.features = n.reviseFeatures(i, n.features)
	}
	m.Score(&n.lattice, n.features, n.firsts)
	for i, y := range m.Decode(&n.lattice) {
		n.words[i].tag = uint8(y)
	}
}

// anyFollows allows all labels side by side.
func anyFollows(string, string) bool { return true }
