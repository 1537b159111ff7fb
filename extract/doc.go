// Package extract reads documents and returns what they state. It is the whole
// pipeline of analysis, from sentences to resolved statements, and works
// without a graph store.
package extract
