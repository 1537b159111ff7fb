package tag

import (
	"sync"

	"sanyuan/extract/perceptron"
	"sanyuan/extract/segment"
	"sanyuan/extract/syntax"
)

// Tagger cuts sentences into words with part of speech and name tags. It is
// safe for concurrent use.
type Tagger struct {
	dict  *segment.Dictionary
	seg   *segment.Segmenter
	set   *Tagset
	words *perceptron.Weights
	names *perceptron.Tagger
	pool  sync.Pool // of *work
}

// work is the memory that one sentence needs.
type work struct {
	view       segment.View
	candidates []segment.Candidate
	graph      graph
	names      nameView
}

// Tag returns the tokens of a sentence. They tile it but for white space; their
// forms are the very bytes of the sentence.
func (t *Tagger) Tag(sentence string) []syntax.Token {
	w, _ := t.pool.Get().(*work)
	if w == nil {
		w = &work{}
	}
	defer t.pool.Put(w)
	var tokens []syntax.Token
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
	for i, y := range w.names.find(t.names) {
		tokens[first+i].Entity = t.names.Labels.Names[y]
	}
	return tokens
}

// tokens appends the words that were found, without names.
func (t *Tagger) tokens(w *work, chunk string, at int, tokens []syntax.Token) []syntax.Token {
	for _, word := range w.names.words {
		start, end := w.view.Unit(word.from).Start, w.view.Unit(word.to-1).End
		tokens = append(tokens, syntax.Token{
			Form: chunk[start:end], Start: at + start, End: at + end,
			UPOS: t.set.upos[word.tag], XPOS: t.set.xpos[word.tag], Entity: "O",
		})
	}
	return tokens
}

// findWords decodes the lattice of the candidates into w.names.words.
func (t *Tagger) findWords(w *work, candidates []segment.Candidate) {
	g := &w.graph
	g.build(&w.view, candidates, t.fullTags, t.set.border())
	w.names.view, w.names.words = &w.view, w.names.words[:0]
	for _, node := range g.decode(t.words) {
		s := &g.spans[g.spanOf[node]]
		w.names.words = append(w.names.words, wordSpan{int(s.from), int(s.to), g.tags[node], s.word})
	}
}

// fullTags are the full tags that a candidate may have.
func (t *Tagger) fullTags(c segment.Candidate) []uint8 {
	return t.set.byUPOS[t.seg.Tags[c.Tag]]
}
