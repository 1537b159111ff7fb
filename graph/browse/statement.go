package browse

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"sanyuan/extract/text"
	"sanyuan/graph"
	"sanyuan/graph/index"
	"sanyuan/graph/vocab"
)

// StatementPage is a statement with everything that speaks for and against it.
type StatementPage struct {
	Line
	English       string     `json:"english,omitempty"`
	Arguments     []Argument `json:"arguments,omitempty"`
	Confidence    float64    `json:"confidence"` // 0 to 1
	Rules         []string   `json:"rules"`      // that made it
	Evidence      []Evidence `json:"evidence"`   // that of the page asked for
	EvidenceTotal int        `json:"evidenceTotal"`
	Documents     []Term     `json:"documents"`             // that make the statement
	Similar       []Line     `json:"similar,omitempty"`     // same subject, relation and object, other circumstances
	Contradicts   []Line     `json:"contradicts,omitempty"` // same subject, predicate and object, other polarity
	Within        []Line     `json:"within,omitempty"`      // statements that this one is a part of
}

// Argument is a further participant of a statement.
type Argument struct {
	Role string `json:"role"`
	Term Term   `json:"term"`
}

// Evidence is a sentence that a statement was read from.
type Evidence struct {
	Document Term   `json:"document"`
	Date     string `json:"date,omitempty"`
	Sentence int    `json:"sentence"` // number in the document, from 0
	Text     string `json:"text"`
	Marks    []Mark `json:"marks"`
}

// Mark is a place in a sentence that stands for a part of a statement. Start
// and End are bytes of the sentence's text.
type Mark struct {
	Start     int    `json:"start"`
	End       int    `json:"end"`
	Part      string `json:"part"`                // subject, relation or object
	Statement string `json:"statement,omitempty"` // ID
	Term      *Term  `json:"term,omitempty"`      // what the words stand for
}

// mostSimilar is how many similar and contradicting statements are listed.
const mostSimilar = 20

// Statement looks a statement up. The page counts places of evidence.
func (v *View) Statement(ctx context.Context, id string, page Page) (*StatementPage, error) {
	node := vocab.StatementNode(id)
	quads, err := v.quadsOf(ctx, node)
	if err != nil {
		return nil, err
	}
	p := index.StatementOf(node, quads)
	if p.Relation == "" {
		return nil, ErrNotFound
	}
	s := &StatementPage{Line: v.lineOf(ctx, p, deepest), Confidence: 1, Rules: []string{}}
	v.properties(ctx, s, quads)
	if err := v.evidence(ctx, s, quads, page); err != nil {
		return nil, err
	}
	if err := v.compare(ctx, s, p); err != nil {
		return nil, err
	}
	s.Within, err = v.within(ctx, node)
	return s, err
}

func (v *View) properties(ctx context.Context, s *StatementPage, quads []quad.Quad) {
	for _, q := range quads {
		switch q.Predicate {
		case vocab.Confidence:
			if f, ok := q.Object.(quad.Float); ok {
				s.Confidence = min(s.Confidence, float64(f))
			}
		case vocab.Rule:
			s.Rules = append(s.Rules, literal(q.Object).Name)
		case vocab.Gloss:
			s.English = literal(q.Object).Name
		}
		switch role := index.RoleOf(q.Predicate); role {
		case "", index.Subject, index.Object, index.Speaker, index.Relation:
		default:
			s.Arguments = append(s.Arguments, Argument{string(role), v.Term(ctx, q.Object)})
		}
	}
	slices.Sort(s.Rules)
	s.Rules = slices.Compact(s.Rules)
	slices.SortFunc(s.Arguments, func(a, b Argument) int {
		return cmp.Or(cmp.Compare(a.Role, b.Role), cmp.Compare(a.Term.Name, b.Term.Name))
	})
	s.Arguments = slices.CompactFunc(s.Arguments, func(a, b Argument) bool {
		return a == b || a.Role == b.Role && a.Term.IRI != "" && a.Term.IRI == b.Term.IRI
	})
}

// evidence reads the sentences of a statement.
func (v *View) evidence(ctx context.Context, s *StatementPage, quads []quad.Quad, page Page) error {
	spans := spansOf(quads)
	documents := make(map[string]bool)
	for _, span := range spans {
		if document, _ := splitSentence(span.Sentence); !documents[document] {
			documents[document] = true
			s.Documents = append(s.Documents, v.Term(ctx, vocab.Document(document)))
		}
	}
	s.EvidenceTotal = len(spans)
	s.Evidence = []Evidence{}
	for _, span := range cut(spans, page) {
		e, err := v.place(ctx, span)
		if err != nil {
			return err
		}
		e.Marks = v.marks(s.Line, span)
		s.Evidence = append(s.Evidence, e)
	}
	return nil
}

