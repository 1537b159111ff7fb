// Package vocab holds every IRI of the graph.
//
// The store keeps IRIs short, as a prefix and a local name: ent:法國,
// rdf:type. Namespace turns them into full ones for export and back again on
// import. Local names that come from text are percent-escaped where an IRI may
// not hold them as they are; Name undoes that.
package vocab
