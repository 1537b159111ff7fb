package browse

import (
	"context"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"sanyuan/graph/index"
	"sanyuan/graph/vocab"
)

// Data are the quads about an entity, without the direct edges, and those about
// statements in which it takes part. The page counts statements; total is how
// many there are.
func (v *View) Data(ctx context.Context, name string, page Page) (quads []quad.Quad, total int, err error) {
	node := vocab.Entity(name)
	parts, err := v.parts(ctx, node, Filter{})
	if err != nil {
		return nil, 0, err
	}
	if _, ok, err := v.index.Node(node); err != nil || !ok && len(parts) == 0 {
		return nil, 0, orNotFound(err)
	}
	statements := statementsOf(parts)
	subjects := append([]quad.IRI{node}, cut(statements, page)...)
	for _, subject := range subjects {
		about, err := v.quadsOf(ctx, subject)
		if err != nil {
			return nil, 0, err
		}
		for _, q := range about {
			if p, _ := q.Predicate.(quad.IRI); !strings.HasPrefix(string(p), vocab.RelationPrefix) {
				quads = append(quads, q)
			}
		}
	}
	return quads, len(statements), nil
}

func orNotFound(err error) error {
	if err == nil {
		return ErrNotFound
	}
	return err
}

// statementsOf are the statements of parts, each once.
func statementsOf(parts []index.Part) []quad.IRI {
	out := make([]quad.IRI, len(parts))
	for i, p := range parts {
		out[i] = p.Statement
	}
	slices.Sort(out)
	return slices.Compact(out)
}
