// Package vectors holds a vector for each of some 70,000 words that tells by
// which words it is used to be surrounded. Words of like use have like vectors,
// so that what is learnt of one word from a treebank carries over to others that
// the treebank does not have.
//
// Learn makes them from the bigrams of a language model: the positive pointwise
// mutual information of a word with the words before it and the words behind it
// (with smoothed contexts, Levy, Goldberg and Dagan 2015), reduced by a truncated
// singular value decomposition (Halko, Martinsson and Tropp 2011). ReadOpenGram
// reads the bigrams of open-gram, a model of news and web pages in Simplified
// characters.
//
// Words are known by their folded form (see package lexicon), so that both
// scripts have the same vectors.
package vectors
