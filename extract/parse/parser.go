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

// work is the memory that one pass needs.
type work struct {
	reader reader
	pass   pass
	search search
	names  sequences
	heads  []int // by row of the pass: the row of its head, or -1
}

func (p *Parser) newWork() *work {
	return &work{reader: newReader(p.known, &p.network.fields, fromTreebank)}
}

// Parse returns the tree over the tokens. It is always one valid tree; for no
// tokens it is empty. The tree's tokens are those given, with the tags and names
// that the network finds; a name that a token has already stays.
func (p *Parser) Parse(tokens []syntax.Token) syntax.Tree {
	return p.ParseAll([][]syntax.Token{tokens})[0]
}

// ParseAll returns the tree of each sentence, as Parse does. Several sentences go
// through the network together, which takes less time.
func (p *Parser) ParseAll(sentences [][]syntax.Token) []syntax.Tree {
	w, _ := p.pool.Get().(*work)
	if w == nil {
		w = p.newWork()
	}
	defer p.pool.Put(w)
	trees := make([]syntax.Tree, len(sentences))
	var windows []window
	for i, tokens := range sentences {
		trees[i] = syntax.Tree{Tokens: slices.Clone(tokens), Heads: make([]int, len(tokens)), Rels: make([]string, len(tokens))}
		windows = appendWindows(windows, &trees[i])
	}
	for rest := windows; len(rest) > 0; {
		n := fitting(rest)
		p.parseWindows(w, rest[:n])
		rest = rest[n:]
	}
	joinWindows(windows)
	for i := range trees {
		trees[i].Score /= float64(max(1, len(trees[i].Tokens)))
	}
	return trees
}

// window is a range of a sentence's tokens, which is parsed in one piece.
type window struct {
	tree     *syntax.Tree
	from, to int
	root     int
	margin   float64 // sum of those of its arcs
}

// rows is how many rows of the network's input the window takes: its words and a root.
func (w *window) rows() int { return w.to - w.from + 1 }

func (w *window) tokens() []syntax.Token { return w.tree.Tokens[w.from:w.to] }

func appendWindows(windows []window, t *syntax.Tree) []window {
	for from := 0; from < len(t.Tokens); {
		to := windowEnd(t.Tokens, from)
		windows = append(windows, window{tree: t, from: from, to: to})
		from = to
	}
	return windows
}

// passRows is how many rows go through the network together, at least one window's, so
// that memory stays flat.
const passRows = 256

// fitting returns how many of the windows go through the network together.
func fitting(windows []window) int {
	rows := windows[0].rows()
	for n := range windows[1:] {
		if rows += windows[n+1].rows(); rows > passRows {
			return n + 1
		}
	}
	return len(windows)
}

// joinWindows makes one tree of the windows of each sentence, and sums up the margins
// of its arcs; the single arc of a single word has none.
func joinWindows(windows []window) {
	for i, w := range windows {
		if i > 0 && windows[i-1].tree == w.tree {
			w.tree.Heads[w.root], w.tree.Rels[w.root] = windows[i-1].root, joinRel
		}
		if len(w.tree.Tokens) > 1 {
			w.tree.Score += w.margin
		}
	}
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

// parseWindows fills in the trees of some windows.
func (p *Parser) parseWindows(w *work, windows []window) {
	n, s := p.network, &w.pass
	s.clear()
	w.heads = w.heads[:0]
	for i := range windows {
		w.read(n, windows[i].tokens())
	}
	n.run(s)
	for i := range windows {
		p.label(w, windows[i].tokens(), s.spans[i])
		w.findHeads(&windows[i], s.spans[i])
	}
	n.scoreRels(s, len(s.rows), func(i int) int { return w.heads[i] })
	for i := range windows {
		p.fillIn(w, &windows[i], s.spans[i])
	}
}

// findHeads appends the heads of a window, by row, and sums up their margins.
func (w *work) findHeads(win *window, span neural.Span) {
	s := &w.pass
	s.weighArcs(span)
	w.heads = append(w.heads, -1)
	for i, h := range w.search.run(win.to-win.from, s.scores.Data) {
		w.heads = append(w.heads, span.From+h)
		win.margin += odds(s.scores.Row(i + 1)[h])
	}
}

// fillIn writes the heads and relations of a window into its tree.
func (p *Parser) fillIn(w *work, win *window, span neural.Span) {
	t := win.tree
	for i := range win.tokens() {
		at, row := win.from+i, span.From+1+i
		h := w.heads[row] - span.From
		t.Heads[at], t.Rels[at] = win.from+h-1, p.network.rels[best(w.pass.relOut.Row(row))]
		if h == 0 {
			win.root = at
			t.Heads[at], t.Rels[at] = -1, "root"
		}
	}
}

// read appends tokens to what goes through the network next.
func (w *work) read(n *network, tokens []syntax.Token) {
	s := &w.pass
	from := len(s.rows)
	n.read(&w.reader, tokens, func(word *form, ids [fields]int32) { s.take(&w.reader, word, ids) })
	s.spans = append(s.spans, neural.Span{From: from, To: len(s.rows)})
}

// weighArcs computes the logarithms of the probabilities of the heads of a sentence's
// words.
func (p *pass) weighArcs(s neural.Span) {
	p.scoreArcs(s)
	for i := range p.scores.Rows {
		row := p.scores.Row(i)
		row[i] = negInf
		logSoftmax(row)
	}
}

// certain is added to the score of a label that must be.
const certain = 1 << 20

// label gives the tokens their tags and names.
func (p *Parser) label(w *work, tokens []syntax.Token, span neural.Span) {
	n, s, first := p.network, &w.pass, span.From+1
	for i := range tokens {
		if e := tokens[i].Entity; e != "" && e != "O" {
			p.want(s.nameOut.Row(first+i), e)
		}
	}
	names := w.names.decode(len(tokens), n.names, n.before, n.nameNext.Data, func(i int) []float32 { return s.nameOut.Row(first + i) })
	for i := range tokens {
		t := &tokens[i]
		t.UPOS, t.XPOS, _ = strings.Cut(n.tags[best(s.tagOut.Row(first+i))], "/")
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

// logSoftmax turns scores into logarithms of probabilities.
func logSoftmax(row []float32) {
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
