package gizmo

import (
	"fmt"
	"os"
	"testing"
)

// benchStore names the variable with the path of the store that the benchmarks
// query; without it they use the few quads of the sample.
const benchStore = "SANYUAN_BENCH_STORE"

func benchPool(b *testing.B, o Options) *Pool {
	if path := os.Getenv(benchStore); path != "" {
		return newPool(b, path, o)
	}
	return newPool(b, sample, o)
}

// benchEntities are some entities of the store, to ask for another one each time.
func benchEntities(b *testing.B, pool *Pool) []string {
	b.Helper()
	answer, err := pool.Query(b.Context(), Query{
		Script: `g.V("<schema:Organization>", "<schema:Country>", "<rdfs:label>").In("<rdf:type>").Unique().GetLimit(1000)`,
	})
	if err != nil {
		b.Fatal(err)
	}
	entities := []string{"<ent:法國>"}
	for _, row := range answer.Rows {
		entities = append(entities, row.Tags["id"].String())
	}
	return entities
}

// BenchmarkOneHop asks a warm query process for the neighbours of an entity.
func BenchmarkOneHop(b *testing.B) {
	pool := benchPool(b, Options{Processes: 1, Warm: 1})
	entities := benchEntities(b, pool)
	rows := 0
	for i := 0; b.Loop(); i++ {
		script := fmt.Sprintf(`g.V(%q).Out(null, "relation").All()`, entities[i%len(entities)])
		answer, err := pool.Query(b.Context(), Query{Script: script})
		if err != nil {
			b.Fatal(err)
		}
		rows += len(answer.Rows)
	}
	b.ReportMetric(float64(rows)/float64(b.N), "rows/op")
}

// BenchmarkFreshProcess is the same in a process that must first be started.
func BenchmarkFreshProcess(b *testing.B) {
	for b.Loop() {
		pool := benchPool(b, Options{Processes: 1})
		if _, err := pool.Query(b.Context(), Query{Script: `g.V("<ent:法國>").Out().All()`}); err != nil {
			b.Fatal(err)
		}
		if err := pool.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
