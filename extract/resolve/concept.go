package resolve

import (
	"slices"
	"strings"
	"unicode/utf8"

	"sanyuan/extract/clause"
	"sanyuan/extract/lexicon"
	"sanyuan/extract/resolve/numeral"
	"sanyuan/extract/syntax"
)

// plain takes a mention by its own words: a name that only the text knows, or a
// common noun phrase.
func (d *document) plain(m *mention) (naming, bool) {
	if m.term.Kind == clause.Entity && !d.common(m.tokens) {
		return naming{name: m.text, class: d.classOf(m.text, m.tokens), words: d.wordsOf(m.tokens)}, true
	}
	words := d.withoutDeterminers(m.tokens)
	n := naming{concept: true, words: d.wordsOf(words)}
	if n.name = d.fullForms(words); n.name == "" {
		n.name = m.text
	}
	if n.name != m.text {
		n.reason = ByWording
	}
	if head := m.head(); head != n.name {
		n.head = head
	}
	n.class = d.classOf(n.name, nil)
	return n, true
}

// common reports whether words are a common noun phrase although they are taken
// for a name: the last one is no proper noun, and is a word of the lexicon or in
// no name.
func (d *document) common(tokens []syntax.Token) bool {
	if len(tokens) == 0 {
		return false
	}
	last := tokens[len(tokens)-1]
	if last.UPOS == "PROPN" || last.UPOS == "X" {
		return false
	}
	return !tagged(tokens[len(tokens)-1:]) || len(tokens) == 1 && len(d.lex.Gloss(last.Form)) > 0
}

// head returns the head noun of a phrase, in Traditional characters.
func (m *mention) head() string {
	for _, t := range m.tokens {
		if lexicon.SameFolded(t.Form, m.term.Head) {
			return t.Form
		}
	}
	return m.term.Head
}

// withoutDeterminers takes determiners, numbers and measure words off the front
// of a phrase, 等 off its end, and out of 包括安全等多項保證 the examples.
func (d *document) withoutDeterminers(tokens []syntax.Token) []syntax.Token {
	words := d.withoutExamples(tokens)
	for counted := false; len(words) > 1; words = words[1:] {
		if !d.isDeterminer(words[0]) && !(counted && isMeasure(d.lex, words[0])) {
			break
		}
		counted = true
	}
	for len(words) > 1 && isEnding(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	if len(words) == 0 {
		return tokens
	}
	return words
}

// isEnding holds for what closes a phrase without being part of the name of the
// thing: 等, and 中 in 會談中.
func isEnding(t syntax.Token) bool {
	switch t.Form {
	case "等", "等等", "之類":
		return true
	case "當中", "之中", "之內", "期間":
		return true
	case "中", "上", "裡", "裏", "內":
		return t.UPOS == "ADP" || t.UPOS == "PART"
	}
	return false
}

// withoutExamples cuts 包括甲、乙等 and 包含甲在內的 off the front.
func (d *document) withoutExamples(tokens []syntax.Token) []syntax.Token {
	if len(tokens) < 3 || !slices.Contains([]string{"包括", "包含", "如", "例如"}, tokens[0].Form) {
		return tokens
	}
	for i := len(tokens) - 2; i > 0; i-- {
		if slices.Contains([]string{"等", "在內", "等等"}, tokens[i].Form) {
			return tokens[i+1:]
		}
	}
	return tokens
}

// meaningful are determiners that make another thing of what they stand before.
var meaningful = map[string]bool{
	"半": true, "前": true, "首": true, "第一": true, "上": true, "下": true, "其他": true, "其它": true, "其餘": true,
	"其": true, "他": true, "她": true, "它": true, "他們": true, "她們": true, "它們": true, "我": true, "你": true, "我們": true, "我國": true, "兩國": true,
}

// isDeterminer reports whether a word only says which or how many.
func (d *document) isDeterminer(t syntax.Token) bool {
	switch {
	case t.Form == "的" || t.Form == "之":
		return true
	case meaningful[t.Form] || strings.HasPrefix(t.Form, "第"):
		return false
	case isNumberWithMeasure(d.lex, t.Form):
		return true
	case t.UPOS == "NOUN" || t.UPOS == "PROPN" || t.UPOS == "VERB":
		return false
	}
	_, listed := d.lex.Determiner(t.Form)
	return listed || t.UPOS == "DET" || t.UPOS == "NUM"
}

// isMeasure holds for a measure word, after its number.
func isMeasure(lex *lexicon.Lexicon, t syntax.Token) bool {
	_, ok := lex.Measure(t.Form)
	return ok && (t.UPOS == "NOUN" || t.UPOS == "PART")
}

// isNumberWithMeasure holds for a number and a measure word in one: 三名, 多項.
func isNumberWithMeasure(lex *lexicon.Lexicon, form string) bool {
	_, n := numeral.Prefix(form)
	if n == 0 {
		for _, word := range []string{"多", "數", "幾", "各", "每", "這", "那", "該", "首", "某"} {
			if strings.HasPrefix(form, word) {
				n = len(word)
			}
		}
	}
	if n == 0 || n == len(form) {
		return false
	}
	_, ok := lex.Measure(form[n:])
	return ok
}

// classOf tells what a name or a noun phrase stands for by its last words, else
// by how its words are tagged.
func (d *document) classOf(name string, tokens []syntax.Token) string {
	last := ""
	if len(tokens) > 0 && len(tokens[0].Entity) > 2 {
		last = tokens[0].Entity[2:]
	}
	if last == "PER" {
		return "Person"
	}
	if tokens != nil {
		if s, ok := d.lex.Suffix(name); ok && agrees(d.lex, s.Type, last) {
			return s.Type
		}
	} else if class, ok := d.lex.HeadType(name); ok {
		return class
	}
	switch last {
	case "LOC":
		return "Place"
	case "ORG":
		return "Organization"
	}
	return ""
}

// agrees reports whether a class fits the tag of a name.
func agrees(lex *lexicon.Lexicon, class, tag string) bool {
	switch tag {
	case "LOC":
		return lex.IsA(class, "Place")
	case "ORG":
		return !lex.IsA(class, "Person")
	}
	return utf8.RuneCountInString(tag) == 0
}
