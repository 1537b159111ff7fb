// Package index keeps what people look up beside the quads: names, the parts
// that nodes play in statements, and documents by date.
//
// Cayley finds quads by their ends. It does not find a node by a piece of its
// name, nor the statements about a busy entity by relation without reading all
// of them. The index answers both from sorted keys, which the store writes
// together with the quads that they stem from:
//
//	m                                             counters and the version of the store
//	n NODE                                        names, type and lemma of a node
//	p NODE 0 ROLE 0 RELATION 0 STATEMENT          a part that a node plays
//	w KIND TEXT 0 NODE                            the end of a name, folded, from some character on
//	d DATE 0 DOCUMENT                             documents, the newest first
//
// All of it follows from the quads. An Update turns a change of quads into a
// change of keys; a Reader reads the keys.
package index
