package segment

import (
	"fmt"
	"slices"
	"strings"

	"sanyuan/extract/perceptron"
)

// Candidate is a word that may stand in a sentence.
type Candidate struct {
	From, To int     // units, half open
	Tag      uint8   // part of speech, an index into Segmenter.Tags
	Loss     float32 // what the best cut with this word loses against the best of all
}

// Segmenter finds the words that a sentence may consist of. It is read only and
// safe for concurrent use; the working memory is a View.
type Segmenter struct {
	Tags    []string // universal parts of speech
	Lexicon *Lexicon // the user's words; may be nil
	dict    *Dictionary
	tagger  *perceptron.Tagger
	labels  [][4]int // by tag: the labels of a word's first, inner, last and only unit
}

// New makes a segmenter of a dictionary and a character tagger whose labels are
// a place (B, M, E or S), a hyphen and a part of speech.
func New(dict *Dictionary, tagger *perceptron.Tagger) (*Segmenter, error) {
	s := &Segmenter{dict: dict, tagger: tagger}
	tagOf := map[string]int{}
	for y, name := range tagger.Labels.Names {
		place, tag, ok := strings.Cut(name, "-")
		p := strings.Index(places, place)
		if !ok || p < 0 || len(place) != 1 {
			return nil, fmt.Errorf("segmenter: %w: label %q", perceptron.ErrCorrupt, name)
		}
		t, ok := tagOf[tag]
		if !ok {
			t = len(s.Tags)
			tagOf[tag] = t
			s.Tags = append(s.Tags, tag)
			s.labels = append(s.labels, [4]int{-1, -1, -1, -1})
		}
		s.labels[t][p] = y
	}
	return s, nil
}

// Sections writes the character tagger for perceptron.Seal.
func (s *Segmenter) Sections() []perceptron.Section { return s.tagger.Sections("") }

const places = "BMES"

// Follows tells which labels may stand side by side; see perceptron.NewLabels.
func Follows(prev, next string) bool {
	inside := prev != "" && (prev[0] == 'B' || prev[0] == 'M')
	if inside {
		return next != "" && (next[0] == 'M' || next[0] == 'E') && prev[1:] == next[1:]
	}
	return next == "" || next[0] == 'B' || next[0] == 'S'
}

// Candidates appends the words whose loss is at most the given one, sorted by
// first unit, then by last. A cut made of them always exists, since the best one is among
// them. The view must have looked at the sentence.
func (s *Segmenter) Candidates(v *View, most float32, out []Candidate) []Candidate {
	if len(v.units) == 0 {
		return out
	}
	s.score(v)
	limit := int32(most / s.tagger.Unit())
	s.tagger.Through(&v.lattice, limit, &v.through)
	for from := range v.units {
		first := len(out)
		for tag := range s.Tags {
			out = s.candidatesAt(v, from, tag, limit, out)
		}
		slices.SortStableFunc(out[first:], func(a, b Candidate) int { return a.To - b.To })
	}
	return out
}

// score fills the lattice of the view.
func (s *Segmenter) score(v *View) {
	s.tagger.Reset(&v.lattice, len(v.units))
	v.features, v.firsts = v.features[:0], v.firsts[:0]
	for i := range v.units {
		v.firsts = append(v.firsts, int32(len(v.features)))
		v.features = v.unitFeatures(i, v.features)
	}
	s.tagger.Score(&v.lattice, v.features, v.firsts)
	s.obeySpaces(v)
	s.obeyLexicon(v)
}

// forbidden is added to the score of a label that may not be.
const forbidden = -1 << 18

// obeySpaces forbids words that contain white space.
func (s *Segmenter) obeySpaces(v *View) {
	for i := range v.units {
		if !v.units[i].Space || i == 0 {
			continue
		}
		at := s.tagger.At(&v.lattice, i)
		for _, l := range s.labels {
			at[l[1]] += forbidden
			at[l[2]] += forbidden
		}
	}
}

// How strongly the user's words are wanted: those of at least sureLength units
// always, shorter ones unless the words around lose more than lexiconBonus, since
// two characters also meet by chance (集中|美國).
const (
	sureLength   = 3
	lexiconBonus = 60
)

// obeyLexicon raises the labels that make the user's words.
func (s *Segmenter) obeyLexicon(v *View) {
	v.Wanted = v.Wanted[:0]
	if s.Lexicon == nil {
		return
	}
	v.Wanted = s.Lexicon.find(v, v.Wanted)
	for _, w := range v.Wanted {
		bonus := int32(-forbidden)
		if w.To-w.From < sureLength {
			bonus = int32(lexiconBonus / s.tagger.Unit() / float32(w.To-w.From))
		}
		for i := w.From; i < w.To; i++ {
			s.raise(v, i, placeIn(w, i), w.Kind != "", bonus)
		}
	}
}

// placeIn is the place of a unit in a word, as an index into places.
func placeIn(w Wanted, i int) int {
	switch {
	case w.To-w.From == 1:
		return 3
	case i == w.From:
		return 0
	case i == w.To-1:
		return 2
	}
	return 1
}

// raise gives the labels of one place a bonus, those of names only if the word
// is one.
func (s *Segmenter) raise(v *View, i, place int, name bool, bonus int32) {
	at := s.tagger.At(&v.lattice, i)
	for tag, l := range s.labels {
		if !name || s.Tags[tag] == nameTag {
			at[l[place]] += bonus
		}
	}
}

// nameTag is the part of speech of names.
const nameTag = "PROPN"

// candidatesAt appends the words of one tag that begin at one unit.
func (s *Segmenter) candidatesAt(v *View, from, tag int, limit int32, out []Candidate) []Candidate {
	l, t := s.labels[tag], &v.through
	unit := s.tagger.Unit()
	if loss := t.Loss(from, l[3]); loss <= limit {
		out = append(out, Candidate{from, from + 1, uint8(tag), float32(loss) * unit})
	}
	if t.Loss(from, l[0]) > limit {
		return out
	}
	score, last := t.Forward(from, l[0]), l[0]
	for i := from + 1; i < len(v.units); i++ {
		at := s.tagger.At(&v.lattice, i)
		loss := t.Best() - score - s.tagger.Transition(last, l[2]) - at[l[2]] - t.Backward(i, l[2])
		if loss <= limit {
			out = append(out, Candidate{from, i + 1, uint8(tag), float32(loss) * unit})
		}
		score += s.tagger.Transition(last, l[1]) + at[l[1]]
		last = l[1]
		if t.Best()-score-t.Backward(i, last) > limit {
			break
		}
	}
	return out
}
