package resolve

import (
	"slices"
	"strings"

	"sanyuan/extract/clause"
	"sanyuan/extract/resolve/english"
	"sanyuan/extract/resolve/timex"
)

// translate gives entities, terms and relations their English, where their parts
// are known.
func (d *document) translate(statements []*clause.Statement) {
	for name, e := range d.entities {
		d.label(name, e)
	}
	for i := range d.mentions {
		m := &d.mentions[i]
		m.term.English = d.englishOf(m)
	}
	seen := map[*clause.Statement]bool{}
	for _, s := range statements {
		d.translateStatement(s, seen)
	}
}

// translateStatement words a statement and those inside it.
func (d *document) translateStatement(s *clause.Statement, seen map[*clause.Statement]bool) {
	if s == nil || seen[s] {
		return
	}
	seen[s] = true
	s.Relation.English, _ = d.english.Relation(heldEvent(s))
	d.translateStatement(s.Subject.Statement, seen)
	d.translateStatement(s.Object.Statement, seen)
	for _, a := range s.Arguments {
		d.translateStatement(a.Term.Statement, seen)
	}
	s.English = d.sentence(s)
}

// prepositions stand before an argument in English where its marker tells
// nothing better.
var prepositions = map[clause.Role]string{
	clause.Recipient: "to", clause.Partner: "with", clause.Target: "against", clause.When: "in", clause.Place: "in", clause.Source: "from",
	clause.Goal: "to", clause.Instrument: "by", clause.Beneficiary: "for", clause.Purpose: "for", clause.Cause: "because of",
	clause.Condition: "under", clause.Topic: "about", clause.Capacity: "as", clause.Comparison: "than", clause.Manner: "in",
	clause.Agent: "by",
}

// sentence words a statement as a sentence: "EU3 agrees to provide security
// guarantees to Iran". It is empty where a part has no English.
func (d *document) sentence(s *clause.Statement) string {
	subject := termInSentence(&s.Subject)
	words := []string{subject, english.Agree(s.Relation.English, subject)}
	switch {
	case s.Object.Kind == clause.Inner:
		words = append(words, "that", termInSentence(&s.Object))
	case s.Object.Kind != clause.None:
		words = append(words, termInSentence(&s.Object))
	}
	for i := range s.Arguments {
		a := &s.Arguments[i]
		words = append(words, d.preposition(s, a), termInSentence(&a.Term))
	}
	if slices.Contains(words, "") {
		return ""
	}
	return strings.Join(words, " ")
}

// conjunctions stand before a clause that is an argument.
var conjunctions = map[clause.Role]string{clause.Purpose: "so that", clause.Condition: "if", clause.Cause: "because"}

func (d *document) preposition(s *clause.Statement, a *clause.Argument) string {
	if a.Term.Kind == clause.Inner {
		return conjunctions[a.Role]
	}
	if p := d.lex.Preposition(d.lex.Relation(s.Relation.Lemma), a.Marker); p != "" && a.Marker != "" {
		return p
	}
	if a.Role == clause.When && (strings.HasPrefix(a.Term.English, "the ") || a.Term.Datatype == timex.Date) {
		return "on"
	}
	return prepositions[a.Role]
}

func termInSentence(t *clause.Term) string {
	if t.Kind == clause.Inner && t.Statement != nil {
		return t.Statement.English
	}
	return t.English
}

// label adds an entity's English label, if it has none and its parts are known.
func (d *document) label(name string, e *Entity) {
	if e.Label("en") != "" {
		return
	}
	text := ""
	switch {
	case len(e.Members) > 0:
		text = d.listOf(e.Members)
	case strings.Contains(name, "@"):
		text, _ = d.english.Pronoun(e.Labels[0].Text)
		if text == "" {
			text, _ = d.english.Phrase(d.nameWords(name))
		}
	case e.Concept:
		text, _ = d.english.Phrase(d.nameWords(name))
	default:
		text = d.nameEnglish(name, e)
	}
	if text != "" {
		e.Labels = append(e.Labels, Label{Lang: "en", Text: text, Gloss: true})
	}
}

