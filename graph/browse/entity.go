package browse

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"sanyuan/graph/index"
	"sanyuan/graph/vocab"
)

// EntityPage is what the graph holds about an entity.
type EntityPage struct {
	Term
	Names          []Name          `json:"names"`
	Aliases        []Alias         `json:"aliases,omitempty"`
	Members        []Term          `json:"members,omitempty"`
	Groups         []Term          `json:"groups,omitempty"`     // of which it is a member
	Head           *Term           `json:"head,omitempty"`       // for concepts: what its head noun stands for
	Statements     int             `json:"statements"`           // in which it takes part, each counted once
	Modalities     map[string]int  `json:"modalities,omitempty"` // statements that are not plainly asserted, and "denied"
	Relations      []RelationGroup `json:"relations"`            // those of the page asked for
	RelationsTotal int             `json:"relationsTotal"`
	Phrases        []Phrase        `json:"phrases,omitempty"`  // concepts that name it, with the first page
	Timeline       []Line          `json:"timeline,omitempty"` // dated statements, the earliest first
	Dated          int             `json:"dated"`              // dated statements altogether
}

// Name is a name of an entity.
type Name struct {
	Lang    string `json:"lang,omitempty"`
	Text    string `json:"text"`
	Machine bool   `json:"machine,omitempty"` // composed by machine
}

// Alias is another name, with the reasons why it is taken for one.
type Alias struct {
	Text    string   `json:"text"`
	Lang    string   `json:"lang,omitempty"`
	Reasons []string `json:"reasons,omitempty"`
}

// RelationGroup are the statements in which an entity plays the same part with
// the same relation.
type RelationGroup struct {
	Role       string `json:"role"`
	Relation   Term   `json:"relation"`
	Count      int    `json:"count"`
	Statements []Line `json:"statements"` // the first of them
	parts      []index.Part
}

// Sizes of what an entity's page shows of long lists.
const (
	groupLines    = 5
	timelineLines = 30
)

// Entity looks an entity up by its name. The page counts relations.
func (v *View) Entity(ctx context.Context, name string, page Page) (*EntityPage, error) {
	node := vocab.Entity(name)
	n, ok, err := v.index.Node(node)
	if err != nil {
		return nil, err
	}
	parts, err := v.parts(ctx, node, Filter{})
	if err != nil {
		return nil, err
	}
	if !ok && len(parts) == 0 {
		return nil, ErrNotFound
	}
	e := &EntityPage{Term: v.Term(ctx, node), Names: namesOf(n)}
	if err := v.describe(ctx, node, e); err != nil {
		return nil, err
	}
	v.summarise(ctx, e, parts, page)
	if page.Offset == 0 {
		e.Phrases, err = v.phrases(ctx, node, e)
	}
	return e, err
}

func namesOf(n index.Node) []Name {
	names := []Name{}
	for _, l := range n.Labels {
		names = append(names, Name{Lang: l.Lang, Text: l.Text})
	}
	for _, l := range n.Glosses {
		names = append(names, Name{Lang: l.Lang, Text: l.Text, Machine: true})
	}
	return names
}

// describe adds what is known of the entity apart from statements.
func (v *View) describe(ctx context.Context, node quad.IRI, e *EntityPage) error {
	var alt, because, members, groups, head []quad.Value
	for _, ask := range []struct {
		to        *[]quad.Value
		follow    func(context.Context, quad.IRI, quad.IRI) ([]quad.Value, error)
		predicate quad.IRI
	}{
		{&alt, v.out, vocab.AltLabel}, {&because, v.out, vocab.SameBecause}, {&members, v.out, vocab.Member},
		{&groups, v.in, vocab.Member}, {&head, v.out, vocab.Head},
	} {
		var err error
		if *ask.to, err = ask.follow(ctx, node, ask.predicate); err != nil {
			return err
		}
	}
	e.Aliases = aliases(alt, because)
	e.Members, e.Groups = v.terms(ctx, members), v.terms(ctx, groups)
	if len(head) > 0 {
		e.Head = v.optional(ctx, head[0], deepest)
	}
	return nil
}

