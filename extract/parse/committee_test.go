package parse

import (
	"slices"
	"strings"
	"testing"

	"sanyuan/extract/syntax"
)

// withoutTree leaves only the text of a sentence, as it was read, and its names.
func withoutTree(s Sentence) Sentence {
	s.Gold = syntax.Tree{Tokens: s.Gold.Tokens}
	return s
}

// TestCommittee: a sentence of which only the names are known gets a valid tree with the
// names that are known; parsers that have learnt the sentence agree on its own tree.
func TestCommittee(t *testing.T) {
	p := sampleParser(t)
	learnt := sentencesOf(readTrees(t, "testdata/sample.conllu")[:sampleSize])
	given := slices.Clone(learnt)
	for i := range given {
		if i%3 > 0 {
			given[i] = withoutTree(given[i])
		}
	}
	var some, right, all int
	for i, s := range (committee{p, p}).completeAll(given) {
		checkTree(t, s.Gold, len(learnt[i].Read))
		for k, token := range s.Gold.Tokens {
			if want := learnt[i].Gold.Tokens[k].Entity; strings.TrimPrefix(token.Entity, "O") != strings.TrimPrefix(want, "O") {
				t.Errorf("sentence %d: %s is %q, was given as %q", i, token.Form, token.Entity, want)
			}
			if token.Entity != "" && token.Entity != "O" {
				some++
			}
			if all++; s.Gold.Heads[k] == learnt[i].Gold.Heads[k] {
				right++
			}
		}
	}
	if some == 0 {
		t.Error("the sentences have no names: the test shows nothing")
	}
	if share := float64(right) / float64(all); share < 0.9 {
		t.Errorf("%.2f of the heads of sentences that were learnt", share)
	}
}

// TestCommitteeLong: what does not fit one window stays without a tree.
func TestCommitteeLong(t *testing.T) {
	s := Sentence{Read: make([]syntax.Token, maxWindow+1)}
	if got := (committee{sampleParser(t)}).complete(s); len(got.Gold.Heads) > 0 {
		t.Error("a tree over more tokens than a window holds")
	}
}

// TestTrainNamesOnly: sentences without trees teach names, and their silver
// trees leave the trees of the others alone.
func TestTrainNamesOnly(t *testing.T) {
	k := knowledge(t)
	sample := sentencesOf(readTrees(t, "testdata/sample.conllu")[:sampleSize])
	for i := sampleSize / 2; i < sampleSize; i++ {
		sample[i] = withoutTree(sample[i])
	}
	o := sampleOptions
	o.Members = 1
	var epochs []int
	o.Progress = func(epoch, all int, _ float64) { epochs = append(epochs, epoch, all) }
	p, err := Train(sample, k, o)
	if err != nil {
		t.Fatal(err)
	}
	n := o.Epochs * (o.Members + 1)
	if len(epochs) != 2*n || epochs[len(epochs)-2] != n || epochs[1] != n || !slices.IsSorted(evens(epochs)) {
		t.Errorf("progress goes to %d of %d in %d steps", epochs[len(epochs)-2], epochs[1], len(epochs)/2)
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

func evens(values []int) []int {
	var out []int
	for i := 0; i < len(values); i += 2 {
		out = append(out, values[i])
	}
	return out
}
