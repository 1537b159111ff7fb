package clause

import (
	"slices"
	"strings"

	"sanyuan/extract/syntax"
	"sanyuan/extract/text"
)

// reading is one sentence under analysis: a private copy of its tree, which
// repairs may change, and the predicates found in it.
type reading struct {
	text       string // the sentence in its own script; the tokens' offsets point into it
	toks       []syntax.Token
	head       []int
	rel        []string
	kids       [][]int // dependents of each token, in order
	predicates []*predicate
	at         []*predicate // predicate at each token, or nil
	quotes     []quote
	score      float64 // how sure the parser is of the tree
	room       []int   // for lists of tokens
}

func newReading(tree syntax.Tree, sentence string) *reading {
	r := &reading{
		text:  sentence,
		score: tree.Score,
		toks:  tree.Tokens,
		head:  slices.Clone(tree.Heads),
		rel:   slices.Clone(tree.Rels),
		at:    make([]*predicate, len(tree.Tokens)),
	}
	r.index()
	return r
}

// index rebuilds the lists of dependents from the heads.
func (r *reading) index() {
	n := len(r.toks)
	r.kids = make([][]int, n)
	room := make([]int, n+1) // where the dependents of each token begin
	for _, h := range r.head {
		if h >= 0 {
			room[h+1]++
		}
	}
	all := make([]int, n)
	for h := range n {
		room[h+1] += room[h]
		r.kids[h] = all[room[h]:room[h]:room[h+1]]
	}
	for i, h := range r.head {
		if h >= 0 {
			r.kids[h] = append(r.kids[h], i)
		}
	}
}

func (r *reading) form(i int) string { return r.toks[i].Form }
func (r *reading) pos(i int) string  { return r.toks[i].UPOS }

// base is the relation of a token to its head without the subtype.
func (r *reading) base(i int) string {
	rel := r.rel[i]
	for n := range len(rel) { // faster than strings.Cut on so short a word
		if rel[n] == ':' {
			return rel[:n]
		}
	}
	return rel
}

// attach hangs token i under head h.
func (r *reading) attach(i, h int, rel string) {
	r.head[i], r.rel[i] = h, rel
}

// handOver hangs the dependents of i under h.
func (r *reading) handOver(i, h int) {
	for _, k := range r.kids[i] {
		r.head[k] = h
	}
}

// under reports whether token i is in the subtree of h.
func (r *reading) under(i, h int) bool {
	for n := 0; i >= 0 && n <= len(r.head); n++ {
		if i == h {
			return true
		}
		i = r.head[i]
	}
	return false
}

// kidsOf returns the dependents of i with one of the relations, subtype and all
// or without it.
func (r *reading) kidsOf(i int, rels ...string) []int {
	var out []int
	for _, k := range r.kids[i] {
		if slices.Contains(rels, r.rel[k]) || slices.Contains(rels, r.base(k)) {
			if out == nil {
				out = r.list()
			}
			out = append(out, k)
		}
	}
	return out
}

// subtree returns the tokens under i and i itself, in order, without the
// dependents that skip names.
func (r *reading) subtree(i int, skip func(k int) bool) []int {
	out := append(r.list(), i)
	for n := 0; n < len(out); n++ {
		for _, k := range r.kids[out[n]] {
			if skip == nil || !skip(k) {
				out = append(out, k)
			}
		}
	}
	slices.Sort(out)
	return out
}

// firstUnder is the first token of the subtree.
func (r *reading) firstUnder(i int) int { return r.subtree(i, nil)[0] }

// lastUnder is the last token of the subtree.
func (r *reading) lastUnder(i int) int {
	toks := r.subtree(i, nil)
	return toks[len(toks)-1]
}

// list returns an empty list with room for a few tokens. Many short ones share their
// memory.
func (r *reading) list() []int {
	const few = 8
	if len(r.room) < few {
		r.room = make([]int, 32*few)
	}
	out := r.room[:0:few]
	r.room = r.room[few:]
	return out
}

// isPunct reports whether the token is a punctuation mark.
func (r *reading) isPunct(i int) bool { return r.pos(i) == "PUNCT" }

// breaks reports whether the token separates clauses.
func (r *reading) breaks(i int) bool {
	return strings.ContainsAny(r.form(i), "，,；;。：:！!？?—")
}

// clauseBreakBetween reports whether a comma or a stronger mark stands between two tokens.
func (r *reading) clauseBreakBetween(i, j int) bool {
	for k := min(i, j) + 1; k < max(i, j); k++ {
		if r.isPunct(k) && r.breaks(k) {
			return true
		}
	}
	return false
}

// spans returns the byte ranges of the tokens, neighbours joined.
func (r *reading) spans(toks []int) []text.Span {
	var out []text.Span
	last := -2
	for _, i := range toks {
		if n := len(out); i == last+1 {
			out[n-1].End = r.toks[i].End
		} else {
			out = append(out, text.Span{Start: r.toks[i].Start, End: r.toks[i].End})
		}
		last = i
	}
	return out
}

// surface returns the sentence's own words at the spans.
func (r *reading) surface(spans []text.Span) string {
	if len(spans) == 1 {
		return r.text[spans[0].Start:spans[0].End]
	}
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(r.text[s.Start:s.End])
	}
	return b.String()
}

// forms returns the tokens' forms, in Traditional characters, joined.
func (r *reading) forms(toks []int) string {
	if len(toks) == 1 {
		return r.form(toks[0])
	}
	size := 0
	for _, i := range toks {
		size += len(r.form(i))
	}
	var b strings.Builder
	b.Grow(size)
	for _, i := range toks {
		b.WriteString(r.form(i))
	}
	return b.String()
}