// spansOf are the places that a statement was read from, in the order of
// documents and sentences. Quads that other programs made may tell the sentence
// alone.
func spansOf(quads []quad.Quad) []graph.Span {
	var spans []graph.Span
	marked := make(map[quad.IRI]bool)
	for _, q := range quads {
		if q.Predicate != vocab.Span {
			continue
		}
		if span, err := graph.ParseSpan(literal(q.Object).Name); err == nil {
			spans = append(spans, span)
			marked[span.Sentence] = true
		}
	}
	for _, q := range quads {
		if sentence, ok := q.Object.(quad.IRI); ok && q.Predicate == vocab.DerivedFrom && !marked[sentence] {
			spans = append(spans, graph.Span{Sentence: sentence})
			marked[sentence] = true
		}
	}
	slices.SortStableFunc(spans, func(a, b graph.Span) int { return compareSentences(a.Sentence, b.Sentence) })
	return spans
}

// splitSentence gives the ID of the document and the number of a sentence.
func splitSentence(node quad.IRI) (document string, number int) {
	name := vocab.Name(node)
	i := strings.LastIndexByte(name, '/')
	if i < 0 {
		return name, 0
	}
	number, _ = strconv.Atoi(name[i+1:])
	return name[:i], number
}

func compareSentences(a, b quad.IRI) int {
	docA, nA := splitSentence(a)
	docB, nB := splitSentence(b)
	return cmp.Or(cmp.Compare(docA, docB), cmp.Compare(nA, nB))
}

func (v *View) place(ctx context.Context, span graph.Span) (Evidence, error) {
	document, number := splitSentence(span.Sentence)
	texts, err := v.out(ctx, span.Sentence, vocab.IsString)
	if err != nil {
		return Evidence{}, err
	}
	e := Evidence{Document: v.Term(ctx, vocab.Document(document)), Sentence: number, Date: v.node(vocab.Document(document)).Date}
	if len(texts) > 0 {
		e.Text = literal(texts[0]).Name
	}
	return e, nil
}

// marks are the places of a sentence that a statement's parts stand at.
func (v *View) marks(l Line, span graph.Span) []Mark {
	marks := []Mark{}
	for _, part := range []struct {
		name   string
		ranges []text.Span
		term   *Term
	}{{"subject", span.Subject, l.Subject}, {"relation", span.Relation, &l.Relation}, {"object", span.Object, l.Object}} {
		for _, r := range part.ranges {
			marks = append(marks, Mark{Start: r.Start, End: r.End, Part: part.name, Statement: l.ID, Term: part.term})
		}
	}
	return marks
}

// compare finds statements about the same subject and object that say the same
// or the opposite.
func (v *View) compare(ctx context.Context, s *StatementPage, p index.Part) error {
	subject, ok := p.Subject.(quad.IRI)
	if !ok || p.Object == nil {
		return nil
	}
	lemma := v.lemma(p.Relation)
	err := v.index.Parts(ctx, subject, index.Subject, "", func(other index.Part) bool {
		if other.Statement == p.Statement || other.Object != p.Object || v.lemma(other.Relation) != lemma {
			return true
		}
		switch {
		case other.Negative != p.Negative:
			s.Contradicts = append(s.Contradicts, v.lineOf(ctx, other, deepest))
		case other.Relation == p.Relation:
			s.Similar = append(s.Similar, v.lineOf(ctx, other, deepest))
		}
		return len(s.Contradicts)+len(s.Similar) < mostSimilar
	})
	return err
}

// lemma is the bare predicate of a relation.
func (v *View) lemma(relation quad.IRI) string {
	if lemma := v.node(relation).Lemma; lemma != "" {
		return lemma
	}
	return vocab.Name(relation)
}

// Lemma is the bare predicate of a relation, where it is not the relation itself.
func (v *View) Lemma(relation quad.IRI) string { return v.node(relation).Lemma }

// within lists the statements that have a statement as a part.
func (v *View) within(ctx context.Context, statement quad.IRI) (out []Line, err error) {
	err = v.index.Parts(ctx, statement, "", "", func(p index.Part) bool {
		out = append(out, v.lineOf(ctx, p, deepest))
		return len(out) < mostSimilar
	})
	return out, err
}
