package parse

import (
	"fmt"
	"io/fs"
	"slices"
	"sync"

	"sanyuan/extract/syntax"
)

// DefaultBeam is the number of states that the search keeps. Twice as many gain
// less than half a point and cost most of twice the time; see
// docs/benchmarks.md.
const DefaultBeam = 8

// maxWindow is the number of tokens that are parsed in one piece. A longer
// sentence is cut after punctuation where there is some, so that the time
// stays linear.
const maxWindow = 160

// joinRel is the relation by which the tree of each further window hangs on
// the root of the one before.
const joinRel = "parataxis"

// Parser finds dependency trees. It is safe for concurrent use.
type Parser struct {
	model    *model
	searches sync.Pool
}

// File is the name of the model file.
const File = "parser.bin"

// Load reads the parser from a directory of model files. The error wraps one of
// package perceptron's, or that of reading the file.
func Load(files fs.FS) (*Parser, error) {
	data, err := fs.ReadFile(files, File)
	if err != nil {
		return nil, err
	}
	p, err := Open(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", File, err)
	}
	return p, nil
}

// Open reads the parser from the bytes of a model file.
func Open(data []byte) (*Parser, error) {
	m, err := readModel(data)
	if err != nil {
		return nil, err
	}
	return newParser(m, DefaultBeam), nil
}

func newParser(m *model, beam int) *Parser {
	p := &Parser{model: m}
	p.searches.New = func() any { return newSearch(len(m.labels), beam) }
	return p
}

// Parse returns the tree over the tokens. It is always one valid tree; for no
// tokens it is empty. The tree's tokens are those given, but for some that have
// the tag which the tagger is known to confuse with the one it gave. The model knows
// Traditional characters and the tags of Chinese GSD; tokens of other kinds
// only make it less sure.
func (p *Parser) Parse(tokens []syntax.Token) syntax.Tree {
	t := syntax.Tree{Tokens: slices.Clone(tokens), Heads: make([]int, len(tokens)), Rels: make([]string, len(tokens))}
	s := p.searches.Get().(*search)
	defer p.searches.Put(s)
	root, sure := -1, 0.0
	for from := 0; from < len(tokens); {
		to := windowEnd(tokens, from)
		r, margin := p.parseWindow(s, &t, from, to)
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
func (p *Parser) parseWindow(s *search, t *syntax.Tree, from, to int) (root int, margin float64) {
	s.in.reset(t.Tokens[from:to], p.model.tags)
	s.run(p.model)
	st := &s.beam[0]
	st.reset(to - from)
	for i, a := range s.best {
		if a.move != shift {
			head, dep := st.arc(a.move)
			d := from + dep.number() - 1
			t.Heads[d], t.Rels[d] = from+head.number()-1, p.model.labels[a.label]
			margin += float64(s.margins[i])
		} else if a.label == 1 {
			tag := &p.model.tags.list[s.in.alts[st.next]]
			token := &t.Tokens[from+st.next-1]
			token.UPOS, token.XPOS = tag.upos, tag.xpos
		}
		st.apply(a)
	}
	root = from + st.at(0).number() - 1
	t.Heads[root], t.Rels[root] = -1, "root"
	return root, margin
}
