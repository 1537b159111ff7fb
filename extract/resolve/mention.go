package resolve

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"sanyuan/extract/clause"
	"sanyuan/extract/lexicon"
	"sanyuan/extract/resolve/english"
	"sanyuan/extract/syntax"
	"sanyuan/extract/text"
)

// actor is the class of what acts, speaks and is spoken to: a person, an
// organisation or a state.
const actor = lexicon.Actor

// mention is a term of a statement in its place.
type mention struct {
	term     *clause.Term
	text     string         // the surface in Traditional characters, without quotation marks around it
	tokens   []syntax.Token // the words of text; none where the term has no place in the sentence
	sentence int
	start    int          // byte in the sentence
	subject  bool         // is the subject of its statement
	class    string       // what the predicate asks of it: actor, or a schema.org class; may be empty
	partner  *clause.Term // of the statement whose subject it is; may be nil
	index    int          // among the mentions of the document
	naming   naming       // once it is resolved
}

// collect gathers the mentions of the statements and of those inside them, in
// the order of the text.
func (d *document) collect(statements []*clause.Statement) {
	seen := map[*clause.Statement]bool{}
	d.mentions = make([]mention, 0, 2*len(statements))
	for _, s := range statements {
		d.collectFrom(s, 0, seen)
	}
	slices.SortStableFunc(d.mentions, func(a, b mention) int {
		return cmp.Or(cmp.Compare(a.sentence, b.sentence), cmp.Compare(a.start, b.start))
	})
	for i := range d.mentions {
		d.mentions[i].index = i
	}
}

func (d *document) collectFrom(s *clause.Statement, sentence int, seen map[*clause.Statement]bool) {
	if s == nil || seen[s] {
		return
	}
	seen[s] = true
	if len(s.Evidence) > 0 {
		sentence = s.Evidence[0].Sentence
	}
	asks := d.selection(s.Relation)
	if subject := d.mention(&s.Subject, sentence, asks.Subject, seen); subject != nil {
		subject.subject, subject.partner = true, partnerOf(s)
	}
	d.mention(&s.Object, sentence, asks.Object, seen)
	d.mention(&s.Attribution, sentence, actor, seen)
	for i := range s.Arguments {
		a := &s.Arguments[i]
		class := ""
		if asks.Subject == actor && addressed[a.Role] {
			class = actor
		}
		d.mention(&a.Term, sentence, class, seen)
	}
}

// addressed are the roles of those with whom an actor has to do.
var addressed = map[clause.Role]bool{
	clause.Recipient: true, clause.Partner: true, clause.Target: true, clause.Beneficiary: true,
}

// selection looks a relation up by its lemma, or by the verb with which it
// begins or ends.
func (d *document) selection(rel clause.Relation) lexicon.Selection {
	for _, name := range []string{rel.Lemma, rel.Name} {
		if s, ok := d.lex.Selection(name); ok {
			return s
		}
	}
	for i := range rel.Name {
		head, _ := d.lex.Selection(rel.Name[:i])
		tail, ok := d.lex.Selection(rel.Name[i:])
		if head.Subject != "" {
			return lexicon.Selection{Subject: head.Subject, Object: tail.Object}
		}
		if ok {
			return tail
		}
	}
	return lexicon.Selection{}
}

// mention notes a term; it returns the note, which is nil for what is no mention.
func (d *document) mention(t *clause.Term, sentence int, class string, seen map[*clause.Statement]bool) *mention {
	switch t.Kind {
	case clause.None:
		return nil
	case clause.Inner:
		d.collectFrom(t.Statement, sentence, seen)
		return nil
	}
	m := mention{term: t, sentence: sentence, class: class}
	m.tokens = d.tokensAt(sentence, t)
	m.text = formsOf(m.tokens)
	if len(m.tokens) == 0 {
		m.text = t.Surface
	} else {
		m.start = m.tokens[0].Start
	}
	m.trim()
	d.mentions = append(d.mentions, m)
	return &d.mentions[len(d.mentions)-1]
}

// tokensAt returns the words of a term. There are none where the spans do not
// fit the surface: the term then stands in another sentence.
func (d *document) tokensAt(sentence int, t *clause.Term) []syntax.Token {
	if sentence >= len(d.in.Tokens) {
		return nil
	}
	if len(t.Spans) == 0 {
		return nil
	}
	from, to := t.Spans[0].Start, t.Spans[0].End
	for _, s := range t.Spans {
		from, to = min(from, s.Start), max(to, s.End)
	}
	out := between(d.in.Tokens[sentence], from, to)
	if len(t.Spans) > 1 {
		out = slices.DeleteFunc(slices.Clone(out), func(tok syntax.Token) bool {
			return !slices.ContainsFunc(t.Spans, func(s text.Span) bool { return tok.Start < s.End && tok.End > s.Start })
		})
	}
	if !lexicon.SameFolded(formsOf(out), withoutSpace(t.Surface)) {
		return nil
	}
	return out
}

