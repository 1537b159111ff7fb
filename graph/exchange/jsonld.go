package exchange

import (
	"bufio"
	"encoding/json"
	"slices"

	"github.com/cayleygraph/quad"
)

const rdfType = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

// jsonld writes expanded JSON-LD: an array of graphs with one node object for
// each subject. One node is in memory at a time.
type jsonld struct {
	terms
	sorter
}

func newJSONLD(t terms) exporter { return &jsonld{terms: t} }

func (e *jsonld) add(q quad.Quad) error {
	return e.sorter.add(record(e.text(q.Label), e.text(q.Subject), e.text(q.Predicate), e.text(q.Object)))
}

func (e *jsonld) finish(w *bufio.Writer) error {
	out := jsonldWriter{w: w}
	w.WriteString("[")
	for rec, err := range e.sorted() {
		if err != nil {
			return err
		}
		f := fields(rec)
		if err := out.quad(f[0], f[1], f[2], f[3]); err != nil {
			return err
		}
	}
	if err := out.endGraph(); err != nil {
		return err
	}
	_, err := w.WriteString("\n]\n")
	return err
}

// jsonldWriter collects the quads of a subject until the next one comes.
type jsonldWriter struct {
	w          *bufio.Writer
	graph      string // the label of the graph being written
	subject    string
	predicates []string
	objects    map[string][]any
	began      bool // something was written
	nodes      int  // of the graph being written
}

func (j *jsonldWriter) quad(label, subject, predicate, object string) error {
	if j.objects != nil && (label != j.graph || subject != j.subject) {
		if err := j.endNode(); err != nil {
			return err
		}
	}
	if label != j.graph {
		if err := j.endGraph(); err != nil {
			return err
		}
	}
	j.graph, j.subject = label, subject
	if j.objects == nil {
		j.objects = make(map[string][]any)
	}
	if _, ok := j.objects[predicate]; !ok {
		j.predicates = append(j.predicates, predicate)
	}
	j.objects[predicate] = append(j.objects[predicate], jsonldValue(predicate, parse(object)))
	return nil
}

func jsonldValue(predicate string, v quad.Value) any {
	switch v := v.(type) {
	case quad.LangString:
		return map[string]string{"@value": string(v.Value), "@language": v.Lang}
	case quad.TypedString:
		return map[string]string{"@value": string(v.Value), "@type": string(v.Type)}
	case quad.String:
		return map[string]string{"@value": string(v)}
	}
	if predicate == "<"+rdfType+">" {
		return nodeID(v)
	}
	return map[string]string{"@id": nodeID(v)}
}

func nodeID(v quad.Value) string {
	switch v := v.(type) {
	case quad.IRI:
		return string(v)
	default:
		return quad.ToString(v)
	}
}

// endNode writes the node that is complete now.
func (j *jsonldWriter) endNode() error {
	if j.objects == nil {
		return nil
	}
	switch {
	case j.nodes > 0:
		j.w.WriteString(",\n")
	case j.began:
		j.w.WriteString(",\n")
		j.beginGraph()
	default:
		j.w.WriteString("\n")
		j.beginGraph()
	}
	j.began = true
	j.nodes++
	node, err := j.node()
	if err != nil {
		return err
	}
	j.objects, j.predicates = nil, j.predicates[:0]
	_, err = j.w.Write(node)
	return err
}

func (j *jsonldWriter) beginGraph() {
	if j.graph != "" {
		id, _ := json.Marshal(nodeID(parse(j.graph)))
		j.w.WriteString(`{"@id":` + string(id) + `,"@graph":[` + "\n")
	}
}

// node is the node object as JSON, its properties in order.
func (j *jsonldWriter) node() ([]byte, error) {
	id, err := json.Marshal(nodeID(parse(j.subject)))
	if err != nil {
		return nil, err
	}
	out := append([]byte(`{"@id":`), id...)
	slices.Sort(j.predicates)
	for _, p := range j.predicates {
		key := nodeID(parse(p))
		values := j.objects[p]
		if key == rdfType && !hasLiteral(values) {
			key = "@type"
		} else if key == rdfType {
			values = withoutType(values)
		}
		k, err := marshal(key)
		if err != nil {
			return nil, err
		}
		v, err := marshal(values)
		if err != nil {
			return nil, err
		}
		out = append(append(append(append(out, ','), k...), ':'), v...)
	}
	return append(out, '}'), nil
}

// hasLiteral tells whether a type is a literal, which @type cannot hold.
func hasLiteral(values []any) bool {
	return slices.ContainsFunc(values, func(v any) bool { _, ok := v.(string); return !ok })
}

func withoutType(values []any) []any {
	out := slices.Clone(values)
	for i, v := range out {
		if s, ok := v.(string); ok {
			out[i] = map[string]string{"@id": s}
		}
	}
	return out
}

func (j *jsonldWriter) endGraph() error {
	if err := j.endNode(); err != nil {
		return err
	}
	if j.nodes > 0 && j.graph != "" {
		j.w.WriteString("\n]}")
	}
	j.nodes = 0
	return nil
}

// marshal is JSON without the escapes that only HTML needs.
func marshal(v any) ([]byte, error) {
	var b jsonBuffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return b[:len(b)-1], nil
}

type jsonBuffer []byte

func (b *jsonBuffer) Write(p []byte) (int, error) {
	*b = append(*b, p...)
	return len(p), nil
}
