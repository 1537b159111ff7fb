// Package parse finds dependency trees: for any tokens, one tree with a single
// root and without cycles.
//
// # The search
//
// Trees are built from left to right by the arc-standard transition system
// (Nivre 2008): a word is shifted to a stack, or one of the two words on top of
// the stack becomes a dependent of the other. A beam keeps the best states.
// A state's score is the sum over its steps of two linear models: one scores the
// move in its context on the stack and in the buffer (Zhang and Nivre 2011), the
// other scores the arc that it makes, with its label, by the two words and what
// stands between and around them (McDonald et al. 2005) and by the dependents
// that they already have. The part that looks at the two words alone is computed
// once for all states, so that features of graph-based parsers cost little
// (Zhang and Clark 2008).
//
// Arcs that cross others, 0.2 % of GSD's, are lifted before training; the
// parser makes projective trees.
//
// # Training
//
// Train is the averaged structured perceptron with the update at the maximum
// violation (Huang, Fayong and Guo 2012). It learns best from tokens like those
// that it will meet: [Project] carries gold trees over to the words and tags
// that a tagger finds which has not seen the sentence.
//
// Taggers err, and trees need the right tags more than anything. So a word may
// take another tag when it is shifted: the one that the tagger, on sentences it
// had not seen, most often confused with the one it gave (after Bohnet and Nivre
// 2012). The parser learns when to, and the tree's tokens say what it chose.
//
// # Speed
//
// Features are hashes. Rows of label weights are packed eight to a machine word
// and added as such; nothing is allocated for a feature or a state.
package parse
