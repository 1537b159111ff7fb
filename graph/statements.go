package graph

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"sanyuan/extract"
	"sanyuan/extract/clause"
	"sanyuan/extract/resolve"
	"sanyuan/graph/vocab"
)

// zh is the language of names whose script is not known.
const zh = "zh"

// DocumentQuads are the quads that one document gives rise to.
type DocumentQuads struct {
	ID     string      // of the document
	Own    []quad.Quad // what the document says, with the document as label
	Shared []quad.Quad // what holds of its nodes in every document, with vocab.Lexicon as label
}

// Statements turns what a document states into quads, each once. The version
// names the program and models that read it; the loader reads a document again
// when either its bytes or the version differ.
//
// A statement is a node with its parts as properties; it also is a direct edge
// subject -relation-> object exactly when the text asserts it and both ends are
// nodes. See docs/data-model.md for every property.
func Statements(res extract.Result, version string) (DocumentQuads, error) {
	b := builder{
		doc:   res.Document.ID,
		label: vocab.Document(res.Document.ID),
		seen:  make(map[quad.Quad]bool),
	}
	b.document(res.Document, version)
	for _, s := range res.Document.Sentences {
		b.sentence(s)
	}
	for i := range res.Entities {
		b.entity(&res.Entities[i])
	}
	for i := range res.Statements {
		b.statement(&res.Statements[i])
	}
	if b.err != nil {
		return DocumentQuads{}, fmt.Errorf("document %s: %w", res.Document.ID, b.err)
	}
	return DocumentQuads{ID: res.Document.ID, Own: b.own, Shared: b.shared}, nil
}

// builder collects the quads of a document.
type builder struct {
	doc         string
	label       quad.IRI
	own, shared []quad.Quad
	seen        map[quad.Quad]bool
	err         error
}

// add writes a quad of the document; one without object is left out.
func (b *builder) add(s, p quad.IRI, o quad.Value) { b.put(&b.own, quad.Make(s, p, o, b.label)) }

// share writes a quad that does not stem from the document.
func (b *builder) share(s, p quad.IRI, o quad.Value) {
	b.put(&b.shared, quad.Make(s, p, o, vocab.Lexicon))
}

func (b *builder) put(to *[]quad.Quad, q quad.Quad) {
	if q.Object == nil || b.seen[q] {
		return
	}
	if err := Check(q); err != nil && b.err == nil {
		b.err = err
	}
	b.seen[q] = true
	*to = append(*to, q)
}

func (b *builder) document(d extract.Document, version string) {
	b.add(b.label, vocab.Type, vocab.Article)
	b.add(b.label, vocab.Label, lang(d.Title, zh))
	b.add(b.label, vocab.Source, plain(d.Source))
	b.add(b.label, vocab.Hash, plain(d.Hash))
	b.add(b.label, vocab.Version, plain(version))
	if d.CopyOf != "" {
		b.add(b.label, vocab.CopyOf, vocab.Document(d.CopyOf))
	}
	if !d.Date.IsZero() {
		b.add(b.label, vocab.DatePublished, quad.TypedString{
			Value: quad.String(d.Date.Format("2006-01-02")), Type: vocab.XSDDate})
	}
}

func (b *builder) sentence(s extract.Sentence) {
	node := vocab.Sentence(b.doc, s.Index)
	b.add(node, vocab.IsString, lang(s.Text, zh))
	b.add(node, vocab.IsPartOf, b.label)
	if len(s.Pieces) > 0 {
		b.add(node, vocab.BeginIndex, quad.Int(s.Pieces[0].Original.Start))
		b.add(node, vocab.EndIndex, quad.Int(s.Pieces[len(s.Pieces)-1].Original.End))
	}
}

// lexical are the reasons of aliases that hold in every document.
var lexical = []string{"lexicon", "cldr"}

func (b *builder) entity(e *resolve.Entity) {
	node := vocab.Entity(e.Name)
	add := b.add
	if e.Lexicon || e.Concept { // all that is said of a concept follows from its name
		add = b.share
	}
	add(node, vocab.Type, class(e))
	for _, l := range e.Labels {
		if l.Gloss {
			add(node, vocab.Gloss, lang(l.Text, l.Lang))
		} else {
			add(node, vocab.Label, lang(l.Text, l.Lang))
		}
	}
	for _, m := range e.Members {
		add(node, vocab.Member, vocab.Entity(m))
	}
	if e.Head != "" && e.Head != e.Name {
		add(node, vocab.Head, vocab.Entity(e.Head))
	}
	for _, a := range e.Aliases {
		add := b.add
		if e.Lexicon && slices.Contains(lexical, a.Reason) {
			add = b.share
		}
		add(node, vocab.AltLabel, lang(a.Text, a.Lang))
		if a.Reason != "" {
			add(node, vocab.SameBecause, lang(a.Text+" | "+a.Reason, a.Lang))
		}
	}
}

