package main

import (
	"io"

	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"

	"sanyuan/extract"
	"sanyuan/graph"
	"sanyuan/graph/vocab"
)

// quadWriter prints results as N-Quads with full IRIs. Quads that documents
// share are printed once.
type quadWriter struct {
	out       *nquads.Writer
	namespace vocab.Namespace
	shared    map[quad.Quad]bool
}

func newQuadWriter(out io.Writer) (*quadWriter, error) {
	ns, err := vocab.NewNamespace(vocab.DefaultBase)
	return &quadWriter{out: nquads.NewWriter(out), namespace: ns, shared: map[quad.Quad]bool{}}, err
}

func (w *quadWriter) write(r extract.Result) error {
	quads, err := graph.Statements(r, version)
	if err != nil {
		return err
	}
	for _, q := range quads.Own {
		if err := w.out.WriteQuad(w.full(q)); err != nil {
			return err
		}
	}
	for _, q := range quads.Shared {
		if w.shared[q] {
			continue
		}
		w.shared[q] = true
		if err := w.out.WriteQuad(w.full(q)); err != nil {
			return err
		}
	}
	return nil
}

// full writes every IRI of a quad out, and every value as RDF has it.
func (w *quadWriter) full(q quad.Quad) quad.Quad {
	for _, d := range quad.Directions {
		switch v := graph.ToRDF(q.Get(d)).(type) {
		case quad.IRI:
			q.Set(d, w.namespace.Full(v))
		case quad.TypedString:
			q.Set(d, quad.TypedString{Value: v.Value, Type: w.namespace.Full(v.Type)})
		}
	}
	return q
}
