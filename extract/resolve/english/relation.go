package english

import (
	"strings"
	"unicode/utf8"

	"sanyuan/extract/lexicon"
)

// finite is the form of a verb that is not the complement of another one.
const finite lexicon.Complement = ""

// participle is the form of a verb after have.
const participle lexicon.Complement = "participle"

// inflect puts a verb phrase into a form; what is finite is in the third person
// singular.
func inflect(base string, form lexicon.Complement) string {
	switch form {
	case lexicon.ToVerb, lexicon.Bare, lexicon.ObjectBare, lexicon.ObjectToVerb:
		return base
	case lexicon.Gerund, lexicon.ObjectFrom, lexicon.ObjectOf:
		return lexicon.Progressive(base)
	case participle:
		return lexicon.Participle(base)
	}
	return lexicon.Third(base)
}

// particle stands between a verb and its complement.
func particle(c lexicon.Complement) string {
	switch c {
	case lexicon.Gerund, lexicon.Bare:
		return ""
	case lexicon.That:
		return "that it"
	}
	return "to"
}

// complementForm is the form of a verb that is a complement.
func complementForm(c lexicon.Complement) lexicon.Complement {
	switch c {
	case lexicon.Gerund:
		return lexicon.Gerund
	case lexicon.That:
		return finite
	}
	return lexicon.Bare
}

// Relation returns the English of a relation's canonical name, with its negation
// and modality, in the third person singular: 同意提供 is "agrees to provide",
// 無法訂出 "is unable to set". It reports false where a part of it is unknown.
func (w *Writer) Relation(relation string) (string, bool) {
	l := line{form: finite}
	for relation != "" {
		n := w.next(&l, relation)
		if n == 0 {
			return "", false
		}
		relation = relation[n:]
	}
	return l.finish()
}

// line is a relation while it is worded.
type line struct {
	words  []string
	form   lexicon.Complement // of the verb that comes next
	link   string             // before it
	negate bool               // "not" waits for it
	adverb []string           // wait for it
	verb   bool               // a verb was read
}

// next reads the longest known beginning of a relation and returns its length in
// bytes, 0 where there is none. The whole of a relation is a verb before it is an
// auxiliary with a verb.
func (w *Writer) next(l *line, relation string) int {
	for end := len(relation); end > 0; {
		piece := relation[:end]
		if r := w.lex.Relation(piece); r != nil {
			l.addVerb(r.English, r.Complement)
			return end
		}
		if a, ok := w.lex.Auxiliary(piece); ok && l.addAuxiliary(a, end == len(relation)) {
			return end
		}
		if adverb, ok := w.adverb(piece); ok && end < len(relation) {
			l.adverb = append(l.adverb, adverb...)
			return end
		}
		if passiveMarks[piece] && end < len(relation) {
			l.passive()
			return end
		}
		_, size := utf8.DecodeLastRuneInString(piece)
		end -= size
	}
	return 0
}

// adverbs are those that build a relation rather than describe it; some add
// nothing in English.
var adverbs = map[string]string{
	"也": "also", "亦": "also", "還": "also", "又": "again", "再": "again", "再度": "again", "再次": "again", "仍": "still", "仍然": "still",
	"只": "only", "僅": "only", "才": "only", "都": "", "均": "", "皆": "", "就": "", "便": "", "則": "", "並": "", "而": "", "卻": "",
	"先": "first", "早": "early", "一直": "always", "曾經": "once", "正式": "formally", "公開": "publicly", "首次": "for the first time",
	"積極": "actively", "進一步": "further", "共同": "jointly", "完全": "completely", "立即": "immediately", "隨即": "immediately",
	"即": "", "所": "", "來": "", "去": "", "進而": "", "還是": "still", "早日": "soon", "甚至": "even", "終於": "finally",
}

// adverb returns the English of an adverb, none for one that adds nothing.
func (w *Writer) adverb(piece string) ([]string, bool) {
	text, ok := adverbs[piece]
	if !ok {
		text = w.lex.GlossAs(piece, lexicon.Adverb, lexicon.TimeWord)
		ok = text != ""
	}
	if text == "" {
		return nil, ok
	}
	return []string{text}, ok
}

var passiveMarks = map[string]bool{"被": true, "遭": true, "遭到": true, "獲": true, "受": true, "受到": true}

