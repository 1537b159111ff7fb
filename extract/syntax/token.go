package syntax

// Token is one word of a sentence. The tokens of a sentence tile its text but
// for white space.
type Token struct {
	Form       string // the word, byte for byte as it stands in the sentence
	Start, End int    // bytes of the sentence's text
	UPOS       string // universal part of speech: NOUN, VERB, ...
	XPOS       string // the treebank's own tag: NN, VV, ...; may be empty
	Entity     string // IOB2 name tag: O, B-PER, I-PER, B-LOC, I-LOC, B-ORG, I-ORG
}

// Tree is a dependency tree over the tokens of one sentence. The three slices
// have equal length. Exactly one token has Head -1 (the root), and there are no
// cycles.
type Tree struct {
	Tokens []Token
	Heads  []int    // index of each token's head, -1 for the root
	Rels   []string // dependency relation to the head, with subtype: nsubj, aux:pass, ...
	Score  float64  // how sure the parser is: mean log-odds margin per arc; 0 when unknown
}
