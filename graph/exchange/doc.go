// Package exchange writes graphs to files that other programs read, and reads
// theirs.
//
// Export streams a store of any size in flat memory: what must be in order is
// sorted on disk. The same store gives the same bytes. Formats are N-Quads and
// JSON-LD, which hold everything, GraphML, GML and DOT, which hold the entities
// and the relations that texts assert between them, and CSV, a table of the
// statements.
package exchange
