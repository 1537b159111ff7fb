package index

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"sanyuan/graph/vocab"
)

// memory keeps keys in a map.
type memory map[string][]byte

func (m memory) Get(key []byte) ([]byte, error) { return m[string(key)], nil }

func (m memory) Scan(from, to []byte, f func(key, value []byte) bool) error {
	for _, k := range slices.Sorted(maps.Keys(m)) {
		if k >= string(from) && k < string(to) && !f([]byte(k), m[k]) {
			return nil
		}
	}
	return nil
}

// change applies a change of the quads about a subject.
func (m memory) change(t *testing.T, subject quad.IRI, before, after []quad.Quad) {
	t.Helper()
	u, err := NewUpdate(m)
	if err != nil {
		t.Fatal(err)
	}
	u.Changed(subject, before, after)
	if err := u.Finish(); err != nil {
		t.Fatal(err)
	}
	for key := range u.Drop {
		delete(m, key)
	}
	for key, value := range u.Set {
		m[key] = bytes.Clone(value)
	}
}

// about makes quads of a subject, of predicates and objects by turns.
func about(subject quad.IRI, pairs ...any) []quad.Quad {
	var out []quad.Quad
	for i := 0; i < len(pairs); i += 2 {
		object, ok := pairs[i+1].(quad.Value)
		if !ok {
			object = quad.String(pairs[i+1].(string))
		}
		out = append(out, quad.Quad{Subject: subject, Predicate: pairs[i].(quad.IRI), Object: object, Label: quad.IRI("doc:a")})
	}
	return out
}

func named(text, lang string) quad.Value {
	return quad.LangString{Value: quad.String(text), Lang: lang}
}

// sample is an index of a few entities, statements and documents.
func sample(t *testing.T) memory {
	m := make(memory)
	add := func(subject quad.IRI, pairs ...any) { m.change(t, subject, nil, about(subject, pairs...)) }
	add("ent:法國", vocab.Type, quad.IRI("schema:Country"), vocab.Label, named("法國", "zh-Hant"), vocab.Label, named("France", "en"), vocab.AltLabel, named("巴黎當局", "zh"))
	add("ent:法國銀行", vocab.Type, quad.IRI("schema:Organization"), vocab.Label, named("法國銀行", "zh-Hant"))
	add("ent:加拿大", vocab.Label, named("加拿大", "zh-Hant"), vocab.Label, named("Canada", "en"))
	add("rel:否決", vocab.Label, named("否決", "zh-Hant"))
	add("stmt:1", vocab.Subject, quad.IRI("ent:法國"), vocab.Predicate, quad.IRI("rel:否決"), vocab.Object, quad.IRI("ent:提案"), vocab.Role("time"), quad.TypedString{Value: "2005-05-13", Type: "xsd:date"})
	add("stmt:2", vocab.Subject, quad.IRI("ent:加拿大"), vocab.Predicate, quad.IRI("rel:提供"), vocab.Object, quad.IRI("ent:貸款"), vocab.Role("recipient"), quad.IRI("ent:法國"), vocab.Modality, "agreed", vocab.Polarity, "negative")
	add("stmt:3", vocab.Subject, quad.IRI("ent:法國"), vocab.Predicate, quad.IRI("rel:說"), vocab.Object, quad.IRI("stmt:2"), vocab.AttributedTo, quad.IRI("ent:法國"))
	add("doc:old", vocab.Type, quad.IRI("schema:Article"), vocab.DatePublished, "1999-12-31", vocab.Label, "法國新聞")
	add("doc:new", vocab.Type, quad.IRI("schema:Article"), vocab.DatePublished, "2005-05-13", vocab.Label, "新聞")
	add("doc:undated", vocab.Type, quad.IRI("schema:Article"), vocab.Label, "無日期")
	return m
}

