//go:build !amd64 || purego

package perceptron

func addWide([]denseRow, [][2]uint64, int32, []int32) int { return 0 }

func (t *table) fetch([]Feature) {}

func (w *Weights) fetchRows([]Place) {}
