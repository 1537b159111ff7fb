package neural

import (
	"math/rand/v2"
	"slices"

	"github.com/viterin/vek/vek32"
)

// Span is a range of rows, half open: a sentence.
type Span struct{ From, To int }

// LSTM is a recurrent layer that reads each sentence in one direction. Its gates
// stand in the order input, forget, output, candidate.
type LSTM struct {
	In, Hidden *Param
	Bias       *Param
	Reverse    bool
}

// NewLSTM makes a layer of in columns to size columns. The forget gates are open
// at first.
func NewLSTM(p *Params, name string, in, size int, reverse bool, rng *rand.Rand) *LSTM {
	l := &LSTM{p.Add(name+".in", in, 4*size, rng), p.Add(name+".hidden", size, 4*size, rng), p.AddBias(name+".b", 4*size), reverse}
	for i := size; i < 2*size; i++ {
		l.Bias.Data[i] = 1
	}
	return l
}

// Memory is what a layer remembers of a pass, for the way back.
type Memory struct {
	Gates                Matrix // what the gates have from the input, until Run squashes it
	cells, squashed, out Matrix
	dGates, dHidden      Matrix
	dCell                []float32
	last                 Matrix // the state before each step

	open         []Span // sentences that are not read to their end, the longest first
	before, step Matrix // by open sentence: its last state, and what the gates have from it
	nothing      Matrix // what they have before the first word
}

// Size is the number of columns of the layer's output.
func (l *LSTM) Size() int { return l.Hidden.Rows }

// Forward computes the states, a row for each of x, in m.out. All sentences are read in
// step, so that the weights are fetched once for several words. A sentence's states do
// not depend on the others.
func (l *LSTM) Forward(x Matrix, spans []Span, m *Memory) Matrix {
	l.In.Times(&m.Gates, x)
	return l.Run(spans, m)
}

// Run is Forward where m.Gates are set.
func (l *LSTM) Run(spans []Span, m *Memory) Matrix {
	size, rows := l.Size(), m.Gates.Rows
	m.cells.Reset(rows, size)
	m.squashed.Reset(rows, size)
	m.out.Reset(rows, size)
	m.nothing.Reset(1, 4*size)
	m.nothing.Clear()
	m.open = append(m.open[:0], spans...)
	slices.SortStableFunc(m.open, func(a, b Span) int { return b.len() - a.len() })
	for k := 0; m.closeUpTo(k); k++ {
		l.forwardAll(m, k)
	}
	return m.out
}

func (s Span) len() int { return s.To - s.From }

// closeUpTo closes the sentences that have no more than k words, and reports whether
// any others are left.
func (m *Memory) closeUpTo(k int) bool {
	for len(m.open) > 0 && m.open[len(m.open)-1].len() <= k {
		m.open = m.open[:len(m.open)-1]
	}
	return len(m.open) > 0
}

// forwardAll takes the k-th step in all sentences that are open.
func (l *LSTM) forwardAll(m *Memory, k int) {
	if k == 0 {
		for _, s := range m.open {
			l.forwardStep(m, l.row(s, 0), m.nothing.Data, m.nothing.Data[:l.Size()])
		}
		return
	}
	m.before.Reset(len(m.open), l.Size())
	for i, s := range m.open {
		copy(m.before.Row(i), m.out.Row(l.row(s, k-1)))
	}
	l.Hidden.packed.Times(&m.step, m.before)
	for i, s := range m.open {
		l.forwardStep(m, l.row(s, k), m.step.Row(i), m.cells.Row(l.row(s, k-1)))
	}
}

// row is the k-th row that the layer reads of a sentence.
func (l *LSTM) row(s Span, k int) int {
	if l.Reverse {
		return s.To - 1 - k
	}
	return s.From + k
}

// forwardStep computes the state of a row, given what the gates have from the state
// before it, and the cells of that.
func (l *LSTM) forwardStep(m *Memory, at int, step, last []float32) {
	state(m.Gates.Row(at), l.Bias.Data, step, last, m.cells.Row(at), m.squashed.Row(at), m.out.Row(at))
}

// stateGo adds to the gates, which have what is from the input, the bias and the step,
// which is from the last state, and squashes them. It sets the cells, given the last
// ones, their squashed values, and the layer's output.
func stateGo(gates, bias, step, last, cell, squashed, output []float32) {
	size := len(output)
	Add(gates, bias)
	Add(gates, step)
	in, forget, out, candidate := gates[:size], gates[size:2*size], gates[2*size:3*size], gates[3*size:]
	sigmoid(gates[:3*size])
	tanh(candidate)
	vek32.Mul_Into(cell, in, candidate)
	vek32.Mul_Into(squashed, forget, last)
	Add(cell, squashed)
	copy(squashed, cell)
	tanh(squashed)
	vek32.Mul_Into(output, out, squashed)
}

// Backward adds the gradients of the weights, given that of the output, and sets
// dx to that of x.
func (l *LSTM) Backward(g *Gradients, x Matrix, spans []Span, m *Memory, dOut Matrix, dx *Matrix) {
	size := l.Size()
	m.dGates.Reset(x.Rows, 4*size)
	m.last.Reset(x.Rows, size)
	m.dCell = grow(m.dCell, size)
	m.dHidden.Reset(1, size)
	for _, s := range spans {
		clear(m.dCell)
		m.dHidden.Clear()
		for k := s.To - s.From - 1; k >= 0; k-- {
			at, prev := l.row(s, k), -1
			if k > 0 {
				prev = l.row(s, k-1)
			}
			l.backwardStep(m, at, prev, dOut.Row(at))
		}
	}
	g.AddProduct(l.In, x, m.dGates)
	g.AddProduct(l.Hidden, m.last, m.dGates)
	g.addSum(l.Bias, m.dGates)
	l.In.flipped.Times(dx, m.dGates)
}

func (l *LSTM) backwardStep(m *Memory, at, prev int, dOut []float32) {
	size := l.Size()
	gates, squashed, d := m.Gates.Row(at), m.squashed.Row(at), m.dGates.Row(at)
	last := m.last.Row(at)
	clear(last)
	var before []float32
	if prev >= 0 {
		copy(last, m.out.Row(prev))
		before = m.cells.Row(prev)
	}
	for i := range size {
		in, forget, out, cand := gates[i], gates[size+i], gates[2*size+i], gates[3*size+i]
		dh := dOut[i] + m.dHidden.Data[i]
		dc := m.dCell[i] + dh*out*(1-squashed[i]*squashed[i])
		d[i] = dc * cand * in * (1 - in)
		d[size+i] = 0
		if prev >= 0 {
			d[size+i] = dc * before[i] * forget * (1 - forget)
		}
		d[2*size+i] = dh * squashed[i] * out * (1 - out)
		d[3*size+i] = dc * in * (1 - cand*cand)
		m.dCell[i] = dc * forget
	}
	l.Hidden.flipped.timesRow(m.dHidden.Data, d)
}

func grow(s []float32, n int) []float32 {
	if cap(s) < n {
		return make([]float32, n)
	}
	return s[:n]
}
