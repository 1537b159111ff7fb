//go:build !amd64 || purego

package neural

func timesPanel(rows, k int, a []float32, lda int, panel, c []float32, ldc int) {
	timesPanelGo(rows, k, a, lda, panel, c, ldc)
}

func timesPanels(k int, a, panels, c []float32) { timesPanelsGo(k, a, panels, c) }

func squash(x []float32, scale, mul, add float32) { squashGo(x, scale, mul, add) }

func state(gates, bias, step, last, cell, squashed, out []float32) {
	stateGo(gates, bias, step, last, cell, squashed, out)
}

// MaxSum returns the greatest sum of two numbers in the same place of a and b, which
// are of the same length and not empty.
func MaxSum(a, b []float32) float32 { return maxSumGo(a, b) }

// AddScaled adds x times a to dst.
func AddScaled(dst, x []float32, a float32) { addScaledGo(dst, x, a) }
