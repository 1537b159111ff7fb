package parse

import (
	"slices"
	"strings"

	"sanyuan/extract/lexicon"
	"sanyuan/extract/neural"
	"sanyuan/extract/segment"
	"sanyuan/extract/syntax"
	"sanyuan/extract/vectors"
)

// Knowledge is what is known of words before any treebank is read.
type Knowledge struct {
	Dictionary *segment.Dictionary
	Vectors    *vectors.Vectors
	Lexicon    *lexicon.Lexicon
}

// field is one kind of symbol that a word is known by; each has a table of
// embeddings.
type field int

const (
	wordField   field = iota // the folded word
	firstField               // its first character
	lastField                // its last one
	secondField              // its last but one, or none
	tagField                 // the tag that the tagger gave it
	kindField                // gse's part of speech of the word
	coverField               // gse's part of speech of the longest name that it is part of, and its place in it
	entityField              // the class of the lexicon's entity that it is part of, and its place in it
	listField                // the classes of the longest name of the lexicon's lists that it is part of, and its place in it
	shapeField               // kind of characters and length
	nameField                // how the names of gse's dictionary use its characters
	sourceField              // whether the treebank or further trees are learnt from
	vectorField              // whether the word, or only its ending, has a vector
	fields
)

var fieldNames = [fields]string{"word", "first", "last", "second", "tag", "kind", "cover", "entity", "list", "shape", "name", "source", "vector"}

// contextFields are those that the form of a word does not decide.
var contextFields = [...]field{tagField, coverField, entityField, listField, sourceField}

// Symbols that every field has.
const (
	noSymbol      = 0 // the root, and what a word has none of
	unknownSymbol = 1 // what was not seen in training
	firstSymbol   = 2
)

// symbols numbers the symbols of a field.
type symbols struct {
	list   []string
	number map[string]int32
}

func newSymbols(list []string) symbols {
	s := symbols{list, make(map[string]int32, len(list))}
	for i, name := range list {
		s.number[name] = int32(i + firstSymbol)
	}
	return s
}

func (s *symbols) size() int { return len(s.list) + firstSymbol }

func (s *symbols) find(name string) int32 {
	if n, ok := s.number[name]; ok {
		return n
	}
	return unknownSymbol
}

// input is words as the network reads them.
type input struct {
	ids     [][fields]int32
	chars   []int32 // numbers of characters
	begin   []int   // by word, where its characters begin in chars; and the end
	vectors neural.Matrix
}

// add appends a word.
func (in *input) add(word *form, ids [fields]int32, known *vectors.Vectors) {
	if len(in.ids) == 0 {
		in.begin = append(in.begin[:0], 0)
	}
	in.ids = append(in.ids, ids)
	in.chars = append(in.chars, word.chars...)
	in.begin = append(in.begin, len(in.chars))
	m := &in.vectors
	m.Rows, m.Cols, m.Data = m.Rows+1, vectors.Size, append(m.Data, make([]float32, vectors.Size)...)
	if word.vector >= 0 {
		known.Read(word.vector, m.Row(m.Rows-1))
	}
}

func (in *input) clear() {
	in.ids, in.chars, in.begin = in.ids[:0], in.chars[:0], in.begin[:0]
	in.vectors.Rows, in.vectors.Data = 0, in.vectors.Data[:0]
}

// Symbols of the source. Further trees may have conventions of their own; what is
// read is read by those of the treebank (after Stymne et al. 2018).
const (
	fromTreebank = "treebank"
	fromFurther  = "further"
)

// vectorSymbol tells whether a vector is that of the whole word.
func vectorSymbol(whole bool) string {
	if whole {
		return "whole"
	}
	return "ending"
}

// reader turns tokens into input. It is working memory, for one goroutine.
type reader struct {
	known    Knowledge
	symbols  *[fields]symbols // of the network; nil while they are still looked for
	source   string
	root     form
	forms    map[string]*form // what is kept
	older    map[string]*form // what was kept before, and has not come again
	rows     int              // of the forms kept
	names    [fields]string   // symbols of one token
	words    []*form          // of the tokens
	units    []segment.Unit
	starts   []int // by token, its first unit; and the end
	matches  []segment.Match
	covers   []span
	entities []span
	listed   []span
	text     []byte // of all tokens
	ends     []int  // of each token in text, and where it begins
}

