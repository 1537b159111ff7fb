package exchange

import (
	"bufio"
	"strings"

	"github.com/cayleygraph/quad"

	"sanyuan/graph/vocab"
)

// node is an entity, or another thing that an edge leads from or to.
type node struct {
	id, label, english, class string
}

// edge is a relation that documents assert between two nodes.
type edge struct {
	from, relation, to string // IDs of nodes, and the relation's name
	documents          int    // that assert it
}

// drawing is the syntax of a format that holds nodes and edges.
type drawing interface {
	begin(w *bufio.Writer)
	node(w *bufio.Writer, n node)
	edge(w *bufio.Writer, e edge)
	end(w *bufio.Writer)
}

// picture is the part of a graph that can be drawn: the direct edges between
// nodes, each once however many documents assert it, and the nodes at their
// ends. What describes statements, sentences and documents is left out.
type picture struct {
	terms
	drawing
	nodes, edges sorter
}

// hidden are the predicates that describe nodes and statements and are no
// relations between things.
var hidden = map[quad.IRI]bool{
	vocab.Type: true, vocab.Subject: true, vocab.Predicate: true, vocab.Object: true,
	vocab.DerivedFrom: true, vocab.IsPartOf: true, vocab.Head: true, vocab.AttributedTo: true,
}

// aspects of a node, in the order in which they are sorted.
const (
	isDrawn   = "0"
	hasLabel  = "1"
	hasClass  = "2"
	undefined = ""
)

func (p *picture) add(q quad.Quad) error {
	predicate, _ := q.Predicate.(quad.IRI)
	subject := p.text(q.Subject)
	switch object := q.Object.(type) {
	case quad.LangString:
		if predicate == vocab.Label {
			return p.nodes.add(record(subject, hasLabel, object.Lang, string(object.Value)))
		}
	case quad.String:
		if predicate == vocab.Label {
			return p.nodes.add(record(subject, hasLabel, undefined, string(object)))
		}
	case quad.IRI, quad.BNode:
		if predicate == vocab.Type {
			return p.nodes.add(record(subject, hasClass, p.text(object)))
		}
		if !p.drawn(q.Subject, predicate) {
			return nil
		}
		to := p.text(object)
		for _, end := range []string{subject, to} {
			if err := p.nodes.add(record(end, isDrawn)); err != nil {
				return err
			}
		}
		return p.edges.add(record(subject, p.text(predicate), to, p.text(q.Label)))
	}
	return nil
}

// drawn tells whether a quad between two nodes is an edge of the picture.
// Arguments of statements are not: the statement's node is not drawn for them.
func (p *picture) drawn(subject quad.Value, predicate quad.IRI) bool {
	s, _ := subject.(quad.IRI)
	return !hidden[predicate] && !strings.HasPrefix(string(s), vocab.StatementPrefix)
}

func (p *picture) close() {
	p.nodes.close()
	p.edges.close()
}

func (p *picture) finish(w *bufio.Writer) error {
	p.begin(w)
	if err := p.drawNodes(w); err != nil {
		return err
	}
	if err := p.drawEdges(w); err != nil {
		return err
	}
	p.end(w)
	return nil
}

func (p *picture) drawNodes(w *bufio.Writer) error {
	var n node
	var id string
	show, best := false, 0
	flush := func() {
		if show {
			p.node(w, n)
		}
	}
	for rec, err := range p.nodes.sorted() {
		if err != nil {
			return err
		}
		f := fields(rec)
		if f[0] != id {
			flush()
			id, show, best = f[0], false, 0
			n = node{id: nodeID(parse(id)), label: p.name(id)}
		}
		switch f[1] {
		case isDrawn:
			show = true
		case hasClass:
			n.class = p.name(f[2])
		case hasLabel:
			if f[2] == "en" {
				n.english = f[3]
			}
			if rank := labelRank(f[2]); rank > best && (rank > foreign || n.label == n.id) {
				n.label, best = f[3], rank
			}
		}
	}
	flush()
	return nil
}

const foreign = 1 // rank of labels in other languages: better than an IRI, worse than a name

// labelRank orders the languages of labels; the highest is shown.
func labelRank(lang string) int {
	switch {
	case lang == "zh-Hant":
		return 4
	case strings.HasPrefix(lang, "zh"):
		return 3
	case lang == undefined:
		return 2
	}
	return foreign
}

// name is the name in the IRI of a node, in full for those that are not ours.
func (p *picture) name(term string) string {
	iri, ok := parse(term).(quad.IRI)
	if !ok {
		return nodeID(parse(term))
	}
	if short := p.ns.Short(iri); short != iri {
		return vocab.Name(short)
	}
	return string(iri)
}

func (p *picture) drawEdges(w *bufio.Writer) error {
	var e edge
	var key string
	flush := func() {
		if e.documents > 0 {
			p.edge(w, e)
		}
	}
	for rec, err := range p.edges.sorted() {
		if err != nil {
			return err
		}
		f := fields(rec)
		k := string(record(f[:3]...))
		if k != key {
			flush()
			key = k
			e = edge{from: nodeID(parse(f[0])), relation: p.name(f[1]), to: nodeID(parse(f[2]))}
		}
		e.documents++
	}
	flush()
	return nil
}
