package graph_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"sanyuan/graph"
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
		s := openStore(b, dir)
		loadNews(b, s, benchQuads())
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// loadNews loads n quads and reports speed, growth and memory.
func loadNews(b *testing.B, s *graph.Store, n int) {
	room := newsroom{seed: 1, sentences: 25}
	var took time.Duration
	var speed []float64 // of every 100,000 quads
	total, doc := 0, 0
	for total < n {
		var docs []graph.DocumentQuads
		part := 0
		for part < 100_000 && total+part < n {
			q, err := graph.Statements(room.document(doc), "v1")
			if err != nil {
				b.Fatal(err)
			}
			docs = append(docs, q)
			part += len(q.Own)
			doc++
		}
		start := time.Now()
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
	b.ReportMetric(speed[0], "first-quads/s")
	b.ReportMetric(speed[len(speed)-1], "last-quads/s")
	b.ReportMetric(float64(size)/quads, "bytes/quad")
	b.ReportMetric(peakRSS(), "peak-MB")
	b.Logf("%d quads of %d documents; quads/s by 100,000: %.0f", stats.Quads.Size, doc, speed)
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
