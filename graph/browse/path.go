package browse

import (
	"cmp"
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"sanyuan/graph/index"
	"sanyuan/graph/vocab"
)

// Paths are ways in which two entities are connected.
type Paths struct {
	From  Term   `json:"from"`
	To    Term   `json:"to"`
	Paths []Path `json:"paths"`         // the shortest there are, all of one length
	Cut   bool   `json:"cut,omitempty"` // not all statements of busy entities were followed
}

// Path leads from one entity to another.
type Path struct {
	Steps []Step `json:"steps"`
}

// Step is a statement that connects two entities.
type Step struct {
	From      Term      `json:"from"`
	To        Term      `json:"to"`
	Statement Line      `json:"statement"`
	Argument  *Argument `json:"argument,omitempty"` // what connects it to the other end, where that is neither subject nor object
	Evidence  *Evidence `json:"evidence,omitempty"` // one place that states it
}

// Bounds of the search for paths.
const (
	MostSteps   = 6
	mostPaths   = 5
	mostReached = 50_000 // entities
	mostParts   = 20_000 // of one entity
	mostInner   = 500    // inner statements that are followed from one entity
)

// Paths finds the shortest ways, of at most so many steps, from one entity to
// another, by statements that are asserted or not, but not denied.
func (v *View) Paths(ctx context.Context, from, to string, steps int) (*Paths, error) {
	a, b := vocab.Entity(from), vocab.Entity(to)
	out := &Paths{From: v.Term(ctx, a), To: v.Term(ctx, b), Paths: []Path{}}
	if a == b {
		return out, nil
	}
	s := search{view: v, ctx: ctx, sides: [2]side{newSide(a), newSide(b)}}
	meetings, err := s.meet(min(steps, MostSteps))
	if err != nil {
		return nil, err
	}
	out.Cut = s.cut
	for _, node := range meetings {
		path, err := v.path(ctx, &s, node)
		if err != nil {
			return nil, err
		}
		out.Paths = append(out.Paths, path)
	}
	return out, nil
}

// search walks from both ends at once, a whole step at a time, always from the
// side that has reached less.
type search struct {
	view  *View
	ctx   context.Context
	sides [2]side
	cut   bool
}

// side is what has been reached from one end.
type side struct {
	reached map[quad.IRI]arrival
	front   []quad.IRI
	steps   int
}

// arrival tells how a node was reached first.
type arrival struct {
	from  quad.IRI
	part  index.Part // of the statement that led there, seen from it
	steps int        // from the end
}

func newSide(start quad.IRI) side {
	return side{reached: map[quad.IRI]arrival{start: {}}, front: []quad.IRI{start}}
}

// meet returns the nodes at which the two sides meet after the fewest steps,
// the best connected last: what hardly anybody mentions says more.
func (s *search) meet(steps int) ([]quad.IRI, error) {
	// The index leads from an argument to the subject, not back: one step more, from
	// the other side, finds what the last one could not see.
	for range steps + 1 {
		near, far := &s.sides[0], &s.sides[1]
		if n := len(far.front); n > 0 && (len(near.front) > n || len(near.front) == 0 || near.steps > far.steps && near.steps+far.steps == steps) {
			near, far = far, near
		}
		if len(near.front) == 0 || len(near.reached)+len(far.reached) > mostReached {
			break
		}
		meetings, err := s.step(near, far, steps)
		if err != nil || len(meetings) > 0 {
			return s.best(meetings), err
		}
	}
	return nil, nil
}

// step goes one step further on one side. Ways of more than most steps do not
// count.
func (s *search) step(near, far *side, most int) (meetings []quad.IRI, err error) {
	front := near.front
	near.front = nil
	near.steps++
	for _, node := range front {
		err := s.view.connections(s.ctx, node, func(other quad.IRI, p index.Part) {
			if _, ok := near.reached[other]; ok || p.Negative || other == node || kindOf(other) != Entity {
				return
			}
			near.reached[other] = arrival{node, p, near.steps}
			near.front = append(near.front, other)
			if a, ok := far.reached[other]; ok && near.steps+a.steps <= most {
				meetings = append(meetings, other)
			}
		}, &s.cut)
		if err != nil {
			return nil, err
		}
	}
	return meetings, nil
}

