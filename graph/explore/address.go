package explore

import (
	"net/url"
	"path"
	"strings"

	"sanyuan/graph/browse"
	"sanyuan/graph/vocab"

	"github.com/cayleygraph/quad"
)

// parameters are the names of the parameters that take a name where it does not
// fit in a path.
var parameters = map[string]string{"entity": "name", "relation": "name", "statement": "id", "document": "id"}

// pathOf is the address, without language, of what has a page: kind is entity,
// relation, statement or document.
func pathOf(kind, name string) string {
	plain := "/" + kind + "/" + name
	if path.Clean(plain) == plain {
		return "/" + kind + "/" + escapePath(name)
	}
	return "/" + kind + "/?" + url.Values{parameters[kind]: {name}}.Encode()
}

// escapePath escapes a name that may hold slashes.
func escapePath(name string) string {
	parts := strings.Split(name, "/")
	for i, part := range parts {
		parts[i] = url.PathEscape(part)
	}
	return strings.Join(parts, "/")
}

// pageOfTerm is the address of a term's page, or empty for one that has none.
func pageOfTerm(t browse.Term) string {
	name := vocab.Name(quad.IRI(t.IRI))
	switch t.Kind {
	case browse.Entity, browse.Concept:
		return pathOf("entity", name)
	case browse.Relation, browse.Statement, browse.Document:
		return pathOf(string(t.Kind), name)
	}
	return ""
}

// with adds parameters, name and value by turns, to an address; those with an
// empty value are left out.
func with(address string, pairs ...string) string {
	base, query, _ := strings.Cut(address, "?")
	base, fragment, _ := strings.Cut(base, "#")
	values, _ := url.ParseQuery(query) // our own
	for i := 0; i+1 < len(pairs); i += 2 {
		values.Del(pairs[i])
		if pairs[i+1] != "" {
			values.Set(pairs[i], pairs[i+1])
		}
	}
	if len(values) > 0 {
		base += "?" + values.Encode()
	}
	if fragment != "" {
		base += "#" + fragment
	}
	return base
}
