// Package parse finds the dependency tree of a sentence, and with it the parts of
// speech and the names of persons, places and organisations: for any tokens, one
// tree with a single root and without cycles.
//
// # The network
//
// One small neural network does it all. Each word comes in as a sum of embeddings
// of what is known of it: the word and its characters, its vector from package
// vectors, the tag that package tag gave it, and what gse's dictionary and the
// lexicon say of it and of names that it may be part of (input.go). Two layers of
// long short-term memory read the sentence in both directions (network.go). From
// their states come scores for each pair of head and dependent (biaffine, Dozat and
// Manning 2017), for the relation of a pair (Kiperwasser and Goldberg 2016), and for
// the tag and the name label of each word.
//
// The tree is the best projective one with a single root (Eisner 1996), and the names
// are the best sequence of labels that opens and closes each name.
//
// # Training
//
// Train learns all at once (learn.go), by Adam with dropout. It learns best from
// tokens like those that it will meet: Project carries gold trees over to the words
// and tags that a tagger finds which has not seen the sentence. Arcs that cross others,
// 0.2 % of GSD's, are learnt as they stand; only the search leaves them out.
package parse
