// Package calibrate learns how far to trust what package clause reads: a
// logistic regression from the features of a fact to whether a gold file has it.
package calibrate

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"sanyuan/extract/clause"
	"sanyuan/extract/facts"
)

// Example is one extracted fact, and whether it is right.
type Example struct {
	Sentence int // index of its sentence, so that folds keep sentences whole
	Features []string
	Right    bool
}

// Examples extracts facts from the sentences of gold files and compares them
// with gold.
func Examples(gold []facts.Sentence, read func(sentence string) ([]*clause.Statement, error)) ([]Example, error) {
	var out []Example
	for i, s := range gold {
		statements, err := read(s.Text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.ID, err)
		}
		m := facts.NewMatcher(s, false)
		seen := map[facts.Triple]bool{}
		for _, st := range statements {
			for _, f := range st.Facts() {
				t := facts.Triple{f.Subject, f.Relation, f.Object}
				if !seen[t] {
					seen[t] = true
					out = append(out, Example{Sentence: i, Features: f.Features, Right: len(m.Facts(t)) > 0})
				}
			}
		}
	}
	return out, nil
}

// Training of the regression: full-batch gradient descent on the mean log loss
// with an L2 penalty, which is convex, so that the result does not depend on
// chance.
const (
	steps   = 600
	rate    = 2.0
	penalty = 0.01
	rarest  = 4 // features seen less often are left out
)

// Train returns the weights that fit the examples.
func Train(examples []Example) clause.Weights {
	names := common(examples)
	w := make([]float64, len(names))
	rows := index(examples, names)
	gradient := make([]float64, len(w))
	for range steps {
		clear(gradient)
		for i, row := range rows {
			miss := sigmoid(sum(w, row)) - number(examples[i].Right)
			for _, f := range row {
				gradient[f] += miss
			}
		}
		for f := range w {
			g := gradient[f] / float64(len(rows))
			if f > 0 {
				g += penalty * w[f]
			}
			w[f] -= rate * g / 4
		}
	}
	out := clause.Weights{}
	for f, name := range names {
		out[name] = math.Round(w[f]*1000) / 1000
	}
	return out
}

// common returns the features that occur often enough, in order; the first is
// the one that always holds.
func common(examples []Example) []string {
	count := map[string]int{}
	for _, e := range examples {
		for _, f := range e.Features {
			count[f]++
		}
	}
	maps.DeleteFunc(count, func(_ string, n int) bool { return n < rarest })
	return append([]string{""}, slices.Sorted(maps.Keys(count))...)
}

// index turns the examples' features into numbers of features.
func index(examples []Example, names []string) [][]int {
	at := map[string]int{}
	for i, n := range names {
		at[n] = i
	}
	rows := make([][]int, len(examples))
	for i, e := range examples {
		rows[i] = []int{0}
		for _, f := range e.Features {
			if n, ok := at[f]; ok {
				rows[i] = append(rows[i], n)
			}
		}
	}
	return rows
}

func sum(w []float64, row []int) float64 {
	var s float64
	for _, f := range row {
		s += w[f]
	}
	return s
}

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

func number(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// CrossValidate returns the probability of each example by weights that were
// learnt from the other folds. Sentences are dealt to the folds in turn.
func CrossValidate(examples []Example, folds int) []float64 {
	out := make([]float64, len(examples))
	for k := range folds {
		var train []Example
		for _, e := range examples {
			if e.Sentence%folds != k {
				train = append(train, e)
			}
		}
		w := Train(train)
		for i, e := range examples {
			if e.Sentence%folds == k {
				out[i] = w.Probability(e.Features)
			}
		}
	}
	return out
}

// Bin is one row of a reliability table: the examples whose probability lies
// in [From, To).
type Bin struct {
	From, To  float64
	Examples  int
	Predicted float64 // mean probability
	Right     float64 // share that is right
}

// Reliability compares probabilities with how often the examples are right.
func Reliability(examples []Example, probabilities []float64, bins int) []Bin {
	out := make([]Bin, bins)
	for b := range out {
		out[b].From, out[b].To = float64(b)/float64(bins), float64(b+1)/float64(bins)
	}
	for i, e := range examples {
		b := &out[min(bins-1, int(probabilities[i]*float64(bins)))]
		b.Examples++
		b.Predicted += probabilities[i]
		b.Right += number(e.Right)
	}
	for b := range out {
		if n := float64(out[b].Examples); n > 0 {
			out[b].Predicted /= n
			out[b].Right /= n
		}
	}
	return out
}

// Format writes weights as the file that package clause embeds.
func Format(w clause.Weights) string {
	var b strings.Builder
	b.WriteString("# Weights of the features of confidence, learnt from gold facts: see package calibrate.\n")
	for _, name := range slices.Sorted(maps.Keys(w)) {
		fmt.Fprintf(&b, "%s\t%g\n", name, w[name])
	}
	return b.String()
}
