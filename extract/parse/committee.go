package parse

import (
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"sanyuan/extract/neural"
	"sanyuan/extract/syntax"
)

// committee are parsers that agree on a tree: each word has the head, the relation and
// the tags that are best by the sum of what its members score.
type committee []*Parser

// completeAll gives trees to the sentences that have none.
func (c committee) completeAll(sentences []Sentence) []Sentence {
	out := slices.Clone(sentences)
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, s := range sentences {
		if len(s.Gold.Heads) == 0 {
			group.Go(func() error {
				out[i] = c.complete(s)
				return nil
			})
		}
	}
	_ = group.Wait() // nothing fails
	return out
}

// complete gives a sentence of which only names are known a tree over the tokens that
// were read. A sentence that is too long stays as it is.
func (c committee) complete(s Sentence) Sentence {
	t := c.parse(s.Read)
	if len(t.Heads) == 0 {
		return s
	}
	for i, name := range projectNames(s.Gold.Tokens, s.Read) {
		t.Tokens[i].Entity = name
	}
	s.Gold = t
	return s
}

// parse returns the tree over tokens, with tags but without names. It is empty if they
// are more than fit one window.
func (c committee) parse(tokens []syntax.Token) syntax.Tree {
	if len(tokens) > maxWindow || len(tokens) == 0 {
		return syntax.Tree{}
	}
	t := syntax.Tree{Tokens: slices.Clone(tokens), Heads: make([]int, len(tokens)), Rels: make([]string, len(tokens))}
	var arcs, rels, tags []float32
	members := make([]*work, len(c))
	for i, p := range c {
		w := p.newWork()
		members[i] = w
		w.read(p.network, tokens)
		p.network.run(&w.pass)
		w.pass.weighArcs(w.pass.spans[0])
		arcs = addTo(arcs, w.pass.scores.Data)
		tags = addTo(tags, probabilities(w.pass.tagOut))
	}
	heads := append([]int{-1}, members[0].search.run(len(tokens), arcs)...)
	for i, p := range c {
		s := &members[i].pass
		p.network.scoreRels(s, len(heads), func(i int) int { return heads[i] })
		rels = addTo(rels, probabilities(s.relOut))
	}
	n := c[0].network
	for i, h := range heads[1:] {
		t.Heads[i], t.Rels[i] = h-1, n.rels[best(rowOf(rels, i+1, len(n.rels)))]
		if h == 0 {
			t.Rels[i] = "root"
		}
		t.Tokens[i].UPOS, t.Tokens[i].XPOS, _ = strings.Cut(n.tags[best(rowOf(tags, i+1, len(n.tags)))], "/")
	}
	return t
}

func addTo(sum, x []float32) []float32 {
	if sum == nil {
		return slices.Clone(x)
	}
	neural.Add(sum, x)
	return sum
}

// probabilities turns each row of scores into logarithms of probabilities.
func probabilities(m neural.Matrix) []float32 {
	for i := range m.Rows {
		logSoftmax(m.Row(i))
	}
	return m.Data
}

func rowOf(data []float32, i, cols int) []float32 { return data[i*cols:][:cols] }
