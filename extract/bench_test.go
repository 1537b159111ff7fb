package extract_test

import (
	"fmt"
	"testing"

	"sanyuan/extract"
	"sanyuan/extract/clause"
	"sanyuan/extract/conllu"
	"sanyuan/extract/lexicon"
	"sanyuan/extract/resolve"
	"sanyuan/extract/syntax"
	"sanyuan/extract/text"
)

// analysed is a document of one sentence with its tree.
type analysed struct {
	doc  text.Document
	tree syntax.Tree
}

// heldOut returns the trees that the parser is tested with, and a resolver.
func heldOut(b *testing.B) ([]analysed, *resolve.Resolver) {
	b.Helper()
	sentences, err := conllu.ReadFile("parse/testdata/held-out.conllu")
	if err != nil {
		b.Fatal(err)
	}
	lex, err := lexicon.Load()
	if err != nil {
		b.Fatal(err)
	}
	r := resolve.New(lex)
	var out []analysed
	for i := range sentences {
		tree, err := sentences[i].Tree()
		if err != nil {
			b.Fatal(err)
		}
		doc := text.Document{ID: fmt.Sprint(i), Sentences: []text.Sentence{{Text: sentences[i].Text()}}}
		out = append(out, analysed{doc, tree.Merge(r.Join(tree.Tokens))})
	}
	return out, r
}

func perSentence(b *testing.B, sentences int) {
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*sentences), "µs/sentence")
}

// BenchmarkClause reads statements from trees.
func BenchmarkClause(b *testing.B) {
	sentences, _ := heldOut(b)
	b.ReportAllocs()
	for b.Loop() {
		for _, s := range sentences {
			clause.Read(s.tree, s.doc.Sentences[0].Text, nil)
		}
	}
	perSentence(b, len(sentences))
}

// BenchmarkResolve joins words and resolves the terms of statements, each
// sentence as a text of its own.
func BenchmarkResolve(b *testing.B) {
	sentences, r := heldOut(b)
	inputs := make([]resolve.Input, len(sentences))
	for i := range sentences {
		s := &sentences[i]
		inputs[i] = resolve.Input{Document: &s.doc, Tokens: [][]syntax.Token{s.tree.Tokens}, Statements: clause.Read(s.tree, s.doc.Sentences[0].Text, nil)}
	}
	b.ReportAllocs()
	for b.Loop() {
		for i := range inputs {
			r.Join(inputs[i].Tokens[0])
			r.Resolve(inputs[i])
		}
	}
	perSentence(b, len(sentences))
}

// BenchmarkExtract takes sentences through the whole pipeline on one core, each a
// document of its own.
func BenchmarkExtract(b *testing.B) {
	sentences, _ := heldOut(b)
	e, err := extract.New(extract.WithWorkers(1))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, s := range sentences {
			if _, err := e.Extract(b.Context(), s.doc); err != nil {
				b.Fatal(err)
			}
		}
	}
	perSentence(b, len(sentences))
}

// BenchmarkExtractAll does the same with all documents at hand.
func BenchmarkExtractAll(b *testing.B) {
	sentences, _ := heldOut(b)
	e, err := extract.New(extract.WithWorkers(1))
	if err != nil {
		b.Fatal(err)
	}
	var docs []text.Document
	for _, s := range sentences {
		docs = append(docs, s.doc)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := e.ExtractAll(b.Context(), docs); err != nil {
			b.Fatal(err)
		}
	}
	perSentence(b, len(sentences))
}
