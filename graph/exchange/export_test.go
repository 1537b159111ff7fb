package exchange

import "testing"

// SetSortMemory changes how much a sort holds in memory while a test runs.
func SetSortMemory(t *testing.T, n int) {
	old := sortMemory
	sortMemory = n
	t.Cleanup(func() { sortMemory = old })
}
