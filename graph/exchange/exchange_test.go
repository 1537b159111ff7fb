package exchange_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"sanyuan/graph"
	"sanyuan/graph/exchange"
	"sanyuan/graph/graphtest"
	"sanyuan/graph/vocab"
)

// odd are quads with everything that gets lost on the way in lesser programs.
var odd = func() []quad.Quad {
	s, p, l := quad.IRI("ent:法國"), quad.IRI("rel:有"), vocab.Document("a b%20<c>.txt")
	typed := func(v string, t quad.IRI) quad.Value { return quad.TypedString{Value: quad.String(v), Type: t} }
	var out []quad.Quad
	for _, o := range []quad.Value{
		quad.IRI("ent:日本"), quad.BNode("b0"),
		quad.String("華府「否決」"), quad.String(""), quad.String(`"\`), quad.String("a\nb\r\tc\b\f\x01\x7f"),
		quad.String("\u2028\u00a0\U0001F600"), quad.String("ends in backslash\\"), quad.String(`"@en`), quad.String(`"^^<a>`),
		quad.LangString{Value: "法国 \"x\"\n", Lang: "zh-Hans"}, quad.LangString{Value: "France", Lang: "en"},
		quad.LangString{Value: "x", Lang: "zh"},
		typed("042", vocab.XSDInteger), quad.Int(42), quad.Int(-1), typed("99999999999999999999", vocab.XSDInteger),
		typed("+1", vocab.XSDInteger), quad.Float(0.8), typed("0.80", vocab.XSDDouble), typed("8E-1", vocab.XSDDouble),
		typed("INF", vocab.XSDDouble), quad.Float(1e300), quad.Float(-0.1),
		typed("2005-05-13T10:00:00.123+08:00", vocab.XSDDateTime), typed("2005-05-13T02:00:00.124Z", vocab.XSDDateTime),
		typed("2005-05-13", vocab.XSDDate), typed("P3M", vocab.XSDDuration), typed("true", vocab.XSDBoolean),
		typed("1", vocab.XSDBoolean), typed("25 公里", vocab.Quantity), typed("x", "https://example.org/t"),
	} {
		out = append(out, quad.Make(s, p, o, l))
	}
	return append(out,
		quad.Make(s, p, quad.IRI("ent:日本"), nil),
		quad.Make(s, p, quad.IRI("ent:日本"), vocab.Lexicon),
		quad.Make(quad.BNode("b0"), vocab.Type, vocab.Class("Country"), quad.BNode("g")),
		quad.Make(s, vocab.Label, quad.LangString{Value: "法國 & <i>", Lang: "zh-Hant"}, vocab.Lexicon),
		quad.Make(s, vocab.Type, vocab.Class("Country"), vocab.Lexicon),
		quad.Make(quad.IRI("https://example.org/é?a=b#c"), quad.IRI("http://xmlns.com/foaf/0.1/name"), quad.String("e"), l),
	)
}()

func values(quads ...quad.Quad) iter.Seq2[quad.Quad, error] {
	return func(yield func(quad.Quad, error) bool) {
		for _, q := range quads {
			if !yield(q, nil) {
				return
			}
		}
	}
}

func fill(t testing.TB, s *graph.Store, quads iter.Seq2[quad.Quad, error]) int {
	t.Helper()
	n, err := s.Import(t.Context(), quads, nil)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func export(t testing.TB, s exchange.Source, opts exchange.Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := exchange.Export(t.Context(), &b, s, opts); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func contents(t testing.TB, s *graph.Store) map[quad.Quad]int {
	t.Helper()
	out := make(map[quad.Quad]int)
	for q, err := range s.Quads(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		out[q]++
	}
	return out
}

func TestRoundTrip(t *testing.T) {
	for _, format := range []string{"nquads", "jsonld"} {
		odd := slices.Clone(odd)
		if format == "jsonld" { // JSON-LD does not keep the names of blank nodes
			odd = slices.DeleteFunc(odd, func(q quad.Quad) bool { return q.Label == quad.BNode("g") })
		}
		want := make(map[quad.Quad]int)
		for _, q := range odd {
			want[q] = 1
		}
		for _, base := range []string{"", "https://example.org/kg/"} {
			t.Run(format+" "+base, func(t *testing.T) {
				s := graphtest.Open(t, "memory:")
				if n := fill(t, s, values(odd...)); n != len(odd) {
					t.Errorf("added %d quads of %d", n, len(odd))
				}
				if diff := cmp.Diff(want, contents(t, s)); diff != "" {
					t.Fatalf("the store keeps something else: %s", diff)
				}
				opts := exchange.Options{Format: format, Base: base}
				first := export(t, s, opts)
				again := graphtest.Open(t, "memory:")
				fill(t, again, exchange.Read("x", strings.NewReader(first), opts))
				if diff := cmp.Diff(want, contents(t, again)); diff != "" {
					t.Errorf("after import: %s", diff)
				}
				if diff := cmp.Diff(first, export(t, again, opts)); diff != "" {
					t.Errorf("second export: %s", diff)
				}
				if n := fill(t, again, exchange.Read("x", strings.NewReader(first), opts)); n != 0 {
					t.Errorf("importing again added %d quads", n)
				}
			})
		}
	}
}

func TestExportIsSortedAndFull(t *testing.T) {
	s := graphtest.Open(t, "memory:")
	fill(t, s, values(odd...))
	out := export(t, s, exchange.Options{})
	lines := strings.SplitAfter(strings.TrimSuffix(out, "\n"), "\n")
	if !slices.IsSorted(lines) {
		t.Error("lines are out of order")
	}
	for _, part := range []string{
		`<urn:sanyuan:ent:法國> <urn:sanyuan:rel:有> "042"^^<http://www.w3.org/2001/XMLSchema#integer> <urn:sanyuan:doc:a%20b%2520%3Cc%3E.txt> .`,
		`<urn:sanyuan:ent:法國> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://schema.org/Country> <urn:sanyuan:kg:lexicon> .`,
		`"a\nb\r\tc\b\f\u0001\u007F"`,
	} {
		if !strings.Contains(out, part) {
			t.Errorf("no %s in\n%s", part, out)
		}
	}
}

func TestReadNamesFileAndLine(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"a.nq", "# x\n\n<a> <b> <c> .\n<a> <b> .\n", "a.nq:4: "},
		{"a.nt", "<a> <b> \"c .\n", "a.nt:1: "},
		{"a.nq", "<a b> <b> <c> .\n", "a.nq:1: "},
		{"a.nq", "<a> \"b\" <c> .\n", "a.nq:1: invalid quad: predicate: a literal"},
		{"a.nq", "<a> <b> \"\xff\" .\n", "a.nq:1: "},
		{"a.jsonld", "{", "a.jsonld: unexpected EOF"},
		{"a.jsonld", `{"@context": "https://example.org/c", "@id": "a:b"}`, "a.jsonld: "},
		{"a.nq.gz", "no gzip", "a.nq.gz: "},
		{"a.xls", "", "a.xls: unknown format"},
	} {
		var got error
		for _, err := range exchange.Read(test.name, strings.NewReader(test.in), exchange.Options{}) {
			got = err
		}
		if got == nil || !strings.HasPrefix(got.Error(), test.want) {
			t.Errorf("%s %q: error %v, want %s...", test.name, test.in, got, test.want)
		}
	}
}