func class(e *resolve.Entity) quad.IRI {
	switch {
	case e.Type != "":
		return vocab.Class(e.Type)
	case e.Concept:
		return vocab.Concept
	}
	return vocab.Thing
}

func (b *builder) statement(s *extract.Statement) {
	node := vocab.StatementNode(s.ID)
	relation := b.relation(s)
	subject, object := term(&s.Subject), term(&s.Object)
	b.add(node, vocab.Type, vocab.Statement)
	b.add(node, vocab.Subject, subject)
	b.add(node, vocab.Predicate, relation)
	b.add(node, vocab.Object, object)
	for i := range s.Arguments {
		b.add(node, vocab.Role(string(s.Arguments[i].Role)), term(&s.Arguments[i].Term))
	}
	b.add(node, vocab.AttributedTo, term(&s.Attribution))
	if s.Polarity == clause.Negative {
		b.add(node, vocab.Polarity, quad.String(s.Polarity.String()))
	}
	if s.Modality != clause.Asserted {
		b.add(node, vocab.Modality, quad.String(s.Modality.String()))
	}
	if s.Confidence > 0 && s.Confidence < 1 {
		b.add(node, vocab.Confidence, quad.Float(math.Round(s.Confidence*1000)/1000))
	}
	b.add(node, vocab.Rule, plain(s.Rule))
	b.add(node, vocab.Gloss, lang(s.English, "en"))
	b.evidence(node, s.Evidence)
	if s.Asserted() {
		b.edge(subject, relation, object)
	}
}

// relation writes the relation of a statement. Its properties follow from its
// name, so they are shared by all documents.
func (b *builder) relation(s *extract.Statement) quad.IRI {
	node := vocab.Relation(s.Relation.Name)
	b.share(node, vocab.Type, vocab.Property)
	b.share(node, vocab.Label, lang(s.Relation.Name, zh))
	b.share(node, vocab.Gloss, lang(s.Relation.English, "en"))
	if s.Relation.Lemma == s.Relation.Name {
		return node
	}
	b.share(node, vocab.Lemma, lang(s.Relation.Lemma, zh))
	if s.Polarity == clause.Negative {
		b.share(node, vocab.Polarity, quad.String(s.Polarity.String()))
	}
	if s.Modality != clause.Asserted && s.Modality.Asserted() {
		b.share(node, vocab.Modality, quad.String(s.Modality.String()))
	}
	return node
}

func (b *builder) evidence(node quad.IRI, places []clause.Evidence) {
	for _, e := range places {
		sentence := vocab.Sentence(b.doc, e.Sentence)
		b.add(node, vocab.DerivedFrom, sentence)
		b.add(node, vocab.Span, plain(Span{
			Sentence: sentence, Subject: e.Subject, Relation: e.Relation, Object: e.Object}.String()))
	}
}

// edge is the direct one between two nodes; literals have none.
func (b *builder) edge(subject quad.Value, relation quad.IRI, object quad.Value) {
	s, ok := subject.(quad.IRI)
	if !ok {
		return
	}
	if o, ok := object.(quad.IRI); ok {
		b.add(s, relation, o)
	}
}

// term is the node or literal that a term of a statement stands for, nil for
// no term.
func term(t *clause.Term) quad.Value {
	switch t.Kind {
	case clause.Entity, clause.Concept:
		return vocab.Entity(name(t))
	case clause.Inner:
		if t.Statement != nil {
			return vocab.StatementNode(t.Statement.ID)
		}
	case clause.Time, clause.Quantity:
		return literal(t)
	}
	return nil
}

func name(t *clause.Term) string {
	if t.Name == "" {
		return t.Surface
	}
	return t.Name
}

func literal(t *clause.Term) quad.Value {
	switch {
	case t.Value == "":
		return lang(t.Surface, zh)
	case t.Unit != "":
		return quad.TypedString{Value: quad.String(t.Value + " " + t.Unit), Type: vocab.Quantity}
	case t.Datatype == "":
		return plain(t.Value)
	}
	return FromRDF(quad.TypedString{Value: quad.String(t.Value), Type: quad.IRI(t.Datatype)})
}

// plain is a literal without language, nil for none.
func plain(s string) quad.Value {
	if s == "" {
		return nil
	}
	return quad.String(clean(s))
}

// lang is a literal in a language, nil for none.
func lang(s, language string) quad.Value {
	switch {
	case s == "":
		return nil
	case language == "":
		return plain(s)
	}
	return quad.LangString{Value: quad.String(clean(s)), Lang: language}
}

// clean takes out what no literal may hold: bytes that are not UTF-8, and NUL.
func clean(s string) string {
	if utf8.ValidString(s) && !strings.Contains(s, "\x00") {
		return s
	}
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
}
