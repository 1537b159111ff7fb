package browse

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/cayleygraph/quad"

	"sanyuan/graph/index"
	"sanyuan/graph/vocab"
)

// Neighbourhood is what surrounds some entities: nodes, and the statements that
// connect them.
type Neighbourhood struct {
	Nodes     []Node `json:"nodes"` // the centres first, then the best connected
	Edges     []Edge `json:"edges"`
	More      int    `json:"more"`                // neighbours that are left out
	MoreEdges int    `json:"moreEdges,omitempty"` // and relations between nodes that are not
	Cut       bool   `json:"cut,omitempty"`       // there are more than that: not all statements of busy nodes were looked at
}

// Node is a node of a picture. An inner statement is a node too: what is
// demanded or claimed.
type Node struct {
	Term
	Centre bool `json:"centre,omitempty"`
	Steps  int  `json:"steps"` // from the nearest centre
}

// Edge are the statements that connect two nodes by one relation and are held
// in one way.
type Edge struct {
	From      string `json:"from"` // IRI of a node
	To        string `json:"to"`
	Role      string `json:"role,omitempty"` // the argument that To is; empty where it is the object
	Relation  Term   `json:"relation"`
	Negative  bool   `json:"negative,omitempty"`
	Modality  string `json:"modality,omitempty"`
	Speaker   *Term  `json:"speaker,omitempty"`
	Count     int    `json:"count"`     // of statements
	Statement string `json:"statement"` // ID of one of them
}

// Bounds of a neighbourhood.
const (
	MostHops       = 4
	MostNodes      = 500
	surveyBudget   = 30_000 // parts of each kind that are looked at in one step outwards
	mostSurveyed   = 10_000 // of each node, at most
	leastSurveyed  = 100    // and at least
	mostFound      = 32     // parts that are kept of a node that may be drawn
	fewEdges       = 40     // are all drawn; of more, so many that a picture stays readable:
	edgesPerNode   = 2      // in all
	mostEdgesATime = 2      // from one node to another
)

// Surroundings says which neighbourhood is asked for.
type Surroundings struct {
	Entities []string // names
	Hops     int      // steps from them
	Nodes    int      // at most
	Filter   Filter   // of statements; its role does not matter
}

// Neighbourhood finds what surrounds entities, the best connected first. It
// returns ErrNotFound where none of the entities is in the graph.
func (v *View) Neighbourhood(ctx context.Context, ask Surroundings) (*Neighbourhood, error) {
	s := survey{view: v, ctx: ctx, ask: ask, nodes: make(map[quad.IRI]int), edges: make(map[edgeKey]*edgeCount)}
	var front []quad.IRI
	for _, name := range ask.Entities {
		node := vocab.Entity(name)
		if _, ok, err := v.index.Node(node); err != nil {
			return nil, err
		} else if n, _ := v.index.Count(node, 1); !ok && n == 0 {
			continue
		}
		if _, twice := s.nodes[node]; !twice {
			s.nodes[node] = 0
			front = append(front, node)
		}
	}
	if len(front) == 0 {
		return nil, ErrNotFound
	}
	centres := slices.Clone(front)
	for hop := 1; hop <= min(ask.Hops, MostHops) && len(front) > 0; hop++ {
		var err error
		if front, err = s.widen(front, hop); err != nil {
			return nil, err
		}
	}
	// Between the outermost nodes there may be edges that no step went along.
	if err := s.close(front); err != nil {
		return nil, err
	}
	return s.result(centres), nil
}

// survey gathers a neighbourhood.
type survey struct {
	view  *View
	ctx   context.Context
	ask   Surroundings
	nodes map[quad.IRI]int // steps
	edges map[edgeKey]*edgeCount
	more  int
	cut   bool
}

type edgeKey struct {
	from, to, relation quad.IRI
	role               index.Role
	negative           bool
	modality           string
	speaker            quad.Value
}

type edgeCount struct {
	statement quad.IRI
	seen      map[quad.IRI]bool
}

// candidate is a neighbour that may be drawn.
type candidate struct {
	node   quad.IRI
	weight int
}

// widen takes the best connected neighbours of the front in, as far as there is
// room, and returns them.
func (s *survey) widen(front []quad.IRI, hop int) ([]quad.IRI, error) {
	weights := make(map[quad.IRI]int)
	found := make(map[quad.IRI][]index.Part)
	for _, node := range front {
		err := s.each(node, len(front), func(other quad.IRI, p index.Part) {
			if _, in := s.nodes[other]; in {
				s.connect(other, p)
				return
			}
			weights[other]++
			if len(found[other]) < mostFound {
				found[other] = append(found[other], p)
			}
		})
		if err != nil {
			return nil, err
		}
	}
	candidates := make([]candidate, 0, len(weights))
	for node, weight := range weights {
		candidates = append(candidates, candidate{node, weight})
	}
	slices.SortFunc(candidates, func(a, b candidate) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.node, b.node)) })
	room := max(0, s.room(hop)-len(s.nodes))
	s.more += max(0, len(candidates)-room)
	var next []quad.IRI
	for _, c := range candidates[:min(room, len(candidates))] {
		s.nodes[c.node] = hop
		next = append(next, c.node)
		for _, p := range found[c.node] {
			s.connect(c.node, p)
		}
	}
	return next, nil
}

