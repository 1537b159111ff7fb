package perceptron

import (
	"encoding/binary"
	"fmt"
	"strings"
)

// Labels is a label set with the label pairs that may follow one another.
type Labels struct {
	Names  []string
	Start  []bool    // may begin a sequence
	End    []bool    // may end a sequence
	before [][]int32 // for each label, the labels that may precede it
}

// NewLabels makes a label set in which every sequence is allowed for which
// follows reports true on each pair of neighbours. The empty string stands for
// the borders of the sequence.
func NewLabels(names []string, follows func(prev, next string) bool) *Labels {
	l := &Labels{Names: names}
	for _, next := range names {
		l.Start = append(l.Start, follows("", next))
		l.End = append(l.End, follows(next, ""))
		var before []int32
		for p, prev := range names {
			if follows(prev, next) {
				before = append(before, int32(p))
			}
		}
		l.before = append(l.before, before)
	}
	return l
}

// Tagger labels sequences. It is read only and safe for concurrent use.
type Tagger struct {
	Labels  *Labels
	weights *Weights
	trans   []int32 // next*n + prev, in units of weights.Scale

	before, after []neighbours // by label
	groups        []group
}

// Lattice is the working memory of one decoding. It is for one goroutine, to be
// used again and again.
type Lattice struct {
	lattice[int32]
	places []Place // of features, while positions are scored
}

// Reset makes room for n positions and clears their scores.
func (t *Tagger) Reset(l *Lattice, n int) { l.reset(n, len(t.Labels.Names)) }

// At returns the scores of the labels at position i, to read or to add to.
func (t *Tagger) At(l *Lattice, i int) []int32 {
	n := len(t.Labels.Names)
	return l.scores[i*n : (i+1)*n]
}

// Score adds the weights of features to the scores of all positions; those of
// position i begin at begin[i].
func (t *Tagger) Score(l *Lattice, features []Feature, begin []int32) {
	l.places = t.weights.Find(features, l.places[:0])
	end := len(features)
	for i := len(begin) - 1; i >= 0; i-- {
		t.weights.Add(l.places[begin[i]:end], t.At(l, i))
		end = int(begin[i])
	}
}

// Decode returns the best label of every position. The slice is valid until the
// lattice is used again.
func (t *Tagger) Decode(l *Lattice) []int { return l.viterbi(t.Labels, t.trans) }

// Sections writes the tagger for Seal; the names start with prefix.
func (t *Tagger) Sections(prefix string) []Section {
	var trans []byte
	for _, v := range t.trans {
		trans = binary.LittleEndian.AppendUint32(trans, uint32(v))
	}
	return []Section{
		{prefix + "labels", []byte(strings.Join(t.Labels.Names, "\n"))},
		{prefix + "transitions", trans},
		{prefix + "weights", t.weights.Marshal()},
	}
}

// TaggerFrom reads a tagger out of the sections of a model file.
func TaggerFrom(sections map[string][]byte, prefix string, follows func(prev, next string) bool) (*Tagger, error) {
	names := strings.Split(string(sections[prefix+"labels"]), "\n")
	trans := sections[prefix+"transitions"]
	weights, err := UnmarshalWeights(sections[prefix+"weights"])
	if err != nil {
		return nil, err
	}
	if weights.labels != len(names) || len(trans) != 4*len(names)*len(names) {
		return nil, fmt.Errorf("%w: %d labels for %d weights", ErrCorrupt, len(names), weights.labels)
	}
	t := &Tagger{Labels: NewLabels(names, follows), weights: weights}
	for ; len(trans) > 0; trans = trans[4:] {
		t.trans = append(t.trans, int32(binary.LittleEndian.Uint32(trans)))
	}
	t.link()
	return t, nil
}
