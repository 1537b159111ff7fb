package neural

import (
	"maps"
	"math"
	"slices"
)

// Adam changes the parameters along the gradients.
type Adam struct {
	Beta1, Beta2, Epsilon float64
	Clip                  float64 // the gradients' norm is at most this
	params                Params
	first, second         []Matrix
	steps                 int
}

// NewAdam returns an optimiser of the parameters.
func NewAdam(p Params) *Adam {
	a := &Adam{Beta1: 0.9, Beta2: 0.95, Epsilon: 1e-6, Clip: 5, params: p}
	for _, q := range p {
		a.first = append(a.first, NewMatrix(q.Rows, q.Cols))
		a.second = append(a.second, NewMatrix(q.Rows, q.Cols))
	}
	return a
}

// Step changes the parameters by the learning rate. The gradients are scaled
// first.
func (a *Adam) Step(g *Gradients, scale, rate float64) {
	a.steps++
	if norm := scale * g.norm(); norm > a.Clip {
		scale *= a.Clip / norm
	}
	rate *= math.Sqrt(1-math.Pow(a.Beta2, float64(a.steps))) / (1 - math.Pow(a.Beta1, float64(a.steps)))
	a.params.each(func(i int, p *Param) {
		if !p.Table {
			a.update(p.Data, g.dense[i].Data, a.first[i].Data, a.second[i].Data, float32(scale), float32(rate))
			return
		}
		for r, d := range g.rows[i] {
			a.update(p.Row(int(r)), d, a.first[i].Row(int(r)), a.second[i].Row(int(r)), float32(scale), float32(rate))
		}
	})
}

func (a *Adam) update(w, d, first, second []float32, scale, rate float32) {
	b1, b2, epsilon := float32(a.Beta1), float32(a.Beta2), float32(a.Epsilon)
	for i := range w {
		x := d[i] * scale
		first[i] = b1*first[i] + (1-b1)*x
		second[i] = b2*second[i] + (1-b2)*x*x
		w[i] -= rate * first[i] / (float32(math.Sqrt(float64(second[i]))) + epsilon)
	}
}

// norm is the length of all gradients as one vector.
func (g *Gradients) norm() float64 {
	sums := make([]float64, len(g.params))
	g.params.each(func(i int, p *Param) {
		if !p.Table {
			sums[i] = squares(g.dense[i].Data)
			return
		}
		for _, r := range slices.Sorted(maps.Keys(g.rows[i])) {
			sums[i] += squares(g.rows[i][r])
		}
	})
	total := 0.0
	for _, s := range sums {
		total += s
	}
	return math.Sqrt(total)
}

func squares(x []float32) float64 {
	sum := 0.0
	for _, v := range x {
		sum += float64(v) * float64(v)
	}
	return sum
}
