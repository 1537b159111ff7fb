// Package neural holds the layers of small neural networks and their training:
// tables of embeddings, linear layers and recurrent layers with long short-term
// memory (Hochreiter and Schmidhuber 1997), each with its gradient, and the
// optimiser Adam (Kingma and Ba 2015).
//
// Matrices are dense, of 32-bit floats, row by row; a row is a word. Several
// sentences may stand one below the other in a matrix: Spans tells where each
// begins and ends. Products use the processor's vector instructions through
// package vek.
//
// A layer is built from Params, so that a network knows all its parameters by
// name, to train, store and load them.
package neural
