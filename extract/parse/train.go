package parse

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"sanyuan/extract/syntax"
)

// Options are the settings of training.
type Options struct {
	Epochs int
	Beam   int
	Seeds  int // models, each of another order of the sentences, that are averaged
	Pruning
	Progress func(done, all int) // called after each sentence, one call at a time; may be nil
}

// DefaultOptions are those of the models that come with the program.
var DefaultOptions = Options{
	Epochs: 6, Beam: DefaultBeam, Seeds: 4,
	Pruning: Pruning{Share: 0.9999, MoveFloor: 1, LabelFloor: 1},
}

// Train learns a parser from gold trees and from the same sentences as a tagger
// reads them that has not seen them, and returns its model file. Equal input
// gives equal bytes.
//
// A sentence is learnt over the words that were read, to which the tree is
// projected; over gold's words with the tags that were read, where the words
// differ; and as it stands in gold.
func Train(gold []syntax.Tree, read [][]syntax.Token, o Options) ([]byte, error) {
	labels, err := labelsOf(gold)
	if err != nil {
		return nil, err
	}
	if len(read) != len(gold) {
		return nil, fmt.Errorf("%d trees, but %d sentences were read", len(gold), len(read))
	}
	var lessons []lesson
	for i := range gold {
		lessons = append(lessons, lessonsOf(gold[i], read[i])...)
	}
	tags := learnTags(lessons)
	var examples []example
	for i := range lessons {
		examples = append(examples, newExample(&lessons[i], labels, tags))
	}
	for i := range gold {
		examples = append(examples, newExample(&lesson{gold[i], gold[i].Tokens}, labels, nil))
	}
	return trainSeeds(examples, len(labels), o).quantise(labels, tags, o.Pruning).seal(), nil
}

// lesson is a tree over tokens as they were read, with the tags that they
// should have; UPOS is empty where that is not known.
type lesson struct {
	tree syntax.Tree
	gold []syntax.Token
}

// lessonsOf returns the lessons of one sentence.
func lessonsOf(gold syntax.Tree, read []syntax.Token) []lesson {
	lessons := []lesson{{Project(gold, read), aligned(gold.Tokens, read)}}
	words := gold
	words.Tokens = slices.Clone(gold.Tokens)
	same := len(read) == len(gold.Tokens)
	for i, t := range aligned(read, gold.Tokens) {
		if t.UPOS == "" {
			same = false
			continue
		}
		words.Tokens[i].UPOS, words.Tokens[i].XPOS, words.Tokens[i].Entity = t.UPOS, t.XPOS, t.Entity
	}
	if same {
		return lessons
	}
	return append(lessons, lesson{words, gold.Tokens})
}

// trainSeeds trains the models, as many at once as there are processors, and
// returns their average.
func trainSeeds(examples []example, labels int, o Options) weights {
	moves, arcs := make([][]meanRow, o.Seeds), make([][]meanRow, o.Seeds)
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	done := newProgress(o, len(examples))
	for seed := range o.Seeds {
		group.Go(func() error {
			l := newLearner(labels, o.Beam)
			l.train(examples, o.Epochs, uint64(seed+1), done)
			w := l.weights()
			moves[seed], arcs[seed] = w.moves, w.arcs
			return nil
		})
	}
	_ = group.Wait() // training cannot fail
	return weights{average(moves), average(arcs)}
}

// newProgress returns a function that counts one sentence and reports it.
func newProgress(o Options, sentences int) func() {
	var mu sync.Mutex
	done, all := 0, o.Seeds*o.Epochs*sentences
	return func() {
		mu.Lock()
		defer mu.Unlock()
		done++
		if o.Progress != nil {
			o.Progress(done, all)
		}
	}
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
	tags   *tagset // whose alternatives it may take; nil for none
	gold   []action
}

func newExample(l *lesson, labels []string, tags *tagset) example {
	n := len(l.tree.Heads)
	heads, rels, variants := make([]int, n+1), make([]uint8, n+1), make([]uint8, n+1)
	for i, h := range l.tree.Heads {
		heads[i+1] = h + 1
		rels[i+1] = uint8(max(0, slices.Index(labels, l.tree.Rels[i])))
		t := &l.tree.Tokens[i]
		if alt := tags.alternative(t); alt >= 0 && fullName(t) != fullName(&l.gold[i]) && tags.list[alt].name() == fullName(&l.gold[i]) {
			variants[i+1] = 1
		}
	}
	projectivize(heads)
	return example{l.tree.Tokens, tags, oracle(heads, rels, variants)}
}

// train learns from the examples in a random order, anew in each epoch, and
// calls done after each.
func (l *learner) train(examples []example, epochs int, seed uint64, done func()) {
	rng := rand.New(rand.NewPCG(seed, 0))
	order := rng.Perm(len(examples))
	for range epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			l.search.in.reset(examples[i].tokens, examples[i].tags)
			l.learn(examples[i].gold)
			done()
		}
	}
}