func aliases(alt, because []quad.Value) []Alias {
	reasons := make(map[string][]string)
	for _, value := range because {
		if text, reason, ok := strings.Cut(literal(value).Name, " | "); ok {
			reasons[text] = append(reasons[text], reason)
		}
	}
	var out []Alias
	for _, value := range alt {
		a := Alias{Text: literal(value).Name}
		if lang, ok := value.(quad.LangString); ok {
			a.Lang = lang.Lang
		}
		a.Reasons = reasons[a.Text]
		slices.Sort(a.Reasons)
		out = append(out, a)
	}
	slices.SortFunc(out, func(a, b Alias) int { return cmp.Or(cmp.Compare(a.Text, b.Text), cmp.Compare(a.Lang, b.Lang)) })
	return out
}

// summarise groups the statements of an entity by relation.
func (v *View) summarise(ctx context.Context, e *EntityPage, parts []index.Part, page Page) {
	e.Modalities = make(map[string]int)
	seen := make(map[quad.IRI]bool, len(parts))
	var dated []index.Part
	for _, p := range parts {
		if seen[p.Statement] {
			continue
		}
		seen[p.Statement] = true
		if p.Negative {
			e.Modalities["denied"]++
		}
		if p.Modality != "" {
			e.Modalities[p.Modality]++
		}
		if isDate(p.Time) {
			dated = append(dated, p)
		}
	}
	e.Statements, e.Dated = len(seen), len(dated)
	sortByDate(dated)
	e.Timeline = v.lines(ctx, dated[:min(len(dated), timelineLines)])
	groups := group(parts)
	e.RelationsTotal = len(groups)
	e.Relations = []RelationGroup{}
	for _, g := range cut(groups, page) {
		g.Relation = v.Term(ctx, g.parts[0].Relation)
		g.Statements = v.lines(ctx, g.parts[:min(len(g.parts), groupLines)])
		e.Relations = append(e.Relations, g)
	}
}

func sortByDate(parts []index.Part) {
	slices.SortStableFunc(parts, func(a, b index.Part) int { return cmp.Compare(a.Time, b.Time) })
}

// isDate tells a date (2005, 2005-05-13) from a duration (P3M).
func isDate(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

func (v *View) lines(ctx context.Context, parts []index.Part) []Line {
	out := make([]Line, 0, len(parts))
	for _, p := range parts {
		out = append(out, v.lineOf(ctx, p, deepest))
	}
	return out
}

// roleOrder puts the parts that matter most first.
var roleOrder = map[index.Role]int{index.Subject: 0, index.Object: 1, index.Speaker: 3}

func orderOf(role string) int {
	if n, ok := roleOrder[roleOf(role)]; ok {
		return n
	}
	return 2
}

// group gathers parts, which are sorted by role and relation, into groups, the
// largest of each role first.
func group(parts []index.Part) []RelationGroup {
	var out []RelationGroup
	for from := 0; from < len(parts); {
		to := from + 1
		for to < len(parts) && parts[to].Role == parts[from].Role && parts[to].Relation == parts[from].Relation {
			to++
		}
		out = append(out, RelationGroup{Role: roleName(parts[from].Role), Count: to - from, parts: parts[from:to]})
		from = to
	}
	slices.SortStableFunc(out, func(a, b RelationGroup) int {
		return cmp.Or(cmp.Compare(orderOf(a.Role), orderOf(b.Role)), cmp.Compare(b.Count, a.Count))
	})
	return out
}

// Statements lists statements in which a node takes part, and tells how many
// there are; those of a filter for dated ones by date. The node is an entity or
// a relation.
func (v *View) Statements(ctx context.Context, node string, f Filter, page Page) (lines []Line, total int, err error) {
	parts, err := v.parts(ctx, quad.IRI(node), f)
	if err != nil {
		return nil, 0, err
	}
	seen := make(map[quad.IRI]bool, len(parts))
	parts = slices.DeleteFunc(parts, func(p index.Part) bool {
		again := seen[p.Statement]
		seen[p.Statement] = true
		return again
	})
	if f.Dated {
		sortByDate(parts)
	}
	return v.lines(ctx, cut(parts, page)), len(parts), nil
}