// passive reads 被.
func (l *line) passive() {
	l.addVerb("be", finite)
	l.form, l.link = participle, ""
}

func (l *line) addVerb(base string, complement lexicon.Complement) {
	if complement == finite && endsInPreposition(base) {
		complement = lexicon.Gerund // push for putting forward
	}
	l.put(base)
	l.link, l.form = particle(complement), complementForm(complement)
	l.verb = true
}

// endsInPreposition reports whether a verb phrase leads to what follows by a
// preposition, behind which an infinitive cannot stand.
func endsInPreposition(base string) bool {
	switch base[strings.LastIndexByte(base, ' ')+1:] {
	case "for", "on", "with", "of", "in", "from", "about", "at", "against", "into", "by", "over":
		return true
	}
	return false
}

// put writes a verb phrase in the form that is due.
func (l *line) put(base string) {
	if l.link != "" && len(l.words) > 0 {
		l.words = append(l.words, l.link)
	}
	l.link = ""
	form := l.form
	if l.negate {
		l.negate = false
		base, form = negated(base, form)
	}
	l.words = append(l.words, l.adverb...)
	l.adverb = nil
	l.words = append(l.words, inflect(base, form))
}

// negated puts not to a verb: does not give up, not giving up.
func negated(base string, form lexicon.Complement) (string, lexicon.Complement) {
	switch {
	case form != finite:
		return "not " + inflect(base, form), lexicon.Bare
	case base == "be" || strings.HasPrefix(base, "be "):
		return "is not" + base[len("be"):], lexicon.Bare
	}
	return "does not " + base, lexicon.Bare
}

// addAuxiliary reads a negation, a modal or an aspect word. A negation cannot
// stand alone; aspect at the end is left out.
func (l *line) addAuxiliary(a lexicon.Auxiliary, last bool) bool {
	english := a.English
	switch {
	case english == "not":
		l.negate = true
		return !last
	case last && a.Kind == "aspect":
		return true
	case english == "not yet":
		l.adverb = append(l.adverb, "not yet")
		l.put("have")
		l.swap()
		l.form = participle
	case english == "never" || english == "no longer" || english == "once":
		l.adverb = append(l.adverb, english)
	case strings.HasPrefix(english, "not "):
		l.negate = true
		l.put(english[len("not "):])
		l.form = lexicon.Bare
	case english == "have":
		l.put("have")
		l.form = participle
	case english == "be":
		l.put("be")
		l.form = lexicon.Gerund
	case strings.HasPrefix(english, "be ") && !strings.HasSuffix(english, " to"):
		l.put(english)
		l.form = lexicon.Gerund
	default:
		l.addModal(english)
	}
	return true
}

// swap turns "not yet has" into "has not yet".
func (l *line) swap() {
	n := len(l.words)
	if n >= 2 {
		l.words[n-1], l.words[n-2] = l.words[n-2], l.words[n-1]
	}
}

// nonfinite gives modals the forms that can stand after another verb; will adds
// nothing there.
var nonfinite = map[string]string{
	"will": "", "will not": "not", "will never": "never", "can": "be able to", "cannot": "be unable to", "must": "have to",
	"may": "", "should": "have to", "must not": "not", "should not": "not", "need not": "not have to", "would rather": "prefer to",
}

// addModal reads will, be unable to, want to.
func (l *line) addModal(english string) {
	other, modal := nonfinite[english]
	switch {
	case !modal:
		l.put(english)
		l.form = lexicon.Bare
	case l.form == finite && !l.negate:
		if l.link != "" && len(l.words) > 0 {
			l.words = append(l.words, l.link)
			l.link = ""
		}
		l.words = append(l.words, append(l.adverb, english)...)
		l.adverb = nil
		l.form = lexicon.Bare
	case other == "":
	case other == "not" || other == "never":
		l.adverb = append(l.adverb, other)
	default:
		l.put(other)
		l.form = lexicon.Bare
	}
}

// finish returns the wording. Adverbs that wait for a verb at the end stand
// there.
func (l *line) finish() (string, bool) {
	if l.negate || !l.verb && len(l.words) == 0 {
		return "", false
	}
	words := append(l.words, l.adverb...)
	return strings.Join(words, " "), true
}
