package resolve

import (
	"fmt"
	"testing"
)

// BenchmarkResolve resolves every name of the gold sentences, each sentence as
// a text of its own.
func BenchmarkResolve(b *testing.B) {
	r := defaultResolver(b)
	sentences := goldSentences(b)
	b.ReportAllocs()
	for b.Loop() {
		for i, s := range sentences {
			r.Resolve(goldNames(s, fmt.Sprint(i), "表示"))
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(sentences)), "µs/sentence")
}
