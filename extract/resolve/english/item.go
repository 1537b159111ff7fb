package english

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sanyuan/extract/lexicon"
	"sanyuan/extract/resolve/numeral"
)

// role is the part that an item plays in a phrase.
type role int

const (
	noun role = iota
	name
	adjective
	adverb
	verb
	number
	determiner
	measure
	of    // 的
	and   // 與, 、
	place // 境內
	et    // 等
	with  // 包括
)

// item is one or several words with their English.
type item struct {
	role     role
	form     string
	text     string            // English
	english  lexicon.English   // of a name
	gloss    lexicon.Gloss     // of a noun
	relation *lexicon.Relation // of a verb
	entity   *lexicon.Entity   // of a name
	plural   bool              // of a determiner or a group: what it stands before is plural
}

// particles are the words that build a phrase.
var particles = map[string]role{
	"的": of, "之": of, "所": adverb, "、": and, "與": and, "和": and, "及": and, "以及": and, "暨": and, "跟": and,
	"等": et, "等等": et, "包括": with, "包含": with,
}

// maxItem is how many words are tried as one.
const maxItem = 6

// items looks up the words, the longest runs first; nil where one is unknown.
func (w *Writer) items(words []Word) []item {
	out := make([]item, 0, len(words))
	for i := 0; i < len(words); {
		if isMark(words[i].Form) {
			i++
			continue
		}
		known := len(out)
		var n int
		if out, n = w.appendLongest(out, words[i:]); n == 0 {
			return nil
		}
		if repeats(out[:known], out[known:]) {
			out = out[:known]
		}
		i += n
	}
	return out
}

// repeats reports whether a name only says once more what the name before it
// says: 世界貿易組織WTO.
func repeats(items, next []item) bool {
	n := len(items)
	return n > 0 && len(next) == 1 && next[0].entity != nil && items[n-1].entity == next[0].entity
}

func isMark(form string) bool {
	return strings.Trim(form, "「」『』“”《》〈〉（）()，,：\"'") == ""
}

// appendLongest reads the longest run of words that is a name or has a gloss, else the
// first word, and returns how many words those are.
func (w *Writer) appendLongest(out []item, words []Word) ([]item, int) {
	if text := words[0].English; text != "" {
		return append(out, item{role: name, form: words[0].Form, text: text, english: lexicon.English{Text: text}, plural: true}), 1
	}
	if len(words) > 1 { // 13 號
		if date := dateWords(words[0].Form + words[1].Form); date != "" {
			return append(out, dateItem(words[0].Form+words[1].Form, date)), 2
		}
	}
	if n, form := w.run(words); n > 1 {
		if it, ok := w.item(form, words[n-1].UPOS, false); ok {
			return append(out, it), n
		}
	}
	first := words[0]
	if it, ok := w.item(first.Form, first.UPOS, first.Name); ok {
		return append(out, it), 1
	}
	if isLatin(first.Form) {
		return append(out, item{role: name, form: first.Form, text: first.Form, english: lexicon.English{Text: first.Form}}), 1
	}
	if (first.Name || first.UPOS == "PROPN") && isNameForm(first.Form) {
		return append(out, w.unknownName(first.Form)), 1
	}
	if pieces := w.pieces(first.Form); pieces != nil {
		return append(out, pieces...), 1
	}
	return out, 0
}

// run returns how many words make up the longest name or word with a gloss, and
// its form.
func (w *Writer) run(words []Word) (int, string) {
	if len(words) == 1 {
		return 1, words[0].Form
	}
	var b strings.Builder
	var ends [maxItem]int
	for i, word := range words[:min(maxItem, len(words))] {
		b.WriteString(word.Form)
		ends[i] = b.Len()
	}
	text := b.String()
	length, _ := w.lex.Longest(text, 0)
	if n, _ := w.lex.LongestGloss(text, 0); n > length {
		length = n
	}
	for i, end := range ends {
		if end == length && length > 0 {
			return i + 1, text[:length]
		}
	}
	return 0, ""
}

