// Package conllu reads, writes and scores CoNLL-U files: one word a line in ten
// columns, an empty line after each sentence.
//
// It reads the part of the format that Chinese treebanks use. Multiword tokens
// (1-2) are an error, empty nodes (1.1) are passed over, and every sentence
// must be one tree. Names stand in MISC as NER=B-PER, NER=I-PER and so on.
package conllu
