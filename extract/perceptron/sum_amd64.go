//go:build !purego

package perceptron

import "golang.org/x/sys/cpu"

//go:noescape
func addRows(n int, rows *denseRow, dense *[2]uint64, offset int32, scores *int32)

// addWide adds the sums of rows, less the offset, to as many scores as vector
// instructions reach, and returns how many those are: a multiple of 32.
func addWide(rows []denseRow, dense [][2]uint64, offset int32, scores []int32) int {
	if !cpu.X86.HasAVX2 {
		return 0
	}
	n := 0
	for ; n+32 <= len(scores); n += 32 {
		addRows(len(rows), &rows[0], &dense[n/16], offset, &scores[n])
	}
	return n
}