func (s *search) best(meetings []quad.IRI) []quad.IRI {
	const counted = 500
	meetings = meetings[:min(len(meetings), counted)]
	degree := make(map[quad.IRI]int, len(meetings))
	for _, node := range meetings {
		degree[node], _ = s.view.index.Count(node, index.MostParts) // only an order depends on it
	}
	slices.SortFunc(meetings, func(a, b quad.IRI) int { return cmp.Or(cmp.Compare(degree[a], degree[b]), cmp.Compare(a, b)) })
	return meetings[:min(len(meetings), mostPaths)]
}

// neighbours calls f with the nodes that statements connect a node to: where it
// is the subject, the object; where it is the object or an argument, the
// subject. It looks at so many parts of each kind.
func (v *View) neighbours(ctx context.Context, node quad.IRI, most int, f func(other quad.IRI, p index.Part), cut *bool) error {
	for _, role := range []index.Role{index.Subject, index.Object, index.AnyArgument} {
		n := 0
		err := v.index.Parts(ctx, node, role, "", func(p index.Part) bool {
			if n++; n > most {
				*cut = true
				return false
			}
			other, _ := p.Subject.(quad.IRI)
			if role == index.Subject {
				other, _ = p.Object.(quad.IRI)
			}
			if other != "" && other != node {
				f(other, p)
			}
			return true
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// connections calls f with the entities that a node is connected to: by a
// statement about both, or by one about an inner statement that the other is
// part of.
func (v *View) connections(ctx context.Context, node quad.IRI, f func(other quad.IRI, p index.Part), cut *bool) error {
	inner := 0
	var failed error
	follow := func(g func() error) {
		if inner++; inner > mostInner {
			*cut = true
		} else if err := g(); failed == nil {
			failed = err
		}
	}
	err := v.neighbours(ctx, node, mostParts, func(other quad.IRI, p index.Part) {
		f(other, p)
		if kindOf(other) == Statement {
			follow(func() error { return v.ends(ctx, other, func(end quad.IRI) { f(end, p) }) })
		}
		if p.Modality == "" && p.Speaker == nil {
			return // asserted: hardly ever an inner statement
		}
		follow(func() error {
			return v.neighbours(ctx, p.Statement, mostInner, func(outer quad.IRI, p index.Part) { f(outer, p) }, cut)
		})
	}, cut)
	return cmp.Or(err, failed)
}

// ends are the subject and the object of an inner statement.
func (v *View) ends(ctx context.Context, statement quad.IRI, f func(end quad.IRI)) error {
	quads, err := v.quadsOf(ctx, statement)
	p := index.StatementOf(statement, quads)
	for _, value := range []quad.Value{p.Subject, p.Object} {
		if end, ok := value.(quad.IRI); ok {
			f(end)
		}
	}
	return err
}

// path walks back from a meeting to both ends.
func (v *View) path(ctx context.Context, s *search, meeting quad.IRI) (Path, error) {
	var path Path
	for node := meeting; ; {
		a := s.sides[0].reached[node]
		if a.from == "" {
			break
		}
		path.Steps = append(path.Steps, v.step(ctx, a.from, node, a.part))
		node = a.from
	}
	slices.Reverse(path.Steps)
	for node := meeting; ; {
		a := s.sides[1].reached[node]
		if a.from == "" {
			break
		}
		path.Steps = append(path.Steps, v.step(ctx, node, a.from, a.part))
		node = a.from
	}
	for i := range path.Steps {
		evidence, err := v.Statement(ctx, path.Steps[i].Statement.ID, Page{Limit: 1})
		if err != nil {
			return path, err
		}
		if len(evidence.Evidence) > 0 {
			path.Steps[i].Evidence = &evidence.Evidence[0]
		}
	}
	return path, nil
}

func (v *View) step(ctx context.Context, from, to quad.IRI, p index.Part) Step {
	s := Step{From: v.Term(ctx, from), To: v.Term(ctx, to), Statement: v.lineOf(ctx, p, deepest)}
	if p.Role.IsArgument() {
		s.Argument = &Argument{string(p.Role), v.Term(ctx, p.Node)}
	}
	return s
}
