package neural

import (
	"github.com/viterin/vek/vek32"
)

// Matrix is a dense matrix, row by row.
type Matrix struct {
	Rows, Cols int
	Data       []float32
}

// NewMatrix returns a matrix of zeros.
func NewMatrix(rows, cols int) Matrix { return Matrix{rows, cols, make([]float32, rows*cols)} }

// Row returns row i, which shares the matrix's memory.
func (m *Matrix) Row(i int) []float32 { return m.Data[i*m.Cols : (i+1)*m.Cols : (i+1)*m.Cols] }

// Slice returns the rows from up to to, which share the matrix's memory.
func (m *Matrix) Slice(from, to int) Matrix {
	return Matrix{to - from, m.Cols, m.Data[from*m.Cols : to*m.Cols]}
}

// Reset makes m a matrix of the given size, with memory that it has where that
// is enough. What it holds is undefined.
func (m *Matrix) Reset(rows, cols int) {
	if n := rows * cols; cap(m.Data) < n {
		m.Data = make([]float32, n+n/2)
	}
	m.Rows, m.Cols, m.Data = rows, cols, m.Data[:rows*cols]
}

// Clear sets all cells to zero.
func (m *Matrix) Clear() { clear(m.Data) }

// Transpose sets dst to the transpose of m.
func (m *Matrix) Transpose(dst *Matrix) {
	dst.Reset(m.Cols, m.Rows)
	for i := range m.Rows {
		for j, v := range m.Row(i) {
			dst.Data[j*m.Rows+i] = v
		}
	}
}

// Add adds x to dst.
func Add(dst, x []float32) { vek32.Add_Inplace(dst, x) }

func addScaledGo(dst, x []float32, a float32) {
	for i, v := range x {
		dst[i] += float32(a * v) // not fused
	}
}

func maxSumGo(a, b []float32) float32 {
	best := a[0] + b[0]
	for i, v := range a {
		best = max(best, v+b[i])
	}
	return best
}
