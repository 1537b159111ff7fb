package conllu

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// Score counts what one metric compares. All figures are exact counts; the
// methods return percentages.
type Score struct {
	Name                  string
	Correct, System, Gold int
}

// Precision is the percentage of the system's items that are right.
func (s Score) Precision() float64 { return percent(s.Correct, s.System) }

// Recall is the percentage of gold's items that the system has.
func (s Score) Recall() float64 { return percent(s.Correct, s.Gold) }

// F1 is the harmonic mean of precision and recall, in per cent.
func (s Score) F1() float64 {
	if s.System+s.Gold == 0 {
		return 0
	}
	return float64(200*s.Correct) / float64(s.System+s.Gold)
}

func percent(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return 100 * (float64(part) / float64(whole))
}

// content holds the relations of content words, which CLAS counts: the list of
// the CoNLL 2018 shared task.
var content = func() map[string]bool {
	m := map[string]bool{}
	for _, rel := range strings.Fields(`nsubj obj iobj csubj ccomp xcomp obl vocative expl dislocated
		advcl advmod discourse nmod appos nummod acl amod conj fixed flat compound
		list parataxis orphan goeswith reparandum root dep`) {
		m[rel] = true
	}
	return m
}()

// Evaluate scores a system's sentences against gold ones over the same text, as
// the CoNLL 2018 shared task does: words are aligned by their character offsets
// in the whole document, white space not counted, so that words and sentences
// may differ but the text may not. LAS cuts subtypes of relations off, LAS:sub
// does not. noPunct leaves the words that gold (for precision: the system) has
// as PUNCT out of UPOS, XPOS, UAS, LAS and LAS:sub.
//
// The metrics are Words, Sents, UPOS, XPOS, UAS, LAS, LAS:sub, CLAS, NER, and
// NER of each type, in this order.
func Evaluate(gold, system []Sentence, noPunct bool) ([]Score, error) {
	g, s := newDocument(gold), newDocument(system)
	if err := sameText(g.text, s.text); err != nil {
		return nil, err
	}
	a := align(g, s)
	all := func(*word) bool { return true }
	scored := func(w *word) bool { return !noPunct || w.upos != "PUNCT" }
	isContent := func(w *word) bool { return content[base(w.rel)] }
	scores := []Score{
		a.score("Words", all, func(_, _ *word) bool { return true }),
		setScore("Sents", g.sentences, s.sentences),
		a.score("UPOS", scored, func(g, s *word) bool { return g.upos == s.upos }),
		a.score("XPOS", scored, func(g, s *word) bool { return g.xpos == s.xpos }),
		a.score("UAS", scored, a.sameHead),
		a.score("LAS", scored, a.sameArc),
		a.score("LAS:sub", scored, func(g, s *word) bool { return g.rel == s.rel && a.sameHead(g, s) }),
		a.score("CLAS", isContent, a.sameArc),
	}
	return append(scores, nameScores(g.names(), s.names())...), nil
}

// span is a half-open range of characters of the document without white space.
type span struct{ start, end int }

// word is a word of a document, with pointers for heads.
type word struct {
	span
	upos, xpos, rel, entity string
	head                    *word // nil for a root
	sentence                int
}

// document is a file as the evaluation sees it.
type document struct {
	text      string // without white space
	words     []*word
	sentences map[span]bool
}

func newDocument(sentences []Sentence) *document {
	d := &document{sentences: map[span]bool{}}
	var text strings.Builder
	pos := 0
	for i, s := range sentences {
		start, first := pos, len(d.words)
		for _, w := range s.Words {
			form := squeeze(w.Form)
			text.WriteString(form)
			end := pos + utf8.RuneCountInString(form)
			d.words = append(d.words, &word{
				span: span{pos, end}, upos: w.UPOS, xpos: w.XPOS, rel: w.Rel, entity: w.Entity(), sentence: i,
			})
			pos = end
		}
		for k, w := range s.Words {
			if w.Head > 0 {
				d.words[first+k].head = d.words[first+w.Head-1]
			}
		}
		d.sentences[span{start, pos}] = true
	}
	d.text = text.String()
	return d
}

