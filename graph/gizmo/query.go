package gizmo

import (
	"encoding/json"
	"fmt"

	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/jsonld"
	"github.com/cayleygraph/quad/pquads"
)

// Query is what to run.
type Query struct {
	Language string         `json:"language,omitempty"` // gizmo when empty; also mql, graphql
	Script   string         `json:"script"`
	Prelude  string         `json:"prelude,omitempty"` // script that is run before, for functions that Script calls
	Params   map[string]any `json:"params,omitempty"`  // what Script sees as the object params; nil for none
	Limit    int            `json:"limit,omitempty"`   // rows that All() gives, as in Cayley; GetLimit(n) may ask for others. 0 for all
}

// Result is the answer to a query.
type Result struct {
	Rows  []Row
	Value json.RawMessage // value of the script's last expression; nil when it has none
	Path  bool            // the last expression is a path that was never run: All() is missing
}

// Row is one row of an answer: either the nodes that a path tagged, or a value
// that the script emitted.
type Row struct {
	Tags  map[string]quad.Value // nil for an emitted value
	Value json.RawMessage       // nil for tagged nodes
}

// Plain is the row as Cayley's API gives it: IRIs in angle brackets, literals as
// their text, without types or languages.
func (r Row) Plain() any {
	return r.object(func(v quad.Value) any {
		native := v.Native()
		if _, isNode := native.(quad.Value); isNode {
			return quad.StringOf(v)
		}
		return native
	})
}

// JSONLD is the row with its nodes written as JSON-LD values, which keep types
// and languages: {"@id": "ent:..."}, {"@value": "...", "@language": "zh-Hant"}.
func (r Row) JSONLD() any {
	return r.object(linked)
}

// linked is a node as JSON-LD writes it; JSON's own numbers and truth values
// mean the same there.
func linked(v quad.Value) any {
	switch v := v.(type) {
	case quad.Int, quad.Float, quad.Bool:
		return v.Native()
	}
	return jsonld.FromValue(v)
}

func (r Row) object(convert func(quad.Value) any) any {
	if r.Tags == nil {
		return r.Value
	}
	object := make(map[string]any, len(r.Tags))
	for tag, v := range r.Tags {
		object[tag] = convert(v)
	}
	return object
}

func (w *wireRow) decode() (Row, error) {
	if w.Tags == nil {
		return Row{Value: w.Value}, nil
	}
	tags := make(map[string]quad.Value, len(w.Tags))
	for tag, data := range w.Tags {
		v, err := pquads.UnmarshalValue(data)
		if err != nil {
			return Row{}, fmt.Errorf("value of %q: %w", tag, err)
		}
		tags[tag] = v
	}
	return Row{Tags: tags}, nil
}
