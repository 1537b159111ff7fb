// Package browse reads a graph the way an analyst looks at it: an entity with
// its names and what is stated about it, a statement with the sentences that it
// was read from, a document with everything marked that was found in it, what
// surrounds an entity, and how two entities are connected.
//
// A Graph opens a View for each request, in one language. What a View returns
// are plain values that pages show and the JSON API sends. Lists are paged:
// every one tells how long it is altogether.
package browse
