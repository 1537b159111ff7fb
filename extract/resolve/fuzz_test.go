package resolve

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sanyuan/extract/clause"
	"sanyuan/extract/syntax"
	"sanyuan/extract/text"
)

// FuzzResolve takes every run of up to three words of a strange sentence for a
// term. Whatever they are, each gets a name, and the same names again.
func FuzzResolve(f *testing.F) {
	r := defaultResolver(f)
	for _, s := range []string{
		"法國/PROPN/B-LOC 總統/NOUN 杜彭/PROPN/B-PER 與/ADP 該國/NOUN", "英法德三國/PROPN 世界貿易組織WTO/PROPN （/PUNCT WTO/X ）/PUNCT",
		"他/PRON 的/PART 計畫/NOUN 中/ADP", "王/PROPN/B-PER 先生/NOUN 方/NOUN 雙方/PRON", "包括/VERB 等/PART 多項/NUM", "（ ） A a 的 \xff/X",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 400 {
			return
		}
		in := everyTerm(r.Join(tokens(s)))
		entities := r.Resolve(in)
		for _, st := range in.Statements {
			if st.Subject.Name == "" && strings.TrimSpace(st.Subject.Surface) != "" {
				t.Fatalf("%q has no name", st.Subject.Surface)
			}
		}
		if again := r.Resolve(in); !cmp.Equal(entities, again) {
			t.Fatalf("another time:\n%s", cmp.Diff(entities, again))
		}
	})
}

// everyTerm makes a statement of each run of up to three words.
func everyTerm(words []syntax.Token) Input {
	doc := &text.Document{ID: "doc", Sentences: []text.Sentence{{Text: formsOf(words)}}}
	in := Input{Document: doc, Tokens: [][]syntax.Token{words}}
	for start := range words {
		for end := start + 1; end <= min(len(words), start+3); end++ {
			run := words[start:end]
			in.Statements = append(in.Statements, &clause.Statement{
				Subject: clause.Term{
					Kind: clause.Kind(1 + start%4), Surface: formsOf(run), Head: run[len(run)-1].Form,
					Spans: []text.Span{{Start: run[0].Start, End: run[len(run)-1].End}},
				},
				Relation: clause.Relation{Name: "批評", Lemma: "批評"},
				Evidence: []clause.Evidence{{Document: "doc"}},
			})
		}
	}
	return in
}
