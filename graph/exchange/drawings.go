package exchange

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
)

func newGraphML(t terms) exporter { return &picture{terms: t, drawing: graphML{}} }
func newGML(t terms) exporter     { return &picture{terms: t, drawing: &gml{ids: make(map[string]int)}} }
func newDOT(t terms) exporter     { return &picture{terms: t, drawing: dot{}} }

// graphML is http://graphml.graphdrawing.org, as yEd, Gephi and NetworkX read it.
type graphML struct{}

func (graphML) begin(w *bufio.Writer) {
	w.WriteString(xml.Header + `<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="label" for="node" attr.name="label" attr.type="string"/>
<key id="en" for="node" attr.name="label_en" attr.type="string"/>
<key id="class" for="node" attr.name="class" attr.type="string"/>
<key id="relation" for="edge" attr.name="label" attr.type="string"/>
<key id="documents" for="edge" attr.name="documents" attr.type="int"/>
<graph edgedefault="directed">
`)
}

func (graphML) node(w *bufio.Writer, n node) {
	fmt.Fprintf(w, `<node id="%s">%s%s%s</node>`+"\n", xmlText(n.id),
		data("label", n.label), data("en", n.english), data("class", n.class))
}

func (graphML) edge(w *bufio.Writer, e edge) {
	fmt.Fprintf(w, `<edge source="%s" target="%s">%s%s</edge>`+"\n", xmlText(e.from), xmlText(e.to),
		data("relation", e.relation), data("documents", strconv.Itoa(e.documents)))
}

func (graphML) end(w *bufio.Writer) { w.WriteString("</graph>\n</graphml>\n") }

func data(key, value string) string {
	if value == "" {
		return ""
	}
	return `<data key="` + key + `">` + xmlText(value) + `</data>`
}

func xmlText(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s))
	return b.String()
}

// dot is the language of Graphviz.
type dot struct{}

func (dot) begin(w *bufio.Writer) { w.WriteString("digraph {\n") }

func (dot) node(w *bufio.Writer, n node) {
	fmt.Fprintf(w, "  %s [label=%s", dotQuote(n.id), dotQuote(n.label))
	if n.english != "" {
		fmt.Fprintf(w, ", tooltip=%s", dotQuote(n.english))
	}
	w.WriteString("];\n")
}

func (dot) edge(w *bufio.Writer, e edge) {
	fmt.Fprintf(w, "  %s -> %s [label=%s];\n", dotQuote(e.from), dotQuote(e.to), dotQuote(e.relation))
}

func (dot) end(w *bufio.Writer) { w.WriteString("}\n") }

var dotEscaper = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", "")

func dotQuote(s string) string { return `"` + dotEscaper.Replace(s) + `"` }

// gml is the Graph Modelling Language: nodes have numbers, and text is ASCII
// with character references.
type gml struct{ ids map[string]int }

func (*gml) begin(w *bufio.Writer) { w.WriteString("graph [\n  directed 1\n") }

func (g *gml) node(w *bufio.Writer, n node) {
	id := len(g.ids)
	g.ids[n.id] = id
	fmt.Fprintf(w, "  node [\n    id %d\n    name %s\n    label %s\n", id, gmlQuote(n.id), gmlQuote(n.label))
	if n.english != "" {
		fmt.Fprintf(w, "    labelEn %s\n", gmlQuote(n.english))
	}
	if n.class != "" {
		fmt.Fprintf(w, "    class %s\n", gmlQuote(n.class))
	}
	w.WriteString("  ]\n")
}

func (g *gml) edge(w *bufio.Writer, e edge) {
	fmt.Fprintf(w, "  edge [\n    source %d\n    target %d\n    label %s\n    documents %d\n  ]\n",
		g.ids[e.from], g.ids[e.to], gmlQuote(e.relation), e.documents)
}

func (*gml) end(w *bufio.Writer) { w.WriteString("]\n") }

func gmlQuote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"':
			b.WriteString("&quot;")
		case r == '&':
			b.WriteString("&amp;")
		case r < ' ' || r > '~':
			fmt.Fprintf(&b, "&#%d;", r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
