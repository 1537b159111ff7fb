package clause_test

import (
	"slices"
	"testing"

	"sanyuan/extract/clause"
)

func TestStatement_Facts(t *testing.T) {
	term := func(s string) clause.Term { return clause.Term{Kind: clause.Concept, Name: s, Surface: s} }
	statement := func(object string, args ...clause.Argument) *clause.Statement {
		s := &clause.Statement{Subject: term("影片"), Relation: clause.Relation{Name: "上映", Surface: "上映"}, Arguments: args}
		if object != "" {
			s.Object = term(object)
		}
		return s
	}
	place := clause.Argument{Role: clause.Place, Marker: "在", Term: term("東京")}
	tests := []struct {
		name string
		s    *clause.Statement
		want []string
	}{
		{"a date is all there is", statement("", clause.Argument{Role: clause.When, Term: term("8月")}), []string{"影片 | 上映 | 8月"}},
		{"a vague time", statement("", clause.Argument{Role: clause.When, Term: term("最近")}), nil},
		{"a date beside a place", statement("", place, clause.Argument{Role: clause.When, Term: term("8月")}), []string{"影片 | 上映 | 在東京"}},
		{"a date beside an object", statement("兩週", clause.Argument{Role: clause.When, Term: term("8月")}), []string{"影片 | 上映 | 兩週"}},
		{"who takes no part", statement("兩週", clause.Argument{Role: clause.Comparison, Marker: "除了", Term: term("東京")}), []string{"影片 | 上映 | 兩週"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, f := range tt.s.Facts() {
				got = append(got, f.String())
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
