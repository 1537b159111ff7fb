package browse

import (
	"context"
	"errors"
	"strings"
	"sync"

	"github.com/cayleygraph/cayley/graph/path"
	"github.com/cayleygraph/quad"

	"sanyuan/extract/lexicon"
	"sanyuan/graph"
	"sanyuan/graph/index"
	"sanyuan/graph/vocab"
)

// Errors of looking something up.
var (
	// ErrNotFound is returned for a node that the graph does not hold.
	ErrNotFound = errors.New("the graph holds nothing of that name")
	// ErrNoIndex is returned for a store that was made without an index and
	// is open for reading only.
	ErrNoIndex = errors.New("the store has no index for browsing; open it once for writing, for instance with `sanyuan build`")
)

// Languages are those that names are shown in.
var Languages = []string{"zh-Hant", "zh-Hans", "en"}

// Graph is a store to be browsed. It is safe for concurrent use.
type Graph struct {
	store *graph.Store

	mu   sync.Mutex
	hubs hubs // the most connected entities, as they were last counted
}

// New makes a store browsable.
func New(store *graph.Store) *Graph { return &Graph{store: store} }

// Meta tells the version of the graph, and how much is in it.
func (g *Graph) Meta() (index.Meta, error) {
	meta, ok, err := g.store.Index().Meta()
	if err == nil && !ok {
		err = ErrNoIndex
	}
	return meta, err
}

// View is the graph in one language, for one request. It remembers what it
// looked up, and is not safe for concurrent use.
type View struct {
	graph *Graph
	store *graph.Store
	index index.Reader
	lang  string
	nodes map[quad.IRI]index.Node
}

// View begins a request in one of Languages.
func (g *Graph) View(lang string) *View {
	return &View{graph: g, store: g.store, index: g.store.Index(), lang: lang, nodes: make(map[quad.IRI]index.Node)}
}

// Page says which part of a list is asked for.
type Page struct {
	Offset int `json:"offset"`
	Limit  int `json:"limit"`
}

// cut returns the part of a list that the page asks for.
func cut[T any](list []T, p Page) []T {
	from := min(max(p.Offset, 0), len(list))
	return list[from:min(len(list), from+max(p.Limit, 0))]
}

// Term is a node or a literal as it is shown.
type Term struct {
	IRI      string `json:"iri,omitempty"` // of a node, as in the store
	Name     string `json:"name"`
	Kind     Kind   `json:"kind"`
	Type     string `json:"type,omitempty"`      // class of an entity without prefix: Country, Person, ...
	Datatype string `json:"datatype,omitempty"`  // of a literal
	Line     *Line  `json:"statement,omitempty"` // what an inner statement says
}

// Kind tells what a term is.
type Kind string

// The kinds of terms.
const (
	Entity    Kind = "entity"
	Concept   Kind = "concept"
	Relation  Kind = "relation"
	Statement Kind = "statement"
	Document  Kind = "document"
	Literal   Kind = "literal"
)

// deepest is how many inner statements deep a term is written out.
const deepest = 4

// Term is how a node or a literal is shown.
func (v *View) Term(ctx context.Context, value quad.Value) Term { return v.term(ctx, value, deepest) }

func (v *View) term(ctx context.Context, value quad.Value, depth int) Term {
	node, ok := value.(quad.IRI)
	if !ok {
		return literal(value)
	}
	t := Term{IRI: string(node), Kind: kindOf(node)}
	if t.Kind == Statement {
		t.Name = "[…]"
		if line, err := v.line(ctx, node, depth-1); err == nil && depth > 0 {
			t.Line, t.Name = &line, line.String()
		}
		return t
	}
	n := v.node(node)
	t.Name = v.name(node, n)
	if n.Type == vocab.Concept {
		t.Kind = Concept
	}
	if class, ok := strings.CutPrefix(string(n.Type), vocab.SchemaPrefix); ok && t.Kind == Entity {
		t.Type = class
	}
	return t
}

func literal(value quad.Value) Term {
	t := Term{Kind: Literal}
	switch value := value.(type) {
	case nil:
		return Term{}
	case quad.TypedString:
		t.Name, t.Datatype = string(value.Value), string(value.Type)
	case quad.LangString:
		t.Name = string(value.Value)
	case quad.String:
		t.Name = string(value)
	default:
		t.Name = quad.ToString(value)
		if rdf, ok := graph.ToRDF(value).(quad.TypedString); ok {
			t.Name, t.Datatype = string(rdf.Value), string(rdf.Type)
		}
	}
	return t
}

func kindOf(node quad.IRI) Kind {
	for prefix, kind := range map[string]Kind{
		vocab.RelationPrefix: Relation, vocab.StatementPrefix: Statement, vocab.DocumentPrefix: Document,
	} {
		if strings.HasPrefix(string(node), prefix) {
			return kind
		}
	}
	return Entity
}

func (v *View) node(node quad.IRI) index.Node {
	n, ok := v.nodes[node]
	if !ok {
		n, _, _ = v.index.Node(node) // a name that cannot be read is shown by its IRI
		v.nodes[node] = n
	}
	return n
}

// fallback lists the languages in which a name is looked for, the best first.
var fallback = map[string][]string{
	"zh-Hant": {"zh-Hant", "zh"},
	"zh-Hans": {"zh-Hans", "zh"},
	"en":      {"en"},
}

// name is the label of a node in the view's language, or else the name that it
// was made from.
func (v *View) name(node quad.IRI, n index.Node) string {
	for _, lang := range fallback[v.lang] {
		for _, list := range [][]index.Name{n.Labels, n.Glosses} {
			for _, name := range list {
				if name.Lang == lang {
					return v.script(name.Text, lang)
				}
			}
		}
	}
	if kindOf(node) == Document && len(n.Labels) > 0 {
		return v.script(n.Labels[0].Text, n.Labels[0].Lang)
	}
	return v.script(vocab.Name(node), "zh")
}

// script writes Chinese whose script is not known in that of the view.
func (v *View) script(text, lang string) string {
	if v.lang == "zh-Hans" && lang == "zh" {
		return lexicon.Fold(text)
	}
	return text
}

// out lists what a predicate leads to from a node, each once.
func (v *View) out(ctx context.Context, node, predicate quad.IRI) ([]quad.Value, error) {
	qs := v.store.QuadStore()
	return path.StartPath(qs, node).Out(predicate).Unique().Iterate(ctx).AllValues(qs)
}

// in lists from where a predicate leads to a node, each once.
func (v *View) in(ctx context.Context, node, predicate quad.IRI) ([]quad.Value, error) {
	qs := v.store.QuadStore()
	return path.StartPath(qs, node).In(predicate).Unique().Iterate(ctx).AllValues(qs)
}

func (v *View) terms(ctx context.Context, values []quad.Value) []Term {
	var out []Term
	for _, value := range values {
		out = append(out, v.Term(ctx, value))
	}
	return out
}
