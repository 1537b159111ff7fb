package draw

import (
	"fmt"
	"strings"
	"unicode"

	"sanyuan/graph/browse"
)

// Options are what a picture needs to know besides the graph.
type Options struct {
	// Link is the address that a node or an edge leads to; empty for none.
	// It may be nil.
	Link func(t browse.Term) string
	// Held is the word for a modality. It may be nil.
	Held func(modality string) string
	// Role is the word that introduces an argument of a role. It may be nil.
	Role func(role string) string
	// More is the note about what was left out; empty for none. It may be nil.
	More func(n *browse.Neighbourhood) string
}

// DOT writes a neighbourhood in Graphviz's language.
func DOT(n *browse.Neighbourhood, o Options) string {
	w := &dotWriter{o: o, ids: make(map[string]string)}
	w.printf("digraph sanyuan {\n")
	layout := smallGraph
	if len(n.Nodes) > manyNodes {
		layout = largeGraph
	}
	w.printf("\tgraph [bgcolor=transparent, %s, overlap=scalexy, sep=\"+14\", outputorder=edgesfirst, pad=0.2];\n", layout)
	w.printf("\tnode [fontname=%s, fontsize=14, style=\"filled,rounded\", shape=box, fillcolor=\"#eef2f8\", color=\"#5e5a50\", fontcolor=\"#1d1b16\", margin=\"0.14,0.06\", height=0.4];\n", quote(fontName))
	w.printf("\tedge [fontname=%s, fontsize=12, color=\"#5e5a50\", fontcolor=\"#7a3e00\", arrowsize=0.7];\n", quote(fontName))
	for _, node := range n.Nodes {
		w.node(node)
	}
	for _, edge := range n.Edges {
		w.edge(edge)
	}
	if o.More != nil {
		if note := o.More(n); note != "" {
			w.printf("\tmore [label=%s, shape=plaintext, style=\"\", width=%.2f, class=more];\n", quote(note), width(strings.Split(note, "\n")))
		}
	}
	w.printf("}\n")
	return w.String()
}

// How pictures are laid out. Lines that bend around nodes take minutes in a large
// graph; and of the ways to keep nodes apart, scalexy is the quickest that the
// WebAssembly of Graphviz has.
const (
	manyNodes  = 40 // a larger graph is laid out as such
	smallGraph = "layout=neato, splines=true"
	largeGraph = "layout=sfdp, splines=line"
)

// fontName is asked for first; browsers take what they have.
const fontName = "Noto Sans CJK TC"

type dotWriter struct {
	strings.Builder
	o   Options
	ids map[string]string
}

func (w *dotWriter) printf(format string, args ...any) { fmt.Fprintf(&w.Builder, format, args...) }

// shapes are those of the types of nodes that do not have a rounded box.
var shapes = map[string]string{
	"Person": "ellipse", "Event": "hexagon", "Organization": "box", "GovernmentOrganization": "box",
}

const (
	longestName = 14 // characters of a line in a node
	mostLines   = 3
)

func (w *dotWriter) node(n browse.Node) {
	id := fmt.Sprintf("n%d", len(w.ids))
	w.ids[n.IRI] = id
	lines := wrap(n.Name)
	attributes := []string{
		"label=" + quote(strings.Join(lines, "\n")), "tooltip=" + quote(n.Name), fmt.Sprintf("width=%.2f", width(lines)), "class=" + quote(class(n)),
	}
	switch {
	case n.Kind == browse.Statement:
		attributes = append(attributes, "shape=note", `style="filled,dashed"`, `fillcolor="#f3ede0"`)
	case n.Kind == browse.Concept:
		attributes = append(attributes, `fillcolor="#ffffff"`)
	case shapes[n.Type] != "":
		attributes = append(attributes, "shape="+shapes[n.Type], "style=filled")
	}
	if n.Centre {
		attributes = append(attributes, `color="#9b1c31"`, "penwidth=2.5")
	}
	w.printf("\t%s [%s];\n", id, strings.Join(append(attributes, w.link(n.Term)...), ", "))
}

func class(n browse.Node) string {
	class := string(n.Kind)
	if n.Centre {
		class += " center"
	}
	return class
}

func (w *dotWriter) link(t browse.Term) []string {
	if w.o.Link == nil {
		return nil
	}
	if address := w.o.Link(t); address != "" {
		return []string{"URL=" + quote(address)}
	}
	return nil
}

func (w *dotWriter) edge(e browse.Edge) {
	label := w.edgeLabel(e)
	attributes := []string{"label=" + quote(" "+label+" "), "tooltip=" + quote(label), "labeltooltip=" + quote(label), fmt.Sprintf("len=%.1f", 1.4+width([]string{label}))}
	switch {
	case e.Negative:
		attributes = append(attributes, `class="denied"`, `color="#9b1c31"`, `fontcolor="#9b1c31"`, "arrowhead=teenormal", "style=bold")
	case e.Modality != "":
		attributes = append(attributes, "class="+quote(e.Modality), "style=dashed")
	}
	statement := browse.Term{Kind: browse.Statement, IRI: "stmt:" + e.Statement}
	w.printf("\t%s -> %s [%s];\n", w.ids[e.From], w.ids[e.To], strings.Join(append(attributes, w.link(statement)...), ", "))
}

// edgeLabel names the relation and how it is held.
func (w *dotWriter) edgeLabel(e browse.Edge) string {
	label := e.Relation.Name
	if e.Negative {
		label = "✕ " + label
	}
	if e.Role != "" {
		label += " → " + word(w.o.Role, e.Role)
	}
	if e.Modality != "" {
		label += " ◇" + word(w.o.Held, e.Modality)
	}
	if e.Count > 1 {
		label += fmt.Sprintf(" ×%d", e.Count)
	}
	return label
}

// word is what a function of Options calls something.
func word(say func(string) string, key string) string {
	if say == nil {
		return key
	}
	return say(key)
}

// quote writes a string as Graphviz reads it. Its labels know escapes such as
// \N, so that every backslash is doubled.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteRune('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case unicode.IsControl(r):
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// wrap breaks a name into lines: anywhere in Chinese, at spaces in English.
func wrap(name string) []string {
	var lines []string
	var line []rune
	size := 0.0
	for _, r := range name {
		if size >= longestName || size >= longestName-4 && r == ' ' {
			lines, line, size = append(lines, strings.TrimSpace(string(line))), nil, 0
			if len(lines) == mostLines {
				lines[mostLines-1] += "…"
				return lines
			}
		}
		line = append(line, r)
		size += em(r)
	}
	return append(lines, strings.TrimSpace(string(line)))
}

// em is about how wide a character is, in ems.
func em(r rune) float64 {
	if r < 0x1100 {
		return 0.55
	}
	return 1
}

// width is that of a node in inches: Graphviz's own guess is too narrow for
// Chinese.
func width(lines []string) float64 {
	const points, inch, margin = 14, 72, 0.3
	widest := 0.0
	for _, line := range lines {
		size := 0.0
		for _, r := range line {
			size += em(r)
		}
		widest = max(widest, size)
	}
	return widest*points/inch + margin
}
