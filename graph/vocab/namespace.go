package vocab

import (
	"fmt"
	"strings"

	"github.com/cayleygraph/quad"
)

// DefaultBase begins the full IRIs of what is our own.
const DefaultBase = "urn:sanyuan:"

// wellKnown are the prefixes of public vocabularies.
var wellKnown = map[string]string{
	"rdf":    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
	"rdfs":   "http://www.w3.org/2000/01/rdf-schema#",
	"xsd":    "http://www.w3.org/2001/XMLSchema#",
	"skos":   "http://www.w3.org/2004/02/skos/core#",
	"prov":   "http://www.w3.org/ns/prov#",
	"nif":    "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
	"schema": "http://schema.org/",
}

// own are the prefixes below the base.
var own = []string{"ent", "rel", "stmt", "sent", "doc", "kg"}

// Namespace maps between the short IRIs of the store and full ones.
type Namespace struct {
	Prefixes map[string]string // short prefix without colon -> begin of the full IRI
}

// NewNamespace lays our own prefixes below base: with urn:sanyuan:, ent:法國 is
// urn:sanyuan:ent:法國; with https://example.org/kg/ it is
// https://example.org/kg/ent/法國. An empty base stands for DefaultBase.
func NewNamespace(base string) (Namespace, error) {
	if base == "" {
		base = DefaultBase
	}
	scheme, rest, ok := strings.Cut(base, ":")
	if !ok || scheme == "" || rest == "" {
		return Namespace{}, fmt.Errorf("base %q is not an absolute IRI like %s or https://example.org/kg/", base, DefaultBase)
	}
	if err := Check(quad.IRI(base)); err != nil {
		return Namespace{}, fmt.Errorf("base: %w", err)
	}
	sep := "/"
	if strings.HasSuffix(base, ":") {
		sep = ":"
	} else if !strings.HasSuffix(base, "/") && !strings.HasSuffix(base, "#") {
		base += "/"
	}
	n := Namespace{Prefixes: make(map[string]string)}
	for p, full := range wellKnown {
		n.Prefixes[p] = full
	}
	for _, p := range own {
		n.Prefixes[p] = base + p + sep
	}
	return n, nil
}

// Full writes a short IRI out. IRIs with other prefixes stay as they are.
func (n Namespace) Full(iri quad.IRI) quad.IRI {
	prefix, local, ok := strings.Cut(string(iri), ":")
	if !ok {
		return iri
	}
	full, ok := n.Prefixes[prefix]
	if !ok {
		return iri
	}
	return quad.IRI(full + local)
}

// Short undoes Full.
func (n Namespace) Short(iri quad.IRI) quad.IRI {
	for prefix, full := range n.Prefixes {
		if local, ok := strings.CutPrefix(string(iri), full); ok {
			return quad.IRI(prefix + ":" + local)
		}
	}
	return iri
}
