package exchange

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/cayleygraph/quad"

	"sanyuan/graph/vocab"
)

// Source is where the quads to write come from: a graph.Store.
type Source interface {
	Quads(context.Context) iter.Seq2[quad.Quad, error]
}

// Options say how a graph is written.
type Options struct {
	Format string // one of Formats; N-Quads when empty
	Base   string // begin of the full IRIs; vocab.DefaultBase when empty
}

// exporter writes a graph in one format. It sees every quad, and then writes.
type exporter interface {
	add(q quad.Quad) error
	finish(w *bufio.Writer) error
	close()
}

var formats = []struct {
	name string
	make func(terms) exporter
}{
	{"nquads", newNQuads},
	{"jsonld", newJSONLD},
	{"graphml", newGraphML},
	{"gml", newGML},
	{"dot", newDOT},
	{"csv", newCSV},
}

// Formats are the names of the formats that Export writes.
func Formats() []string {
	var out []string
	for _, f := range formats {
		out = append(out, f.name)
	}
	return out
}

// FormatOf is the format that a file's name stands for, empty if none.
func FormatOf(name string) string {
	base, _ := compressionOf(name)
	ext := base[strings.LastIndexByte(base, '.')+1:]
	switch ext {
	case "nq", "nt", "nquads":
		return "nquads"
	case "gv":
		return "dot"
	}
	for _, f := range formats {
		if f.name == ext {
			return ext
		}
	}
	return ""
}

// CheckOptions tells whether Export would understand the options.
func CheckOptions(opts Options) error {
	if _, err := vocab.NewNamespace(opts.Base); err != nil {
		return err
	}
	_, err := newExporter(opts.Format, terms{})
	return err
}

// Export writes the whole graph to w.
func Export(ctx context.Context, w io.Writer, src Source, opts Options) error {
	ns, err := vocab.NewNamespace(opts.Base)
	if err != nil {
		return err
	}
	e, err := newExporter(opts.Format, terms{ns})
	if err != nil {
		return err
	}
	defer e.close()
	for q, err := range src.Quads(ctx) {
		if err == nil {
			err = e.add(q)
		}
		if err != nil {
			return err
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	out := bufio.NewWriterSize(w, 1<<16)
	if err := e.finish(out); err != nil {
		return err
	}
	return out.Flush()
}

func newExporter(format string, t terms) (exporter, error) {
	if format == "" {
		format = "nquads"
	}
	for _, f := range formats {
		if f.name == format {
			return f.make(t), nil
		}
	}
	return nil, fmt.Errorf("unknown format %q; there are %s", format, strings.Join(Formats(), ", "))
}

// lines writes N-Quads, every quad on a line of its own, in the order of the lines.
type lines struct {
	terms
	sorter
}

func newNQuads(t terms) exporter { return &lines{terms: t} }

func (e *lines) add(q quad.Quad) error { return e.sorter.add([]byte(e.line(q))) }

func (e *lines) finish(w *bufio.Writer) error {
	for line, err := range e.sorted() {
		if err != nil {
			return err
		}
		if _, err := w.Write(line); err != nil {
			return err
		}
	}
	return nil
}

// LineWriter writes quads as lines of N-Quads as they come.
type LineWriter struct {
	terms
	w io.Writer
}

// NewLineWriter begins to write to w. Full IRIs begin with base, or with
// vocab.DefaultBase if it is empty.
func NewLineWriter(w io.Writer, base string) (*LineWriter, error) {
	ns, err := vocab.NewNamespace(base)
	return &LineWriter{terms{ns}, w}, err
}

// Write writes one quad.
func (l *LineWriter) Write(q quad.Quad) error {
	_, err := io.WriteString(l.w, l.line(q))
	return err
}
