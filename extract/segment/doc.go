// Package segment finds the words that a sentence may consist of.
//
// Its base is gse: a compact form of gse's dictionary ([Dictionary], made by
// [BuildDictionary]), the cut by word frequencies that gse makes of it, gse's
// hidden Markov model for runs of unknown characters, and gse's parts of speech.
// A [View] holds all that this base says about a sentence.
//
// A [Segmenter] corrects the base. It is a perceptron over units (characters,
// and runs of letters and digits) whose labels join a place in the word with a
// part of speech (Ng and Low 2004), and it offers every word that is nearly as
// good as the best. Package tag chooses among them.
//
// Nothing of the text is changed: units and words are byte ranges of the
// sentence, and case, width and script are folded in hashes only.
package segment
