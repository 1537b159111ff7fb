//go:build !unix

package gizmo

import (
	"runtime"
	"runtime/debug"
	"time"
)

// limitMemory can only ask the Go runtime to collect garbage harder here.
func limitMemory(bytes int64) error {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	debug.SetMemoryLimit(int64(stats.Sys) + bytes)
	return nil
}

// limitCPU does nothing here: the parent's clock stops a query.
func limitCPU(time.Duration) error { return nil }
