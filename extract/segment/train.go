package segment

import (
	"maps"
	"slices"

	"sanyuan/extract/perceptron"
	"sanyuan/extract/syntax"
)

// Sentence is a sentence of a treebank: its text, and its tokens with offsets,
// parts of speech and names.
type Sentence struct {
	Text   string
	Tokens []syntax.Token
}

// TagsOf are the parts of speech that the sentences use, sorted.
func TagsOf(sentences []Sentence) []string {
	seen := map[string]bool{}
	for _, s := range sentences {
		for _, t := range s.Tokens {
			seen[t.UPOS] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// Train learns the character tagger of a segmenter: the mean of as many
// perceptrons as there are seeds. Its parts of speech are numbered as tags are.
func Train(dict *Dictionary, sentences []Sentence, tags []string, seeds []uint64, o perceptron.Options) *perceptron.Model {
	labels := labelsOf(tags)
	corpus := corpusOf(dict, labels, sentences)
	var models []*perceptron.Model
	for _, o.Seed = range seeds {
		models = append(models, perceptron.Train(labels, corpus, o))
	}
	return perceptron.Average(models)
}

// labelsOf are the places times the parts of speech.
func labelsOf(tags []string) *perceptron.Labels {
	var names []string
	for _, t := range tags {
		for _, p := range places {
			names = append(names, string(p)+"-"+t)
		}
	}
	return perceptron.NewLabels(names, Follows)
}

func corpusOf(dict *Dictionary, labels *perceptron.Labels, sentences []Sentence) *perceptron.Corpus {
	index := map[string]int{}
	for i, n := range labels.Names {
		index[n] = i
	}
	c := perceptron.NewCorpus()
	var v View
	for _, s := range sentences {
		v.Look(s.Text, dict)
		c.Begin()
		for i, word := range v.align(s.Tokens) {
			v.features = v.unitFeatures(i, v.features[:0])
			t := s.Tokens[word]
			c.Position(v.features, index[placeOf(v.units[i], t)+"-"+t.UPOS])
		}
	}
	return c
}

// align gives, for each unit, the token that it begins in.
func (v *View) align(tokens []syntax.Token) []int {
	out := make([]int, len(v.units))
	w := 0
	for i, u := range v.units {
		for w < len(tokens)-1 && tokens[w].End <= u.Start {
			w++
		}
		out[i] = w
	}
	return out
}

func placeOf(u Unit, t syntax.Token) string {
	begins, ends := u.Start <= t.Start, u.End >= t.End
	switch {
	case begins && ends:
		return "S"
	case begins:
		return "B"
	case ends:
		return "E"
	}
	return "M"
}

// Gold gives the tokens as candidates without loss. Tokens that cut a unit are
// left out.
func (s *Segmenter) Gold(v *View, tokens []syntax.Token) []Candidate {
	first, past := map[int]int{}, map[int]int{}
	for i, u := range v.units {
		first[u.Start], past[u.End] = i, i+1
	}
	var out []Candidate
	for _, t := range tokens {
		from, ok := first[t.Start]
		to, ok2 := past[t.End]
		if tag, ok3 := s.tagIndex(t.UPOS); ok && ok2 && ok3 {
			out = append(out, Candidate{From: from, To: to, Tag: tag})
		}
	}
	return out
}

func (s *Segmenter) tagIndex(upos string) (uint8, bool) {
	for i, t := range s.Tags {
		if t == upos {
			return uint8(i), true
		}
	}
	return 0, false
}
