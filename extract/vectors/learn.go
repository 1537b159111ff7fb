package vectors

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/mat"

	"sanyuan/extract/lexicon"
)

// Bigrams are the words of a language model and the pairs of words that it has
// a probability for.
type Bigrams struct {
	Words []Unigram
	Pairs []Pair
}

// Unigram is a word and its probability; the text is empty for what is no word.
type Unigram struct {
	Text string
	P    float64
}

// Pair is the probability of word Next behind word Prev, both numbers in Words.
type Pair struct {
	Prev, Next int32
	P          float32
}

// Size is the number of a vector's dimensions.
const Size = 64

// Settings of learning.
const (
	smoothing  = 0.75 // power of the contexts' probabilities
	oversample = 16   // dimensions of the search beyond those kept
	iterations = 4    // of the subspace
	minPairs   = 4    // words with fewer bigrams have no vector
)

// Learn makes the vectors of the words that have enough bigrams. Equal input
// gives equal vectors.
func Learn(b *Bigrams) *Vectors {
	m := information(b)
	basis := decompose(m)
	var rows []row
	for w, u := range b.Words {
		if u.Text != "" && m.length(w) >= minPairs {
			rows = append(rows, row{lexicon.Fold(u.Text), basis[w*Size : (w+1)*Size]})
		}
	}
	return newVectors(rows)
}

// sparse is a matrix by rows.
type sparse struct {
	start  []int // by row, where its cells begin; and the end
	column []int32
	value  []float32
	width  int
}

func (m *sparse) length(row int) int { return m.start[row+1] - m.start[row] }

// cell is a value of the matrix.
type cell struct {
	row, column int32
	value       float32
}

// information is the matrix of the positive pointwise mutual information of each
// word with the words behind it and, in further columns, with those before it.
func information(b *Bigrams) *sparse {
	n := int32(len(b.Words))
	smooth := make([]float64, n)
	sum := 0.0
	for i, u := range b.Words {
		smooth[i] = math.Pow(u.P, smoothing)
		sum += smooth[i]
	}
	var cells []cell
	for _, p := range b.Pairs {
		prev, next := b.Words[p.Prev].P, b.Words[p.Next].P
		if prev <= 0 || next <= 0 {
			continue
		}
		if v := math.Log(float64(p.P) * sum / smooth[p.Next]); v > 0 {
			cells = append(cells, cell{p.Prev, p.Next, float32(v)})
		}
		if v := math.Log(float64(p.P) * prev / next * sum / smooth[p.Prev]); v > 0 {
			cells = append(cells, cell{p.Next, n + p.Prev, float32(v)})
		}
	}
	return newSparse(cells, int(n), int(2*n))
}

func newSparse(cells []cell, rows, width int) *sparse {
	slices.SortFunc(cells, func(a, b cell) int {
		return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.column, b.column))
	})
	m := &sparse{start: make([]int, rows+1), width: width}
	for _, c := range cells {
		m.start[c.row+1]++
		m.column, m.value = append(m.column, c.column), append(m.value, c.value)
	}
	for i := range rows {
		m.start[i+1] += m.start[i]
	}
	return m
}

// times returns m·x, both dense matrices by rows of k columns.
func (m *sparse) times(x []float32, k int) []float32 {
	out := make([]float32, (len(m.start)-1)*k)
	for r := range len(m.start) - 1 {
		to := out[r*k : (r+1)*k]
		for i := m.start[r]; i < m.start[r+1]; i++ {
			axpy(m.value[i], x[int(m.column[i])*k:][:k], to)
		}
	}
	return out
}

// transposedTimes returns the transpose of m times x.
func (m *sparse) transposedTimes(x []float32, k int) []float32 {
	out := make([]float32, m.width*k)
	for r := range len(m.start) - 1 {
		from := x[r*k : (r+1)*k]
		for i := m.start[r]; i < m.start[r+1]; i++ {
			axpy(m.value[i], from, out[int(m.column[i])*k:][:k])
		}
	}
	return out
}

func axpy(a float32, x, y []float32) {
	for i, v := range x {
		y[i] += a * v
	}
}

// decompose returns the left singular vectors of m for its largest singular
// values, each weighted by the root of its value: Size columns.
func decompose(m *sparse) []float32 {
	const k = Size + oversample
	rng := rand.New(rand.NewPCG(1, 0))
	x := make([]float32, m.width*k)
	for i := range x {
		x[i] = float32(rng.NormFloat64())
	}
	for range iterations {
		q := orthonormal(m.times(x, k), k)
		x = orthonormal(m.transposedTimes(q, k), k)
	}
	q := orthonormal(m.times(x, k), k)
	return rotate(q, m.transposedTimes(q, k), k)
}

// rotate turns the basis q of the rows' space into singular vectors, given the
// projection b = mᵀq.
func rotate(q, b []float32, k int) []float32 {
	gram := mat.NewSymDense(k, nil)
	for i := range k {
		for j := i; j < k; j++ {
			gram.SetSym(i, j, dotColumns(b, b, i, j, k))
		}
	}
	var eigen mat.EigenSym
	eigen.Factorize(gram, true)
	values := eigen.Values(nil) // ascending
	var turn mat.Dense
	eigen.VectorsTo(&turn)
	rows := len(q) / k
	out := make([]float32, rows*Size)
	for d := range Size {
		column := k - 1 - d
		weight := math.Sqrt(math.Sqrt(max(0, values[column])))
		for r := range rows {
			sum := 0.0
			for i := range k {
				sum += float64(q[r*k+i]) * turn.At(i, column)
			}
			out[r*Size+d] = float32(sum * weight)
		}
	}
	return out
}

func dotColumns(a, b []float32, i, j, k int) float64 {
	sum := 0.0
	for r := 0; r < len(a); r += k {
		sum += float64(a[r+i]) * float64(b[r+j])
	}
	return sum
}

// orthonormal makes the columns of x orthonormal in place, by Gram and Schmidt
// done twice.
func orthonormal(x []float32, k int) []float32 {
	columns := make([][]float32, k)
	for j := range columns {
		columns[j] = make([]float32, len(x)/k)
		for r := range columns[j] {
			columns[j][r] = x[r*k+j]
		}
		for range 2 {
			for i := range j {
				axpy(-float32(dot(columns[i], columns[j])), columns[i], columns[j])
			}
		}
		if norm := math.Sqrt(dot(columns[j], columns[j])); norm > 0 {
			for r := range columns[j] {
				columns[j][r] /= float32(norm)
			}
		}
		for r, v := range columns[j] {
			x[r*k+j] = v
		}
	}
	return x
}

func dot(a, b []float32) float64 {
	sum := 0.0
	for i, v := range a {
		sum += float64(v) * float64(b[i])
	}
	return sum
}
