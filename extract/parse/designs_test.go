//go:build designs

package parse

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"

	"sanyuan/extract/syntax"
)

// graphParser is the design that the parser was compared with: a graph-based
// parser that scores arcs by pairFeatures and neighbouring dependents of a head
// by siblingFeatures, and finds the best projective tree exactly (McDonald and
// Pereira 2006). It learns with the same averaged perceptron.
type graphParser struct {
	learner *learner
	labels  int
	arcs    []labelScores // by head and dependent
	best    []uint8       // label of each arc
	feats   features
}

const minusInfinity = math.MinInt32 / 4

func (g *graphParser) at(head, dep int) int { return head*(g.learner.search.in.n+1) + dep }

// features of an arc; the root is word 0.
func (g *graphParser) arcFeatures(head, dep int) []uint64 {
	in := &g.learner.search.in
	if head > 0 {
		pairFeatures(&g.feats, in, primary(head), primary(dep))
		return g.feats.list[:g.feats.n]
	}
	f, d := &g.feats, &in.atoms[primary(dep)]
	f.reset(900)
	before, after := &in.atoms[primary(dep-1)], &in.atoms[primary(dep+1)]
	f.one(d.tag)
	f.one(d.word)
	f.two(d.tag, d.last)
	f.two(d.tag, before.tag)
	f.two(d.tag, after.tag)
	f.two(d.tag, uint64(min(in.verbs[dep], 3)))
	f.two(d.word, uint64(min(in.verbs[dep], 3)))
	f.two(d.tag, uint64(min(in.puncts[dep], 3)))
	return f.list[:f.n]
}

// siblingFeatures are those of a dependent and the one before it on the same
// side of the head; 0 when it is the first.
func (g *graphParser) siblingFeatures(head, sibling, dep int) []uint64 {
	in, f := &g.learner.search.in, &g.feats
	h, s, d := &in.atoms[primary(head)], &in.atoms[primary(sibling)], &in.atoms[primary(dep)]
	dir := uint64(910)
	if head > dep {
		dir = 920
	}
	f.reset(dir)
	f.three(h.tag, s.tag, d.tag)
	f.two(s.tag, d.tag)
	f.two(s.word, d.tag)
	f.two(s.tag, d.word)
	f.two(s.word, d.word)
	f.three(h.word, s.tag, d.tag)
	f.three(h.tag, s.word, d.tag)
	f.three(h.tag, s.tag, d.word)
	f.three(s.tag, d.tag, bucket(max(dep-sibling, sibling-dep)))
	return f.list[:f.n]
}

// score fills the scores of all arcs.
func (g *graphParser) score() {
	n := g.learner.search.in.n
	g.arcs, g.best = grow(g.arcs, (n+1)*(n+1)), grow(g.best, (n+1)*(n+1))
	clear(g.arcs)
	for head := 0; head <= n; head++ {
		for dep := 1; dep <= n; dep++ {
			if head != dep {
				a := &g.arcs[g.at(head, dep)]
				g.learner.addLabels(g.arcFeatures(head, dep), a)
				top := 0
				for y := range g.labels {
					if a[y] > a[top] {
						top = y
					}
				}
				g.best[g.at(head, dep)] = uint8(top)
			}
		}
	}
}

func (g *graphParser) sibling(head, sibling, dep int) int32 {
	var out moveScores
	g.learner.addMoves(g.siblingFeatures(head, sibling, dep), &out)
	return out[0]
}

// chart is the dynamic programme: spans [i,j] with the head at the left (0) or
// right (1) end.
type chart struct {
	n                             int
	complete, incomplete, sibling []int32
	split, middle, between        []int16
}

func (c *chart) at(i, j, side int) int { return (i*(c.n+2)+j)*2 + side }

func newChart(n int) *chart {
	size := (n + 2) * (n + 2) * 2
	c := &chart{n: n, complete: make([]int32, size), incomplete: make([]int32, size), sibling: make([]int32, size),
		split: make([]int16, size), middle: make([]int16, size), between: make([]int16, size)}
	return c
}

// decode returns the heads of the best tree, by word number.
func (g *graphParser) decode() []int {
	n := g.learner.search.in.n
	g.score()
	c := newChart(n)
	for width := 1; width < n; width++ {
		for i := 1; i+width <= n; i++ {
			g.fill(c, i, i+width)
		}
	}
	root, top := 0, int32(math.MinInt32)
	for r := 1; r <= n; r++ {
		a := &g.arcs[g.at(0, r)]
		if s := a[g.best[g.at(0, r)]] + c.complete[c.at(1, r, 1)] + c.complete[c.at(r, n, 0)]; s > top {
			root, top = r, s
		}
	}
	heads := make([]int, n+1)
	c.follow(heads, 1, root, 1)
	c.follow(heads, root, n, 0)
	return heads
}

