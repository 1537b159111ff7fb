package neural

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func random(rows, cols int) Matrix {
	rng := rand.New(rand.NewPCG(uint64(rows), uint64(cols)))
	m := NewMatrix(rows, cols)
	for i := range m.Data {
		m.Data[i] = rng.Float32() - 0.5
	}
	return m
}

func TestProduct(t *testing.T) {
	for _, size := range [][3]int{{1, 1, 1}, {7, 4, 3}, {4, 16, 16}, {26, 128, 512}, {5, 45, 33}, {3, 7, 15}, {1, 130, 64}, {9, 2, 17}, {3, 96, 384}, {2, 40, 100}, {13, 96, 96}} {
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			a, b := random(size[0], size[1]), random(size[1], size[2])
			var p, q Packed
			var got, flipped, again Matrix
			p.Pack(b)
			p.Times(&got, a)
			b.Transpose(&flipped)
			q.PackTransposed(flipped)
			q.Times(&again, a)
			row := make([]float32, size[2])
			p.timesRow(row, a.Row(size[0]-1))
			for i := range a.Rows {
				for j := range b.Cols {
					want := 0.0
					for k := range a.Cols {
						want += float64(a.Row(i)[k]) * float64(b.Row(k)[j])
					}
					for _, v := range []float32{got.Row(i)[j], again.Row(i)[j]} {
						if math.Abs(float64(v)-want) > 1e-5 {
							t.Fatalf("cell %d, %d is %v, not %v", i, j, v, want)
						}
					}
					if i == a.Rows-1 && math.Abs(float64(row[j])-want) > 1e-5 {
						t.Fatalf("cell %d of the row is %v, not %v", j, row[j], want)
					}
				}
			}
		})
	}
}

func TestMaxSum(t *testing.T) {
	for n := 1; n < 40; n++ {
		a, b := random(1, n).Data, random(n, 1).Data
		for at := range n {
			b[at] += 2
			if got := MaxSum(a, b); got != a[at]+b[at] {
				t.Errorf("%d sums, the greatest %d: %v, not %v", n, at, got, a[at]+b[at])
			}
			b[at] -= 2
		}
	}
}

func TestAddScaled(t *testing.T) {
	for n := range 20 {
		got, x := random(1, n).Data, random(n, 1).Data
		want := slices.Clone(got)
		AddScaled(got, x, 0.3)
		addScaledGo(want, x, 0.3)
		if !slices.Equal(got, want) {
			t.Errorf("%d numbers: %v, not %v", n, got, want)
		}
	}
}

func BenchmarkTimes(b *testing.B) {
	x, w := random(27, 192), random(192, 384)
	var p Packed
	var y Matrix
	p.Pack(w)
	for b.Loop() {
		p.Times(&y, x)
	}
	b.ReportMetric(27*192*384*float64(b.N)/b.Elapsed().Seconds()/1e9, "GMAC/s")
}

func BenchmarkTimesRow(b *testing.B) {
	x, w := random(1, 96), random(96, 384)
	var p Packed
	y := make([]float32, 384)
	p.Pack(w)
	for b.Loop() {
		p.timesRow(y, x.Data)
	}
	b.ReportMetric(96*384*float64(b.N)/b.Elapsed().Seconds()/1e9, "GMAC/s")
}