// isLatin reports whether a word is written in Latin letters.
func isLatin(form string) bool {
	return form != "" && !strings.ContainsFunc(form, func(c rune) bool { return !unicode.Is(unicode.Latin, c) && !strings.ContainsRune(".-'’& ", c) }) &&
		strings.ContainsFunc(form, unicode.IsLetter)
}

func (w *Writer) unknownName(form string) item {
	text := Pinyin(form)
	return item{role: name, form: form, text: text, english: lexicon.English{Text: text}}
}

// item looks one form up. A verb is one by its tag; what has a noun's gloss is
// a noun otherwise.
func (w *Writer) item(form, pos string, isName bool) (item, bool) {
	if r, ok := particles[form]; ok {
		return item{role: r, form: form}, true
	}
	if pos == "ADP" { // what a coverb brings into a phrase is not worded
		return item{}, false
	}
	if english, e := w.known(form); e != nil {
		return item{role: name, form: form, text: english.Text, english: english, entity: e}, true
	}
	if isName {
		return item{}, false
	}
	relation := w.lex.Relation(form)
	if pos == "VERB" && relation != nil {
		return item{role: verb, form: form, text: relation.English, relation: relation}, true
	}
	if it, ok := w.glossed(form); ok {
		return it, true
	}
	if relation != nil {
		return item{role: verb, form: form, text: relation.English, relation: relation}, true
	}
	return w.function(form)
}

// glossed looks a form up among the glosses, nouns first.
func (w *Writer) glossed(form string) (item, bool) {
	var best item
	found := false
	for _, g := range w.lex.Gloss(form) {
		it := item{form: form, text: g.English, gloss: g}
		switch {
		case g.Nominal():
			it.role = noun
		case g.POS == lexicon.Adjective, g.POS == lexicon.TimeWord:
			it.role = adjective
		case g.POS == lexicon.Adverb:
			it.role = adverb
		case g.POS == lexicon.Locative:
			it.role = place
		case g.POS == lexicon.Number:
			it.role = number
		default:
			continue
		}
		if !found || it.role < best.role {
			best, found = it, true
		}
	}
	if stem, ok := strings.CutSuffix(form, "性"); ok && !found {
		text := w.lex.GlossAs(stem, lexicon.Adjective)
		return item{role: adjective, form: form, text: text}, text != ""
	}
	return best, found
}

// function looks up determiners, measure words, titles and numbers.
func (w *Writer) function(form string) (item, bool) {
	if d, ok := w.lex.Determiner(form); ok {
		return item{role: determiner, form: form, text: d.English, plural: d.Plural}, true
	}
	if t, ok := w.lex.Title(form); ok {
		text := strings.ToLower(t.English)
		return item{role: noun, form: form, text: text, gloss: lexicon.Gloss{Word: form, POS: lexicon.Noun, English: text}}, true
	}
	if english, ok := w.lex.Measure(form); ok {
		return item{role: measure, form: form, text: english}, true
	}
	v, n := numeral.Prefix(form)
	if n == 0 {
		return item{}, false
	}
	text := numeral.Decimal(v)
	if rest := form[n:]; rest != "" {
		if date := dateWords(form); date != "" {
			return dateItem(form, date), true
		}
		if _, ok := w.lex.Measure(rest); !ok {
			return item{}, false
		}
	}
	return item{role: number, form: form, text: text, plural: text != "1"}, true
}

func dateItem(form, date string) item {
	return item{role: noun, form: form, text: date, gloss: lexicon.Gloss{Word: form, POS: lexicon.Mass, English: date}}
}

// pieces reads a compound that has no gloss of its own by those of its parts,
// each of at least two characters; nil where they do not cover it.
func (w *Writer) pieces(form string) []item {
	var out []item
	for at := 0; at < len(form); {
		n, _ := w.lex.LongestGloss(form, at)
		if nameLength, senses := w.lex.Longest(form, at); nameLength > n && len(senses) == 1 {
			n = nameLength
		}
		if utf8.RuneCountInString(form[at:at+n]) < 2 {
			return nil
		}
		it, ok := w.item(form[at:at+n], "", false)
		if !ok {
			return nil
		}
		out = append(out, it)
		at += n
	}
	return out
}
