//go:build !amd64 || purego

package neural

func panel4(k int, a []float32, lda int, panel, c []float32, ldc int) {
	panelGo(4, k, a, lda, panel, c, ldc)
}

func panel1(k int, a, panel, c []float32) { panelGo(1, k, a, k, panel, c, panelWidth) }

func squash(x []float32, scale, mul, add float32) { squashGo(x, scale, mul, add) }
