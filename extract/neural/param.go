package neural

import (
	"math"
	"math/rand/v2"
	"runtime"

	"golang.org/x/sync/errgroup"
)

// Param is a matrix of weights that is learnt.
type Param struct {
	Name string
	Matrix
	// Table says that the rows are embeddings, of which a sentence uses few, so
	// that only the rows used have gradients and are updated.
	Table bool
	// What products need: the weights and their transpose.
	packed, flipped Packed
}

// Params are the parameters of a network.
type Params []*Param

// Add makes a parameter with random weights: uniform, with the variance that keeps
// the scale of what goes through it (Glorot and Bengio 2010). Without a source of
// random numbers they are zeros, to be loaded.
func (p *Params) Add(name string, rows, cols int, rng *rand.Rand) *Param {
	return p.add(&Param{Name: name, Matrix: NewMatrix(rows, cols)}, math.Sqrt(6/float64(rows+cols)), rng)
}

// AddTable makes a table of embeddings.
func (p *Params) AddTable(name string, rows, cols int, rng *rand.Rand) *Param {
	return p.add(&Param{Name: name, Matrix: NewMatrix(rows, cols), Table: true}, 0.15, rng)
}

// AddBias makes a row of zeros.
func (p *Params) AddBias(name string, cols int) *Param {
	return p.add(&Param{Name: name, Matrix: NewMatrix(1, cols)}, 0, nil)
}

// AddMatrix makes a matrix of zeros.
func (p *Params) AddMatrix(name string, rows, cols int) *Param {
	return p.add(&Param{Name: name, Matrix: NewMatrix(rows, cols)}, 0, nil)
}

func (p *Params) add(param *Param, scale float64, rng *rand.Rand) *Param {
	for i := range param.Data {
		if scale > 0 && rng != nil {
			param.Data[i] = float32((2*rng.Float64() - 1) * scale)
		}
	}
	*p = append(*p, param)
	return param
}

// Prepare lays out the weights for products, which must be done after each change of
// them. The way back needs more than the way forward.
func (p Params) Prepare(back bool) {
	p.each(func(_ int, q *Param) {
		if q.Table {
			return
		}
		q.packed.Pack(q.Matrix)
		if back {
			q.flipped.PackTransposed(q.Matrix)
		}
	})
}

// each does something with every parameter, with as many at once as there are
// processors.
func (p Params) each(do func(i int, q *Param)) {
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, q := range p {
		group.Go(func() error {
			do(i, q)
			return nil
		})
	}
	_ = group.Wait() // nothing fails
}

// Gradients hold the gradient of each parameter, in the order of Params.
type Gradients struct {
	params       Params
	index        map[*Param]int
	dense        []Matrix
	rows         []map[int32][]float32 // of tables: by row
	spare        [][][]float32         // rows that are not in use, by parameter
	turned, part Matrix
	packed       Packed
}

// NewGradients returns gradients of zero.
func NewGradients(p Params) *Gradients {
	g := &Gradients{params: p, index: map[*Param]int{}, dense: make([]Matrix, len(p)), rows: make([]map[int32][]float32, len(p)),
		spare: make([][][]float32, len(p))}
	for i, q := range p {
		g.index[q] = i
		if q.Table {
			g.rows[i] = map[int32][]float32{}
		} else {
			g.dense[i] = NewMatrix(q.Rows, q.Cols)
		}
	}
	return g
}

// Clear sets all gradients to zero.
func (g *Gradients) Clear() {
	for i := range g.params {
		g.dense[i].Clear()
		for _, row := range g.rows[i] {
			g.spare[i] = append(g.spare[i], row)
		}
		clear(g.rows[i])
	}
}

// row returns the gradient of a row of a table.
func (g *Gradients) row(p *Param, r int32) []float32 {
	i := g.index[p]
	row := g.rows[i][r]
	if row == nil {
		row = g.take(i, p.Cols)
		g.rows[i][r] = row
	}
	return row
}

// take returns a row of zeros.
func (g *Gradients) take(i, n int) []float32 {
	last := len(g.spare[i]) - 1
	if last < 0 {
		return make([]float32, n)
	}
	row := g.spare[i][last]
	g.spare[i] = g.spare[i][:last]
	clear(row)
	return row
}

// AddRow adds d times a to the gradient of a row of a table.
func (g *Gradients) AddRow(p *Param, r int32, d []float32, a float32) { AddScaled(g.row(p, r), d, a) }

// AddProduct adds xᵀ·dy to the gradient of p.
func (g *Gradients) AddProduct(p *Param, x, dy Matrix) {
	x.Transpose(&g.turned)
	g.packed.Pack(dy)
	g.packed.Times(&g.part, g.turned)
	Add(g.dense[g.index[p]].Data, g.part.Data)
}

// Cells are the cells of the gradient of a parameter that is no table, to add to.
func (g *Gradients) Cells(p *Param) []float32 { return g.dense[g.index[p]].Data }

// addSum adds the sum of the rows of dy to the gradient of p, a bias.
func (g *Gradients) addSum(p *Param, dy Matrix) {
	to := g.dense[g.index[p]].Data
	for i := range dy.Rows {
		Add(to, dy.Row(i))
	}
}

// Merge adds other gradients.
func (g *Gradients) Merge(other *Gradients) {
	g.params.each(func(i int, p *Param) {
		if !p.Table {
			Add(g.dense[i].Data, other.dense[i].Data)
			return
		}
		for r, d := range other.rows[i] {
			g.AddRow(p, r, d, 1)
		}
	})
}