// room is how many nodes there may be after a hop, so that near ones do not
// take all of it.
func (s *survey) room(hop int) int {
	most := min(max(s.ask.Nodes, 1), MostNodes)
	if hop < s.ask.Hops {
		return max(most/2, 2)
	}
	return most
}

func (s *survey) close(front []quad.IRI) error {
	for _, node := range front {
		err := s.each(node, len(front), func(other quad.IRI, p index.Part) {
			if _, in := s.nodes[other]; in {
				s.connect(other, p)
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// each calls f with the nodes that statements connect a node to, and the parts
// that it plays in these. It is one of so many nodes that are looked at.
func (s *survey) each(node quad.IRI, of int, f func(other quad.IRI, p index.Part)) error {
	var failed error
	most := min(max(surveyBudget/of, leastSurveyed), mostSurveyed)
	err := s.view.neighbours(s.ctx, node, most, func(other quad.IRI, p index.Part) {
		if failed != nil || !s.ask.Filter.keeps(p) || s.ask.Filter.Relation != "" && p.Relation != quad.IRI(s.ask.Filter.Relation) {
			return
		}
		if document := s.ask.Filter.Document; document != "" {
			in, err := s.view.inDocument(s.ctx, p.Statement, document)
			if failed = err; err != nil || !in {
				return
			}
		}
		f(other, p)
	}, &s.cut)
	return cmp.Or(err, failed)
}

// connect counts a statement in which a node plays a part with another.
func (s *survey) connect(other quad.IRI, p index.Part) {
	key := edgeKey{from: other, to: p.Node, relation: p.Relation, negative: p.Negative, modality: p.Modality, speaker: p.Speaker}
	switch {
	case p.Role == index.Subject:
		key.from, key.to = p.Node, other
	case p.Role.IsArgument():
		key.role = p.Role
	}
	if s.edges[key] == nil {
		s.edges[key] = &edgeCount{p.Statement, make(map[quad.IRI]bool)}
	}
	s.edges[key].seen[p.Statement] = true
	s.edges[key].statement = min(s.edges[key].statement, p.Statement)
}

func (s *survey) result(centres []quad.IRI) *Neighbourhood {
	out := &Neighbourhood{Nodes: []Node{}, Edges: []Edge{}, More: s.more, Cut: s.cut}
	for node, steps := range s.nodes {
		out.Nodes = append(out.Nodes, Node{Term: s.view.Term(s.ctx, node), Centre: slices.Contains(centres, node), Steps: steps})
	}
	slices.SortFunc(out.Nodes, func(a, b Node) int { return cmp.Or(cmp.Compare(a.Steps, b.Steps), cmp.Compare(a.IRI, b.IRI)) })
	drawn := s.drawn()
	out.MoreEdges = len(s.edges) - len(drawn)
	for _, key := range drawn {
		count := s.edges[key]
		out.Edges = append(out.Edges, Edge{
			From: string(key.from), To: string(key.to), Role: string(key.role), Relation: s.view.Term(s.ctx, key.relation), Negative: key.negative, Modality: key.modality,
			Speaker: s.view.optional(s.ctx, key.speaker, deepest), Count: len(count.seen), Statement: vocab.Name(count.statement),
		})
	}
	slices.SortFunc(out.Edges, compareEdges)
	return out
}

func compareEdges(a, b Edge) int {
	return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), cmp.Compare(b.Count, a.Count),
		cmp.Compare(a.Relation.IRI, b.Relation.IRI), cmp.Compare(a.Role, b.Role), cmp.Compare(a.Statement, b.Statement))
}

// drawn picks the edges of a readable picture: first for every node the one that
// leads best to a centre, then the weightiest near the centres.
func (s *survey) drawn() []edgeKey {
	if len(s.edges) <= fewEdges {
		return slices.Collect(maps.Keys(s.edges))
	}
	most := max(fewEdges, edgesPerNode*len(s.nodes))
	anchored := make(map[quad.IRI]bool)
	pairs := make(map[[2]quad.IRI]int)
	var drawn, others []edgeKey
	for _, key := range s.byWeight() {
		far := key.from
		if s.nodes[key.to] > s.nodes[far] {
			far = key.to
		}
		if pair := [2]quad.IRI{key.from, key.to}; s.nodes[key.from] != s.nodes[key.to] && !anchored[far] {
			anchored[far] = true
			drawn = append(drawn, key)
			pairs[pair]++
		} else {
			others = append(others, key)
		}
	}
	for _, key := range others {
		pair := [2]quad.IRI{key.from, key.to}
		if len(drawn) == most {
			break
		}
		if pairs[pair]++; pairs[pair] <= mostEdgesATime {
			drawn = append(drawn, key)
		}
	}
	return drawn
}

// byWeight sorts edges: near the centres first, then those of most statements.
func (s *survey) byWeight() []edgeKey {
	type weighed struct {
		edgeKey
		steps, count int
		statement    quad.IRI
	}
	list := make([]weighed, 0, len(s.edges))
	for key, e := range s.edges {
		list = append(list, weighed{key, s.nodes[key.from] + s.nodes[key.to], len(e.seen), e.statement})
	}
	slices.SortFunc(list, func(a, b weighed) int {
		return cmp.Or(
			cmp.Compare(a.steps, b.steps), cmp.Compare(b.count, a.count), cmp.Compare(a.statement, b.statement),
			cmp.Compare(a.role, b.role), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to),
		)
	})
	keys := make([]edgeKey, len(list))
	for i, e := range list {
		keys[i] = e.edgeKey
	}
	return keys
}
