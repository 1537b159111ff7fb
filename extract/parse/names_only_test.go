package parse

import (
	"testing"

	"sanyuan/extract/syntax"
)

// withoutTree leaves only the text of a sentence, as it was read, and its names.
func withoutTree(s Sentence) Sentence {
	s.Gold = syntax.Tree{Tokens: s.Gold.Tokens}
	return s
}

// TestTrainNamesOnly: sentences without trees teach names, and leave the trees of the
// others alone.
func TestTrainNamesOnly(t *testing.T) {
	k := knowledge(t)
	sample := sentencesOf(readTrees(t, "testdata/sample.conllu")[:sampleSize])
	for i := sampleSize / 2; i < sampleSize; i++ {
		sample[i] = withoutTree(sample[i])
	}
	p, err := Train(sample, k, sampleOptions)
	if err != nil {
		t.Fatal(err)
	}
	var names, right, heads, found int
	for _, s := range sample {
		tree := p.Parse(s.Read)
		for i, token := range s.Gold.Tokens {
			if token.Entity != "" && token.Entity != "O" {
				names++
				if tree.Tokens[i].Entity == token.Entity {
					right++
				}
			}
			if len(s.Gold.Heads) > 0 {
				heads++
				if tree.Heads[i] == s.Gold.Heads[i] {
					found++
				}
			}
		}
	}
	if names < 10 || right < names*9/10 {
		t.Errorf("%d of %d words of names", right, names)
	}
	if found < heads*8/10 {
		t.Errorf("%d of %d heads in trees that were learnt", found, heads)
	}
}
