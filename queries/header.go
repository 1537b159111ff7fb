package queries

import (
	"fmt"
	"slices"
	"strings"
)

// Parse reads a query from its file: the header and the script, which includes
// the header, so that errors keep their line numbers.
func Parse(name, script string) (Query, error) {
	q := Query{Name: name, Script: script}
	n := 0
	for line := range strings.Lines(script) {
		n++
		comment, ok := strings.CutPrefix(strings.TrimSpace(line), "//")
		if !ok {
			break
		}
		key, value, ok := strings.Cut(strings.TrimSpace(comment), ":")
		if !ok {
			continue
		}
		if err := q.set(strings.TrimSpace(key), strings.TrimSpace(value)); err != nil {
			return q, fmt.Errorf("%s.js:%d: %w", name, n, err)
		}
	}
	if q.Title == "" || q.Answers == "" {
		return q, fmt.Errorf("%s.js: the header lacks a title or what the query answers", name)
	}
	return q, nil
}

// set takes over one line of the header.
func (q *Query) set(key, value string) error {
	switch param, isParam := strings.CutPrefix(key, "param "); {
	case isParam:
		p, err := parseParameter(strings.TrimSpace(param), value)
		q.Params = append(q.Params, p)
		return err
	case key == "title":
		q.Title = value
	case key == "title-zh":
		q.TitleZh = value
	case key == "answers":
		q.Answers = value
	case key == "columns":
		for column := range strings.SplitSeq(value, ",") {
			q.Columns = append(q.Columns, strings.TrimSpace(column))
		}
	default:
		return fmt.Errorf("unknown key %q", key)
	}
	return nil
}

// parseParameter reads "TYPE; ABOUT" or "TYPE = DEFAULT; ABOUT".
func parseParameter(name, value string) (Parameter, error) {
	p := Parameter{Name: name}
	kind, about, ok := strings.Cut(value, ";")
	if !ok {
		return p, fmt.Errorf("parameter %s: want TYPE; WHAT IT IS", name)
	}
	p.About = strings.TrimSpace(about)
	kind, standard, optional := strings.Cut(kind, "=")
	p.Type, p.Default, p.Required = Type(strings.TrimSpace(kind)), strings.TrimSpace(standard), !optional
	if !slices.Contains([]Type{Entity, Relation, Document, Text, Number}, p.Type) {
		return p, fmt.Errorf("parameter %s: unknown type %q", name, p.Type)
	}
	return p, nil
}