// squeeze takes white space out of a form.
func squeeze(form string) string {
	return strings.Map(func(r rune) rune {
		if isSpace(r) {
			return -1
		}
		return r
	}, form)
}

// sameText reports the first place where two texts differ.
func sameText(gold, system string) error {
	if gold == system {
		return nil
	}
	g, s := []rune(gold), []rune(system)
	n := 0
	for n < len(g) && n < len(s) && g[n] == s[n] {
		n++
	}
	around := func(r []rune) string { return string(r[min(len(r), max(0, n-10)):min(len(r), n+10)]) }
	return fmt.Errorf("the texts differ at character %d: gold ...%s, system ...%s", n, around(g), around(s))
}

// alignment pairs the words of two documents that have the same span.
type alignment struct {
	gold, system *document
	partner      map[*word]*word // system's word -> gold's
}

func align(gold, system *document) *alignment {
	bySpan := make(map[span]*word, len(gold.words))
	for _, w := range gold.words {
		bySpan[w.span] = w
	}
	a := &alignment{gold: gold, system: system, partner: map[*word]*word{}}
	for _, w := range system.words {
		if g := bySpan[w.span]; g != nil {
			a.partner[w] = g
		}
	}
	return a
}

// score counts the words that use takes in; of pairs gold's word decides.
func (a *alignment) score(name string, use func(*word) bool, right func(g, s *word) bool) Score {
	score := Score{Name: name}
	for _, w := range a.gold.words {
		if use(w) {
			score.Gold++
		}
	}
	for _, w := range a.system.words {
		if use(w) {
			score.System++
		}
		if g := a.partner[w]; g != nil && use(g) && right(g, w) {
			score.Correct++
		}
	}
	return score
}

// sameHead reports whether two paired words have paired heads, or are roots.
func (a *alignment) sameHead(g, s *word) bool {
	if g.head == nil || s.head == nil {
		return g.head == s.head
	}
	return a.partner[s.head] == g.head
}

func (a *alignment) sameArc(g, s *word) bool {
	return base(g.rel) == base(s.rel) && a.sameHead(g, s)
}

// base cuts the subtype off a relation.
func base(rel string) string {
	rel, _, _ = strings.Cut(rel, ":")
	return rel
}

// setScore counts the members that two sets share.
func setScore[K comparable](name string, gold, system map[K]bool) Score {
	score := Score{Name: name, System: len(system), Gold: len(gold)}
	for k := range system {
		if gold[k] {
			score.Correct++
		}
	}
	return score
}

// name is the span of a name with its type.
type name struct {
	span
	kind string
}

// names returns the names that the IOB2 tags make up. An I that continues
// nothing of its type opens a name.
func (d *document) names() map[name]bool {
	out := map[name]bool{}
	var open *name
	last := -1
	for _, w := range d.words {
		tag, kind := splitTag(w.entity)
		if open != nil && (tag != 'I' || kind != open.kind || w.sentence != last) {
			out[*open] = true
			open = nil
		}
		if (tag == 'B' || tag == 'I') && kind != "" {
			if open == nil {
				open = &name{span: span{start: w.start}, kind: kind}
			}
			open.end = w.end
		}
		last = w.sentence
	}
	if open != nil {
		out[*open] = true
	}
	return out
}

// splitTag splits B-PER in B and PER.
func splitTag(entity string) (tag rune, kind string) {
	runes := []rune(entity)
	if len(runes) > 2 {
		kind = string(runes[2:])
	}
	return runes[0], kind
}

// nameScores scores all names and those of each type.
func nameScores(gold, system map[name]bool) []Score {
	scores := []Score{setScore("NER", gold, system)}
	kinds := map[string]bool{}
	for _, set := range []map[name]bool{gold, system} {
		for n := range set {
			kinds[n.kind] = true
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		scores = append(scores, setScore("NER "+kind, ofKind(gold, kind), ofKind(system, kind)))
	}
	return scores
}

func ofKind(names map[name]bool, kind string) map[name]bool {
	out := map[name]bool{}
	for n := range names {
		if n.kind == kind {
			out[n] = true
		}
	}
	return out
}