// between returns the words that have a part between two bytes of the sentence; they
// share the memory of the tokens.
func between(tokens []syntax.Token, from, to int) []syntax.Token {
	first := 0
	for first < len(tokens) && tokens[first].End <= from {
		first++
	}
	end := first
	for end < len(tokens) && tokens[end].Start < to {
		end++
	}
	return tokens[first:end:end]
}

func withoutSpace(s string) string {
	if !strings.ContainsFunc(s, unicode.IsSpace) {
		return s
	}
	return strings.Join(strings.Fields(s), "")
}

func formsOf(tokens []syntax.Token) string {
	if len(tokens) == 1 {
		return tokens[0].Form
	}
	size := len(tokens) // room for spaces
	for i := range tokens {
		size += len(tokens[i].Form)
	}
	var b strings.Builder
	b.Grow(size)
	for i, t := range tokens {
		if i > 0 && t.Start > tokens[i-1].End && latinEdge(tokens[i-1].Form, t.Form) {
			b.WriteByte(' ')
		}
		b.WriteString(t.Form)
	}
	return b.String()
}

// latinEdge reports whether two words that stand apart are both Latin.
func latinEdge(a, b string) bool { return a != "" && b != "" && a[len(a)-1] < 0x80 && b[0] < 0x80 }

// quotation marks around a term are no part of its name.
const quotationMarks = "「」『』“”‘’\"'《》〈〉 ，、。"

// trim takes quotation marks off both ends, and a preposition off the front.
func (m *mention) trim() {
	isMark := func(t syntax.Token) bool { return strings.Trim(t.Form, quotationMarks) == "" }
	for len(m.tokens) > 1 && isMark(m.tokens[0]) {
		m.tokens = m.tokens[1:]
	}
	for len(m.tokens) > 1 && isMark(m.tokens[len(m.tokens)-1]) {
		m.tokens = m.tokens[:len(m.tokens)-1]
	}
	for len(m.tokens) > 1 && m.tokens[0].UPOS == "ADP" { // 至於巴黎方面
		m.tokens = m.tokens[1:]
		m.text = formsOf(m.tokens)
	}
	if trimmed := strings.Trim(m.text, quotationMarks); trimmed != "" {
		m.text = trimmed
	}
}

// tagged reports whether every word of the mention is in a name of one of the
// classes PER, LOC, ORG; any class when none is given.
func tagged(tokens []syntax.Token, classes ...string) bool {
	for _, t := range tokens {
		if len(t.Entity) < 3 || len(classes) > 0 && !slices.Contains(classes, t.Entity[2:]) {
			return false
		}
	}
	return len(tokens) > 0
}

// taggedNames returns the names of a class in the text, each once.
func (d *document) taggedNames(class string) []string {
	var out []string
	for _, tokens := range d.in.Tokens {
		for start := 0; start < len(tokens); start++ {
			if tokens[start].Entity != "B-"+class {
				continue
			}
			end := start + 1
			for end < len(tokens) && tokens[end].Entity == "I-"+class {
				end++
			}
			if name := formsOf(tokens[start:end]); !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	return out
}

// after returns the words of the mention from a byte of its text on; it reports
// false where that is inside a word.
func (m *mention) after(at int) ([]syntax.Token, bool) {
	for i := range m.tokens {
		if at == 0 {
			return m.tokens[i:], true
		}
		at -= len(m.tokens[i].Form)
		if at < 0 {
			return nil, false
		}
	}
	return nil, at == 0
}

// wordsOf are the words of a phrase for its English; an enumeration is one name.
func (d *document) wordsOf(tokens []syntax.Token) []english.Word {
	out := make([]english.Word, len(tokens))
	for i, t := range tokens {
		isName := t.UPOS == "PROPN" || t.UPOS == "X" && tagged(tokens[i:i+1])
		out[i] = english.Word{Form: d.fullForm(t.Form), UPOS: t.UPOS, Name: isName}
		if members := d.members(t.Form); members != nil {
			out[i].English = d.groupEnglish(members)
		}
	}
	return out
}
