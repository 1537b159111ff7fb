// Package syntax holds the plain values that the stages of analysis pass to one
// another: tokens with part of speech and name tags, and dependency trees. The
// annotation scheme is that of Universal Dependencies, as Chinese GSD uses it.
package syntax
