// Package gizmo runs queries over a graph, in processes of their own.
//
// Gizmo is Cayley's query language, a JavaScript. A script can loop for ever,
// eat all memory, overflow the stack, or, by a mistyped argument, make Cayley
// panic in a goroutine where nobody can recover. None of this may hurt the
// program that asks. So a query runs in a child process: the program starts
// itself again with a hidden command whose main function is [Serve]. The child
// sees a read-only [View] of the store, limits its own memory, stack and CPU
// time, and is killed when the time is over. Rows and bytes of the answer are
// counted by the parent. Whatever happens to the child, the parent gets an
// [*Error] that says what it was.
//
// A [Pool] keeps children ready, so that a small query costs milliseconds. A
// [Session] holds one child and keeps the script's variables between queries,
// for a prompt.
package gizmo
