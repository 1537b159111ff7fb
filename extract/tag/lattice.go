package tag

import (
	"math"
	"slices"

	"sanyuan/extract/perceptron"
	"sanyuan/extract/segment"
)

// scorer knows the weights of features for tags. It is a perceptron.Learner in
// training and perceptron.Weights afterwards.
type scorer interface {
	// Find appends the places of features.
	Find(features []perceptron.Feature, places []perceptron.Place) []perceptron.Place
	// Gather adds the weights in some places for tags[i] to scores[i].
	Gather(places []perceptron.Place, tags []uint8, scores []float32)
}

// span is a run of units that may be a word. Its nodes, one a possible tag, are
// graph.tags[at:at+n] and so on.
type span struct {
	from, to int32 // units
	at, n    int32
	nextEnd  int32 // the next span that ends at the same unit, or -1
	features int32 // how many it has by itself
	word     uint64
}

// graph is the word lattice of one sentence. It is working memory, to be used
// again.
type graph struct {
	view     *segment.View
	spans    []span  // by first unit; the borders are the first and the last
	ends     []int32 // by unit: a span that ends before it, or -1
	tags     []uint8 // by node
	loss     []float32
	score    []float32 // of the node by itself
	best     []float32 // of the best path to the node
	back     []int32   // the node before it on that path, or -1
	spanOf   []int32
	row      []float32
	features []perceptron.Feature
	places   []perceptron.Place // of the features
	taken    int                // how many of them are used up
	path     []int32
}

// build makes the lattice of the candidates. allowed gives the full tags of a
// candidate.
func (g *graph) build(v *segment.View, candidates []segment.Candidate, allowed func(c segment.Candidate) []uint8, border uint8) {
	n := v.Len()
	g.view = v
	g.spans, g.tags, g.loss, g.spanOf = g.spans[:0], g.tags[:0], g.loss[:0], g.spanOf[:0]
	g.ends = g.ends[:0]
	for range n + 2 {
		g.ends = append(g.ends, -1)
	}
	g.addSpan(-1, 0, 1)
	g.addNode(border, 0)
	for _, c := range candidates {
		if last := &g.spans[len(g.spans)-1]; int(last.from) != c.From || int(last.to) != c.To {
			g.addSpan(c.From, c.To, v.WordHash(c.From, c.To))
		}
		for _, t := range allowed(c) {
			g.addNode(t, c.Loss)
		}
	}
	g.addSpan(n, n+1, 2)
	g.addNode(border, 0)
}

func (g *graph) addSpan(from, to int, word uint64) {
	g.spans = append(g.spans, span{from: int32(from), to: int32(to), at: int32(len(g.tags)), nextEnd: g.ends[to], word: word})
	g.ends[to] = int32(len(g.spans) - 1)
}

func (g *graph) addNode(tag uint8, loss float32) {
	g.tags = append(g.tags, tag)
	g.loss = append(g.loss, loss)
	g.spanOf = append(g.spanOf, int32(len(g.spans)-1))
	g.spans[len(g.spans)-1].n++
}

func (g *graph) tagsOf(s *span) []uint8 { return g.tags[s.at : s.at+s.n] }

// decode returns the best path as nodes, without the borders. It is valid until
// the graph is used again. Tags by which a word scores less than by its best tag, by
// more than the margin, are not tried in their surroundings.
func (g *graph) decode(w scorer, margin float32) []int32 {
	g.score, g.best, g.back = resize(g.score, len(g.tags)), resize(g.best, len(g.tags)), resize(g.back, len(g.tags))
	g.find(w, g.nodeFeatures)
	for i := range g.spans {
		g.scoreSpan(w, i)
	}
	g.prune(margin)
	g.find(w, g.edgeFeatures)
	g.best[0], g.back[0] = 0, -1
	for i := 1; i < len(g.spans); i++ {
		g.relax(w, &g.spans[i])
	}
	g.path = g.path[:0]
	for at := g.back[len(g.tags)-1]; at > 0; at = g.back[at] {
		g.path = append(g.path, at)
	}
	reverse(g.path)
	return g.path
}

