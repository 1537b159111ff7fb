//go:build !purego

package perceptron

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

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

//go:noescape
func fetchSlots(n int, features *Feature, slots *slot, size uint64)

//go:noescape
func fetchRows(n int, places *Place, dense *[2]uint64, width int, sparse *byte)

// fetch asks the memory for the slots where the search for features begins.
func (t *table) fetch(features []Feature) {
	if len(features) > 0 {
		fetchSlots(len(features), &features[0], &t.slots[0], t.size)
	}
}

// fetchRows asks the memory for rows.
func (w *Weights) fetchRows(places []Place) {
	if len(places) > 0 {
		fetchRows(len(places), &places[0], unsafe.SliceData(w.dense), int(w.width)*16, &w.sparse[0])
	}
}
