package neural

import (
	"math/rand/v2"

	"github.com/viterin/vek/vek32"
)

// Linear is a layer y = x·W + b.
type Linear struct{ W, B *Param }

// NewLinear makes a layer of in to out columns.
func NewLinear(p *Params, name string, in, out int, rng *rand.Rand) *Linear {
	return &Linear{p.Add(name+".w", in, out, rng), p.AddBias(name+".b", out)}
}

// Forward computes y, a row for each of x.
func (l *Linear) Forward(x Matrix, y *Matrix) {
	l.W.Times(y, x)
	for i := range y.Rows {
		Add(y.Row(i), l.B.Data)
	}
}

// Backward adds the gradients of the weights and sets dx to that of x.
func (l *Linear) Backward(g *Gradients, x, dy Matrix, dx *Matrix) {
	g.AddProduct(l.W, x, dy)
	g.addSum(l.B, dy)
	l.W.flipped.Times(dx, dy)
}

// ReLU sets negative values to zero.
func ReLU(m Matrix) {
	vek32.MaximumNumber_Inplace(m.Data, 0)
}

// BackReLU sets the gradients of values that were cut to zero.
func BackReLU(y, dy Matrix) {
	for i, v := range y.Data {
		if v <= 0 {
			dy.Data[i] = 0
		}
	}
}

// Mask is a dropout mask: each cell is kept, and scaled up, or set to zero.
type Mask struct{ Matrix }

// Draw makes a mask for m that hides a share of the cells.
func (k *Mask) Draw(m Matrix, share float32, rng *rand.Rand) {
	k.Reset(m.Rows, m.Cols)
	limit := uint32(float64(share) * (1 << 16))
	keep := 1 / (1 - share)
	for i := 0; i < len(k.Data); i += 4 {
		bits := rng.Uint64()
		for j := i; j < min(i+4, len(k.Data)); j++ {
			k.Data[j] = keep
			if uint32(bits&0xffff) < limit {
				k.Data[j] = 0
			}
			bits >>= 16
		}
	}
}

// Apply multiplies m with the mask.
func (k *Mask) Apply(m Matrix) { vek32.Mul_Inplace(m.Data, k.Data) }
