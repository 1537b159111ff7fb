// Package facts reads gold facts and scores extractions against them: an
// extraction is right when it equals some wording of a fact in all three slots.
//
// A gold file has one block for each sentence:
//
//	sent_id:ID<TAB>sentence
//	ID--> Cluster 1:
//	subject --> relation --> object
//	subject --> another relation --> object
//	ID--> Cluster 2:
//	...
//
// A cluster is one fact, each of its lines one wording, and [x] marks a piece
// of a slot that may be left out. Slots are compared by their letters and
// digits alone, so that the division into words is free.
package facts
