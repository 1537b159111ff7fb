package parse

import "sanyuan/extract/syntax"

// splitRel is the relation by which the first pieces of a word that was cut
// too finely hang on its last piece.
const splitRel = "compound"

// Project carries a gold tree over to other tokens of the same sentence, so that
// a parser can learn from words as a segmenter finds them. Both stand in order
// and tile the same text.
//
// Each gold word is stood for by the token that holds its last byte. A token
// takes the head and the relation of the highest word that it stands for; one
// that stands for none, a first piece of a word, hangs on the token that does.
func Project(gold syntax.Tree, tokens []syntax.Token) syntax.Tree {
	t := syntax.Tree{Tokens: tokens, Heads: make([]int, len(tokens)), Rels: make([]string, len(tokens))}
	holder := holders(gold.Tokens, tokens)
	top := make([]int, len(tokens)) // highest word that a token stands for, or -1
	for i := range top {
		top[i] = -1
	}
	for w, i := range holder {
		if top[i] < 0 || depth(gold.Heads, w) < depth(gold.Heads, top[i]) {
			top[i] = w
		}
	}
	w := 0
	for i := range tokens {
		for w+1 < len(gold.Tokens) && gold.Tokens[w].End < tokens[i].End {
			w++
		}
		switch {
		case top[i] < 0:
			t.Heads[i], t.Rels[i] = holder[w], splitRel
		case gold.Heads[top[i]] < 0:
			t.Heads[i], t.Rels[i] = -1, "root"
		default:
			t.Heads[i], t.Rels[i] = holder[gold.Heads[top[i]]], gold.Rels[top[i]]
		}
	}
	return t
}

// holders returns, for each word, the token that holds its last byte.
func holders(words, tokens []syntax.Token) []int {
	out := make([]int, len(words))
	i := 0
	for w := range words {
		for i+1 < len(tokens) && tokens[i].End < words[w].End {
			i++
		}
		out[w] = i
	}
	return out
}

// depth is the number of arcs between a word and the root.
func depth(heads []int, w int) int {
	d := 0
	for heads[w] >= 0 {
		w = heads[w]
		d++
	}
	return d
}

// aligned returns, for each token, the gold word with the same span, with an
// empty UPOS where there is none.
func aligned(gold, tokens []syntax.Token) []syntax.Token {
	out := make([]syntax.Token, len(tokens))
	w := 0
	for i, t := range tokens {
		for w < len(gold) && gold[w].Start < t.Start {
			w++
		}
		if w < len(gold) && gold[w].Start == t.Start && gold[w].End == t.End {
			out[i] = gold[w]
		}
	}
	return out
}
