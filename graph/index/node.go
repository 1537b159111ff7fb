package index

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"sanyuan/graph/vocab"
)

// Name is a name in a language; the language may be empty.
type Name struct {
	Lang string `json:"l,omitempty"`
	Text string `json:"t"`
}

// Node is what is shown of an entity, a relation or a document wherever it is
// mentioned.
type Node struct {
	Type     quad.IRI `json:"c,omitempty"` // class: schema:Country, skos:Concept
	Labels   []Name   `json:"l,omitempty"`
	Glosses  []Name   `json:"g,omitempty"` // labels composed by machine
	Lemma    string   `json:"m,omitempty"` // of a relation: its bare predicate, where that differs
	Negative bool     `json:"n,omitempty"` // a relation that denies its lemma
	Date     string   `json:"d,omitempty"` // of a document, as in the graph
}

// take adds what a quad about the node says and tells whether that is news.
func (n *Node) take(q quad.Quad) bool {
	switch q.Predicate {
	case vocab.Type:
		class, _ := q.Object.(quad.IRI)
		return preferred(class, n.Type) && set(&n.Type, class)
	case vocab.Label:
		return addName(&n.Labels, q.Object)
	case vocab.Gloss:
		return addName(&n.Glosses, q.Object)
	case vocab.Lemma:
		return set(&n.Lemma, textOf(q.Object))
	case vocab.DatePublished:
		return set(&n.Date, textOf(q.Object))
	case vocab.Polarity:
		return set(&n.Negative, true)
	}
	return false
}

// preferred tells which of the classes that documents give a node is shown: a
// real one before a mere concept, and that before anything at all.
func preferred(class, other quad.IRI) bool {
	rank := func(class quad.IRI) int {
		return slices.Index([]quad.IRI{"", vocab.Thing, vocab.Concept}, class)
	}
	a, b := rank(class), rank(other)
	switch {
	case a < 0 && b < 0:
		return class < other
	case a < 0 || b < 0:
		return a < 0
	}
	return a > b
}

func set[T comparable](to *T, v T) bool {
	news := *to != v
	*to = v
	return news
}

func addName(to *[]Name, v quad.Value) bool {
	name := nameOf(v)
	if name.Text == "" || slices.Contains(*to, name) {
		return false
	}
	*to = append(*to, name)
	slices.SortFunc(*to, func(a, b Name) int { return strings.Compare(a.Lang+sep+a.Text, b.Lang+sep+b.Text) })
	return true
}

func nameOf(v quad.Value) Name {
	if v, ok := v.(quad.LangString); ok {
		return Name{v.Lang, string(v.Value)}
	}
	return Name{Text: textOf(v)}
}

// textOf is the text of a literal, without language or type.
func textOf(v quad.Value) string {
	switch v := v.(type) {
	case quad.LangString:
		return string(v.Value)
	case quad.TypedString:
		return string(v.Value)
	case quad.String:
		return string(v)
	case nil:
		return ""
	}
	return quad.StringOf(v)
}

func nodeOf(quads []quad.Quad) (n Node, known bool) {
	for _, q := range quads {
		known = n.take(q) || known
	}
	return n, known
}

func (n Node) encode() []byte {
	data, _ := json.Marshal(n) // a struct of strings always marshals
	return data
}

func decodeNode(data []byte) (n Node, err error) {
	err = json.Unmarshal(data, &n)
	return n, err
}

// names are all names by which the quads let their subject be found.
func names(quads []quad.Quad) []string {
	var out []string
	for _, q := range quads {
		switch q.Predicate {
		case vocab.Label, vocab.Gloss, vocab.AltLabel:
			out = append(out, textOf(q.Object))
		}
	}
	return out
}
