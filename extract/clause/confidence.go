package clause

import (
	_ "embed"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// DefaultConfidence is the confidence below which statements are left out
// unless the caller says otherwise.
const DefaultConfidence = 0.1

// confidenceTSV holds the weights of the features of confidence, as package
// calibrate learns them from gold facts: feature<TAB>weight.
//
//go:embed confidence.tsv
var confidenceTSV string

// Weights are those of a logistic regression: the log-odds that each feature
// adds. The feature "" always holds.
type Weights map[string]float64

var defaultWeights = sync.OnceValue(func() Weights {
	w, err := ParseWeights(confidenceTSV)
	if err != nil {
		panic("clause: confidence.tsv: " + err.Error()) // embedded: a mistake of the build
	}
	return w
})

// ParseWeights reads weights, one feature a line.
func ParseWeights(tsv string) (Weights, error) {
	w := Weights{}
	for line := range strings.Lines(tsv) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		feature, weight, _ := strings.Cut(line, "\t")
		v, err := strconv.ParseFloat(weight, 64)
		if err != nil {
			return nil, err
		}
		w[feature] = v
	}
	return w, nil
}

// Probability is that of the features by the weights, 0 to 1.
func (w Weights) Probability(features []string) float64 {
	odds := w[""]
	for _, f := range features {
		odds += w[f]
	}
	return 1 / (1 + math.Exp(-odds))
}

// setConfidence scores a statement by its features.
func (s *Statement) setConfidence() {
	s.Confidence = defaultWeights().Probability(s.wordingFeatures(nil))
	if s.Object.Kind != None {
		return
	}
	s.Confidence = 0
	for i := range s.Arguments {
		s.Confidence = max(s.Confidence, defaultWeights().Probability(s.wordingFeatures(&s.Arguments[i])))
	}
}

// Confident returns the statements of at least the given confidence whose
// inner statements are as sure; arguments that are less sure are dropped.
func Confident(statements []*Statement, least float64) []*Statement {
	out := slices.DeleteFunc(slices.Clone(statements), func(s *Statement) bool { return !s.sureTo(least) })
	for _, s := range out {
		s.Arguments = slices.DeleteFunc(s.Arguments, func(a Argument) bool { return a.Term.Statement != nil && !a.Term.Statement.sureTo(least) })
	}
	return out
}

func (s *Statement) sureTo(least float64) bool {
	if s.Confidence < least {
		return false
	}
	for _, t := range []*Term{&s.Subject, &s.Object} {
		if t.Statement != nil && !t.Statement.sureTo(least) {
			return false
		}
	}
	return true
}

// NextTopic returns what a sentence that leaves its subject out is taken to speak
// of: the subject of the last statement that the text itself makes, or else
// the topic of before.
func NextTopic(statements []*Statement, before *Term) *Term {
	for _, s := range slices.Backward(statements) {
		if !s.Embedded && (s.Subject.Kind == Entity || s.Subject.Kind == Concept) && s.Subject.Statement == nil && s.Rule != "title" {
			return &s.Subject
		}
	}
	return before
}
