package queries

import (
	"embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"sanyuan/graph/gizmo"
)

//go:embed *.js
var files embed.FS

const preludeFile = "prelude.js"

// Query is a saved query.
type Query struct {
	Name    string      `json:"name"`
	Title   string      `json:"title"`
	TitleZh string      `json:"titleZh"`
	Answers string      `json:"answers"` // the question that it answers
	Params  []Parameter `json:"params"`  // in the order in which they are given
	Columns []string    `json:"columns"`
	Script  string      `json:"-"`
}

// Parameter is what a query wants to be told.
type Parameter struct {
	Name     string `json:"name"`
	Type     Type   `json:"type"`
	Required bool   `json:"required"`
	Default  string `json:"default,omitempty"`
	About    string `json:"about"`
}

// Type is the type of a parameter.
type Type string

// The types of parameters. Entity, Relation and Document are given by IRI or
// by name.
const (
	Entity   Type = "entity"
	Relation Type = "relation"
	Document Type = "document"
	Text     Type = "text"
	Number   Type = "number"
)

// All returns the saved queries, sorted by name.
func All() []Query { return load() }

// Find returns the saved query of a name.
func Find(name string) (Query, bool) {
	all := load()
	i, ok := slices.BinarySearchFunc(all, name, func(q Query, name string) int { return strings.Compare(q.Name, name) })
	if !ok {
		return Query{}, false
	}
	return all[i], true
}

// load parses the embedded queries. A test makes sure that it cannot fail.
var load = sync.OnceValue(func() []Query {
	entries, _ := files.ReadDir(".")
	var all []Query
	for _, entry := range entries {
		if entry.Name() == preludeFile {
			continue
		}
		script, _ := files.ReadFile(entry.Name())
		q, err := Parse(strings.TrimSuffix(entry.Name(), ".js"), string(script))
		if err == nil {
			all = append(all, q)
		}
	}
	return all
})

// prelude are the functions that the saved queries share.
var prelude = sync.OnceValue(func() string {
	script, _ := files.ReadFile(preludeFile)
	return string(script)
})

// Gizmo is the query to run for the given arguments. An argument NAME=VALUE
// sets the parameter of that name; the others fill the parameters in their
// order.
func (q Query) Gizmo(args []string) (gizmo.Query, error) {
	given, err := q.assign(args)
	if err != nil {
		return gizmo.Query{}, err
	}
	params := make(map[string]any, len(q.Params))
	for _, p := range q.Params {
		value, ok := given[p.Name]
		if !ok && p.Required {
			return gizmo.Query{}, fmt.Errorf("%s needs the parameter %s: %s", q.Name, p.Name, p.About)
		}
		if !ok {
			value = p.Default
		}
		if params[p.Name], err = p.convert(value); err != nil {
			return gizmo.Query{}, err
		}
	}
	return gizmo.Query{Script: q.Script, Prelude: prelude(), Params: params}, nil
}

// assign tells which argument is for which parameter.
func (q Query) assign(args []string) (map[string]string, error) {
	given := make(map[string]string)
	var inOrder []string
	for _, arg := range args {
		name, value, named := strings.Cut(arg, "=")
		if named && q.has(name) {
			given[name] = value
		} else {
			inOrder = append(inOrder, arg)
		}
	}
	for _, p := range q.Params {
		if _, named := given[p.Name]; !named && len(inOrder) > 0 {
			given[p.Name], inOrder = inOrder[0], inOrder[1:]
		}
	}
	if len(inOrder) > 0 {
		return nil, fmt.Errorf("%s has no parameter for %q; usage: %s", q.Name, inOrder[0], q.Usage())
	}
	return given, nil
}

func (q Query) has(name string) bool {
	return slices.ContainsFunc(q.Params, func(p Parameter) bool { return p.Name == name })
}

func (p Parameter) convert(value string) (any, error) {
	if p.Type != Number {
		return value, nil
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < 0 {
		return nil, fmt.Errorf("parameter %s must be a number, not %q", p.Name, value)
	}
	return n, nil
}

// Usage shows how the query is called: neighbours ENTITY [limit=50].
func (q Query) Usage() string {
	words := []string{q.Name}
	for _, p := range q.Params {
		if p.Required {
			words = append(words, strings.ToUpper(p.Name))
		} else {
			words = append(words, "["+p.Name+"="+p.Default+"]")
		}
	}
	return strings.Join(words, " ")
}
