package parse

import (
	"unicode/utf8"

	"sanyuan/extract/syntax"
)

// atoms are what features see of one word, as hashes.
type atoms struct {
	word, tag, upos uint64 // tag is UPOS and XPOS together
	first, last     uint64 // first and last character
	entity          uint64 // type of name and whether the name begins here
	class           uint8  // class of the UPOS, an index below 32
}

// variant names a word with one of the tags that it may have: twice the word's
// number, plus one for the alternative to the tag that was given. Words count
// from 1; word 0 stands for nothing (before the sentence, no child).
type variant int16

func primary(word int) variant { return variant(2 * word) }
func (v variant) number() int  { return int(v >> 1) }

// input is a sentence as features see it. Two words that stand for the end of
// the sentence follow the last one.
type input struct {
	n     int     // number of words
	atoms []atoms // by variant
	alts  []int   // by word: the number of its alternative tag, or -1
	// by word: running counts from the start of the sentence up to and with it
	puncts, verbs []int16
	nextPunct     []uint64 // by word: word atom of the first punctuation at or after it
}

func (in *input) reset(tokens []syntax.Token, tags *tagset) {
	in.n = len(tokens)
	size := in.n + 3
	in.atoms, in.alts = grow(in.atoms, 2*size), grow(in.alts, size)
	in.puncts, in.verbs, in.nextPunct = grow(in.puncts, size), grow(in.verbs, size), grow(in.nextPunct, size)
	in.atoms[0], in.puncts[0], in.verbs[0] = border(1), 0, 0
	for i := range tokens {
		a := atomsOf(&tokens[i])
		in.atoms[primary(i+1)] = a
		if in.alts[i+1] = tags.alternative(&tokens[i]); in.alts[i+1] >= 0 {
			alt := &tags.list[in.alts[i+1]]
			a.upos, a.tag, a.class = alt.uposAtom, alt.atom, alt.class
			in.atoms[primary(i+1)+1] = a
		}
		in.count(i+1, tokens[i].UPOS)
	}
	in.atoms[primary(in.n+1)], in.atoms[primary(in.n+2)] = border(2), border(3)
	next := uint64(7)
	for i := in.n + 2; i >= 0; i-- {
		if i >= 1 && i <= in.n && tokens[i-1].UPOS == "PUNCT" {
			next = in.atoms[primary(i)].word
		}
		in.nextPunct[i] = next
	}
}

// count fills the running counts of word i.
func (in *input) count(i int, upos string) {
	in.puncts[i], in.verbs[i] = in.puncts[i-1], in.verbs[i-1]
	switch upos {
	case "PUNCT":
		in.puncts[i]++
	case "VERB":
		in.verbs[i]++
	}
}

// border is the atoms of what stands outside of the sentence.
func border(kind uint64) atoms {
	return atoms{word: kind, tag: kind, upos: kind, first: kind, last: kind, entity: kind}
}

func atomsOf(t *syntax.Token) atoms {
	first, _ := utf8.DecodeRuneInString(t.Form)
	last, _ := utf8.DecodeLastRuneInString(t.Form)
	a := atoms{
		word: hashWord(t.Form), first: uint64(digit(first)) * mulA, last: uint64(digit(last)) * mulA,
	}
	a.upos, a.tag, a.class = tagAtoms(t.UPOS, t.XPOS)
	if t.Entity != "" && t.Entity != "O" {
		a.entity = hashString(t.Entity)
	}
	return a
}

// tagAtoms returns what features see of a tag.
func tagAtoms(upos, xpos string) (uposAtom, tagAtom uint64, class uint8) {
	uposAtom = hashString(upos)
	return uposAtom, combine(uposAtom, hashString(xpos)), classes[upos]
}

// hashWord hashes a form with every digit taken as 0, so that numbers of equal
// length are one word.
func hashWord(form string) uint64 {
	h := uint64(fnvOffset)
	for _, r := range form {
		h = (h ^ uint64(digit(r))) * fnvPrime
	}
	return finish(h)
}

func digit(r rune) rune {
	switch {
	case r >= '0' && r <= '9':
		return '0'
	case r >= '０' && r <= '９':
		return '0'
	}
	return r
}

// classes numbers the universal parts of speech for sets of tags.
var classes = map[string]uint8{
	"ADJ": 1, "ADP": 2, "ADV": 3, "AUX": 4, "CCONJ": 5, "DET": 6, "INTJ": 7, "NOUN": 8, "NUM": 9,
	"PART": 10, "PRON": 11, "PROPN": 12, "PUNCT": 13, "SCONJ": 14, "SYM": 15, "VERB": 16, "X": 17,
}

const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
	mulA      = 0x9E3779B97F4A7C15
	mulB      = 0xC2B2AE3D27D4EB4F
	mulC      = 0x165667B19E3779F9
	mulD      = 0xD6E8FEB86659FD93
)

func hashString(s string) uint64 {
	h := uint64(fnvOffset)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * fnvPrime
	}
	return finish(h)
}

func combine(a, b uint64) uint64 { return finish(a*mulA + b*mulB) }

func finish(h uint64) uint64 {
	h ^= h >> 32
	h *= mulD
	return h ^ h>>29
}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}
