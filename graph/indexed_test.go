package graph_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"sanyuan/extract"
	"sanyuan/extract/clause"
	"sanyuan/graph"
	"sanyuan/graph/graphtest"
	"sanyuan/graph/index"
	"sanyuan/graph/vocab"
)

// keysOf are the keys of a store's index, but for the version.
func keysOf(t testing.TB, s *graph.Store) map[string]string {
	t.Helper()
	out := make(map[string]string)
	err := s.Index().Keys.Scan([]byte{1}, []byte{2}, func(k, v []byte) bool {
		out[strings.ReplaceAll(string(k), "\x00", " ")] = strings.ReplaceAll(string(v), "\x00", " ")
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	meta, ok, err := s.Index().Meta()
	if err != nil || !ok {
		t.Fatalf("no index: %v", err)
	}
	meta.Version = 0
	out["\x01m"] = fmt.Sprint(meta)
	return out
}

// variant is a document whose statements and names depend on chance.
func variant(r *rand.Rand, id string) extract.Result {
	doc := veto(id)
	doc.Document.Date = doc.Document.Date.AddDate(0, 0, r.IntN(3))
	doc.Document.Title = []string{"標題", "另一標題", ""}[r.IntN(3)]
	n := r.IntN(4)
	s := doc.Statements[0]
	s.ID, s.Object = fmt.Sprint("x", n), entity(fmt.Sprint("提案", n))
	if n%2 == 0 {
		s.Polarity, s.Relation = clause.Negative, clause.Relation{Name: "不否決", Lemma: "否決"}
	}
	doc.Statements = append(doc.Statements, s)
	doc.Entities = append(doc.Entities, extract.Entity{Name: fmt.Sprint("提案", n), Concept: r.IntN(2) == 0})
	if r.IntN(2) == 0 {
		doc.Statements, doc.Entities = doc.Statements[1:], doc.Entities[:1]
	}
	return doc
}

func TestIndexFollowsFromTheQuads(t *testing.T) {
	for seed := range uint64(9) {
		r := rand.New(rand.NewPCG(seed, 1))
		s := graphtest.Open(t, "memory:")
		l := s.NewLoader(t.Context(), graph.LoadOptions{Version: "v1", Batch: []int{3, 10, 10_000}[seed%3]})
		for range 20 {
			if err := l.Load(t.Context(), variant(r, fmt.Sprint(r.IntN(5), ".txt"))); err != nil {
				t.Fatal(err)
			}
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		_ = s.Delete(t.Context(), "1.txt")

		var quads []quad.Quad
		for q, err := range s.Quads(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			if err := graph.Check(q); err != nil {
				t.Fatalf("seed %d: replacing documents left %v: %v", seed, q, err)
			}
			quads = append(quads, q)
		}
		r.Shuffle(len(quads), func(i, j int) { quads[i], quads[j] = quads[j], quads[i] })
		other := graphtest.Open(t, "memory:")
		for len(quads) > 0 {
			n := min(len(quads), 1+r.IntN(7))
			if _, err := other.Add(t.Context(), quads[:n]); err != nil {
				t.Fatal(err)
			}
			quads = quads[n:]
		}
		if diff := cmp.Diff(keysOf(t, other), keysOf(t, s)); diff != "" {
			t.Fatalf("seed %d: loaded (+) and added quad by quad (-):\n%s", seed, diff)
		}
	}
}

func TestSearch(t *testing.T) {
	s := graphtest.Open(t, "memory:")
	load(t, s, veto("a.txt"))
	for query, want := range map[string]string{
		"法國": "ent:法國", "法国": "ent:法國", "國": "ent:法國", "fra": "ent:法國", "FRANCE": "ent:法國", "法方": "ent:法國",
		"faguo": "ent:法國", "fg": "ent:法國", "案": "", "一\"": "", "": "", "x": "",
	} {
		hits, err := s.Index().Search(query, vocab.EntityPrefix, 5)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if len(hits) > 0 {
			got = string(hits[0].Node)
		}
		if got != want {
			t.Errorf("%q finds %q, want %q", query, got, want)
		}
	}
}

func TestParts(t *testing.T) {
	s := graphtest.Open(t, "memory:")
	load(t, s, veto("a.txt"), veto("b.txt"))
	var got []string
	err := s.Index().Parts(t.Context(), "ent:法國", "", "", func(p index.Part) bool {
		got = append(got, fmt.Sprint(p.Role, p.Subject, p.Relation, p.Object, p.Statement, p.Time))
		return true
	})
	want := []string{"<<ent:法國><rel:否決><ent:提案><stmt:a1>2005-05-13"}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	meta, _, _ := s.Index().Meta()
	if meta.Documents != 2 || meta.Statements != 3 || meta.Relations != 3 {
		t.Errorf("%+v", meta)
	}
}
