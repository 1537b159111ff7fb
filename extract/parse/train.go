package parse

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"

	"sanyuan/extract/neural"
	"sanyuan/extract/syntax"
)

// Options are the settings of training.
type Options struct {
	Epochs   int
	Batch    int     // words after which the weights are changed
	Rate     float64 // of learning, at its highest
	Seed     uint64
	Progress func(epoch, epochs int, loss float64) // after each epoch; may be nil
}

// DefaultOptions are those of the models that come with the program.
var DefaultOptions = Options{Epochs: 24, Batch: 300, Rate: 2e-3, Seed: 1}

// shards is the number of parts of a batch that are learnt at once. It does not
// depend on the machine, so that the result does not either.
const shards = 2

// Sentence is a gold tree with the tokens that a tagger reads in the same sentence
// which has not seen it. Gold without heads tells of names only.
type Sentence struct {
	Gold    syntax.Tree
	Read    []syntax.Token
	Further bool // not of the treebank
}

// Train learns a network from sentences. Equal input gives equal bytes.
//
// In each epoch a sentence is learnt in one of three ways: over the words that
// were read, to which the tree is projected; over gold's words with the tags
// that were read; and as it stands in gold.
func Train(sentences []Sentence, k Knowledge, o Options) (*Parser, error) {
	t := &trainer{o: o, known: k}
	if err := t.prepare(sentences); err != nil {
		return nil, err
	}
	t.run()
	return newParser(t.network, k), nil
}

// trainer carries the state of training.
type trainer struct {
	o       Options
	known   Knowledge
	lessons []variants
	network *network
	workers [shards]*learner
}

// variants are the ways to learn one sentence.
type variants struct{ read, words, gold *lesson }

func (t *trainer) prepare(sentences []Sentence) error {
	if len(sentences) == 0 {
		return errors.New("no trees to learn from")
	}
	var rels, tags, names counts
	for i, s := range sentences {
		if len(s.Gold.Tokens) == 0 {
			return fmt.Errorf("tree %d has no words", i+1)
		}
		for k := range s.Gold.Heads {
			rels.add(s.Gold.Rels[k])
			tags.add(s.Gold.Tokens[k].UPOS + "/" + s.Gold.Tokens[k].XPOS)
		}
		for _, n := range closed(entities(s.Gold.Tokens)) {
			names.add(n)
		}
	}
	delete(rels, "root")
	if len(rels) == 0 {
		return errors.New("no trees to learn from")
	}
	names.add("O")
	var all []*lesson
	for _, s := range sentences {
		v := newVariants(s, rels.list(1), tags.list(minTagCount), names.list(1))
		t.lessons = append(t.lessons, v)
		all = append(all, v.read)
		if v.gold != v.read {
			all = append(all, v.gold)
		}
	}
	words := t.symbols(all)
	t.network = newNetwork(words, rels.list(1), tags.list(minTagCount), names.list(1), rand.New(rand.NewPCG(t.o.Seed, 1)))
	for i := range t.workers {
		t.workers[i] = newLearner(t.network, t.known, t.o.Seed*shards+uint64(i))
	}
	return nil
}

// minTagCount is how often a full tag must be seen to be predicted, minCount how
// often a symbol must be seen to be known.
const (
	minTagCount = 10
	minCount    = 2
)

// counts tells how often something was seen.
type counts map[string]int

func (c *counts) add(s string) {
	if *c == nil {
		*c = counts{}
	}
	(*c)[s]++
}

// list returns what was seen often enough, sorted.
func (c counts) list(least int) []string {
	var out []string
	for s, n := range c {
		if n >= least {
			out = append(out, s)
		}
	}
	slices.Sort(out)
	return out
}

// symbols finds the symbols of each field that lessons have often enough.
func (t *trainer) symbols(lessons []*lesson) [fields]symbols {
	var seen [fields]counts
	r := reader{known: t.known}
	for _, l := range lessons {
		r.read(l.tokens, func(_ int, word *form, names *[fields]string) {
			for f, name := range names {
				if name != "" {
					seen[f].add(name)
				}
			}
			for _, c := range word.folded {
				seen[lastField].add(string(c))
			}
		})
	}
	seen[sourceField] = counts{fromTreebank: minCount * 2, fromFurther: minCount * 2}
	seen[vectorField] = counts{vectorSymbol(false): minCount * 2, vectorSymbol(true): minCount * 2}
	var out [fields]symbols
	for f := range fields {
		out[f] = newSymbols(seen[f].list(2 * minCount))
	}
	return out
}

// newVariants makes the lessons of a sentence.
func newVariants(s Sentence, rels, tags, names []string) variants {
	if len(s.Gold.Heads) == 0 {
		return onlyNames(s, names)
	}
	gold := s.Gold.Tokens
	read := Project(s.Gold, s.Read)
	words := s.Gold
	words.Tokens = slices.Clone(gold)
	for i, t := range aligned(s.Read, gold) {
		if t.UPOS != "" {
			words.Tokens[i].UPOS, words.Tokens[i].XPOS = t.UPOS, t.XPOS
		}
	}
	v := variants{
		read:  newLesson(read, aligned(gold, s.Read), projectNames(gold, s.Read), rels, tags, names),
		words: newLesson(words, gold, entities(gold), rels, tags, names),
		gold:  newLesson(s.Gold, gold, entities(gold), rels, tags, names),
	}
	for _, l := range [...]*lesson{v.read, v.words, v.gold} {
		l.source = s.source()
	}
	return v
}