// newReader returns a reader for a network with some symbols.
func newReader(k Knowledge, symbols *[fields]symbols, source string) reader {
	return reader{known: k, symbols: symbols, source: source, root: form{vector: -1}}
}

// span is the longest known name that a token is part of.
type span struct {
	kind  string
	place byte // S, B, I, E
	size  int  // units
}

// read finds out what is known of each token and hands it on: of its form, and by
// field.
func (r *reader) read(tokens []syntax.Token, take func(i int, word *form, names *[fields]string)) {
	r.split(tokens)
	r.findCovers(tokens)
	r.findEntities(tokens)
	for i := range tokens {
		r.describe(i, &tokens[i])
		take(i, r.words[i], &r.names)
	}
}

// split looks up the forms of the tokens.
func (r *reader) split(tokens []syntax.Token) {
	r.words, r.starts, r.units = r.words[:0], r.starts[:0], r.units[:0]
	for i := range tokens {
		word := r.form(tokens[i].Form)
		r.words, r.starts = append(r.words, word), append(r.starts, len(r.units))
		r.units = append(r.units, word.units...)
	}
	r.starts = append(r.starts, len(r.units))
}

// findCovers looks up runs of tokens in gse's dictionary.
func (r *reader) findCovers(tokens []syntax.Token) {
	r.covers = append(r.covers[:0], make([]span, len(tokens))...)
	for i := range tokens {
		r.matches = r.known.Dictionary.Matches(r.units, r.starts[i], r.matches[:0])
		for _, m := range r.matches {
			if j, ok := slices.BinarySearch(r.starts, m.To); ok {
				cover(r.covers[i:j], r.known.Dictionary.Tags[m.Tag], m.To-m.From)
			}
		}
	}
}

// findEntities looks up runs of tokens in the lexicon and in its lists of names.
func (r *reader) findEntities(tokens []syntax.Token) {
	r.entities = append(r.entities[:0], make([]span, len(tokens))...)
	r.listed = append(r.listed[:0], make([]span, len(tokens))...)
	r.text, r.ends = r.text[:0], append(r.ends[:0], 0)
	for i := range tokens {
		r.text = append(r.text, tokens[i].Form...)
		r.ends = append(r.ends, len(r.text))
	}
	text := lexicon.Fold(string(r.text))
	for i := range tokens {
		if size, senses := r.known.Lexicon.Longest(text, r.ends[i]); size > 0 {
			r.coverBytes(r.entities, i, size, r.class(senses[0].Entity.Type))
		}
		if size, classes := r.known.Lexicon.LongestName(text, r.ends[i]); size > 0 {
			r.coverBytes(r.listed, i, size, strings.Join(classes, "+"))
		}
	}
}

// coverBytes makes the tokens from i on part of a name of some bytes, if it ends where
// a token does.
func (r *reader) coverBytes(spans []span, i, size int, kind string) {
	if j, ok := slices.BinarySearch(r.ends, r.ends[i]+size); ok {
		cover(spans[i:j], kind, size)
	}
}

// class is the type of name that an entity's class stands for.
func (r *reader) class(entity string) string {
	for _, c := range [...]string{"Person", "Country", "Place", "Organization"} {
		if r.known.Lexicon.IsA(entity, c) {
			return c
		}
	}
	return "Thing"
}

// cover makes tokens part of a name, unless they are part of a longer one.
func cover(spans []span, kind string, size int) {
	for k := range spans {
		if size <= spans[k].size {
			continue
		}
		place := byte('I')
		switch {
		case len(spans) == 1:
			place = 'S'
		case k == 0:
			place = 'B'
		case k == len(spans)-1:
			place = 'E'
		}
		spans[k] = span{kind, place, size}
	}
}

func (s span) name() string {
	if s.size == 0 {
		return ""
	}
	return s.kind + string(s.place)
}

// describe fills the names of a token's fields; an empty one is none.
func (r *reader) describe(i int, t *syntax.Token) {
	r.names = r.words[i].names
	r.names[tagField] = t.UPOS + "/" + t.XPOS
	r.names[coverField], r.names[entityField] = r.covers[i].name(), r.entities[i].name()
	r.names[listField] = r.listed[i].name()
	r.names[sourceField] = r.source
}
