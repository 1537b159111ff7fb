package exchange

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"sanyuan/graph"
	"sanyuan/graph/vocab"
)

// writer of terms: values as N-Quads spells them, with full IRIs.
type terms struct{ ns vocab.Namespace }

// text is a value in N-Quads, empty for none.
func (t terms) text(v quad.Value) string {
	switch v := graph.ToRDF(v).(type) {
	case nil:
		return ""
	case quad.IRI:
		return "<" + string(t.ns.Full(v)) + ">"
	case quad.BNode:
		return "_:" + string(v)
	case quad.LangString:
		return quote(string(v.Value)) + "@" + v.Lang
	case quad.TypedString:
		return quote(string(v.Value)) + "^^<" + string(t.ns.Full(v.Type)) + ">"
	default:
		return quote(quad.ToString(v))
	}
}

// line is a quad as a line of N-Quads.
func (t terms) line(q quad.Quad) string {
	parts := []string{t.text(q.Subject), t.text(q.Predicate), t.text(q.Object)}
	if q.Label != nil {
		parts = append(parts, t.text(q.Label))
	}
	return strings.Join(append(parts, ".\n"), " ")
}

// quote writes a literal as canonical N-Quads does.
func quote(s string) string {
	if !strings.ContainsFunc(s, escaped) {
		return `"` + s + `"`
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch r {
		case '"', '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case '\n':
			b.WriteString(`\n`)
		case '\r':
			b.WriteString(`\r`)
		case '\t':
			b.WriteString(`\t`)
		case '\b':
			b.WriteString(`\b`)
		case '\f':
			b.WriteString(`\f`)
		default:
			if escaped(r) {
				fmt.Fprintf(&b, `\u%04X`, r)
			} else {
				b.WriteRune(r)
			}
		}
	}
	b.WriteByte('"')
	return b.String()
}

func escaped(r rune) bool { return r < ' ' || r == '"' || r == '\\' || r == 0x7f }

// parse undoes text; IRIs stay full. It is only for what text wrote.
func parse(s string) quad.Value {
	switch {
	case s == "":
		return nil
	case s[0] == '<':
		return quad.IRI(s[1 : len(s)-1])
	case s[0] == '_':
		return quad.BNode(s[2:])
	}
	end := strings.LastIndexByte(s, '"')
	value, rest := quad.String(unquote(s[1:end])), s[end+1:]
	switch {
	case strings.HasPrefix(rest, "@"):
		return quad.LangString{Value: value, Lang: rest[1:]}
	case strings.HasPrefix(rest, "^^<"):
		return quad.TypedString{Value: value, Type: quad.IRI(rest[3 : len(rest)-1])}
	}
	return value
}

func unquote(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' {
			b.WriteByte(s[i])
			continue
		}
		i++
		switch s[i] {
		case 'n':
			b.WriteByte('\n')
		case 'r':
			b.WriteByte('\r')
		case 't':
			b.WriteByte('\t')
		case 'b':
			b.WriteByte('\b')
		case 'f':
			b.WriteByte('\f')
		case 'u':
			n, _ := strconv.ParseUint(s[i+1:i+5], 16, 32)
			b.WriteRune(rune(n))
			i += 4
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// separator parts the fields of a record that is sorted. It sorts before
// anything that can continue a term, and stands in none.
const separator = "\x00"

func record(fields ...string) []byte { return []byte(strings.Join(fields, separator)) }

func fields(record []byte) []string { return strings.Split(string(record), separator) }
