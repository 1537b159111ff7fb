// Package tag cuts sentences into words with part of speech.
//
// A [Tagger] takes the candidate words of package segment as a lattice and finds
// the best path through it with features of whole words and of word pairs: a
// second perceptron that judges what the first, which sees characters only,
// leaves open (Jiang et al. 2008). Package parse revises the parts of speech with the
// whole sentence known, and finds names.
//
// [Train] learns both from a treebank, the second on what the first makes of
// sentences that it was not trained on.
package tag
