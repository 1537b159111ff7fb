package main

import (
	"io"

	"github.com/cayleygraph/quad"

	"sanyuan/extract"
	"sanyuan/graph"
	"sanyuan/graph/exchange"
)

// quadWriter prints results as N-Quads with full IRIs. Quads that documents
// share are printed once.
type quadWriter struct {
	out    *exchange.LineWriter
	shared map[quad.Quad]bool
}

func newQuadWriter(out io.Writer) (*quadWriter, error) {
	lines, err := exchange.NewLineWriter(out, "")
	return &quadWriter{out: lines, shared: map[quad.Quad]bool{}}, err
}

func (w *quadWriter) write(r extract.Result) error {
	quads, err := graph.Statements(r, version)
	if err != nil {
		return err
	}
	for _, q := range quads.Own {
		if err := w.out.Write(q); err != nil {
			return err
		}
	}
	for _, q := range quads.Shared {
		if w.shared[q] {
			continue
		}
		w.shared[q] = true
		if err := w.out.Write(q); err != nil {
			return err
		}
	}
	return nil
}
