// Package kvpebble lays a Pebble store under Cayley's key-value backend.
//
// A store is a directory. One process at a time may have it open for writing,
// or any number for reading; Open says at once who is in the way. Read
// transactions see the store as it was when they began and never block a
// writer. A write transaction holds its changes in memory until Commit, which
// makes all of them durable or none.
package kvpebble
