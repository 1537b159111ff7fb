//go:build !purego

package neural

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

var vectorised = cpu.X86.HasAVX2 && cpu.X86.HasFMA

//go:noescape
func kernel4(k int, a *float32, lda int, b *float32, c *float32, ldc int)

//go:noescape
func kernel1(k int, a *float32, b *float32, c *float32)

//go:noescape
func squash8(n int, x *float32, scale, mul, add float32)

// squash sets x to mul/(1+exp(scale·x)) + add.
func squash(x []float32, scale, mul, add float32) {
	n := len(x) &^ 7
	if !vectorised {
		n = 0
	}
	if n > 0 {
		squash8(n, &x[0], scale, mul, add)
	}
	squashGo(x[n:], scale, mul, add)
}

// panel4 sets sixteen columns of four rows of c, which have the given strides, to
// those of a times a panel.
func panel4(k int, a []float32, lda int, panel, c []float32, ldc int) {
	if !vectorised {
		panelGo(4, k, a, lda, panel, c, ldc)
		return
	}
	_, _ = a[3*lda+k-1], c[3*ldc+panelWidth-1]
	const size = int(unsafe.Sizeof(float32(0)))
	kernel4(k, &a[0], lda*size, &panel[:k*panelWidth][0], &c[0], ldc*size)
}

// panel1 does the same for one row.
func panel1(k int, a, panel, c []float32) {
	if !vectorised {
		panelGo(1, k, a, k, panel, c, panelWidth)
		return
	}
	_, _ = a[k-1], c[panelWidth-1]
	kernel1(k, &a[0], &panel[:k*panelWidth][0], &c[0])
}