// onlyNames makes the lesson of a sentence of which nothing but the names is known.
func onlyNames(s Sentence, names []string) variants {
	l := &lesson{tokens: s.Read, source: s.source()}
	for _, name := range closed(projectNames(s.Gold.Tokens, s.Read)) {
		l.heads = append(l.heads, noHead)
		l.rels, l.tags = append(l.rels, -1), append(l.tags, -1)
		l.names = append(l.names, int32(slices.Index(names, name)))
	}
	return variants{l, l, l}
}

func (s *Sentence) source() string {
	if s.Further {
		return fromFurther
	}
	return fromTreebank
}

func entities(tokens []syntax.Token) []string {
	var out []string
	for _, t := range tokens {
		e := t.Entity
		if e == "" {
			e = "O"
		}
		out = append(out, e)
	}
	return out
}

// newLesson makes a lesson of a tree; gold holds the tags that its tokens should
// have.
func newLesson(tree syntax.Tree, gold []syntax.Token, found, rels, tags, names []string) *lesson {
	l := &lesson{tokens: tree.Tokens, heads: tree.Heads}
	closed := closed(found)
	for i := range tree.Tokens {
		l.rels = append(l.rels, int32(slices.Index(rels, tree.Rels[i])))
		l.tags = append(l.tags, int32(slices.Index(tags, gold[i].UPOS+"/"+gold[i].XPOS)))
		l.names = append(l.names, int32(slices.Index(names, closed[i])))
	}
	return l
}

// run learns all epochs.
func (t *trainer) run() {
	adam := neural.NewAdam(t.network.Params)
	average := neural.NewAverage(t.network.Params, averageDecay)
	rng := rand.New(rand.NewPCG(t.o.Seed, 3))
	order := rng.Perm(len(t.lessons))
	for epoch := range t.o.Epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		var batch []*lesson
		words, loss := 0, 0.0
		for n, i := range order {
			l := t.lessons[i].choose(rng)
			batch = append(batch, l)
			words += len(l.tokens)
			if words < t.o.Batch && n+1 < len(order) {
				continue
			}
			done := (float64(epoch) + float64(n)/float64(len(order))) / float64(t.o.Epochs)
			loss += t.step(adam, batch, words, t.o.Rate*schedule(done))
			average.Step()
			batch, words = batch[:0], 0
		}
		if t.o.Progress != nil {
			t.o.Progress(epoch+1, t.o.Epochs, loss)
		}
	}
	average.Apply()
	t.network.Prepare(false)
}

func (v *variants) choose(rng *rand.Rand) *lesson {
	switch rng.IntN(5) {
	case 0:
		return v.words
	case 1:
		return v.gold
	}
	return v.read
}

// averageDecay makes the weights those of about the last epoch, averaged.
const averageDecay = 0.999

// schedule is the share of the learning rate after a share of the training: it
// rises at first, and then falls to what the average over the steps evens out.
func schedule(done float64) float64 {
	const rise, last = 0.02, 0.1
	if done < rise {
		return done / rise
	}
	return last + (1-last)*0.5*(1+math.Cos(math.Pi*(done-rise)/(1-rise)))
}

// step changes the weights by a batch, and returns its loss.
func (t *trainer) step(adam *neural.Adam, batch []*lesson, words int, rate float64) float64 {
	t.network.Prepare(true)
	var group sync.WaitGroup
	for i, w := range t.workers {
		group.Go(func() {
			w.g.Clear()
			w.loss = 0
			if part := batch[i*len(batch)/shards : (i+1)*len(batch)/shards]; len(part) > 0 {
				w.learn(part)
			}
		})
	}
	group.Wait()
	g := t.workers[0].g
	loss := t.workers[0].loss
	for _, w := range t.workers[1:] {
		g.Merge(w.g)
		loss += w.loss
	}
	adam.Step(g, 1/float64(words), rate)
	return loss
}

// projectNames carries the names of the gold tokens over to other tokens of the
// same text. A token is part of the name that holds the most of its bytes, if
// that is more than half of them.
func projectNames(gold, tokens []syntax.Token) []string {
	out := make([]string, len(tokens))
	last := -1
	for i, t := range tokens {
		out[i] = "O"
		name, kind := nameOver(gold, t)
		if name < 0 {
			last = -1
			continue
		}
		out[i] = "B-" + kind
		if name == last {
			out[i] = "I-" + kind
		}
		last = name
	}
	return out
}

// nameOver returns the first token and the type of the name that most of t lies
// in, or -1.
func nameOver(gold []syntax.Token, t syntax.Token) (first int, kind string) {
	size := map[int]int{}
	name, best := -1, -1
	for i, g := range gold {
		if strings.HasPrefix(g.Entity, "B-") {
			name = i
		} else if g.Entity == "O" || g.Entity == "" {
			name = -1
		}
		if common := min(g.End, t.End) - max(g.Start, t.Start); common > 0 && name >= 0 {
			size[name] += common
			if 2*size[name] > t.End-t.Start {
				best = name
			}
		}
	}
	if best < 0 {
		return -1, ""
	}
	return best, gold[best].Entity[2:]
}
