package neural

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestState(t *testing.T) {
	const size = 24
	bias, step, last := random(1, 4*size).Data, random(2, 2*size).Data, random(1, size).Data
	var results [2][][]float32
	for i, compute := range []func(gates, bias, step, last, cell, squashed, out []float32){state, stateGo} {
		gates := random(4, size).Data
		gates[3], gates[5] = 100, -100
		cell, squashed, out := make([]float32, size), make([]float32, size), make([]float32, size)
		compute(gates, bias, step, last, cell, squashed, out)
		results[i] = [][]float32{gates, cell, squashed, out}
	}
	for k, got := range results[0] {
		for i, v := range got {
			if want := results[1][k][i]; math.Abs(float64(v-want)) > 1e-6 {
				t.Errorf("number %d of result %d is %v, not %v", i, k, v, want)
			}
		}
	}
}

// Every row of the output is the same to the last bit, whatever other sentences are read
// with it.
func TestLSTM_sentencesApart(t *testing.T) {
	spans := []Span{{0, 5}, {5, 6}, {6, 6}, {6, 17}, {17, 20}, {20, 31}, {31, 33}, {33, 40}}
	x := random(40, 10)
	for _, reverse := range []bool{false, true} {
		var p Params
		l := NewLSTM(&p, "layer", 10, 24, reverse, rand.New(rand.NewPCG(1, 2)))
		p.Prepare(false)
		var together, alone Memory
		got := l.Forward(x, spans, &together)
		for _, s := range spans {
			want := l.Forward(x.Slice(s.From, s.To), []Span{{0, s.len()}}, &alone)
			if !slices.Equal(want.Data, got.Data[s.From*got.Cols:s.To*got.Cols]) {
				t.Errorf("sentence %v, reverse %v: states differ", s, reverse)
			}
		}
	}
}
