package exchange

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"
	_ "github.com/cayleygraph/quad/pquads" // Cayley's own format, by its suffix .pq
	"github.com/piprate/json-gold/ld"

	"sanyuan/graph"
	"sanyuan/graph/vocab"
)

func init() {
	// Literals enter as they are written; graph.FromRDF decides what becomes
	// a number.
	nquads.AutoConvertTypedString = false
}

// ImportFormats are the names of the formats that Read understands.
func ImportFormats() []string { return []string{"nquads", "jsonld", "pquads"} }

// CheckInput tells whether Read would understand the options and the kind of
// file.
func CheckInput(name string, opts Options) error {
	if _, err := vocab.NewNamespace(opts.Base); err != nil {
		return err
	}
	_, err := reader(name, opts.Format)
	return err
}

// Read yields the quads of a file as the store keeps them. The format and the
// compression follow from the file's name unless opts give a format. Errors
// name the file and, for formats that have lines, the line.
func Read(name string, r io.Reader, opts Options) iter.Seq2[quad.Quad, error] {
	return func(yield func(quad.Quad, error) bool) {
		ns, err := vocab.NewNamespace(opts.Base)
		if err != nil {
			yield(quad.Quad{}, err)
			return
		}
		in, err := decompress(name, bufio.NewReaderSize(r, 1<<18))
		if err != nil {
			yield(quad.Quad{}, fmt.Errorf("%s: %w", name, err))
			return
		}
		defer in.Close()
		read, err := reader(name, opts.Format)
		if err != nil {
			yield(quad.Quad{}, err)
			return
		}
		for p := range read(in) {
			q, err := short(ns, p.quad), p.err
			if err == nil {
				err = graph.Check(q)
			}
			if err != nil {
				err = fmt.Errorf("%s: %w", p.place(name), err)
			}
			if !yield(q, err) || err != nil {
				return
			}
		}
	}
}

// placed is a quad with the line that it stands on, 0 where there are no lines.
type placed struct {
	quad quad.Quad
	line int
	err  error
}

func (p placed) place(name string) string {
	if p.line == 0 {
		return name
	}
	return name + ":" + strconv.Itoa(p.line)
}

func reader(name, format string) (func(io.Reader) iter.Seq[placed], error) {
	if format == "" {
		base, _ := compressionOf(name)
		format = base[strings.LastIndexByte(base, '.')+1:]
	}
	switch format {
	case "nquads", "nq", "nt", "ntriples":
		return readNQuads, nil
	case "jsonld", "json-ld":
		return readJSONLD, nil
	case "pquads", "pq":
		return readPQuads, nil
	}
	if name == "-" && format == "-" {
		return nil, fmt.Errorf("the format of standard input must be told: %s", strings.Join(ImportFormats(), ", "))
	}
	return nil, fmt.Errorf("%s: unknown format %q; there are %s", name, format, strings.Join(ImportFormats(), ", "))
}

// short turns full IRIs into those of the store.
func short(ns vocab.Namespace, q quad.Quad) quad.Quad {
	for _, d := range quad.Directions {
		switch v := q.Get(d).(type) {
		case quad.IRI:
			q.Set(d, ns.Short(unescapeIRI(v)))
		case quad.TypedString:
			v.Type = ns.Short(unescapeIRI(v.Type))
			q.Set(d, graph.FromRDF(v))
		case quad.LangString:
			v.Lang = languageTag(v.Lang)
			q.Set(d, v)
		case quad.Bool, quad.Time:
			q.Set(d, graph.ToRDF(v))
		}
	}
	return q
}

// languageTag writes a tag in the usual case: zh-Hant-TW. Case means nothing in
// tags, but programs spell them in many ways.
func languageTag(tag string) string {
	parts := strings.Split(strings.ToLower(tag), "-")
	for i, p := range parts {
		switch {
		case i == 0 || len(parts[i-1]) == 1: // the language, or what follows a singleton
		case len(p) == 2:
			parts[i] = strings.ToUpper(p)
		case len(p) == 4 && p[0] > '9':
			parts[i] = strings.ToUpper(p[:1]) + p[1:]
		}
	}
	return strings.Join(parts, "-")
}

