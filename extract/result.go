package extract

import (
	"sanyuan/extract/clause"
	"sanyuan/extract/resolve"
	"sanyuan/extract/text"
)

// The values that the pipeline hands on, under the names by which users of the
// library meet them.
type (
	Document  = text.Document
	Sentence  = text.Sentence
	Statement = clause.Statement
	Term      = clause.Term
	Entity    = resolve.Entity
)

// Result is what one document states.
type Result struct {
	Document   Document
	Statements []Statement // each once, with every place of evidence; inner ones stand in their own right too
	Entities   []Entity    // every entity that a term of a statement names, sorted by name
}
