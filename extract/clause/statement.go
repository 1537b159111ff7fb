package clause

import (
	"fmt"

	"sanyuan/extract/text"
)

// Statement is one thing that a text states: a subject, a relation, and an
// object, with typed arguments, and whether it was said to hold.
type Statement struct {
	ID          string // hash of what is stated: same fact, same ID, wherever it is found
	Subject     Term
	Relation    Relation
	Object      Term // Kind is None for a statement with no object
	Arguments   []Argument
	Polarity    Polarity
	Modality    Modality
	Attribution Term // who says so; Kind is None when it is the text itself
	Embedded    bool // stated only inside another statement, which holds it as a Term
	Evidence    []Evidence
	Confidence  float64  // calibrated probability, 0 to 1
	Rule        string   // name of the rule that made it
	SubjectRule string   // name of the rule that found a subject left out in the clause; else empty
	English     string   // wording in English, set by resolve; empty where a part is unknown
	sibling     int      // position among statements that differ in the object alone
	siblings    int      // number of those
	features    []string // what Confidence goes by
}

// Asserted reports whether the text itself holds the statement to be true, so
// that a bare edge may stand in the graph for it. Negation and modality that
// stay asserted are part of the relation (無法訂出, 同意提供).
func (s *Statement) Asserted() bool {
	return !s.Embedded && s.Attribution.Kind == None && s.Modality.Asserted()
}

// Term is a participant of a statement.
type Term struct {
	Kind      Kind
	Surface   string      // words of the sentence, in its script and order
	Spans     []text.Span // bytes of the sentence's text that Surface is made of
	Name      string      // canonical name, set by resolve; Surface until then
	Head      string      // head word of the noun phrase
	Type      string      // schema.org class: Country, Person, Organization, ...; empty when unknown
	Value     string      // lexical form of a Time or Quantity: 2005-05-13, P3M, 25
	Datatype  string      // XSD type of Value: xsd:date, xsd:duration, xsd:decimal, ...
	Unit      string      // unit of a Quantity, as written
	Statement *Statement  // the inner statement when Kind is Inner
	Recovered bool        // left out in the clause and found elsewhere
	English   string      // as the sentence words it, set by resolve; empty where a part is unknown
}

// Kind tells what a term stands for.
type Kind int

// The kinds of terms.
const (
	None     Kind = iota // no term at all
	Entity               // a named thing, or a pronoun that stands for one
	Concept              // what a common noun phrase stands for
	Time                 // a date or a duration
	Quantity             // a number, with its unit
	Inner                // a statement
)

// Relation is what a statement says of its subject and object.
type Relation struct {
	Name    string // canonical form with negation and modality: 同意提供, 無法訂出
	Lemma   string // the bare predicate: 提供, 訂出
	Surface string // words of the sentence, in order
	Spans   []text.Span
	English string // third person singular, set by resolve; empty where a part is unknown
}

// Argument is a further participant of a statement, with its role.
type Argument struct {
	Role   Role
	Marker string // coverb or other word that marks it in the sentence: 對, 跟; may be empty
	Term   Term
}

// Role is the part that an argument plays.
type Role string

// The roles of arguments.
const (
	Recipient   Role = "recipient"
	Partner     Role = "partner"
	Target      Role = "target"
	When        Role = "time"
	Place       Role = "place"
	Source      Role = "source"
	Goal        Role = "goal"
	Instrument  Role = "instrument"
	Beneficiary Role = "beneficiary"
	Purpose     Role = "purpose"
	Cause       Role = "cause"
	Condition   Role = "condition"
	Topic       Role = "topic"
	Capacity    Role = "capacity"
	Comparison  Role = "comparison"
	Manner      Role = "manner"
	Extent      Role = "extent"
	Agent       Role = "agent"
)

// Polarity tells whether a statement affirms or denies.
type Polarity int

// The polarities.
const (
	Positive Polarity = iota
	Negative
)

// Modality tells how a statement is held.
type Modality int

// The modalities of DESIGN's data model.
const (
	Asserted Modality = iota
	Possible
	Intended
	Agreed
	Promised
	Demanded
	Wanted
	Claimed
	Doubted
	Hypothetical
)

// Asserted reports whether a statement of this modality that stands by itself
// is asserted. What somebody agreed to, promised or intends is asserted by a
// relation that says so; what is only demanded, wanted, claimed, doubted or
// supposed is not.
func (m Modality) Asserted() bool { return m <= Promised }

// Evidence is one place of a text that states a statement. Spans are bytes of
// the sentence's text; Sentence.Original leads from there to the file.
type Evidence struct {
	Document string // Document.ID
	Sentence int    // Sentence.Index
	Subject  []text.Span
	Relation []text.Span
	Object   []text.Span
}

var polarityNames = [...]string{Positive: "positive", Negative: "negative"}

// String is the name of the polarity in every output.
func (p Polarity) String() string { return nameIn(polarityNames[:], int(p), "polarity") }

var modalityNames = [...]string{
	Asserted: "asserted", Possible: "possible", Intended: "intended", Agreed: "agreed", Promised: "promised",
	Demanded: "demanded", Wanted: "wanted", Claimed: "claimed", Doubted: "doubted", Hypothetical: "hypothetical",
}

// String is the name of the modality in every output.
func (m Modality) String() string { return nameIn(modalityNames[:], int(m), "modality") }

// nameIn is the i-th name, or modality-12 and the like for a value that has none.
func nameIn(names []string, i int, what string) string {
	if i < 0 || i >= len(names) {
		return fmt.Sprintf("%s-%d", what, i)
	}
	return names[i]
}
