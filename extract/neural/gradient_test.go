package neural

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// network is one of each kind of layer: two recurrent ones of both directions
// over embeddings, and a linear one with a cut-off.
type network struct {
	Params
	table *Param
	lstm  [2]*LSTM
	out   *Linear
}

func newNetwork() *network {
	rng := rand.New(rand.NewPCG(1, 1))
	n := &network{}
	n.table = n.AddTable("table", 5, 6, rng)
	n.lstm[0] = NewLSTM(&n.Params, "first", 6, 8, false, rng)
	n.lstm[1] = NewLSTM(&n.Params, "second", 8, 4, true, rng)
	n.out = NewLinear(&n.Params, "out", 4, 3, rng)
	copy(n.out.B.Data, []float32{1, -1, 1}) // far from the cut-off
	return n
}

var (
	words   = []int32{0, 3, 2, 3, 1, 4, 4}
	spans   = []Span{{0, 4}, {4, 5}, {5, 7}}
	weights = []float32{0.3, -1, 2}
)

// loss is the weighted sum of the outputs; with gradients g it goes back, too.
func (n *network) loss(g *Gradients) float64 {
	n.Prepare(true)
	x := NewMatrix(len(words), 6)
	for i, w := range words {
		copy(x.Row(i), n.table.Row(int(w)))
	}
	var first, second Memory
	var y, d, dx Matrix
	a := n.lstm[0].Forward(x, spans, &first)
	b := n.lstm[1].Forward(a, spans, &second)
	n.out.Forward(b, &y)
	ReLU(y)
	sum := 0.0
	d.Reset(y.Rows, y.Cols)
	for i := range y.Rows {
		for j, v := range y.Row(i) {
			sum += float64(weights[j] * v)
			d.Row(i)[j] = weights[j]
		}
	}
	if g == nil {
		return sum
	}
	BackReLU(y, d)
	n.out.Backward(g, b, d, &dx)
	d.Reset(dx.Rows, dx.Cols)
	copy(d.Data, dx.Data)
	n.lstm[1].Backward(g, a, spans, &second, d, &dx)
	d.Reset(dx.Rows, dx.Cols)
	copy(d.Data, dx.Data)
	n.lstm[0].Backward(g, x, spans, &first, d, &dx)
	for i, w := range words {
		g.AddRow(n.table, w, dx.Row(i), 1)
	}
	return sum
}

// TestGradients compares the gradients of all layers with those found by changing
// each weight a little.
func TestGradients(t *testing.T) {
	n := newNetwork()
	g := NewGradients(n.Params)
	n.loss(g)
	const step = 1e-2
	for i, p := range n.Params {
		for k := range p.Data {
			old := p.Data[k]
			p.Data[k] = old + step
			up := n.loss(nil)
			p.Data[k] = old - step
			down := n.loss(nil)
			p.Data[k] = old
			want := (up - down) / (2 * step)
			got := 0.0
			if p.Table {
				if d := g.rows[i][int32(k/p.Cols)]; d != nil {
					got = float64(d[k%p.Cols])
				}
			} else {
				got = float64(g.dense[i].Data[k])
			}
			if math.Abs(got-want) > 2e-3*(1+math.Abs(want)) {
				t.Errorf("%s: gradient %.4f, by differences %.4f", fmt.Sprintf("%s[%d]", p.Name, k), got, want)
			}
		}
	}
}