func partsOf(t *testing.T, m memory, node quad.IRI, role Role, relation quad.IRI) []string {
	t.Helper()
	out := []string{}
	err := Reader{m}.Parts(t.Context(), node, role, relation, func(p Part) bool {
		if p.Node != node {
			t.Errorf("the part of %s is one of %s", node, p.Node)
		}
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s %v %v %v %v %s %s", p.Role, string(p.Statement), p.Subject, p.Object, p.Speaker, p.Negative, p.Modality, p.Time)))
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestParts(t *testing.T) {
	m := sample(t)
	const (
		vetoes    = "< stmt:1 <ent:法國> <ent:提案> <nil> false  2005-05-13"
		says      = "< stmt:3 <ent:法國> <stmt:2> <ent:法國> false"
		speaks    = "@ stmt:3 <ent:法國> <stmt:2> <ent:法國> false"
		recipient = "recipient stmt:2 <ent:加拿大> <ent:貸款> <nil> true agreed"
	)
	for _, tt := range []struct {
		role     Role
		relation quad.IRI
		want     []string
	}{
		{"", "", []string{vetoes, says, speaks, recipient}},
		{Subject, "", []string{vetoes, says}},
		{Subject, "rel:說", []string{says}},
		{Object, "", []string{}},
		{Speaker, "", []string{speaks}},
		{AnyArgument, "", []string{recipient}},
		{"recipient", "rel:提供", []string{recipient}},
	} {
		if diff := cmp.Diff(tt.want, partsOf(t, m, "ent:法國", tt.role, tt.relation)); diff != "" {
			t.Errorf("role %q relation %q (-want +got):\n%s", tt.role, tt.relation, diff)
		}
	}
	if got := partsOf(t, m, "ent:法", "", ""); len(got) != 0 {
		t.Errorf("a name that begins another has its parts: %v", got)
	}
	if n, err := (Reader{m}).Count("ent:法國", 2); n != 2 || err != nil {
		t.Errorf("counted %d up to 2, %v", n, err)
	}
}

func TestParts_Cancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := (Reader{sample(t)}).Parts(ctx, "ent:法國", "", "", func(Part) bool { return true }); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestConnected(t *testing.T) {
	got := make(map[quad.IRI]int)
	if err := (Reader{sample(t)}).Connected(t.Context(), func(node quad.IRI, parts int) { got[node] = parts }); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[quad.IRI]int{"ent:法國": 4, "ent:加拿大": 1, "ent:提案": 1, "ent:貸款": 1}, got); diff != "" {
		t.Error(diff)
	}
}

func TestChangesLeaveNothingBehind(t *testing.T) {
	m := sample(t)
	before := maps.Clone(m)
	quads := about("stmt:9", vocab.Subject, quad.IRI("ent:加拿大"), vocab.Predicate, quad.IRI("rel:否決"), vocab.Object, quad.IRI("ent:提案"))
	other := about("stmt:9", vocab.Subject, quad.IRI("ent:加拿大"), vocab.Predicate, quad.IRI("rel:支持"), vocab.Object, quad.IRI("ent:法國"))
	place := about("ent:巴西", vocab.Label, named("巴西", "zh"), vocab.AltLabel, named("巴國", "zh"))
	document := about("doc:x", vocab.Label, "標題", vocab.DatePublished, "2020-01-01")
	m.change(t, "stmt:9", nil, quads)
	m.change(t, "stmt:9", quads, other)
	m.change(t, "ent:巴西", nil, place)
	m.change(t, "ent:巴西", place, place[:1])
	m.change(t, "doc:x", nil, document)
	if meta, _, _ := (Reader{m}).Meta(); meta.Statements != 4 || meta.Entities != 4 || meta.Documents != 4 {
		t.Errorf("%+v", meta)
	}
	m.change(t, "stmt:9", other, nil)
	m.change(t, "ent:巴西", place[:1], nil)
	m.change(t, "doc:x", document, nil)
	delete(before, metaKey)
	meta, _, _ := Reader{m}.Meta()
	if meta.Statements != 3 || meta.Entities != 3 || meta.Documents != 3 || meta.Relations != 1 || meta.Version != 18 {
		t.Errorf("%+v", meta)
	}
	delete(m, metaKey)
	if diff := cmp.Diff(before, m); diff != "" {
		t.Errorf("(-before +after):\n%s", diff)
	}
}

func TestDocumentsAreSortedByDate(t *testing.T) {
	r := Reader{sample(t)}
	got, err := r.Documents(0, 10)
	if diff := cmp.Diff([]quad.IRI{"doc:new", "doc:old", "doc:undated"}, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if got, _ := r.Documents(1, 1); len(got) != 1 || got[0] != "doc:old" {
		t.Errorf("the second is %v", got)
	}
}

func TestSearch(t *testing.T) {
	r := Reader{sample(t)}
	for _, tt := range []struct {
		query, prefix string
		want          []quad.IRI
	}{
		{"法國", vocab.EntityPrefix, []quad.IRI{"ent:法國", "ent:法國銀行"}},
		{"法国", vocab.EntityPrefix, []quad.IRI{"ent:法國", "ent:法國銀行"}},
		{"法", vocab.EntityPrefix, []quad.IRI{"ent:法國", "ent:法國銀行"}},
		{"銀行", vocab.EntityPrefix, []quad.IRI{"ent:法國銀行"}},
		{"ＦＲＡＮ", vocab.EntityPrefix, []quad.IRI{"ent:法國"}},
		{"france", vocab.EntityPrefix, []quad.IRI{"ent:法國"}},
		{"當局", vocab.EntityPrefix, []quad.IRI{"ent:法國"}},
		{"faguo", vocab.EntityPrefix, []quad.IRI{"ent:法國", "ent:法國銀行"}},
		{"jnd", vocab.EntityPrefix, []quad.IRI{"ent:加拿大"}},
		{"rance", vocab.EntityPrefix, nil}, // not from inside a word
		{"否決", vocab.EntityPrefix, nil},
		{"", vocab.EntityPrefix, nil},
		{"\x00\xff", vocab.EntityPrefix, nil},
		{"新聞", vocab.DocumentPrefix, []quad.IRI{"doc:new", "doc:old"}},
	} {
		hits, err := r.Search(tt.query, tt.prefix, 10)
		var got []quad.IRI
		for _, h := range hits {
			got = append(got, h.Node)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" || err != nil {
			t.Errorf("%q: %v\n%s", tt.query, err, diff)
		}
	}
	if hits, _ := r.Search("法國", vocab.EntityPrefix, 1); len(hits) != 1 || !hits[0].Exact {
		t.Errorf("%+v", hits)
	}
}

func TestSearch_LongNames(t *testing.T) {
	m := make(memory)
	name := strings.Repeat("長", 20) + "名稱"
	m.change(t, "ent:長", nil, about("ent:長", vocab.Label, named(name, "zh")))
	for query, want := range map[string]int{name: 1, strings.Repeat("長", 18): 1, strings.Repeat("長", 16) + "短": 0, strings.Repeat("長", 25): 0} {
		if hits, err := (Reader{m}).Search(query, vocab.EntityPrefix, 5); len(hits) != want || err != nil {
			t.Errorf("%s: %v, %v", query, hits, err)
		}
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{"華府": "华府", "ＷＴＯ": "wto", "  World   Bank ": "world bank", "Ａ\tＢ": "a b", "": ""} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestTypeOfANode(t *testing.T) {
	for _, order := range [][]quad.IRI{{vocab.Thing, vocab.Concept, "schema:Country"}, {"schema:Country", vocab.Concept, vocab.Thing}, {vocab.Concept, "schema:Country", "schema:Place"}} {
		var n Node
		for _, class := range order {
			n.take(quad.Quad{Predicate: vocab.Type, Object: class})
		}
		if n.Type != "schema:Country" {
			t.Errorf("of %v, %s is shown", order, n.Type)
		}
	}
}
