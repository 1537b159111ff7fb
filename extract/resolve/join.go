package resolve

import (
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
	var out []syntax.Token
	for i := 0; i < len(tokens); {
		joined, n := r.joined(tokens[i:], i > 0 && r.allInitials(tokens[i-1].Form))
		out = append(out, joined)
		i += n
	}
	return out
}

// joined returns the word that the first words make up, and their number; it is
// the first word where they make up none. After an initial no enumeration
// begins: its number would not fit.
func (r *Resolver) joined(tokens []syntax.Token, afterInitial bool) (syntax.Token, int) {
	if n := r.enumerationAt(tokens); n > 0 && !afterInitial {
		return asName(tokens[:n], "ORG"), n
	}
	text, ends := run(tokens)
	name, senses := r.lex.Longest(text, 0)
	word, glosses := r.lex.LongestGloss(text, 0)
	if n := ends[name]; n > 0 && name >= word {
		n += r.shortFormAt(tokens[n:], senses)
		if n > 1 {
			return asName(tokens[:n], tagOf(r.lex, senses[0].Entity.Type)), n
		}
	}
	if n := ends[word]; n > 1 {
		if pos := wordClass(glosses); pos != "" && r.lex.Relation(text[:word]) == nil {
			return asWord(tokens[:n], pos), n
		}
	}
	return tokens[0], 1
}

// run returns the text of the first words, as far as nothing stands between
// them, and for each byte at which a word ends the number of words up to there.
func run(tokens []syntax.Token) (string, map[int]int) {
	var b strings.Builder
	ends := map[int]int{}
	for i, t := range tokens[:min(len(tokens), maxJoined)] {
		if i > 0 && t.Start != tokens[i-1].End {
			break
		}
		b.WriteString(t.Form)
		ends[b.Len()] = i + 1
	}
	return b.String(), ends
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
	switch {
	case lex.IsA(class, "Person"):
		return "PER"
	case lex.IsA(class, "Place"):
		return "LOC"
	}
	return "ORG"
}
