package lexicon

import "strings"

// Relation is a predicate of news language with its English.
type Relation struct {
	Lemma      string            // in Traditional characters
	English    string            // base form, with the preposition of its object: put pressure on
	Complement Complement        // the form of an English verb after it
	Markers    map[string]string // coverb, folded -> English preposition, where it is not the usual one; empty when English has none
	Light      bool              // says little by itself: 進行, 加以
}

// Complement tells what form an English verb takes after another one.
type Complement string

// The complements.
const (
	ToVerb       Complement = "to"           // agree to offer
	Gerund       Complement = "ing"          // stop offering
	Bare         Complement = "bare"         // can offer
	That         Complement = "that"         // says that it offers
	ObjectToVerb Complement = "obj-to"       // ask somebody to offer
	ObjectThat   Complement = "obj-that"     // tell somebody that it offers
	ObjectFrom   Complement = "obj-from-ing" // prevent somebody from offering
	ObjectOf     Complement = "obj-of-ing"   // accuse somebody of offering
	ObjectBare   Complement = "obj-bare"     // let somebody offer
)

var complements = map[Complement]bool{
	"": true, ToVerb: true, Gerund: true, Bare: true, That: true,
	ObjectToVerb: true, ObjectThat: true, ObjectFrom: true, ObjectOf: true, ObjectBare: true,
}

// Columns of relations.tsv.
const (
	colLemma = iota
	colRelationEnglish
	colComplement
	colMarkers
	relationCols
)

// addRelation reads a line of relations.tsv. A later line replaces an earlier
// one of the same lemma.
func (l *Lexicon) addRelation(r row) error {
	if err := r.width(2, relationCols); err != nil {
		return err
	}
	if err := r.need(colRelationEnglish); err != nil {
		return err
	}
	rel := &Relation{Lemma: r.cell(colLemma), English: r.cell(colRelationEnglish)}
	complement, light := strings.CutPrefix(r.cell(colComplement), "light")
	rel.Light = light
	rel.Complement = Complement(strings.TrimPrefix(complement, ","))
	if !complements[rel.Complement] {
		return r.errorf("unknown complement %q; known are to, ing, bare, that, obj-to, obj-that, obj-bare, obj-from-ing, obj-of-ing, light", r.cell(colComplement))
	}
	for _, m := range r.list(colMarkers) {
		coverb, preposition, ok := strings.Cut(m, ":")
		if !ok {
			return r.errorf("marker %q lacks a colon (coverb:preposition)", m)
		}
		if rel.Markers == nil {
			rel.Markers = map[string]string{}
		}
		rel.Markers[Fold(coverb)] = strings.TrimPrefix(preposition, "-")
	}
	l.relations[Fold(rel.Lemma)] = rel
	return nil
}

// Relation returns what is known of a predicate, in either script; nil when
// nothing is. A light verb with its noun is looked up as one: 進行協商.
func (l *Lexicon) Relation(lemma string) *Relation {
	r, _ := folded(l.relations, lemma)
	return r
}

// Preposition returns the English preposition for an argument that a coverb
// marks; empty when unknown.
func (l *Lexicon) Preposition(r *Relation, coverb string) string {
	if r != nil {
		if p, ok := r.Markers[Fold(coverb)]; ok {
			return p
		}
	}
	return l.tables.markers[Fold(coverb)]
}
