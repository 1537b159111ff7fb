package browse

import (
	"cmp"
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"sanyuan/graph/index"
	"sanyuan/graph/vocab"
)

// Hit is an entity or a document that a search found.
type Hit struct {
	Term
	Names      []string `json:"names"`              // others than the one shown
	Statements int      `json:"statements"`         // in which it takes part, counted up to a bound
	More       bool     `json:"more,omitempty"`     // there are more than were counted
	Phonetic   bool     `json:"phonetic,omitempty"` // found by its pinyin
}

// Search finds entities by a piece of a name in either script, English or
// pinyin, the best first.
func (v *View) Search(ctx context.Context, query string, limit int) ([]Hit, error) {
	return v.search(ctx, query, vocab.EntityPrefix, limit)
}

// SearchDocuments finds documents by a piece of their title.
func (v *View) SearchDocuments(ctx context.Context, query string, limit int) ([]Hit, error) {
	return v.search(ctx, query, vocab.DocumentPrefix, limit)
}

func (v *View) search(ctx context.Context, query, prefix string, limit int) ([]Hit, error) {
	found, err := v.index.Search(query, prefix, limit)
	out := []Hit{}
	for _, hit := range found {
		h := Hit{Term: v.Term(ctx, hit.Node), Statements: hit.Parts, More: hit.Parts == index.MostParts, Phonetic: hit.Kind == index.Phonetic}
		h.Names = otherNames(v.node(hit.Node), h.Name)
		out = append(out, h)
	}
	return out, err
}

func otherNames(n index.Node, shown string) []string {
	out := []string{}
	for _, name := range slices.Concat(n.Labels, n.Glosses) {
		if name.Text != shown && !slices.Contains(out, name.Text) {
			out = append(out, name.Text)
		}
	}
	return out
}

// Find is the entity that somebody means: by IRI, by its canonical name, or by
// a name that a search finds first and exactly.
func (v *View) Find(name string) (string, error) {
	iri := quad.IRI(name)
	for _, node := range []quad.IRI{iri, vocab.Entity(name)} {
		if kindOf(node) != Entity {
			continue
		}
		if _, ok, err := v.index.Node(node); ok || err != nil {
			return vocab.Name(node), err
		}
		if n, err := v.index.Count(node, 1); n > 0 || err != nil {
			return vocab.Name(node), err
		}
	}
	hits, err := v.index.Search(name, vocab.EntityPrefix, 1)
	if err != nil {
		return "", err
	}
	if len(hits) == 0 || !hits[0].Exact {
		return "", ErrNotFound
	}
	return vocab.Name(hits[0].Node), nil
}

// Hub is an entity that takes part in many statements.
type Hub struct {
	Term
	Statements int `json:"statements"` // parts that it plays in statements
}

// hubs are the most connected entities of one version of the graph.
type hubs struct {
	version uint64
	counted bool
	list    []hubCount
}

type hubCount struct {
	node  quad.IRI
	parts int
}

const mostHubs = 100

// Hubs lists the most connected entities. They are counted anew when the graph
// has grown by a tenth, and by one request at a time.
func (v *View) Hubs(ctx context.Context, limit int) ([]Hub, error) {
	list, err := v.graph.countHubs(ctx)
	if err != nil {
		return nil, err
	}
	out := []Hub{}
	for _, h := range list[:min(limit, len(list))] {
		out = append(out, Hub{v.Term(ctx, h.node), h.parts})
	}
	return out, nil
}

func (g *Graph) countHubs(ctx context.Context) ([]hubCount, error) {
	meta, err := g.Meta()
	if err != nil {
		return nil, err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.hubs.counted && meta.Version-g.hubs.version <= g.hubs.version/10 {
		return g.hubs.list, nil
	}
	var list []hubCount
	trim := func() {
		slices.SortFunc(list, func(a, b hubCount) int { return cmp.Or(cmp.Compare(b.parts, a.parts), cmp.Compare(a.node, b.node)) })
		list = list[:min(len(list), mostHubs)]
	}
	err = g.store.Index().Connected(ctx, func(node quad.IRI, parts int) {
		if list = append(list, hubCount{node, parts}); len(list) > 20*mostHubs {
			trim()
		}
	})
	if err != nil {
		return nil, err
	}
	trim()
	g.hubs = hubs{meta.Version, true, list}
	return list, nil
}
