// Package graph keeps what texts state as a graph of quads in Cayley.
//
// Open opens a store: a directory (an embedded store of our own under Cayley),
// memory: or a PostgreSQL URL. A Loader writes the results of extraction to it,
// each document whole or not at all, and Quads reads everything back as a
// stream. Statements documents how a result becomes quads; the IRIs are those
// of package vocab. Queries run on the store's QuadStore.
//
// One process writes to a store at a time. Readers of the same Store may read
// while it writes.
package graph
