package graph_test

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/cayleygraph/cayley/graph/path"
	"github.com/cayleygraph/quad"

	"sanyuan/graph"
	"sanyuan/graph/exchange"
	"sanyuan/graph/graphtest"
	"sanyuan/graph/vocab"
)

// benchQuads is the number of quads that benchmarks load.
func benchQuads() int {
	if n, err := strconv.Atoi(os.Getenv("SANYUAN_BENCH_QUADS")); err == nil {
		return n
	}
	return 1_000_000
}

// BenchmarkLoad fills an embedded store with a million quads. The documents'
// quads are made beforehand, in parts, so that only the store is measured.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		dir := filepath.Join(b.TempDir(), "db")
		s := graphtest.Open(b, dir)
		loadNews(b, s, benchQuads())
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// loadNews loads n quads and reports speed, growth and memory.
func loadNews(b *testing.B, s *graph.Store, n int) {
	room := graphtest.Newsroom{Seed: 1, Sentences: 25}
	var took, worked time.Duration
	var speed []float64 // of every 100,000 quads
	total, doc := 0, 0
	for total < n {
		var docs []graph.DocumentQuads
		part := 0
		for part < 100_000 && total+part < n {
			q, err := graph.Statements(room.Document(doc), "v1")
			if err != nil {
				b.Fatal(err)
			}
			docs = append(docs, q)
			part += len(q.Own)
			doc++
		}
		start, cpu := time.Now(), cpuTime()
		l := s.NewLoader(b.Context(), graph.LoadOptions{Version: "v1"})
		for _, d := range docs {
			if err := l.LoadQuads(b.Context(), d); err != nil {
				b.Fatal(err)
			}
		}
		if err := l.Close(); err != nil {
			b.Fatal(err)
		}
		d := time.Since(start)
		took += d
		worked += cpuTime() - cpu
		total += part
		speed = append(speed, float64(part)/d.Seconds())
	}
	stats, err := s.QuadStore().Stats(b.Context(), false)
	if err != nil {
		b.Fatal(err)
	}
	size, err := s.DiskSize()
	if err != nil {
		b.Fatal(err)
	}
	quads := float64(stats.Quads.Size)
	b.ReportMetric(quads/took.Seconds(), "quads/s")
	b.ReportMetric(float64(worked.Microseconds())/quads, "cpu-µs/quad")
	b.ReportMetric(speed[0], "first-quads/s")
	b.ReportMetric(speed[len(speed)-1], "last-quads/s")
	b.ReportMetric(float64(size)/quads, "bytes/quad")
	b.ReportMetric(peakRSS(), "peak-MB")
	b.Logf("%d quads of %d documents; quads/s by 100,000: %.0f", stats.Quads.Size, doc, speed)
}

// cpuTime is what the process has used of the processors, which other work on the
// machine changes less than the time that passes.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// newsStore returns a store with the quads of benchmarks, made once for all of
// them.
var newsStore = sync.OnceValues(func() (*graph.Store, error) {
	dir, err := os.MkdirTemp("", "sanyuan-bench-*")
	if err != nil {
		return nil, err
	}
	s, err := graph.Open(dir, graph.Options{Create: true})
	if err != nil {
		return nil, err
	}
	l := s.NewLoader(context.Background(), graph.LoadOptions{Version: "v1"})
	room := graphtest.Newsroom{Seed: 1, Sentences: 25}
	for doc, n := 0, 0; n < benchQuads(); doc++ {
		q, err := graph.Statements(room.Document(doc), "v1")
		if err != nil {
			return nil, err
		}
		if err := l.LoadQuads(context.Background(), q); err != nil {
			return nil, err
		}
		n += len(q.Own)
	}
	return s, l.Close()
})

func benchStore(b *testing.B) *graph.Store {
	b.Helper()
	s, err := newsStore()
	if err != nil {
		b.Fatal(err)
	}
	return s
}

// BenchmarkExport writes the graph as sorted N-Quads and reports how much the
// memory in use grows meanwhile.
func BenchmarkExport(b *testing.B) {
	s := benchStore(b)
	stats, err := s.QuadStore().Stats(b.Context(), false)
	if err != nil {
		b.Fatal(err)
	}
	runtime.GC()
	before, peak := heapInUse(), uint64(0)
	stop := make(chan struct{})
	go func() {
		for {
			select {
			case <-stop:
				return
			case <-time.After(50 * time.Millisecond):
				peak = max(peak, heapInUse())
			}
		}
	}()
	cpu := cpuTime()
	for b.Loop() {
		if err := exchange.Export(b.Context(), io.Discard, s, exchange.Options{}); err != nil {
			b.Fatal(err)
		}
	}
	close(stop)
	quads := float64(stats.Quads.Size) * float64(b.N)
	b.ReportMetric(quads/b.Elapsed().Seconds(), "quads/s")
	b.ReportMetric(float64((cpuTime()-cpu).Microseconds())/quads, "cpu-µs/quad")
	b.ReportMetric((float64(peak)-float64(before))/1e6, "heap-MB")
}

func heapInUse() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse
}

// BenchmarkStats counts everything in the graph.
func BenchmarkStats(b *testing.B) {
	s := benchStore(b)
	for b.Loop() {
		if _, err := s.Stats(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkOneHop follows a relation from an entity of middling fame, in process.
func BenchmarkOneHop(b *testing.B) {
	s := benchStore(b)
	room := graphtest.Newsroom{}
	for b.Loop() {
		from := path.StartPath(s.QuadStore(), vocab.Entity(room.Word(nil, 100, 2)))
		n := 0
		err := from.Out().Unique().Iterate(b.Context()).EachValue(nil, func(quad.Value) { n++ })
		if err != nil || n == 0 {
			b.Fatalf("%d neighbours, %v", n, err)
		}
	}
}

// peakRSS is the most memory that the process has held, in megabytes, or 0
// where it is not known.
func peakRSS() float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if kb, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			n, _ := strconv.ParseFloat(strings.Fields(kb)[0], 64)
			return n / 1024
		}
	}
	return 0
}