// TestPictures checks the formats for drawing programs by reading them as those
// would.
func TestPictures(t *testing.T) {
	s := graphtest.Open(t, "memory:")
	fill(t, s, values(odd...))
	var ml struct {
		Graph struct {
			Nodes []struct {
				ID   string   `xml:"id,attr"`
				Data []string `xml:"data"`
			} `xml:"node"`
			Edges []struct {
				Source string   `xml:"source,attr"`
				Target string   `xml:"target,attr"`
				Data   []string `xml:"data"`
			} `xml:"edge"`
		} `xml:"graph"`
	}
	if err := xml.Unmarshal([]byte(export(t, s, exchange.Options{Format: "graphml"})), &ml); err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprint(ml.Graph)
	for _, part := range []string{"{urn:sanyuan:ent:法國 [法國 & <i> Country]}", "{urn:sanyuan:ent:法國 urn:sanyuan:ent:日本 [有 3]}"} {
		if !strings.Contains(got, part) {
			t.Errorf("GraphML: no %s in %s", part, got)
		}
	}
	for format, part := range map[string]string{
		"dot": `"urn:sanyuan:ent:法國" -> "urn:sanyuan:ent:日本" [label="有"];`,
		"gml": "label \"&#27861;&#22283; &amp; <i>\"",
	} {
		if out := export(t, s, exchange.Options{Format: format}); !strings.Contains(out, part) {
			t.Errorf("%s: no %s in\n%s", format, part, out)
		}
	}
}

func TestJSONLDIsOneDocument(t *testing.T) {
	for _, quads := range [][]quad.Quad{nil, odd[:1], odd} {
		s := graphtest.Open(t, "memory:")
		fill(t, s, values(quads...))
		if out := export(t, s, exchange.Options{Format: "jsonld"}); !json.Valid([]byte(out)) {
			t.Errorf("not JSON:\n%s", out)
		}
	}
}

