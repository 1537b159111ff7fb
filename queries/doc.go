// Package queries holds the saved queries: Gizmo scripts that answer the usual
// questions to the graph.
//
// A query is a file NAME.js that begins with a comment of this form:
//
//	// title: Neighbours of an entity
//	// title-zh: 實體的鄰居
//	// answers: What stands in a relation to an entity, and in which?
//	// param entity: entity; whose neighbours
//	// param limit: number = 50; rows at most
//	// columns: direction, relation, neighbour, documents
//
// The type of a parameter is entity, relation, document, text or number; one
// without a default must be given. The script sees the parameters as the object
// params, and the functions of prelude.js. An entity, relation or document may
// be given by its IRI or by a label or alias: the prelude's functions look it
// up in the graph. Columns are those that a table shows, in their order.
package queries
