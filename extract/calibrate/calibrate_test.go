package calibrate

import (
	"math"
	"testing"

	"sanyuan/extract/clause"
)

// sample has 100 facts with the feature good, 8 in 10 of them right, and 100
// with the feature bad, 2 in 10 of them right.
func sample() []Example {
	var out []Example
	for i := range 200 {
		e := Example{Sentence: i / 10, Features: []string{"good"}, Right: i%10 < 8}
		if i >= 100 {
			e = Example{Sentence: i / 10, Features: []string{"bad"}, Right: i%10 < 2}
		}
		out = append(out, e)
	}
	return out
}

func TestTrain(t *testing.T) {
	w := Train(sample())
	for feature, want := range map[string]float64{"good": 0.8, "bad": 0.2} {
		if got := w.Probability([]string{feature}); math.Abs(got-want) > 0.05 {
			t.Errorf("%s: %.3f, want about %.1f", feature, got, want)
		}
	}
	again, err := clause.ParseWeights(Format(w))
	if err != nil || len(again) != len(w) || again["good"] != w["good"] {
		t.Errorf("weights do not survive being written: %v %v", again, err)
	}
}

func TestCrossValidate(t *testing.T) {
	examples := sample()
	bins := Reliability(examples, CrossValidate(examples, 5), 10)
	for _, b := range bins {
		if b.Examples > 20 && math.Abs(b.Predicted-b.Right) > 0.1 {
			t.Errorf("%.1f to %.1f: predicted %.2f, right %.2f", b.From, b.To, b.Predicted, b.Right)
		}
	}
}