func TestCSV(t *testing.T) {
	s := graphtest.Open(t, "memory:")
	stmt, doc := quad.IRI("stmt:a1"), quad.IRI("doc:a")
	fill(t, s, values(
		quad.Make(stmt, vocab.Subject, vocab.Entity("法國"), doc),
		quad.Make(stmt, vocab.Subject, vocab.Entity("法國"), quad.IRI("doc:b")),
		quad.Make(stmt, vocab.Predicate, vocab.Relation("否決"), doc),
		quad.Make(stmt, vocab.Role("recipient"), vocab.Entity("a, \"b\""), doc),
		quad.Make(stmt, vocab.Confidence, quad.Float(0.8), doc),
		quad.Make(quad.IRI("stmt:b2"), vocab.Polarity, quad.String("negative"), doc),
	))
	rows, err := csv.NewReader(strings.NewReader(export(t, s, exchange.Options{Format: "csv"}))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, row := range rows[1:] {
		for i, cell := range row {
			if cell != "" {
				got = append(got, rows[0][i]+"="+cell)
			}
		}
	}
	want := []string{"statement=stmt:a1", "subject=法國", "predicate=否決", `recipient=a, "b"`, "confidence=0.8", "statement=stmt:b2", "polarity=negative"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWriteFile(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.nq", "a.nq.gz", "a.nq.zst"} {
		path := filepath.Join(dir, name)
		write := func(w io.Writer) error {
			_, err := io.WriteString(w, "<ent:a> <rel:b> <ent:c> .\n")
			return err
		}
		if err := exchange.WriteFile(path, false, write); err != nil {
			t.Fatal(err)
		}
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		n := 0
		for _, err := range exchange.Read(path, f, exchange.Options{}) {
			if err != nil {
				t.Error(err)
			}
			n++
		}
		if n != 1 {
			t.Errorf("%s: %d quads", name, n)
		}
		if err := exchange.WriteFile(path, false, write); err == nil {
			t.Errorf("%s was overwritten", name)
		}
		fail := func(io.Writer) error { return io.ErrShortWrite }
		if err := exchange.WriteFile(path, true, fail); err == nil {
			t.Error("a failed write went by")
		}
	}
	left, _ := filepath.Glob(filepath.Join(dir, ".*"))
	if len(left) > 0 {
		t.Errorf("left over: %v", left)
	}
}

// source repeats quads without end in sight, in no useful order.
type source int

func (n source) Quads(context.Context) iter.Seq2[quad.Quad, error] {
	return func(yield func(quad.Quad, error) bool) {
		for i := range int(n) {
			k := i * 7919 % int(n)
			q := quad.Make(vocab.Entity(fmt.Sprint("實體", k/5)), vocab.Relation(fmt.Sprint(k%5)), vocab.Entity(fmt.Sprint(k)), vocab.Document("d"))
			if !yield(q, nil) {
				return
			}
		}
	}
}

func TestExportSortsBeyondMemory(t *testing.T) {
	exchange.SetSortMemory(t, 1<<16)
	out := export(t, source(20_000), exchange.Options{})
	lines := strings.SplitAfter(strings.TrimSuffix(out, "\n"), "\n")
	if len(lines) != 20_000 || !slices.IsSorted(lines) {
		t.Errorf("%d lines, sorted %v", len(lines), slices.IsSorted(lines))
	}
}

func FuzzRead(f *testing.F) {
	s := graphtest.Open(f, "memory:")
	fill(f, s, values(odd...))
	for line := range strings.Lines(export(f, s, exchange.Options{})) {
		f.Add(line)
	}
	f.Add("<a> <b> \"\\u12\" .\n<\\u0041> <b> <c> .")
	f.Add("_:a <b> \"x\"@en-US <c> . # d")
	f.Fuzz(func(t *testing.T, in string) {
		var quads []quad.Quad
		for q, err := range exchange.Read("x.nq", strings.NewReader(in), exchange.Options{}) {
			if err != nil {
				return
			}
			quads = append(quads, q)
		}
		first := export(t, list(quads), exchange.Options{})
		var back []quad.Quad
		for q, err := range exchange.Read("x.nq", strings.NewReader(first), exchange.Options{}) {
			if err != nil {
				t.Fatalf("%v in\n%s", err, first)
			}
			back = append(back, q)
		}
		if diff := cmp.Diff(first, export(t, list(back), exchange.Options{})); diff != "" {
			t.Error(diff)
		}
	})
}

type list []quad.Quad

func (l list) Quads(context.Context) iter.Seq2[quad.Quad, error] { return values(l...) }
