package resolve

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"sanyuan/extract/lexicon"
	"sanyuan/extract/syntax"
)

// maxJoined bounds the number of words that are joined.
const maxJoined = 12

// Join makes one word of what several words of a sentence make up together, so
// that no later stage takes it apart: enumerations (法德兩國), names of the lexicon,
// also with their short form (世界貿易組織WTO), and nouns and adjectives that have a
// gloss (時間表). Forms have to be in Traditional characters.
func (r *Resolver) Join(tokens []syntax.Token) []syntax.Token {
	out := make([]syntax.Token, 0, len(tokens))
	line := newLine(tokens)
	for i := 0; i < len(tokens); {
		joined, n := r.joined(line, i, i > 0 && r.allInitials(tokens[i-1].Form))
		out = append(out, joined)
		i += n
	}
	return out
}

// joined returns the word that the words from the i-th on make up, and their
// number; it is the i-th word where they make up none. After an initial no
// enumeration begins: its number would not fit.
func (r *Resolver) joined(l line, i int, afterInitial bool) (syntax.Token, int) {
	tokens := l.tokens[i:]
	if n := r.enumerationAt(tokens); n > 0 && !afterInitial {
		return asName(tokens[:n], "ORG"), n
	}
	text := l.run(i)
	name, senses := r.lex.Longest(text, 0)
	word, glosses := r.lex.LongestGloss(text, 0)
	if n := l.words(i, name); n > 0 && name >= word {
		n += r.shortFormAt(tokens[n:], senses)
		if n > 1 {
			return asName(tokens[:n], tagOf(r.lex, senses[0].Entity.Type)), n
		}
	}
	if n := l.words(i, word); n > 1 && oneNoun(tokens[:n]) {
		if pos := wordClass(glosses); pos != "" && r.lex.Relation(text[:word]) == nil {
			return asWord(tokens[:n], pos), n
		}
	}
	return tokens[0], 1
}

// oneNoun reports whether the words may be one noun or adjective: no function word is
// among them (才 能), and they are not a verb with its object or subject (開放 市場, 媒體 報導).
func oneNoun(tokens []syntax.Token) bool {
	last := len(tokens) - 1
	switch before := tokens[last-1].UPOS + " " + tokens[last].UPOS; before {
	case "VERB NOUN", "NOUN VERB":
		return false
	}
	return !slices.ContainsFunc(tokens, func(t syntax.Token) bool {
		return t.UPOS == "AUX" || t.UPOS == "SCONJ" || t.UPOS == "ADP"
	})
}

// line is the words of a sentence in one string.
type line struct {
	tokens []syntax.Token
	text   string
	start  []int // byte of text at which each word begins, and its length
}

func newLine(tokens []syntax.Token) line {
	var b strings.Builder
	start := make([]int, 0, len(tokens)+1)
	for _, t := range tokens {
		start = append(start, b.Len())
		b.WriteString(t.Form)
	}
	return line{tokens: tokens, text: b.String(), start: append(start, b.Len())}
}

// run returns the text of the words from the i-th on, as far as nothing stands
// between them.
func (l line) run(i int) string {
	end := i + 1
	for end < len(l.tokens) && end < i+maxJoined && l.tokens[end].Start == l.tokens[end-1].End {
		end++
	}
	return l.text[l.start[i]:l.start[end]]
}

// words returns how many words from the i-th on make up a length in bytes, 0
// where it ends inside a word.
func (l line) words(i, length int) int {
	n, ends := slices.BinarySearch(l.start[i:], l.start[i]+length)
	if !ends {
		return 0
	}
	return n
}

// shortFormAt returns 1 where the next word is a short form of the name before
// it, else 0.
func (r *Resolver) shortFormAt(tokens []syntax.Token, senses []lexicon.Sense) int {
	if len(tokens) == 0 || len(senses) != 1 || !isAcronym(tokens[0].Form) {
		return 0
	}
	for _, s := range r.lex.Lookup(tokens[0].Form) {
		if s.Entity == senses[0].Entity {
			return 1
		}
	}
	return 0
}

// wordClass returns the part of speech of a word by its glosses, where it is a
// noun or an adjective and nothing else.
func wordClass(glosses []lexicon.Gloss) string {
	pos := ""
	for _, g := range glosses {
		switch {
		case g.Nominal():
			pos = "NOUN"
		case g.POS == lexicon.Adjective && pos == "":
			pos = "ADJ"
		default:
			return ""
		}
	}
	return pos
}

func asName(tokens []syntax.Token, class string) syntax.Token {
	if len(tokens) == 1 {
		return tokens[0]
	}
	t := asWord(tokens, "PROPN")
	t.XPOS, t.Entity = "NNP", "B-"+class
	return t
}

var treebankTags = map[string]string{"NOUN": "NN", "ADJ": "JJ", "PROPN": "NNP"}

func asWord(tokens []syntax.Token, pos string) syntax.Token {
	t := tokens[0]
	var form strings.Builder
	for _, part := range tokens {
		form.WriteString(part.Form)
	}
	t.Form, t.End = form.String(), tokens[len(tokens)-1].End
	t.UPOS, t.XPOS, t.Entity = pos, treebankTags[pos], "O"
	return t
}

// enumerationAt returns how many words from the first on make up an
// enumeration, whether or not its members are known.
func (r *Resolver) enumerationAt(tokens []syntax.Token) int {
	first, _ := utf8.DecodeRuneInString(tokens[0].Form)
	if len(r.lex.Initials(first)) == 0 {
		return 0
	}
	text := ""
	for i, t := range tokens[:min(len(tokens), maxJoined)] {
		if i > 0 && t.Start != tokens[i-1].End {
			break
		}
		text += t.Form
		list, count := cutCount(text)
		if count >= 2 && utf8.RuneCountInString(list) == count && r.allInitials(list) {
			return i + 1
		}
	}
	return 0
}

func (r *Resolver) allInitials(list string) bool {
	for _, c := range list {
		if len(r.lex.Initials(c)) == 0 {
			return false
		}
	}
	return true
}

// tagOf is the class of names in tags that fits a schema.org class best.
func tagOf(lex *lexicon.Lexicon, class string) string {
	return cmp.Or(lex.NameTag(class), "ORG")
}
