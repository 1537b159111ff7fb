//go:build !purego

package neural

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

var vectorised = cpu.X86.HasAVX2 && cpu.X86.HasFMA

//go:noescape
func kernel6(k int, a *float32, lda int, b *float32, c *float32, ldc int)

//go:noescape
func kernel4(k int, a *float32, lda int, b *float32, c *float32, ldc int)

//go:noescape
func kernel1(k int, a *float32, b *float32, stride int, c *float32)

//go:noescape
func state8(n int, gates, bias, step, last, cell, squashed, out *float32)

//go:noescape
func addScaled8(n int, dst *float32, x *float32, a float32)

//go:noescape
func maxSum(n int, a *float32, b *float32) float32

//go:noescape
func squash8(n int, x *float32, scale, mul, add float32)

// wide is how many values of x vector instructions take, eight at a time.
func wide(x []float32) int {
	if !vectorised {
		return 0
	}
	return len(x) &^ 7
}

// squash sets x to mul/(1+exp(scale·x)) + add.
func squash(x []float32, scale, mul, add float32) {
	n := wide(x)
	if n > 0 {
		squash8(n, &x[0], scale, mul, add)
	}
	squashGo(x[n:], scale, mul, add)
}

// state takes a step of a recurrent layer; see stateGo.
func state(gates, bias, step, last, cell, squashed, out []float32) {
	n := len(out)
	if !vectorised || n == 0 || n%8 != 0 {
		stateGo(gates, bias, step, last, cell, squashed, out)
		return
	}
	_, _, _, _, _, _ = gates[4*n-1], bias[4*n-1], step[4*n-1], last[n-1], cell[n-1], squashed[n-1]
	state8(n, &gates[0], &bias[0], &step[0], &last[0], &cell[0], &squashed[0], &out[0])
}

const floatSize = int(unsafe.Sizeof(float32(0)))

// timesPanel sets sixteen columns of four or six rows of c to those of a times a
// panel of k rows. lda and ldc are the strides of a and c.
func timesPanel(rows, k int, a []float32, lda int, panel, c []float32, ldc int) {
	if !vectorised {
		timesPanelGo(rows, k, a, lda, panel, c, ldc)
		return
	}
	_, _, _ = a[(rows-1)*lda+k-1], panel[k*panelWidth-1], c[(rows-1)*ldc+panelWidth-1]
	if rows == 6 {
		kernel6(k, &a[0], lda*floatSize, &panel[0], &c[0], ldc*floatSize)
	} else {
		kernel4(k, &a[0], lda*floatSize, &panel[0], &c[0], ldc*floatSize)
	}
}

// timesPanels sets rowPanels times sixteen columns of one row, c, to those of a
// times as many panels.
func timesPanels(k int, a, panels, c []float32) {
	if !vectorised {
		timesPanelsGo(k, a, panels, c)
		return
	}
	_, _, _ = a[k-1], panels[k*rowWidth-1], c[rowWidth-1]
	kernel1(k, &a[0], &panels[0], k*panelWidth*floatSize, &c[0])
}

// MaxSum returns the greatest sum of two numbers in the same place of a and b, which
// are of the same length and not empty.
func MaxSum(a, b []float32) float32 {
	if !vectorised {
		return maxSumGo(a, b)
	}
	_ = b[len(a)-1]
	return maxSum(len(a), &a[0], &b[0])
}

// AddScaled adds x times a to dst.
func AddScaled(dst, x []float32, a float32) {
	n := wide(x)
	if n > 0 {
		_ = dst[n-1]
		addScaled8(n, &dst[0], &x[0], a)
	}
	addScaledGo(dst[n:], x[n:], a)
}