// nameEnglish words a name that only the text knows: as the text has it in Latin
// letters, by its parts and in pinyin, or, where it is no mere name, as a phrase.
func (d *document) nameEnglish(name string, e *Entity) string {
	if text := d.latinName(e); text != "" {
		return text
	}
	words := d.nameWords(name)
	if english.IsName(words) {
		return d.english.Name(name, e.Type)
	}
	text, _ := d.english.Phrase(words)
	return text
}

// nameWords returns the words of an entity's name; the name itself is one where
// they are not known.
func (d *document) nameWords(name string) []english.Word {
	if words := d.words[name]; len(words) > 0 {
		return words
	}
	return []english.Word{{Form: name}}
}

// latinName returns the Latin name that the text gives an entity.
func (d *document) latinName(e *Entity) string {
	for _, a := range e.Aliases {
		if a.Lang == "en" && isLatinName(a.Text) {
			return a.Text
		}
	}
	for short, n := range d.short {
		if n.nameOf() == e.Name && isLatinName(short) {
			return short
		}
	}
	return ""
}

// groupEnglish names a group: as the lexicon does, or by its members.
func (d *document) groupEnglish(members []string) string {
	if e := d.lex.Group(members...); e != nil {
		return e.Short.Text
	}
	return d.listOf(members)
}

func (d *document) listOf(members []string) string {
	var names []string
	for _, m := range members {
		switch e := d.lex.Entity(m); {
		case e != nil && e.Short.Text != "":
			names = append(names, e.Short.Text)
		case d.entities[m] != nil:
			d.label(m, d.entities[m])
			names = append(names, d.entities[m].Label("en"))
		}
	}
	if len(names) < 2 {
		return ""
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// englishOf words a term as the sentence has it, which may say more than the
// name of the entity that it stands for.
func (d *document) englishOf(m *mention) string {
	switch m.term.Kind {
	case clause.Time:
		return d.english.Time(m.text, m.term.Value)
	case clause.Quantity:
		return d.english.Amount(m.term.Value, m.term.Unit)
	}
	if m.naming.concept && len(m.tokens) > 0 && m.text != m.naming.name {
		if text, ok := d.english.Phrase(d.wordsOf(m.tokens)); ok {
			return text
		}
	}
	if e := d.entities[m.naming.name]; e != nil {
		return e.Label("en")
	}
	return ""
}

// Triple words a statement in English, its parts divided by bars:
// "US | vetoes | Iran's bid to join the WTO". Parts with no English stand in
// Chinese.
func Triple(s *clause.Statement) string {
	subject := TermEnglish(&s.Subject)
	parts := []string{subject, orElse(english.Agree(s.Relation.English, subject), s.Relation.Name)}
	if s.Object.Kind != clause.None {
		parts = append(parts, TermEnglish(&s.Object))
	}
	for i := range s.Arguments {
		a := &s.Arguments[i]
		parts = append(parts, string(a.Role)+": "+TermEnglish(&a.Term))
	}
	if s.Attribution.Kind != clause.None {
		parts = append(parts, "according to: "+TermEnglish(&s.Attribution))
	}
	return strings.Join(parts, " | ")
}

// TermEnglish words a term in English, an inner statement in brackets; without
// English it is the surface.
func TermEnglish(t *clause.Term) string {
	if t.Kind == clause.Inner && t.Statement != nil {
		return "[" + Triple(t.Statement) + "]"
	}
	return orElse(t.English, t.Surface)
}

func orElse(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// heldEvent returns the name of the relation, in the passive where an event is the subject
// of a verb of holding: 會談舉行 is talks that are held.
func heldEvent(s *clause.Statement) string {
	if s.Object.Kind == clause.None && holding[s.Relation.Lemma] {
		return strings.Replace(s.Relation.Name, s.Relation.Lemma, "被"+s.Relation.Lemma, 1)
	}
	return s.Relation.Name
}

// holding are verbs that an event has either as object or, with nothing else, as subject.
var holding = map[string]bool{"舉行": true, "召開": true, "舉辦": true}
