package resolve

import (
	"strings"

	"sanyuan/extract/clause"
	"sanyuan/extract/resolve/english"
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
		d.translateRelation(s, seen)
	}
}

func (d *document) translateRelation(s *clause.Statement, seen map[*clause.Statement]bool) {
	if s == nil || seen[s] {
		return
	}
	seen[s] = true
	s.Relation.English, _ = d.english.Relation(s.Relation.Name)
	d.translateRelation(s.Subject.Statement, seen)
	d.translateRelation(s.Object.Statement, seen)
	for _, a := range s.Arguments {
		d.translateRelation(a.Term.Statement, seen)
	}
}

// label adds an entity's English label, if it has none and its parts are known.
func (d *document) label(name string, e *Entity) {
	if e.english() != "" {
		return
	}
	text := ""
	switch {
	case len(e.Members) > 0:
		text = d.listOf(e.Members)
	case strings.Contains(name, "@"):
		text, _ = d.english.Pronoun(e.Labels[0].Text)
		if text == "" {
			text, _ = d.english.Phrase(d.wordsOf(name))
		}
	case e.Concept:
		text, _ = d.english.Phrase(d.wordsOf(name))
	default:
		text = d.latinName(e)
		if text == "" {
			text = d.english.Name(name, e.Type)
		}
	}
	if text != "" {
		e.Labels = append(e.Labels, Label{Lang: "en", Text: text, Gloss: true})
	}
}

func (e *Entity) english() string {
	for _, l := range e.Labels {
		if l.Lang == "en" {
			return l.Text
		}
	}
	return ""
}

// wordsOf returns the words of an entity's name; the name itself is one where
// they are not known.
func (d *document) wordsOf(name string) []english.Word {
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

func (d *document) listOf(members []string) string {
	var names []string
	for _, m := range members {
		if e := d.entities[m]; e != nil {
			d.label(m, e)
			names = append(names, e.english())
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
		if text, ok := d.english.Phrase(wordsOf(m.tokens)); ok {
			return text
		}
	}
	if e := d.entities[m.naming.name]; e != nil {
		return e.english()
	}
	return ""
}

// Triple words a statement in English, its parts divided by bars:
// "US | vetoes | Iran's bid to join the WTO". Parts with no English stand in
// Chinese.
func Triple(s *clause.Statement) string {
	parts := []string{TermEnglish(&s.Subject), orElse(s.Relation.English, s.Relation.Name)}
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
