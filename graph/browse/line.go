package browse

import (
	"context"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"sanyuan/graph/index"
	"sanyuan/graph/vocab"
)

// Line is a statement as one line: who, what, whom, and how it is held.
type Line struct {
	ID       string `json:"id"`
	IRI      string `json:"iri"`
	Subject  *Term  `json:"subject,omitempty"`
	Relation Term   `json:"relation"`
	Object   *Term  `json:"object,omitempty"`
	Speaker  *Term  `json:"speaker,omitempty"`  // who says so; none when it is the text itself
	Negative bool   `json:"negative,omitempty"` // the statement denies
	Modality string `json:"modality,omitempty"` // demanded, claimed, ...; empty for asserted
	Time     string `json:"time,omitempty"`     // date or duration in XSD's form
	Role     string `json:"role,omitempty"`     // the part that the entity at hand plays: subject, object, speaker or an argument's role
}

// String writes subject, relation and object out.
func (l Line) String() string {
	var parts []string
	for _, t := range []*Term{l.Subject, &l.Relation, l.Object} {
		switch {
		case t == nil:
		case t.Line != nil:
			parts = append(parts, "["+t.Name+"]")
		default:
			parts = append(parts, t.Name)
		}
	}
	return strings.Join(parts, " ")
}

// roleNames are the names of the roles that are not arguments.
var roleNames = map[index.Role]string{
	index.Subject: "subject", index.Object: "object", index.Speaker: "speaker", index.Relation: "relation",
}

func roleName(r index.Role) string {
	if name, ok := roleNames[r]; ok {
		return name
	}
	return string(r)
}

// roleOf is the role of a name; empty for an empty one.
func roleOf(name string) index.Role {
	for role, n := range roleNames {
		if n == name {
			return role
		}
	}
	return index.Role(name)
}

// lineOf shows a part.
func (v *View) lineOf(ctx context.Context, p index.Part, depth int) Line {
	return Line{
		ID: vocab.Name(p.Statement), IRI: string(p.Statement),
		Subject: v.optional(ctx, p.Subject, depth), Relation: v.term(ctx, p.Relation, depth), Object: v.optional(ctx, p.Object, depth),
		Speaker: v.optional(ctx, p.Speaker, depth), Negative: p.Negative, Modality: p.Modality, Time: p.Time, Role: roleName(p.Role),
	}
}

func (v *View) optional(ctx context.Context, value quad.Value, depth int) *Term {
	if value == nil {
		return nil
	}
	t := v.term(ctx, value, depth)
	return &t
}

// line reads a statement from its own quads.
func (v *View) line(ctx context.Context, statement quad.IRI, depth int) (Line, error) {
	quads, err := v.quadsOf(ctx, statement)
	if err != nil {
		return Line{}, err
	}
	p := index.StatementOf(statement, quads)
	if p.Relation == "" {
		return Line{}, ErrNotFound
	}
	return v.lineOf(ctx, p, depth), nil
}

// quadsOf are the quads about a node.
func (v *View) quadsOf(ctx context.Context, node quad.IRI) ([]quad.Quad, error) {
	var out []quad.Quad
	for q, err := range v.store.QuadsOf(ctx, quad.Subject, node) {
		if err != nil {
			return nil, err
		}
		out = append(out, q)
	}
	return out, nil
}

// Filter picks statements.
type Filter struct {
	Role     string `json:"role,omitempty"`     // subject, object, speaker or an argument's role
	Relation string `json:"relation,omitempty"` // IRI
	Modality string `json:"modality,omitempty"` // a modality, "asserted", or "denied"
	Document string `json:"document,omitempty"` // ID
	Dated    bool   `json:"dated,omitempty"`    // only those with a date
}

func (f Filter) keeps(p index.Part) bool {
	if f.Dated && !isDate(p.Time) {
		return false
	}
	switch f.Modality {
	case "":
		return true
	case "asserted":
		return p.Modality == ""
	case "denied":
		return p.Negative
	}
	return p.Modality == f.Modality
}

// inDocument tells whether a document makes a statement.
func (v *View) inDocument(ctx context.Context, statement quad.IRI, document string) (bool, error) {
	label := vocab.Document(document)
	for q, err := range v.store.QuadsOf(ctx, quad.Subject, statement) {
		if err != nil {
			return false, err
		}
		if q.Label == label {
			return true, nil
		}
	}
	return false, nil
}

// parts lists the parts of a node that pass a filter.
func (v *View) parts(ctx context.Context, node quad.IRI, f Filter) ([]index.Part, error) {
	var out []index.Part
	err := v.index.Parts(ctx, node, roleOf(f.Role), quad.IRI(f.Relation), func(p index.Part) bool {
		if f.keeps(p) && (f.Relation == "" || p.Relation == quad.IRI(f.Relation)) {
			out = append(out, p)
		}
		return true
	})
	if err != nil || f.Document == "" {
		return out, err
	}
	out = slices.DeleteFunc(out, func(p index.Part) bool {
		in, failed := v.inDocument(ctx, p.Statement, f.Document)
		if failed != nil {
			err = failed
		}
		return !in
	})
	return out, err
}
