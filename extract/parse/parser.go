package parse

import (
	"math"
	"slices"
	"strings"
	"sync"

	"sanyuan/extract/neural"

	"sanyuan/extract/syntax"
)

// maxWindow is the number of tokens that are parsed in one piece. A longer
// sentence is cut after punctuation where there is some, so that the time
// stays linear.
const maxWindow = 160

// joinRel is the relation by which the tree of each further window hangs on
// the root of the one before.
const joinRel = "parataxis"

// Parser finds trees, tags and names. It is safe for concurrent use.
type Parser struct {
	network *network
	known   Knowledge
	pool    sync.Pool
}

func newParser(n *network, k Knowledge) *Parser {
	return &Parser{network: n, known: k}
}

// work is the memory that one sentence needs.
type work struct {
	reader reader
	pass   pass
	search search
	names  sequences
}

// Parse returns the tree over the tokens. It is always one valid tree; for no
// tokens it is empty. The tree's tokens are those given, with the tags and names
// that the network finds; a name that a token has already stays.
func (p *Parser) Parse(tokens []syntax.Token) syntax.Tree {
	t := syntax.Tree{Tokens: slices.Clone(tokens), Heads: make([]int, len(tokens)), Rels: make([]string, len(tokens))}
	w, _ := p.pool.Get().(*work)
	if w == nil {
		w = &work{reader: reader{known: p.known, symbols: &p.network.fields, source: fromTreebank}}
	}
	defer p.pool.Put(w)
	root, sure := -1, 0.0
	for from := 0; from < len(tokens); {
		to := windowEnd(tokens, from)
		r, margin := p.parseWindow(w, &t, from, to)
		if root >= 0 {
			t.Heads[r], t.Rels[r] = root, joinRel
		}
		root, from = r, to
		sure += margin
	}
	if len(tokens) > 1 {
		t.Score = sure / float64(len(tokens))
	}
	return t
}

// windowEnd returns where the window that begins at from ends: after the last
// punctuation that fits, else after as many tokens as fit.
func windowEnd(tokens []syntax.Token, from int) int {
	if len(tokens)-from <= maxWindow {
		return len(tokens)
	}
	for i := from + maxWindow - 1; i > from+maxWindow/2; i-- {
		if tokens[i].UPOS == "PUNCT" {
			return i + 1
		}
	}
	return from + maxWindow
}

// parseWindow fills in the tree of a range of tokens. It returns the window's
// root and the sum of the margins of its arcs.
func (p *Parser) parseWindow(w *work, t *syntax.Tree, from, to int) (root int, margin float64) {
	n, s := p.network, &w.pass
	s.input.clear()
	n.read(&w.reader, t.Tokens[from:to], &s.input)
	span := neural.Span{From: 0, To: to - from + 1}
	s.spans = append(s.spans[:0], span)
	n.embed(s)
	n.encode(s, noHideLayer)
	n.readOut(s, noHide)
	p.label(w, t.Tokens[from:to])
	s.scoreArcs(span)
	for i := range s.scores.Rows {
		logSoftmax(s.scores.Row(i), i)
	}
	heads := w.search.run(to-from, s.scores.Data)
	n.scoreRels(s, len(s.ids), func(i int) int {
		if i == 0 {
			return -1
		}
		return heads[i-1]
	})
	for i, h := range heads {
		t.Heads[from+i], t.Rels[from+i] = from+h-1, n.rels[best(s.relOut.Row(i+1))]
		if h == 0 {
			root = from + i
			t.Heads[root], t.Rels[root] = -1, "root"
		}
		margin += odds(s.scores.Row(i + 1)[h])
	}
	return root, margin
}

// certain is added to the score of a label that must be.
const certain = 1 << 20

// label gives the tokens their tags and names.
func (p *Parser) label(w *work, tokens []syntax.Token) {
	n, s := p.network, &w.pass
	for i := range tokens {
		if e := tokens[i].Entity; e != "" && e != "O" {
			p.want(s.nameOut.Row(i+1), e)
		}
	}
	names := w.names.decode(len(tokens), n.names, n.allowed, n.nameNext.Data, func(i int) []float32 { return s.nameOut.Row(i + 1) })
	for i := range tokens {
		t := &tokens[i]
		t.UPOS, t.XPOS, _ = strings.Cut(n.tags[best(s.tagOut.Row(i+1))], "/")
		t.Entity = opened(n.names[names[i]])
	}
}

// want makes sure that a word is named as the user wants it.
func (p *Parser) want(scores []float32, entity string) {
	for y, label := range p.network.names {
		if opened(label) == entity {
			scores[y] += certain
		}
	}
}

// logSoftmax turns the scores of the heads of word i into logarithms of
// probabilities.
func logSoftmax(row []float32, i int) {
	row[i] = negInf
	top := slices.Max(row)
	sum := 0.0
	for _, v := range row {
		sum += math.Exp(float64(v - top))
	}
	shift := top + float32(math.Log(sum))
	for k := range row {
		row[k] -= shift
	}
}

// odds are the logarithm of the odds of an event, given that of its probability.
func odds(logP float32) float64 {
	p := math.Exp(float64(logP))
	return math.Log(max(p, 1e-6) / max(1-p, 1e-6))
}

func best(row []float32) int {
	b := 0
	for i, v := range row {
		if v > row[b] {
			b = i
		}
	}
	return b
}
