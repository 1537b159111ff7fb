package index

import (
	"strings"

	"github.com/cayleygraph/quad"

	"sanyuan/graph/vocab"
)

// Part is one statement from the side of a node that takes part in it.
type Part struct {
	Node      quad.IRI // whose part it is
	Role      Role
	Statement quad.IRI
	Relation  quad.IRI
	Subject   quad.Value // node or literal; nil for none
	Object    quad.Value
	Speaker   quad.Value // who says so; nil for the text itself
	Negative  bool
	Modality  string // empty for asserted
	Time      string // lexical form of the statement's date or duration; may be empty
}

// encode writes what the key of the part does not say.
func (p *Part) encode(node quad.IRI) []byte {
	polarity := "+"
	if p.Negative {
		polarity = "-"
	}
	fields := []string{polarity + p.Modality, p.Time, write(p.Speaker, node), write(p.Subject, node), write(p.Object, node)}
	return []byte(strings.TrimRight(strings.Join(fields, sep), sep))
}

// itself stands for the node whose part it is.
const itself = "."

func write(v quad.Value, node quad.IRI) string {
	switch {
	case v == nil:
		return ""
	case v == node:
		return itself
	}
	return quad.StringOf(v)
}

func read(s string, node quad.IRI) quad.Value {
	switch s {
	case "":
		return nil
	case itself:
		return node
	}
	return quad.StringToValue(s)
}

func decodePart(node quad.IRI, key, value string) (p Part, ok bool) {
	k := strings.Split(key[len(partPrefix)+len(node)+len(sep):], sep)
	v := strings.Split(value, sep)
	if len(k) != 3 || v[0] == "" {
		return p, false
	}
	v = append(v, "", "", "", "")
	return Part{
		Node: node, Role: Role(k[0]), Relation: quad.IRI(k[1]), Statement: quad.IRI(k[2]),
		Negative: v[0][0] == '-', Modality: v[0][1:], Time: v[1],
		Speaker: read(v[2], node), Subject: read(v[3], node), Object: read(v[4], node),
	}, true
}

// notRoles are the predicates of a statement that are not arguments of it.
var notRoles = map[quad.IRI]bool{
	vocab.Polarity: true, vocab.Modality: true, vocab.AttributedTo: true, vocab.Confidence: true,
	vocab.Rule: true, vocab.Span: true, vocab.Partial: true, vocab.Gloss: true,
}

// RoleOf is the role that the predicate of a statement gives to its object, or
// empty.
func RoleOf(predicate quad.Value) Role {
	iri, _ := predicate.(quad.IRI)
	switch iri {
	case vocab.Subject:
		return Subject
	case vocab.Object:
		return Object
	case vocab.AttributedTo:
		return Speaker
	case vocab.Predicate:
		return Relation
	}
	if role, ok := strings.CutPrefix(string(iri), vocab.OwnPrefix); ok && !notRoles[iri] {
		return Role(role)
	}
	return ""
}

// parts are the keys and values by which a statement is found from the nodes
// that take part in it; none while its relation is not known.
func parts(statement quad.IRI, quads []quad.Quad) map[string][]byte {
	p := StatementOf(statement, quads)
	if p.Relation == "" {
		return nil
	}
	out := make(map[string][]byte)
	for _, q := range quads {
		node, _ := q.Object.(quad.IRI)
		role := RoleOf(q.Predicate)
		if role == "" || !found(node) {
			continue
		}
		out[partKey(node, role, p.Relation, statement)] = p.encode(node)
	}
	return out
}

// found tells whether statements are looked up from the node.
func found(node quad.IRI) bool {
	return strings.HasPrefix(string(node), vocab.EntityPrefix) ||
		strings.HasPrefix(string(node), vocab.RelationPrefix) ||
		IsStatement(node)
}

// StatementOf gathers the parts of a statement from its quads; there is no
// relation where they are not those of a statement.
func StatementOf(statement quad.IRI, quads []quad.Quad) Part {
	p := Part{Statement: statement}
	for _, q := range quads {
		switch q.Predicate {
		case vocab.Subject:
			p.Subject = q.Object
		case vocab.Object:
			p.Object = q.Object
		case vocab.Predicate:
			p.Relation, _ = q.Object.(quad.IRI)
		case vocab.AttributedTo:
			p.Speaker = q.Object
		case vocab.Polarity:
			p.Negative = true
		case vocab.Modality:
			p.Modality = textOf(q.Object)
		case vocab.Role("time"):
			p.Time = textOf(q.Object)
		}
	}
	return p
}
