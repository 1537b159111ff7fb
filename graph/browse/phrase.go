package browse

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"sanyuan/graph/index"
	"sanyuan/graph/vocab"
)

// Phrase is a concept whose name holds a name of an entity, such as 法國的提案 for
// 法國. What is stated about the one bears on the other, though no statement
// joins them.
type Phrase struct {
	Term
	Count      int    `json:"count"`      // parts that it plays in statements, counted up to a bound
	Statements []Line `json:"statements"` // the first of them
}

// Bounds of what is looked up for an entity's phrases.
const (
	mostPhrases  = 10
	phraseLines  = 3
	phraseNames  = 8  // by which phrases are looked for
	phraseHits   = 60 // of each name
	shortestName = 2  // characters: one alone stands in too many words
)

// phrases finds the concepts that name an entity, the most connected first.
func (v *View) phrases(ctx context.Context, node quad.IRI, e *EntityPage) ([]Phrase, error) {
	seen := map[quad.IRI]bool{node: true}
	var out []Phrase
	for _, name := range searchNames(node, e) {
		hits, err := v.index.Search(name, vocab.EntityPrefix, phraseHits)
		if err != nil {
			return nil, err
		}
		for _, hit := range hits {
			if seen[hit.Node] || hit.Kind == index.Phonetic || hit.Parts == 0 || v.node(hit.Node).Type != vocab.Concept {
				continue
			}
			seen[hit.Node] = true
			if len(out) == mostPhrases {
				return out, nil
			}
			p, err := v.phrase(ctx, hit)
			if err != nil {
				return nil, err
			}
			out = append(out, p)
		}
	}
	return out, nil
}

func (v *View) phrase(ctx context.Context, hit index.Hit) (Phrase, error) {
	p := Phrase{Term: v.Term(ctx, hit.Node), Count: hit.Parts, Statements: []Line{}}
	err := v.index.Parts(ctx, hit.Node, "", "", func(part index.Part) bool {
		p.Statements = append(p.Statements, v.lineOf(ctx, part, deepest))
		return len(p.Statements) < phraseLines
	})
	return p, err
}

// searchNames are the Chinese names of an entity, each once.
func searchNames(node quad.IRI, e *EntityPage) []string {
	names := []string{vocab.Name(node)}
	for _, n := range e.Names {
		if strings.HasPrefix(n.Lang, "zh") && !n.Machine {
			names = append(names, n.Text)
		}
	}
	for _, a := range e.Aliases {
		if a.Lang == "" || strings.HasPrefix(a.Lang, "zh") {
			names = append(names, a.Text)
		}
	}
	seen := make(map[string]bool)
	var out []string
	for _, name := range names {
		folded := index.Fold(name)
		if !seen[folded] && utf8.RuneCountInString(folded) >= shortestName && len(out) < phraseNames {
			seen[folded] = true
			out = append(out, folded)
		}
	}
	return out
}