// fill scores the spans from i to j. Side 0 has the head at i, side 1 at j.
func (g *graphParser) fill(c *chart, i, j int) {
	for side := range 2 {
		head, dep := i, j
		if side == 1 {
			head, dep = j, i
		}
		a := g.at(head, dep)
		arc := g.arcs[a][g.best[a]]
		// first dependent on this side
		best, mid := int32(minusInfinity), 0
		if side == 0 {
			best = c.complete[c.at(i+1, j, 1)]
		} else {
			best = c.complete[c.at(i, j-1, 0)]
		}
		best += g.sibling(head, 0, dep)
		for k := i + 1; k < j; k++ {
			var s int32
			if side == 0 {
				s = c.incomplete[c.at(i, k, 0)] + c.sibling[c.at(k, j, 0)]
			} else {
				s = c.incomplete[c.at(k, j, 1)] + c.sibling[c.at(i, k, 0)]
			}
			if s += g.sibling(head, k, dep); s > best {
				best, mid = s, k
			}
		}
		c.incomplete[c.at(i, j, side)], c.middle[c.at(i, j, side)] = best+arc, int16(mid)
	}
	best, at := int32(minusInfinity), i
	for k := i; k < j; k++ {
		if s := c.complete[c.at(i, k, 0)] + c.complete[c.at(k+1, j, 1)]; s > best {
			best, at = s, k
		}
	}
	c.sibling[c.at(i, j, 0)], c.between[c.at(i, j, 0)] = best, int16(at)
	for side := range 2 {
		best, at := int32(minusInfinity), 0
		for k := i; k <= j; k++ {
			if side == 0 && k > i {
				if s := c.incomplete[c.at(i, k, 0)] + c.complete[c.at(k, j, 0)]; s > best {
					best, at = s, k
				}
			}
			if side == 1 && k < j {
				if s := c.complete[c.at(i, k, 1)] + c.incomplete[c.at(k, j, 1)]; s > best {
					best, at = s, k
				}
			}
		}
		c.complete[c.at(i, j, side)], c.split[c.at(i, j, side)] = best, int16(at)
	}
}

// follow fills in the heads of a complete span.
func (c *chart) follow(heads []int, i, j, side int) {
	if i == j {
		return
	}
	k := int(c.split[c.at(i, j, side)])
	if side == 0 {
		c.followArc(heads, i, k, 0)
		c.follow(heads, k, j, 0)
	} else {
		c.followArc(heads, k, j, 1)
		c.follow(heads, i, k, 1)
	}
}

func (c *chart) followArc(heads []int, i, j, side int) {
	mid := int(c.middle[c.at(i, j, side)])
	if side == 0 {
		heads[j] = i
		if mid == 0 {
			c.follow(heads, i+1, j, 1)
			return
		}
		c.followArc(heads, i, mid, 0)
		c.followBetween(heads, mid, j)
		return
	}
	heads[i] = j
	if mid == 0 {
		c.follow(heads, i, j-1, 0)
		return
	}
	c.followArc(heads, mid, j, 1)
	c.followBetween(heads, i, mid)
}

func (c *chart) followBetween(heads []int, i, j int) {
	k := int(c.between[c.at(i, j, 0)])
	c.follow(heads, i, k, 0)
	c.follow(heads, k+1, j, 1)
}

// change adds by to the weights of a tree's features.
func (g *graphParser) change(heads []int, label func(dep int) uint8, by int32) {
	l := g.learner
	for dep := 1; dep < len(heads); dep++ {
		l.updateLabels(g.arcFeatures(heads[dep], dep), label(dep), by)
		if heads[dep] > 0 {
			l.updateMoves(g.siblingFeatures(heads[dep], innerSibling(heads, dep), dep), 0, by)
		}
	}
}

// innerSibling returns the dependent between a dependent and its head that is
// next to it, or 0.
func innerSibling(heads []int, dep int) int {
	step := 1
	if heads[dep] < dep {
		step = -1
	}
	for i := dep + step; i != heads[dep]; i += step {
		if heads[i] == heads[dep] {
			return i
		}
	}
	return 0
}

