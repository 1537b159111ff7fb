package vocab

import (
	"strconv"

	"github.com/cayleygraph/quad"
)

// Prefixes of the nodes of the graph.
const (
	EntityPrefix    = "ent:"
	RelationPrefix  = "rel:"
	StatementPrefix = "stmt:"
	SentencePrefix  = "sent:"
	DocumentPrefix  = "doc:"
	SchemaPrefix    = "schema:"
	OwnPrefix       = "kg:"
)

// Terms of other vocabularies that the graph uses.
const (
	Type      = quad.IRI("rdf:type")
	Statement = quad.IRI("rdf:Statement")
	Subject   = quad.IRI("rdf:subject")
	Predicate = quad.IRI("rdf:predicate")
	Object    = quad.IRI("rdf:object")
	Property  = quad.IRI("rdf:Property")

	Label    = quad.IRI("rdfs:label")
	AltLabel = quad.IRI("skos:altLabel")
	Concept  = quad.IRI("skos:Concept")

	DerivedFrom = quad.IRI("prov:wasDerivedFrom")

	BeginIndex = quad.IRI("nif:beginIndex") // bytes of the decoded original document
	EndIndex   = quad.IRI("nif:endIndex")
	IsString   = quad.IRI("nif:isString") // the text of a sentence

	Thing         = quad.IRI("schema:Thing")
	Article       = quad.IRI("schema:Article")
	IsPartOf      = quad.IRI("schema:isPartOf")
	DatePublished = quad.IRI("schema:datePublished")

	XSDString   = quad.IRI("xsd:string")
	XSDBoolean  = quad.IRI("xsd:boolean")
	XSDInteger  = quad.IRI("xsd:integer")
	XSDDecimal  = quad.IRI("xsd:decimal")
	XSDDouble   = quad.IRI("xsd:double")
	XSDDate     = quad.IRI("xsd:date")
	XSDDateTime = quad.IRI("xsd:dateTime")
	XSDDuration = quad.IRI("xsd:duration")
)

// Terms of our own.
const (
	// Lexicon is the label of the quads that hold in every document: what the
	// lexicon says of an entity, and what follows from the name of a concept
	// or a relation.
	Lexicon = quad.IRI("kg:lexicon")

	Gloss       = quad.IRI("kg:gloss")       // entity, relation or statement -> a label composed by machine
	Member      = quad.IRI("kg:member")      // group -> entity
	Head        = quad.IRI("kg:head")        // concept -> the entity of its head noun
	SameBecause = quad.IRI("kg:sameBecause") // entity -> "alias | reason"
	Lemma       = quad.IRI("kg:lemma")       // relation -> its bare predicate

	Polarity     = quad.IRI("kg:polarity")     // statement -> "negative"; positive is not written
	Modality     = quad.IRI("kg:modality")     // statement -> "demanded", ...; asserted is not written
	AttributedTo = quad.IRI("kg:attributedTo") // statement -> who says so
	Confidence   = quad.IRI("kg:confidence")   // statement -> 0 to 1; 1 is not written
	Rule         = quad.IRI("kg:rule")         // statement -> the rule that made it
	Span         = quad.IRI("kg:span")         // statement -> where in a sentence its parts stand; see graph.Span
	Quantity     = quad.IRI("kg:quantity")     // datatype of a number with its unit: "25 公里"

	Source  = quad.IRI("kg:source")  // document -> path it was read from
	Hash    = quad.IRI("kg:hash")    // document -> SHA-256 of its bytes, in hex
	CopyOf  = quad.IRI("kg:copyOf")  // document -> the one of which it is a near-identical copy
	Version = quad.IRI("kg:version") // document -> the program and models that read it
	Partial = quad.IRI("kg:partial") // document -> true while it is being loaded in several steps
)

// Entity is the node of the entity with the given canonical name.
func Entity(name string) quad.IRI { return EntityPrefix + quad.IRI(Escape(name)) }

// Relation is the node of a relation with the given canonical form.
func Relation(name string) quad.IRI { return RelationPrefix + quad.IRI(Escape(name)) }

// StatementNode is the node of the statement with the given ID.
func StatementNode(id string) quad.IRI { return StatementPrefix + quad.IRI(Escape(id)) }

// Document is the node of a document, and the label of its quads.
func Document(id string) quad.IRI { return DocumentPrefix + quad.IRI(Escape(id)) }

// Sentence is the node of the n-th sentence of a document.
func Sentence(doc string, n int) quad.IRI {
	return SentencePrefix + quad.IRI(Escape(doc)+"/"+strconv.Itoa(n))
}

// Class is the schema.org class of the given name.
func Class(name string) quad.IRI { return SchemaPrefix + quad.IRI(Escape(name)) }

// Role is the predicate of an argument: kg:recipient, kg:time, ...
func Role(name string) quad.IRI { return "kg:" + quad.IRI(Escape(name)) }
