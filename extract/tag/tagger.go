package tag

import (
	"fmt"
	"slices"
	"sync"

	"sanyuan/extract/perceptron"
	"sanyuan/extract/segment"
	"sanyuan/extract/syntax"
)

// Tagger cuts sentences into words with part of speech and name tags. It is
// safe for concurrent use.
type Tagger struct {
	dict     *segment.Dictionary
	seg      *segment.Segmenter
	set      *Tagset
	words    *perceptron.Weights
	revision *perceptron.Tagger // of the tags, by their surroundings
	names    *perceptron.Tagger
	nameTags []string  // IOB2, by label of names
	pool     sync.Pool // of *work
}

// work is the memory that one sentence needs.
type work struct {
	view       segment.View
	candidates []segment.Candidate
	graph      graph
	sentence   sentence
}

// AddWord makes the tagger find a word as one, as a name of the given type: PER,
// LOC, ORG, or empty for no name. It may be called at any time.
func (t *Tagger) AddWord(word, kind string) error {
	if kind != "" && !slices.Contains(t.nameTags, "B-"+kind) {
		return fmt.Errorf("%q: unknown type of name %q", word, kind)
	}
	return t.seg.Lexicon.Add(word, kind)
}

// Tag returns the tokens of a sentence. They tile it but for white space; their
// forms are the very bytes of the sentence. The models
// know Traditional text; see package script for Simplified.
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
	w.sentence.revise(t.revision)
	first := len(tokens)
	tokens = t.tokens(w, chunk, at, tokens)
	for i, y := range t.findNames(w) {
		tokens[first+i].Entity = t.nameTags[y]
	}
	return tokens
}

// findNames labels the words with names, the user's words as they are wanted.
func (t *Tagger) findNames(w *work) []int {
	n := &w.sentence
	n.score(t.names)
	for _, want := range w.view.Wanted {
		for i, word := range n.words {
			if want.Kind != "" && word.from == want.From && word.to == want.To {
				n.want(t.names, i, want.Kind)
			}
		}
	}
	return t.names.Decode(&n.lattice)
}

// tokens appends the words that were found, without names.
func (t *Tagger) tokens(w *work, chunk string, at int, tokens []syntax.Token) []syntax.Token {
	for _, word := range w.sentence.words {
		start, end := w.view.Unit(word.from).Start, w.view.Unit(word.to-1).End
		tokens = append(tokens, syntax.Token{
			Form: chunk[start:end], Start: at + start, End: at + end,
			UPOS: t.set.upos[word.tag], XPOS: t.set.xpos[word.tag], Entity: "O",
		})
	}
	return tokens
}

// findWords decodes the lattice of the candidates into w.sentence.
func (t *Tagger) findWords(w *work, candidates []segment.Candidate) {
	g := &w.graph
	g.build(&w.view, candidates, t.fullTags, t.set.border())
	w.sentence.view, w.sentence.set, w.sentence.words = &w.view, t.set, w.sentence.words[:0]
	for _, node := range g.decode(t.words, tagMargin) {
		s := &g.spans[g.spanOf[node]]
		w.sentence.words = append(w.sentence.words, wordSpan{int(s.from), int(s.to), g.tags[node], s.word})
	}
}

// setNames takes the labeller of names.
func (t *Tagger) setNames(names *perceptron.Tagger) {
	t.names, t.nameTags = names, nil
	for _, label := range names.Labels.Names {
		t.nameTags = append(t.nameTags, openName(label))
	}
}

// fullTags are the full tags that a candidate may have.
func (t *Tagger) fullTags(c segment.Candidate) []uint8 {
	return t.set.byUPOS[t.seg.Tags[c.Tag]]
}
