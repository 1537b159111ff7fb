// Package perceptron is the learner under the segmenter, the taggers and the
// parser: hashed features, a linear-chain tagger with averaged structured
// perceptron training, and the container in which models are stored.
//
// # Features
//
// A [Feature] is a 64-bit hash of a template number and values; see [Hash].
// Features are never strings, so extracting them allocates nothing. A
// [Weights] table maps a feature to a row of small integers, one a label.
//
// # Tagging
//
// A [Tagger] labels a sequence: each position has features, each pair of
// neighbouring labels a transition weight, and the best sequence is found by
// Viterbi's algorithm over the label pairs that [Labels] allows. [Train] learns
// one from a [Corpus] with the averaged structured perceptron (Collins 2002).
// Several taggers over the same features can be averaged into one, since the
// score is linear.
//
// # Files
//
// [Seal] and [Open] write and read the container of every model file: a magic
// number, the kind of model, its version, compressed sections and a SHA-256
// over all of it. Other packages may store their own weights in it with their
// own kind and sections.
package perceptron
