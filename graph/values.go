package graph

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"sanyuan/graph/vocab"
)

// FromRDF is the form in which the store keeps a value. Whole numbers and
// floating-point numbers become Cayley's own, which queries can compare, where
// that loses nothing: "42"^^xsd:integer does, "042"^^xsd:integer stays as it is
// written.
func FromRDF(v quad.Value) quad.Value {
	t, ok := v.(quad.TypedString)
	if !ok {
		return v
	}
	switch t.Type {
	case vocab.XSDString:
		return t.Value
	case vocab.XSDInteger:
		if n, err := strconv.ParseInt(string(t.Value), 10, 64); err == nil && strconv.FormatInt(n, 10) == string(t.Value) {
			return quad.Int(n)
		}
	case vocab.XSDDouble:
		f, err := strconv.ParseFloat(string(t.Value), 64)
		if err == nil && !math.IsInf(f, 0) && !math.IsNaN(f) && formatFloat(f) == string(t.Value) {
			return quad.Float(f)
		}
	}
	return t
}

// ToRDF undoes FromRDF: every value becomes an IRI, a blank node or a literal
// of RDF.
func ToRDF(v quad.Value) quad.Value {
	typed := func(s string, typ quad.IRI) quad.Value { return quad.TypedString{Value: quad.String(s), Type: typ} }
	switch v := v.(type) {
	case quad.Int:
		return typed(strconv.FormatInt(int64(v), 10), vocab.XSDInteger)
	case quad.Float:
		return typed(formatFloat(float64(v)), vocab.XSDDouble)
	case quad.Bool:
		return typed(strconv.FormatBool(bool(v)), vocab.XSDBoolean)
	case quad.Time:
		return typed(time.Time(v).Format(time.RFC3339Nano), vocab.XSDDateTime)
	}
	return v
}

func formatFloat(f float64) string { return strconv.FormatFloat(f, 'g', -1, 64) }

// ErrInvalid is returned for a quad that a store cannot keep, or that could
// not be written out and read back.
var ErrInvalid = errors.New("invalid quad")

// Check reports a quad that cannot enter the store: RDF forbids it, or it could
// not be written out and read back.
func Check(q quad.Quad) error {
	if err := check(q); err != nil {
		return fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	return nil
}

func check(q quad.Quad) error {
	for _, d := range quad.Directions {
		v := q.Get(d)
		if v == nil {
			if d == quad.Label {
				continue
			}
			return fmt.Errorf("no %v", d)
		}
		if err := checkValue(v, d); err != nil {
			return fmt.Errorf("%v: %w", d, err)
		}
	}
	return nil
}

func checkValue(v quad.Value, d quad.Direction) error {
	switch v := v.(type) {
	case quad.IRI:
		return vocab.Check(v)
	case quad.BNode:
		if d == quad.Predicate {
			return fmt.Errorf("a blank node, %s", v)
		}
		return checkBlank(v)
	}
	if d != quad.Object {
		return fmt.Errorf("a literal, %s", v)
	}
	switch v := v.(type) {
	case quad.String:
		return checkText(string(v))
	case quad.LangString:
		return errors.Join(checkText(string(v.Value)), checkLang(v.Lang))
	case quad.TypedString:
		return errors.Join(checkText(string(v.Value)), vocab.Check(v.Type))
	case quad.Int, quad.Float, quad.Bool, quad.Time:
		return nil
	}
	return fmt.Errorf("a value of type %T", v)
}

func checkText(s string) error {
	if !utf8.ValidString(s) {
		return fmt.Errorf("literal %q is not valid UTF-8", s)
	}
	for i := range len(s) {
		if s[i] == 0 {
			return fmt.Errorf("literal %q holds a NUL", s)
		}
	}
	return nil
}

func checkLang(s string) error {
	for i, r := range s {
		if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || i > 0 && (r == '-' || '0' <= r && r <= '9') {
			continue
		}
		return fmt.Errorf("language tag %q", s)
	}
	if s == "" {
		return errors.New("empty language tag")
	}
	return nil
}

func checkBlank(b quad.BNode) error {
	for i, r := range string(b) {
		ok := 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '_' || r >= 0xC0 ||
			i > 0 && (r == '-' || r == '.')
		if !ok {
			return fmt.Errorf("blank node %q", string(b))
		}
	}
	if b == "" {
		return errors.New("empty blank node")
	}
	return nil
}
