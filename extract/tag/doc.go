// Package tag cuts sentences into words with part of speech and name tags.
//
// A [Tagger] takes the candidate words of package segment as a lattice and finds
// the best path through it with features of whole words and of word pairs: a
// second perceptron that judges what the first, which sees characters only,
// leaves open (Jiang et al. 2008). A third labels the words on the path with
// names of persons, places and organisations.
//
// [Train] learns all of them from a treebank, each on what the one before it
// makes of sentences that it was not trained on.
package tag
