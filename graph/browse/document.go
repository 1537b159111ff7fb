package browse

import (
	"cmp"
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"sanyuan/graph"
	"sanyuan/graph/index"
	"sanyuan/graph/vocab"
)

// DocumentPage is a document with what was read from it.
type DocumentPage struct {
	Term
	ID             string     `json:"id"`
	Date           string     `json:"date,omitempty"`
	Source         string     `json:"source,omitempty"`  // path that it was read from
	Hash           string     `json:"hash,omitempty"`    // SHA-256 of its bytes
	Version        string     `json:"version,omitempty"` // program and models that read it
	Sentences      []Sentence `json:"sentences"`         // those of the page asked for
	SentencesTotal int        `json:"sentencesTotal"`
}

// Sentence is a sentence of a document with the statements in it.
type Sentence struct {
	Number     int    `json:"number"` // in the document, from 0
	Text       string `json:"text"`
	Start      int    `json:"start"` // bytes of the decoded original
	End        int    `json:"end"`
	Gap        bool   `json:"gap,omitempty"` // a line break or more stands before it in the original
	Marks      []Mark `json:"marks"`
	Statements []Line `json:"statements"`
}

// Document looks a document up. The page counts sentences.
func (v *View) Document(ctx context.Context, id string, page Page) (*DocumentPage, error) {
	node := vocab.Document(id)
	d := &DocumentPage{ID: id, Sentences: []Sentence{}}
	known := false
	for q, err := range v.store.QuadsOf(ctx, quad.Subject, node) {
		if err != nil {
			return nil, err
		}
		known = true
		switch q.Predicate {
		case vocab.Source:
			d.Source = literal(q.Object).Name
		case vocab.Hash:
			d.Hash = literal(q.Object).Name
		case vocab.Version:
			d.Version = literal(q.Object).Name
		case vocab.DatePublished:
			d.Date = literal(q.Object).Name
		}
	}
	if !known {
		return nil, ErrNotFound
	}
	d.Term = v.Term(ctx, node)
	return d, v.sentences(ctx, d, page)
}

func (v *View) sentences(ctx context.Context, d *DocumentPage, page Page) error {
	nodes, err := v.in(ctx, vocab.Document(d.ID), vocab.IsPartOf)
	if err != nil {
		return err
	}
	var sentences []quad.IRI
	for _, value := range nodes {
		if node, ok := value.(quad.IRI); ok {
			sentences = append(sentences, node)
		}
	}
	slices.SortFunc(sentences, compareSentences)
	d.SentencesTotal = len(sentences)
	end := 0
	for i, node := range cut(sentences, page) {
		s, err := v.sentence(ctx, node)
		if err != nil {
			return err
		}
		s.Gap = i > 0 && s.Start > end
		end = s.End
		d.Sentences = append(d.Sentences, s)
	}
	return nil
}

func (v *View) sentence(ctx context.Context, node quad.IRI) (Sentence, error) {
	_, number := splitSentence(node)
	s := Sentence{Number: number, Marks: []Mark{}, Statements: []Line{}}
	quads, err := v.quadsOf(ctx, node)
	if err != nil {
		return s, err
	}
	for _, q := range quads {
		switch n, _ := q.Object.(quad.Int); q.Predicate {
		case vocab.IsString:
			s.Text = literal(q.Object).Name
		case vocab.BeginIndex:
			s.Start = int(n)
		case vocab.EndIndex:
			s.End = int(n)
		}
	}
	statements, err := v.in(ctx, node, vocab.DerivedFrom)
	if err != nil {
		return s, err
	}
	for _, value := range statements {
		if statement, ok := value.(quad.IRI); ok {
			if err := v.readInto(ctx, &s, node, statement); err != nil {
				return s, err
			}
		}
	}
	slices.SortFunc(s.Statements, func(a, b Line) int {
		return cmp.Or(cmp.Compare(s.first(a.ID), s.first(b.ID)), cmp.Compare(a.ID, b.ID))
	})
	return s, nil
}

// readInto adds a statement to the sentence that it was read from.
func (v *View) readInto(ctx context.Context, s *Sentence, node, statement quad.IRI) error {
	quads, err := v.quadsOf(ctx, statement)
	if err != nil {
		return err
	}
	line := v.lineOf(ctx, index.StatementOf(statement, quads), deepest)
	s.Statements = append(s.Statements, line)
	for _, q := range quads {
		if q.Predicate != vocab.Span {
			continue
		}
		if span, err := graph.ParseSpan(literal(q.Object).Name); err == nil && span.Sentence == node {
			s.Marks = append(s.Marks, v.marks(line, span)...)
		}
	}
	return nil
}

// first is where the words of a statement's relation begin, or else where any
// of its words do.
func (s *Sentence) first(statement string) int {
	at := len(s.Text)
	for _, m := range s.Marks {
		if m.Statement == statement {
			if m.Part == "relation" {
				return m.Start
			}
			at = min(at, m.Start)
		}
	}
	return at
}

// DocumentLine is a document in a list.
type DocumentLine struct {
	Term
	ID   string `json:"id"`
	Date string `json:"date,omitempty"`
}

// Documents lists documents, the newest first, and tells how many there are.
func (v *View) Documents(ctx context.Context, page Page) ([]DocumentLine, int, error) {
	meta, err := v.graph.Meta()
	if err != nil {
		return nil, 0, err
	}
	nodes, err := v.index.Documents(max(page.Offset, 0), page.Limit)
	out := []DocumentLine{}
	for _, node := range nodes {
		out = append(out, DocumentLine{Term: v.Term(ctx, node), ID: vocab.Name(node), Date: v.node(node).Date})
	}
	return out, meta.Documents, err
}
