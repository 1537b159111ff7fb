// Package draw draws neighbourhoods as pictures, by Graphviz in WebAssembly.
//
// Nodes have shapes by type; edges are labelled with their relation. What is
// denied bears a ✕, what is demanded, claimed or the like a ◇ and the word for
// it, and both have lines of their own, so that no mark rests on colour alone.
package draw
