package segment

import (
	"math"

	"sanyuan/extract/perceptron"
)

// Cut is one way to cut a sentence: for each unit, the word it stands in.
type Cut struct {
	From []int32 // first unit of the word
	To   []int32 // past its last unit
	Tag  []uint8 // the dictionary's part of speech; NoTag when it is no word there
}

// NoTag marks a word that the dictionary does not have.
const NoTag = math.MaxUint8

func (c *Cut) reset(n int) {
	c.From, c.To, c.Tag = c.From[:0], c.To[:0], c.Tag[:0]
	for range n {
		c.From, c.To, c.Tag = append(c.From, 0), append(c.To, 0), append(c.Tag, NoTag)
	}
}

func (c *Cut) set(from, to int, tag uint8) {
	for i := from; i < to; i++ {
		c.From[i], c.To[i], c.Tag[i] = int32(from), int32(to), tag
	}
}

// View is a sentence with all that the dictionary says about it. It is working
// memory, to be used again.
type View struct {
	text     string
	units    []Unit
	fetched  []entry  // of the dictionary
	matches  []Match  // by first unit, then by length
	begin    []int32  // matches[begin[i]:begin[i+1]] begin at unit i
	plain    Cut      // the likeliest words of the dictionary
	hmm      Cut      // the same, with runs of single characters cut by gse's HMM
	Wanted   []Wanted // words of the user's lexicon, filled by Segmenter.Candidates
	best     []float64
	next     []int32
	back     [][numStates]state
	states   []state
	hits     []hits
	features []perceptron.Feature
	firsts   []int32 // by unit: its first feature
	lattice  perceptron.Lattice
	through  perceptron.Through
}

// Look fills the view with a sentence.
func (v *View) Look(sentence string, d *Dictionary) {
	v.text = sentence
	v.units = Units(sentence, &d.Fold, v.units[:0])
	v.fetched = d.fetch(v.units, v.fetched[:0])
	v.matches, v.begin = v.matches[:0], v.begin[:0]
	for i := range v.units {
		v.begin = append(v.begin, int32(len(v.matches)))
		v.matches = d.Matches(v.units, i, v.matches)
	}
	v.begin = append(v.begin, int32(len(v.matches)))
	v.cutPlain(d)
	v.cutHMM(d.emissions)
	v.findHits()
}

// at lists the matches that begin at unit i.
func (v *View) at(i int) []Match { return v.matches[v.begin[i]:v.begin[i+1]] }

// cutPlain finds the words with the highest product of probabilities, as gse
// does without its HMM.
func (v *View) cutPlain(d *Dictionary) {
	n := len(v.units)
	v.best, v.next = resize(v.best, n+1), resize(v.next, n+1)
	total := math.Log(d.Total)
	v.best[n] = 0
	for i := n - 1; i >= 0; i-- {
		v.best[i], v.next[i] = v.best[i+1]-total, int32(i+1)
		for _, m := range v.at(i) {
			if s := v.best[m.To] + float64(m.LogFreq) - total; s >= v.best[i] {
				v.best[i], v.next[i] = s, int32(m.To)
			}
		}
	}
	v.plain.reset(n)
	for i := 0; i < n; i = int(v.next[i]) {
		v.plain.set(i, int(v.next[i]), v.tagOf(i, int(v.next[i])))
	}
}

func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}

// tagOf is the dictionary's tag of a word, or NoTag.
func (v *View) tagOf(from, to int) uint8 {
	for _, m := range v.at(from) {
		if m.To == to {
			return m.Tag
		}
	}
	return NoTag
}

// cutHMM recuts runs of single ideographs with gse's hidden Markov model of
// characters, which finds words that no dictionary has.
func (v *View) cutHMM(e emissions) {
	n := len(v.units)
	v.hmm.reset(n)
	copy(v.hmm.From, v.plain.From)
	copy(v.hmm.To, v.plain.To)
	copy(v.hmm.Tag, v.plain.Tag)
	for i := 0; i < n; {
		end := i
		for end < n && v.isSingle(end) && (end == i || !v.units[end].Space) {
			end++
		}
		if end > i+1 {
			v.cutRun(e, i, end)
		}
		i = max(end, i+1)
	}
}

func (v *View) isSingle(i int) bool {
	kind := v.units[i].Kind
	return v.plain.To[i]-v.plain.From[i] == 1 && (kind == Han || kind == Numeral)
}

func (v *View) cutRun(e emissions, from, to int) {
	v.back, v.states = resize(v.back, to-from), resize(v.states, to-from)
	e.decode(v.units[from:to], v.back, v.states)
	begin := from
	for i, s := range v.states {
		if end := from + i + 1; s == last || s == single {
			v.hmm.set(begin, end, v.tagOf(begin, end))
			begin = end
		}
	}
}