// unescapeIRI replaces the \u escapes that N-Quads allows in IRIs.
func unescapeIRI(iri quad.IRI) quad.IRI {
	if !strings.Contains(string(iri), `\`) {
		return iri
	}
	if s, err := strconv.Unquote(`"` + strings.ReplaceAll(string(iri), `"`, `\"`) + `"`); err == nil {
		return quad.IRI(s)
	}
	return iri
}

const maxLine = 64 << 20

func readNQuads(r io.Reader) iter.Seq[placed] {
	return func(yield func(placed) bool) {
		in := bufio.NewScanner(r)
		in.Buffer(make([]byte, 0, 1<<16), maxLine)
		n := 0
		for in.Scan() {
			n++
			line := bytes.TrimSpace(bytes.TrimPrefix(in.Bytes(), []byte("\uFEFF")))
			if len(line) == 0 || line[0] == '#' {
				continue
			}
			q, err := parseLine(string(line))
			if !yield(placed{quad: q, line: n, err: err}) || err != nil {
				return
			}
		}
		if err := in.Err(); err != nil {
			yield(placed{line: n + 1, err: err})
		}
	}
}

func parseLine(line string) (quad.Quad, error) {
	if !utf8.ValidString(line) {
		return quad.Quad{}, errors.New("not valid UTF-8")
	}
	q, err := nquads.Parse(line)
	if err == nil && !q.IsValid() {
		err = errors.New("not a quad")
	}
	return q, err
}

func readPQuads(r io.Reader) iter.Seq[placed] {
	return func(yield func(placed) bool) {
		in := quad.FormatByName("pquads").Reader(r)
		defer in.Close()
		for {
			q, err := in.ReadQuad()
			if err == io.EOF {
				return
			}
			if !yield(placed{quad: q, err: err}) || err != nil {
				return
			}
		}
	}
}

// offline refuses to fetch contexts: reading a file must not call strangers.
type offline struct{}

func (offline) LoadDocument(u string) (*ld.RemoteDocument, error) {
	return nil, fmt.Errorf("the context %s is elsewhere; write it into the file", u)
}

// readJSONLD holds the whole document in memory, as the format demands.
func readJSONLD(r io.Reader) iter.Seq[placed] {
	return func(yield func(placed) bool) {
		set, err := jsonldDataset(r)
		if err != nil {
			yield(placed{err: err})
			return
		}
		for name, quads := range set.Graphs {
			for _, q := range quads {
				if !yield(placed{quad: jsonldQuad(name, q)}) {
					return
				}
			}
		}
	}
}

func jsonldDataset(r io.Reader) (*ld.RDFDataset, error) {
	var doc any
	if err := json.NewDecoder(r).Decode(&doc); err != nil {
		return nil, err
	}
	opts := ld.NewJsonLdOptions("")
	opts.DocumentLoader = offline{}
	out, err := ld.NewJsonLdProcessor().ToRDF(doc, opts)
	if err != nil {
		return nil, err
	}
	set, ok := out.(*ld.RDFDataset)
	if !ok {
		return nil, fmt.Errorf("no data set but a %T", out)
	}
	return set, nil
}

func jsonldQuad(graph string, q *ld.Quad) quad.Quad {
	out := quad.Quad{Subject: jsonldTerm(q.Subject), Predicate: jsonldTerm(q.Predicate), Object: jsonldTerm(q.Object)}
	if blank, ok := strings.CutPrefix(graph, "_:"); ok {
		out.Label = quad.BNode(blank)
	} else if graph != "@default" {
		out.Label = quad.IRI(graph)
	}
	return out
}

func jsonldTerm(n ld.Node) quad.Value {
	switch n := n.(type) {
	case *ld.IRI:
		return quad.IRI(n.Value)
	case *ld.BlankNode:
		return quad.BNode(strings.TrimPrefix(n.Attribute, "_:"))
	case *ld.Literal:
		if n.Language != "" {
			return quad.LangString{Value: quad.String(n.Value), Lang: n.Language}
		}
		if n.Datatype != "" {
			return quad.TypedString{Value: quad.String(n.Value), Type: quad.IRI(n.Datatype)}
		}
		return quad.String(n.Value)
	}
	return nil
}
