package lexicon

// Actor is what a predicate asks for that takes a person, an organisation or a
// state: what acts, speaks and is spoken to.
const Actor = "actor"

// Selection is what a predicate asks of its participants: Actor, a schema.org
// class, or nothing.
type Selection struct {
	Subject string
	Object  string
}

// Selection looks up what a predicate asks of its participants, by its lemma in
// either script.
func (l *Lexicon) Selection(lemma string) (Selection, bool) {
	s, ok := folded(l.tables.selections, lemma)
	return s, ok
}
