package graph

import (
	"cmp"
	"context"
	"hash/maphash"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"sanyuan/extract/clause"
	"sanyuan/graph/vocab"
)

// Stats are the numbers of things in a store.
type Stats struct {
	Quads      int     `json:"quads"`
	Nodes      int     `json:"nodes"` // IRIs, blank nodes and literals
	Documents  int     `json:"documents"`
	Copies     int     `json:"copies"` // documents that are near-identical copies of others
	Sentences  int     `json:"sentences"`
	Statements int     `json:"statements"`
	Entities   int     `json:"entities"`
	Relations  int     `json:"relations"`
	Bytes      int64   `json:"bytes"`           // on disk
	ByRelation []Count `json:"byRelation"`      // statements of each relation, most first
	ByModality []Count `json:"byModality"`      // statements of each modality, most first
	Negative   int     `json:"negative"`        // statements that deny
	Attributed int     `json:"attributed"`      // statements that somebody else makes
	Direct     int     `json:"directRelations"` // direct edges, once for each document
}

// Count is how often something occurs.
type Count struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
}

// Stats counts what is in the store. It reads the store once, in memory that
// grows with the number of statements only, by a few bytes each.
func (s *Store) Stats(ctx context.Context) (Stats, error) {
	var out Stats
	if err := s.countNodes(ctx, &out); err != nil {
		return out, err
	}
	c := statementCounter{
		seed:       maphash.MakeSeed(),
		seen:       make(map[uint64]bool, out.Statements),
		relations:  make(map[string]int),
		modalities: make(map[string]int),
	}
	for q, err := range s.Quads(ctx) {
		if err != nil {
			return out, err
		}
		out.Quads++
		c.count(q, &out)
	}
	c.modalities[clause.Asserted.String()] = out.Statements - total(c.modalities)
	out.ByRelation, out.ByModality = counts(c.relations), counts(c.modalities)
	var err error
	out.Bytes, err = s.DiskSize()
	return out, err
}

func (s *Store) countNodes(ctx context.Context, out *Stats) error {
	kinds := map[string]*int{
		vocab.DocumentPrefix:  &out.Documents,
		vocab.SentencePrefix:  &out.Sentences,
		vocab.StatementPrefix: &out.Statements,
		vocab.EntityPrefix:    &out.Entities,
		vocab.RelationPrefix:  &out.Relations,
	}
	for v, err := range s.backend.nodes(ctx) {
		if err != nil {
			return err
		}
		out.Nodes++
		iri, _ := v.(quad.IRI)
		if n := kinds[string(iri[:strings.IndexByte(string(iri), ':')+1])]; n != nil {
			*n++
		}
	}
	return nil
}

// statementCounter counts statements by their properties, each once however
// many documents make it.
type statementCounter struct {
	seed                  maphash.Seed
	seen                  map[uint64]bool
	relations, modalities map[string]int
}

func (c *statementCounter) count(q quad.Quad, out *Stats) {
	subject, _ := q.Subject.(quad.IRI)
	if !strings.HasPrefix(string(subject), vocab.StatementPrefix) {
		if p, _ := q.Predicate.(quad.IRI); strings.HasPrefix(string(p), vocab.RelationPrefix) {
			out.Direct++
		}
		if q.Predicate == vocab.CopyOf {
			out.Copies++
		}
		return
	}
	switch q.Predicate {
	case vocab.Predicate:
		if c.isNew(q) {
			c.relations[vocab.Name(asIRI(q.Object))]++
		}
	case vocab.Modality:
		if c.isNew(q) {
			c.modalities[quad.ToString(q.Object)]++
		}
	case vocab.Polarity:
		if c.isNew(q) {
			out.Negative++
		}
	case vocab.AttributedTo:
		if c.isNew(q) {
			out.Attributed++
		}
	}
}

func (c *statementCounter) isNew(q quad.Quad) bool {
	q.Label = nil
	h := maphash.Comparable(c.seed, q)
	if c.seen[h] {
		return false
	}
	c.seen[h] = true
	return true
}

func total(m map[string]int) int {
	n := 0
	for _, c := range m {
		n += c
	}
	return n
}

func counts(m map[string]int) []Count {
	out := make([]Count, 0, len(m))
	for name, n := range m {
		if n > 0 {
			out = append(out, Count{name, n})
		}
	}
	slices.SortFunc(out, func(a, b Count) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Name, b.Name))
	})
	return out
}
