package graph_test

import (
	"fmt"
	"testing"
	"time"

	"sanyuan/extract"
	"sanyuan/extract/clause"
	"sanyuan/extract/resolve"
	"sanyuan/extract/text"
	"sanyuan/graph"
)

func entity(name string) clause.Term {
	return clause.Term{Kind: clause.Entity, Surface: name, Name: name}
}

// veto is a document with one asserted statement, one that is only demanded,
// and an entity of the lexicon.
func veto(id string) extract.Result {
	inner := &clause.Statement{
		ID: "b2", Subject: entity("日本"), Relation: clause.Relation{Name: "道歉", Lemma: "道歉"},
		Modality: clause.Demanded, Embedded: true, Confidence: 0.7, Rule: "pivot",
		Evidence: []clause.Evidence{{Document: id, Sentence: 1}},
	}
	return extract.Result{
		Document: extract.Document{
			ID: id, Source: id, Title: "標題 \"一\"", Hash: "hash of " + id,
			Date: time.Date(2005, 5, 13, 0, 0, 0, 0, time.UTC),
			Sentences: []extract.Sentence{
				{Index: 0, Text: "法國否決提案。", Pieces: []text.Piece{{Text: text.Span{End: 21}, Original: text.Span{Start: 3, End: 24}}}},
				{Index: 1, Text: "韓國要求\n日本道歉。"},
			},
		},
		Statements: []extract.Statement{
			{
				ID: "a1", Subject: entity("法國"), Relation: clause.Relation{Name: "否決", Lemma: "否決"},
				Object: clause.Term{Kind: clause.Concept, Name: "提案"}, Confidence: 0.9, Rule: "subject-verb-object",
				Arguments: []clause.Argument{{Role: clause.When, Term: clause.Term{Kind: clause.Time, Surface: "13號", Value: "2005-05-13", Datatype: "xsd:date"}}},
				Evidence:  []clause.Evidence{{Document: id, Sentence: 0, Subject: []text.Span{{Start: 0, End: 6}}, Relation: []text.Span{{Start: 6, End: 12}}, Object: []text.Span{{Start: 12, End: 18}}}},
			},
			{
				ID: "c3", Subject: entity("韓國"), Relation: clause.Relation{Name: "要求", Lemma: "要求"},
				Object:   clause.Term{Kind: clause.Inner, Statement: inner},
				Evidence: []clause.Evidence{{Document: id, Sentence: 1}},
			},
			*inner,
		},
		Entities: []extract.Entity{
			{Name: "提案", Concept: true},
			{
				Name: "法國", Type: "Country", Lexicon: true,
				Labels:  []resolve.Label{{Lang: "zh-Hant", Text: "法國"}, {Lang: "zh-Hans", Text: "法国"}, {Lang: "en", Text: "France"}},
				Aliases: []resolve.Alias{{Text: "法方", Lang: "zh", Reason: "lexicon"}, {Text: "該國", Lang: "zh", Reason: "pronoun"}},
			},
		},
	}
}

func load(t testing.TB, s *graph.Store, docs ...extract.Result) {
	t.Helper()
	l := s.NewLoader(t.Context(), graph.LoadOptions{Version: "v1"})
	for _, d := range docs {
		if err := l.Load(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
}

// contents are the quads of a store, one line each, without order.
func contents(t testing.TB, s *graph.Store) map[string]int {
	t.Helper()
	out := make(map[string]int)
	for q, err := range s.Quads(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		out[fmt.Sprintf("%v %v %v %v", q.Subject, q.Predicate, q.Object, q.Label)]++
	}
	return out
}
