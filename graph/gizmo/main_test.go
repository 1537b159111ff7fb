package gizmo

import (
	"fmt"
	"os"
	"strings"
	"testing"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"

	"sanyuan/graph"
)

// The test binary is its own query process.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == CommandName {
		if err := Serve(os.Stdin, os.Stdout, open); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// open opens the store that the benchmarks use, or else reads the N-Quads that
// an address consists of.
func open(address string) (cayley.QuadStore, error) {
	if address != "" && address == os.Getenv(benchStore) {
		store, err := graph.Open(address, graph.Options{ReadOnly: true})
		if err != nil {
			return nil, err
		}
		return store.QuadStore(), nil
	}
	return openQuads(address)
}

func openQuads(address string) (cayley.QuadStore, error) {
	quads, err := quad.ReadAll(nquads.NewReader(strings.NewReader(address), false))
	if err != nil {
		return nil, err
	}
	return memstore.New(quads...), nil
}

const sample = `
<ent:法國> <rel:否決> <ent:提案> <doc:a> .
<ent:法國> <rel:否決> <ent:提案> <doc:b> .
<ent:法國> <rel:支持> <ent:日本> <doc:a> .
<ent:日本> <rel:反對> <ent:提案> <doc:b> .
<ent:法國> <rdfs:label> "法國"@zh-Hant <kg:lexicon> .
<ent:法國> <rdfs:label> "法国"@zh-Hans <kg:lexicon> .
<ent:法國> <rdfs:label> "France"@en <kg:lexicon> .
<ent:日本> <rdfs:label> "日本"@zh-Hant <kg:lexicon> .
<stmt:1> <kg:time> "2005-05-13"^^<xsd:date> <doc:a> .
<stmt:1> <kg:note> "引號 \" 與\n換行" <doc:a> .
`

func newPool(t testing.TB, quads string, o Options) *Pool {
	t.Helper()
	pool := NewPool(func() (View, error) { return View{Address: quads}, nil }, o)
	t.Cleanup(func() {
		if err := pool.Close(); err != nil {
			t.Error(err)
		}
	})
	return pool
}
