package parse

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"

	"sanyuan/extract/syntax"
)

// Options are the settings of training.
type Options struct {
	Epochs int
	Beam   int
	Seed   uint64
	Pruning
	Progress func(done, all int) // called after each sentence; may be nil
}

// DefaultOptions are those of the models that come with the program.
var DefaultOptions = Options{
	Epochs: 8, Beam: DefaultBeam, Seed: 1,
	Pruning: Pruning{Share: 0.9999, MoveFloor: 0.5, LabelFloor: 0.5},
}

// Train learns a parser from trees and returns its model file. Equal input
// gives equal bytes.
func Train(trees []syntax.Tree, o Options) ([]byte, error) {
	labels, err := labelsOf(trees)
	if err != nil {
		return nil, err
	}
	examples := make([]example, len(trees))
	for i := range trees {
		examples[i] = newExample(&trees[i], labels)
	}
	l := newLearner(len(labels), o.Beam)
	l.train(examples, o)
	return l.quantise(labels, o.Pruning).seal(), nil
}

// labelsOf returns the relations of the trees other than root, sorted.
func labelsOf(trees []syntax.Tree) ([]string, error) {
	var labels []string
	for i := range trees {
		if len(trees[i].Tokens) == 0 {
			return nil, fmt.Errorf("tree %d has no words", i+1)
		}
		for _, rel := range trees[i].Rels {
			if rel != "root" && !slices.Contains(labels, rel) {
				labels = append(labels, rel)
			}
		}
	}
	switch {
	case len(labels) == 0:
		return nil, errors.New("no trees to learn from")
	case len(labels) > maxLabels:
		return nil, fmt.Errorf("%d relations, and there is room for %d", len(labels), maxLabels)
	}
	slices.Sort(labels)
	return labels, nil
}

// example is a sentence with the actions that build its tree.
type example struct {
	tokens []syntax.Token
	gold   []action
}

func newExample(t *syntax.Tree, labels []string) example {
	heads, rels := make([]int, len(t.Heads)+1), make([]uint8, len(t.Heads)+1)
	for i, h := range t.Heads {
		heads[i+1] = h + 1
		rels[i+1] = uint8(max(0, slices.Index(labels, t.Rels[i])))
	}
	projectivize(heads)
	return example{t.Tokens, oracle(heads, rels)}
}

func (l *learner) train(examples []example, o Options) {
	rng := rand.New(rand.NewPCG(o.Seed, 0))
	order := rng.Perm(len(examples))
	for e := range o.Epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for n, i := range order {
			l.search.in.reset(examples[i].tokens)
			l.learn(examples[i].gold)
			if o.Progress != nil {
				o.Progress(e*len(order)+n+1, o.Epochs*len(order))
			}
		}
	}
}
