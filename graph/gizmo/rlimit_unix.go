//go:build unix

package gizmo

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// limitMemory lets the process grow by the given bytes and no further. The Go
// runtime ends the process when the system refuses it more.
func limitMemory(bytes int64) error {
	limit := dataSize() + uint64(bytes)
	debug.SetMemoryLimit(int64(limit) - bytes/8)
	return setLimit(syscall.RLIMIT_DATA, limit)
}

// limitCPU stops the process once it has used that much more CPU time. It is
// the second line behind the parent's clock: it also ends a process whose
// parent is gone.
func limitCPU(more time.Duration) error {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return err
	}
	total := time.Duration(used.Utime.Nano()+used.Stime.Nano()) + more
	return setLimit(syscall.RLIMIT_CPU, uint64(math.Ceil(total.Seconds())))
}

// setLimit sets the soft limit; the hard one stays, so that it can be moved.
func setLimit(resource int, value uint64) error {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(resource, &limit); err != nil {
		return err
	}
	limit.Cur = min(value, limit.Max)
	return syscall.Setrlimit(resource, &limit)
}

// dataSize is the size in bytes of what RLIMIT_DATA counts: Linux tells it, and
// elsewhere the Go runtime's own figure stands in.
func dataSize() uint64 {
	status, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(status)) {
		if size, ok := strings.CutPrefix(line, "VmData:"); ok {
			kib, err := strconv.ParseUint(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(size), "kB")), 10, 64)
			if err == nil {
				return kib << 10
			}
		}
	}
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.Sys
}
