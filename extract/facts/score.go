package facts

import (
	"fmt"
	"regexp"
	"slices"
)

// Options choose how extractions are compared with the gold facts.
type Options struct {
	Loose bool            // ignore where the slots are cut
	IDs   map[string]bool // score only these sentences; all when nil
}

// Score is how extractions agree with gold facts.
type Score struct {
	Sentences   int
	Facts       int // in the gold file
	Extractions int // different ones, in sentences of the gold file
	Right       int // extractions that word a fact
	Found       int // facts that an extraction words
	Errors      []Error
}

// Error is a wrong extraction, or a fact that was missed (Missed), by its
// first wording.
type Error struct {
	ID     string
	Triple Triple
	Missed bool
}

func (e Error) String() string {
	sign := "-"
	if e.Missed {
		sign = "+"
	}
	return fmt.Sprintf("%s %s %v", sign, e.ID, e.Triple)
}

// Precision is the share of extractions that are right, 0 to 1.
func (s Score) Precision() float64 { return ratio(s.Right, s.Extractions) }

// Recall is the share of facts that are found, 0 to 1.
func (s Score) Recall() float64 { return ratio(s.Found, s.Facts) }

// F1 is the harmonic mean of precision and recall.
func (s Score) F1() float64 {
	p, r := s.Precision(), s.Recall()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func (s Score) String() string {
	return fmt.Sprintf("sentences %d  facts %d  extractions %d  P %.4f  R %.4f  F1 %.4f",
		s.Sentences, s.Facts, s.Extractions, s.Precision(), s.Recall(), s.F1())
}

func ratio(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// Evaluate scores extractions, by sentence id, against gold facts.
func Evaluate(gold []Sentence, system map[string][]Triple, o Options) Score {
	var score Score
	for _, s := range gold {
		if o.IDs == nil || o.IDs[s.ID] {
			score.add(s, distinct(system[s.ID]), o.Loose)
		}
	}
	return score
}

// add scores one sentence.
func (sc *Score) add(s Sentence, extractions []Triple, loose bool) {
	m := NewMatcher(s, loose)
	sc.Sentences++
	sc.Facts += len(s.Facts)
	found := make([]bool, len(s.Facts))
	for _, t := range extractions {
		sc.Extractions++
		words := m.Facts(t)
		for _, f := range words {
			found[f] = true
		}
		if len(words) > 0 {
			sc.Right++
		} else {
			sc.Errors = append(sc.Errors, Error{ID: s.ID, Triple: t})
		}
	}
	for i, f := range found {
		if f {
			sc.Found++
		} else {
			missed := Error{ID: s.ID, Missed: true}
			if len(s.Facts[i].Wordings) > 0 {
				missed.Triple = s.Facts[i].Wordings[0]
			}
			sc.Errors = append(sc.Errors, missed)
		}
	}
}

// distinct drops repeated extractions and reduces the rest to what is compared.
func distinct(triples []Triple) []Triple {
	var out []Triple
	for _, t := range triples {
		t = Triple{normal(t[0]), normal(t[1]), normal(t[2])}
		if !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

// Matcher tells which facts of one sentence an extraction words.
type Matcher struct {
	wordings [][][]*regexp.Regexp // by fact and wording: a pattern a slot, or one for all
	loose    bool
}

// NewMatcher prepares the facts of a sentence. With loose, it does not matter
// where the slots are cut.
func NewMatcher(s Sentence, loose bool) *Matcher {
	m := &Matcher{loose: loose, wordings: make([][][]*regexp.Regexp, len(s.Facts))}
	for i, f := range s.Facts {
		for _, w := range f.Wordings {
			m.wordings[i] = append(m.wordings[i], m.compile(w))
		}
	}
	return m
}

func (m *Matcher) compile(w Triple) []*regexp.Regexp {
	whole := func(p string) *regexp.Regexp { return regexp.MustCompile(`^(?:` + p + `)$`) }
	if m.loose {
		return []*regexp.Regexp{whole(pattern(w[0]) + pattern(w[1]) + pattern(w[2]))}
	}
	return []*regexp.Regexp{whole(pattern(w[0])), whole(pattern(w[1])), whole(pattern(w[2]))}
}

// Facts returns the indices of the facts that the extraction words.
func (m *Matcher) Facts(t Triple) []int {
	t = Triple{normal(t[0]), normal(t[1]), normal(t[2])}
	var out []int
	for i, wordings := range m.wordings {
		if slices.ContainsFunc(wordings, func(w []*regexp.Regexp) bool { return m.matches(w, t) }) {
			out = append(out, i)
		}
	}
	return out
}

func (m *Matcher) matches(w []*regexp.Regexp, t Triple) bool {
	if m.loose {
		return w[0].MatchString(t[0] + t[1] + t[2])
	}
	return w[0].MatchString(t[0]) && w[1].MatchString(t[1]) && w[2].MatchString(t[2])
}