func reverse(s []int32) {
	for i, j := 0, len(s)-1; i < j; i, j = i+1, j-1 {
		s[i], s[j] = s[j], s[i]
	}
}

func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}

// find looks up the features that list appends, all at once.
func (g *graph) find(w scorer, list func()) {
	g.features = g.features[:0]
	list()
	g.places, g.taken = w.Find(g.features, g.places[:0]), 0
}

// take returns the places of the next features.
func (g *graph) take(n int) []perceptron.Place {
	g.taken += n
	return g.places[g.taken-n : g.taken]
}

// isBorder tells whether a span is what is before or after the sentence.
func (g *graph) isBorder(i int) bool { return i == 0 || i == len(g.spans)-1 }

// nodeFeatures lists the features that scoreSpan takes.
func (g *graph) nodeFeatures() {
	for i := range g.spans {
		s := &g.spans[i]
		if g.isBorder(i) {
			continue
		}
		first := len(g.features)
		g.features = g.spanFeatures(s, g.features)
		s.features = int32(len(g.features) - first)
		for k := s.at; k < s.at+s.n; k = g.sameLoss(s, k) {
			g.features = append(g.features, lossFeature(g.loss[k]))
		}
	}
}

// sameLoss is where the nodes of a span end that stand together and lose as much
// as a node.
func (g *graph) sameLoss(s *span, node int32) int32 {
	end := node + 1
	for end < s.at+s.n && g.loss[end] == g.loss[node] {
		end++
	}
	return end
}

// scoreSpan scores the nodes of a span by themselves.
func (g *graph) scoreSpan(w scorer, i int) {
	s := &g.spans[i]
	scores := g.score[s.at : s.at+s.n]
	for k := range scores {
		scores[k] = -lossWeight * g.loss[int(s.at)+k]
	}
	if g.isBorder(i) {
		return
	}
	w.Gather(g.take(int(s.features)), g.tagsOf(s), scores)
	for k := s.at; k < s.at+s.n; {
		end := g.sameLoss(s, k)
		w.Gather(g.take(1), g.tags[k:end], g.score[k:end])
		k = end
	}
}

// prune drops the nodes of each span that score less than its best one by more
// than the margin.
func (g *graph) prune(margin float32) {
	kept := int32(0)
	for i := range g.spans {
		s := &g.spans[i]
		least := slices.Max(g.score[s.at:s.at+s.n]) - margin
		first := kept
		for k := s.at; k < s.at+s.n; k++ {
			if g.score[k] >= least {
				g.tags[kept], g.score[kept], g.spanOf[kept] = g.tags[k], g.score[k], g.spanOf[k]
				kept++
			}
		}
		s.at, s.n = first, kept-first
	}
	g.tags = g.tags[:kept]
}

// edgeFeatures lists the features that relax takes.
func (g *graph) edgeFeatures() {
	for i := range g.spans[1:] {
		s := &g.spans[i+1]
		for p := g.ends[max(0, s.from)]; p >= 0; p = g.spans[p].nextEnd {
			prev := &g.spans[p]
			g.features = g.pairFeatures(prev, s, g.features)
			for _, tag := range g.tagsOf(prev) {
				g.features = g.tagPairFeatures(prev, tag, s, g.features)
			}
		}
	}
}

// relax finds the best way to each node of a span.
func (g *graph) relax(w scorer, s *span) {
	tags := g.tagsOf(s)
	best := g.best[s.at : s.at+s.n]
	for k := range best {
		best[k] = float32(math.Inf(-1))
	}
	g.row = resize(g.row, 2*int(s.n))
	pair, row := g.row[:s.n], g.row[s.n:]
	for p := g.ends[max(0, s.from)]; p >= 0; p = g.spans[p].nextEnd {
		prev := &g.spans[p]
		clear(pair)
		w.Gather(g.take(numPairFeatures), tags, pair)
		for a := prev.at; a < prev.at+prev.n; a++ {
			copy(row, pair)
			w.Gather(g.take(numTagPairFeatures), tags, row)
			for k, v := range row {
				if v += g.best[a]; v > best[k] {
					best[k], g.back[int(s.at)+k] = v, a
				}
			}
		}
	}
	for k := range best {
		best[k] += g.score[int(s.at)+k]
	}
}
