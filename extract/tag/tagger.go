package tag

import (
	"fmt"
	"slices"
	"sync"

	"sanyuan/extract/perceptron"
	"sanyuan/extract/segment"
	"sanyuan/extract/syntax"
)

// Tagger cuts sentences into words with part of speech. It is safe for concurrent
// use.
type Tagger struct {
	dict  *segment.Dictionary
	seg   *segment.Segmenter
	set   *Tagset
	words *perceptron.Weights
	pool  sync.Pool // of *work
}

// work is the memory that one sentence needs.
type work struct {
	view       segment.View
	candidates []segment.Candidate
	graph      graph
	words      []word
}

// word is a word that was found.
type word struct {
	from, to int // units
	tag      uint8
}

// Kinds are the types of names that a word may be wanted as.
var Kinds = []string{"PER", "LOC", "ORG"}

// Dictionary is the dictionary of words that the tagger uses.
func (t *Tagger) Dictionary() *segment.Dictionary { return t.dict }

// AddWord makes the tagger find a word as one, as a name of the given type: one of
// Kinds, or empty for no name. It may be called at any time.
func (t *Tagger) AddWord(word, kind string) error {
	if kind != "" && !slices.Contains(Kinds, kind) {
		return fmt.Errorf("%q: unknown type of name %q", word, kind)
	}
	return t.seg.Lexicon.Add(word, kind)
}

// Tag returns the tokens of a sentence. They tile it but for white space; their
// forms are the very bytes of the sentence. Only words that the user wants as names
// have name tags. The models know Traditional text; see package script for
// Simplified.
func (t *Tagger) Tag(sentence string) []syntax.Token {
	w, _ := t.pool.Get().(*work)
	if w == nil {
		w = &work{}
	}
	defer t.pool.Put(w)
	tokens := make([]syntax.Token, 0, len(sentence)/4)
	segment.Chunks(sentence, func(at int, chunk string) {
		tokens = t.tagChunk(w, chunk, at, tokens)
	})
	return tokens
}

// tagChunk appends the tokens of a piece of the sentence that begins at the
// given byte.
func (t *Tagger) tagChunk(w *work, chunk string, at int, tokens []syntax.Token) []syntax.Token {
	w.view.Look(chunk, t.dict)
	if w.view.Len() == 0 {
		return tokens
	}
	w.candidates = t.seg.Candidates(&w.view, candidateLoss, w.candidates[:0])
	t.findWords(w, w.candidates)
	first := len(tokens)
	tokens = t.tokens(w, chunk, at, tokens)
	for _, want := range w.view.Wanted {
		for i, word := range w.words {
			if want.Kind != "" && word.from == want.From && word.to == want.To {
				tokens[first+i].Entity = "B-" + want.Kind
			}
		}
	}
	return tokens
}

// tokens appends the words that were found.
func (t *Tagger) tokens(w *work, chunk string, at int, tokens []syntax.Token) []syntax.Token {
	for _, word := range w.words {
		start, end := w.view.Unit(word.from).Start, w.view.Unit(word.to-1).End
		tokens = append(tokens, syntax.Token{
			Form: chunk[start:end], Start: at + start, End: at + end,
			UPOS: t.set.upos[word.tag], XPOS: t.set.xpos[word.tag], Entity: "O",
		})
	}
	return tokens
}

// findWords decodes the lattice of the candidates into w.words.
func (t *Tagger) findWords(w *work, candidates []segment.Candidate) {
	g := &w.graph
	g.build(&w.view, candidates, t.fullTags, t.set.border())
	w.words = w.words[:0]
	for _, node := range g.decode(t.words, tagMargin) {
		s := &g.spans[g.spanOf[node]]
		w.words = append(w.words, word{int(s.from), int(s.to), g.tags[node]})
	}
}

// fullTags are the full tags that a candidate may have.
func (t *Tagger) fullTags(c segment.Candidate) []uint8 {
	return t.set.byUPOS[t.seg.Tags[c.Tag]]
}
