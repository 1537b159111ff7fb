package tag

import (
	"math"
	"math/rand/v2"
	"slices"

	"sanyuan/extract/perceptron"
	"sanyuan/extract/segment"
)

// lesson is a sentence to learn from: its candidates as they were guessed, and
// with the right ones among them.
type lesson struct {
	sentence   segment.Sentence
	guessed    []segment.Candidate
	candidates []segment.Candidate
	gold       []word
}

// newLesson adds the right words to the candidates where they are missing.
func newLesson(set *Tagset, seg *segment.Segmenter, v *segment.View, s segment.Sentence, candidates []segment.Candidate) lesson {
	out := lesson{sentence: s, guessed: candidates, candidates: slices.Clone(candidates)}
	gold := seg.Gold(v, s.Tokens)
	k := 0
	for _, c := range gold {
		for s.Tokens[k].Start != v.Unit(c.From).Start {
			k++
		}
		tag := set.nearest(s.Tokens[k])
		out.gold = append(out.gold, word{c.From, c.To, tag})
		same := func(d segment.Candidate) bool { return d.From == c.From && d.To == c.To && d.Tag == c.Tag }
		if !slices.ContainsFunc(out.candidates, same) {
			c.Loss = candidateLoss
			out.candidates = append(out.candidates, c)
		}
	}
	slices.SortStableFunc(out.candidates, func(a, b segment.Candidate) int {
		if a.From != b.From {
			return a.From - b.From
		}
		return a.To - b.To
	})
	return out
}

// wordsLearner trains the scorer of word lattices.
type wordsLearner struct {
	tagger *Tagger
	learn  *perceptron.Learner
	view   segment.View
	graph  graph
}

// hiding is a scorer without the features that are hidden at random, the same
// ones for all uses of one step.
type hiding struct {
	scorer
	salt  uint64
	share float32
}

func (h *hiding) hides(f perceptron.Feature) bool {
	return float32(f.With(h.salt)>>40)/(1<<24) < h.share
}

// Find gives hidden features the place of those without weights.
func (h *hiding) Find(features []perceptron.Feature, places []perceptron.Place) []perceptron.Place {
	first := len(places)
	places = h.scorer.Find(features, places)
	for i, f := range features {
		if h.hides(f) {
			places[first+i] = 0
		}
	}
	return places
}

// step learns from one sentence: where the best path is not the right one, the
// features of the right one are raised and those of the best one lowered.
func (l *wordsLearner) step(s *lesson, h *hiding) {
	l.learn.Tick()
	l.view.Look(s.sentence.Text, l.tagger.dict)
	g := &l.graph
	g.build(&l.view, s.candidates, l.tagger.fullTags, l.tagger.set.border())
	guess := g.decode(h, float32(math.Inf(1)))
	gold := g.goldPath(s.gold)
	if slices.Equal(guess, gold) {
		return
	}
	l.updatePath(gold, 1, h)
	l.updatePath(guess, -1, h)
}

// goldPath finds the nodes of the right words.
func (g *graph) goldPath(gold []word) []int32 {
	var path []int32
	for _, w := range gold {
		for i := range g.spans {
			s := &g.spans[i]
			if int(s.from) != w.from || int(s.to) != w.to {
				continue
			}
			if k := slices.Index(g.tagsOf(s), w.tag); k >= 0 {
				path = append(path, s.at+int32(k))
			}
		}
	}
	return path
}

// updatePath changes the weights of all features on a path.
func (l *wordsLearner) updatePath(path []int32, by float32, h *hiding) {
	g := &l.graph
	prev := int32(0)
	for _, node := range append(slices.Clone(path), int32(len(g.tags)-1)) {
		s := &g.spans[g.spanOf[node]]
		tag := int(g.tags[node])
		if int(node) < len(g.tags)-1 {
			g.features = g.spanFeatures(s, g.features[:0])
			g.features = append(g.features, lossFeature(g.loss[node]))
		} else {
			g.features = g.features[:0]
		}
		p := &g.spans[g.spanOf[prev]]
		g.features = g.pairFeatures(p, s, g.features)
		g.features = g.tagPairFeatures(p, g.tags[prev], s, g.features)
		for _, f := range g.features {
			if !h.hides(f) {
				l.learn.Update(f, tag, by)
			}
		}
		prev = node
	}
}

func (l *wordsLearner) train(lessons []lesson, rounds int, dropout float32, seed uint64) {
	rng := rand.New(rand.NewPCG(seed, 0))
	order := rng.Perm(len(lessons))
	for range rounds {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			l.step(&lessons[i], &hiding{scorer: l.learn, salt: rng.Uint64(), share: dropout})
		}
	}
}