// TestGraphParserIsExact holds the dynamic programme against all trees.
func TestGraphParserIsExact(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	g := &graphParser{learner: newLearner(2, 1), labels: 2}
	tokens := tokensOf("日本 的 首相 訪問 法國")
	g.learner.search.in.reset(tokens, nil)
	for range 8 {
		for range 8 { // random weights: learn random trees
			heads := randomTree(rng, 5)
			projectivize(heads)
			for range 2 {
				g.learner.time++
				g.change(heads, func(int) uint8 { return uint8(rng.IntN(2)) }, int32(rng.IntN(5)-2))
			}
		}
		got := g.total(g.decode())
		best := int32(math.MinInt32)
		for range 1500 {
			heads := randomTree(rng, 5)
			projectivize(heads)
			best = max(best, g.total(heads))
		}
		if got != best {
			t.Fatalf("found a tree of %d, the best has %d", got, best)
		}
	}
}

// total is the score of a tree.
func (g *graphParser) total(heads []int) int32 {
	sum := int32(0)
	for dep := 1; dep < len(heads); dep++ {
		a := g.at(heads[dep], dep)
		sum += g.arcs[a][g.best[a]]
		if heads[dep] > 0 {
			sum += g.sibling(heads[dep], innerSibling(heads, dep), dep)
		}
	}
	return sum
}

// TestDesigns trains both designs on gold words and tags of the treebank and
// prints how they do on its dev section; see docs/benchmarks.md. It is run by
// hand: SANYUAN_TREEBANK=... DESIGN_EPOCHS=4 go test -tags designs -run TestDesigns -v
func TestDesigns(t *testing.T) {
	dir, epochs := os.Getenv("SANYUAN_TREEBANK"), os.Getenv("DESIGN_EPOCHS")
	if dir == "" || epochs == "" {
		t.Fatal("set SANYUAN_TREEBANK and DESIGN_EPOCHS to compare the designs")
	}
	rounds, err := strconv.Atoi(epochs)
	if err != nil {
		t.Fatal(err)
	}
	train, dev := readTrees(t, dir+"/gsd-train.conllu"), readTrees(t, dir+"/gsd-dev.conllu")
	labels, err := labelsOf(train)
	if err != nil {
		t.Fatal(err)
	}
	g := &graphParser{learner: newLearner(len(labels)+1, 1), labels: len(labels) + 1}
	g.train(train, append(slices.Clone(labels), "root"), rounds)
	heads, both := 0, 0
	all := 0
	for i := range dev {
		g.learner.search.in.reset(dev[i].Tokens, nil)
		for dep, head := range g.decode() {
			if dep == 0 {
				continue
			}
			all++
			if dev[i].Heads[dep-1] == head-1 {
				heads++
				if append(labels, "root")[g.best[g.at(head, dep)]] == dev[i].Rels[dep-1] {
					both++
				}
			}
		}
	}
	fmt.Printf("graph-based, second order: UAS %.2f LAS %.2f (with subtypes)\n", 100*float64(heads)/float64(all), 100*float64(both)/float64(all))
}

// train learns by the averaged perceptron and leaves the means as weights.
func (g *graphParser) train(trees []syntax.Tree, labels []string, epochs int) {
	rng := rand.New(rand.NewPCG(1, 0))
	for range epochs {
		for _, i := range rng.Perm(len(trees)) {
			g.learn(&trees[i], labels)
		}
	}
	l := g.learner
	for row := range l.labels.weights {
		w := &l.labels.weights[row]
		for y := range g.labels {
			mean := float64(w.lane(y)) - float64(l.labels.sums[row*l.labels.columns+y])/float64(l.time)
			w.shiftLane(y, int32(math.Round(4*mean))-w.lane(y))
		}
	}
	for row := range l.moves.weights {
		w := &l.moves.weights[row]
		w[0] = int16(math.Round(4 * (float64(w[0]) - float64(l.moves.sums[row*int(moves)])/float64(l.time))))
	}
}

func (g *graphParser) learn(t *syntax.Tree, labels []string) {
	g.learner.time++
	g.learner.search.in.reset(t.Tokens, nil)
	gold := make([]int, len(t.Heads)+1)
	for i, h := range t.Heads {
		gold[i+1] = h + 1
	}
	projectivize(gold)
	guess := g.decode()
	best := slices.Clone(g.best)
	g.change(gold, func(dep int) uint8 { return uint8(slices.Index(labels, t.Rels[dep-1])) }, 1)
	g.change(guess, func(dep int) uint8 { return best[g.at(guess[dep], dep)] }, -1)
}
