package browse_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"
	"github.com/google/go-cmp/cmp"

	"sanyuan/graph"
	"sanyuan/graph/browse"
	"sanyuan/graph/graphtest"
)

// more are quads besides the sample's: an alias with its reason, a group, a
// concept that names a country, and where the words of a statement stand.
const more = `
<ent:法國> <kg:sameBecause> "巴黎當局 | capital"@zh-Hant <kg:lexicon> .
<ent:兩國> <kg:member> <ent:法國> <kg:lexicon> .
<ent:兩國> <kg:member> <ent:日本> <kg:lexicon> .
<ent:兩國> <rdf:type> <schema:Organization> <kg:lexicon> .
<ent:法國的貸款> <rdf:type> <skos:Concept> <kg:lexicon> .
<ent:法國的貸款> <rdfs:label> "法國的貸款"@zh-Hant <kg:lexicon> .
<ent:法國的貸款> <kg:gloss> "France's loan"@en <kg:lexicon> .
<ent:法國的貸款> <kg:head> <ent:貸款> <kg:lexicon> .
<stmt:10> <rdf:subject> <ent:巴西> <doc:春天.txt> .
<stmt:10> <rdf:predicate> <rel:要求> <doc:春天.txt> .
<stmt:10> <rdf:object> <ent:法國的貸款> <doc:春天.txt> .
<stmt:11> <rdf:subject> <ent:日本> <doc:夏天.txt> .
<stmt:11> <rdf:predicate> <rel:支持> <doc:夏天.txt> .
<stmt:11> <rdf:object> <ent:提案> <doc:夏天.txt> .
<stmt:11> <kg:modality> "claimed" <doc:夏天.txt> .
<stmt:01> <kg:span> "sent:夏天.txt/0 s=0-6 r=6-12 o=15-21" <doc:夏天.txt> .
<stmt:01> <kg:confidence> "0.9"^^<xsd:double> <doc:夏天.txt> .
<stmt:01> <kg:rule> "subject-verb-object" <doc:夏天.txt> .
<rel:沒有支持> <kg:lemma> "支持"@zh-Hant <kg:lexicon> .
<rel:沒有支持> <kg:polarity> "negative" <kg:lexicon> .
<doc:夏天.txt> <schema:datePublished> "2024-06-01"^^<xsd:date> <doc:夏天.txt> .
`

// sample is a small graph with statements of all kinds.
func sample(t testing.TB) *browse.Graph {
	t.Helper()
	data, err := os.ReadFile("../../queries/testdata/sample.nq")
	if err != nil {
		t.Fatal(err)
	}
	quads, err := quad.ReadAll(nquads.NewReader(strings.NewReader(string(data)+more), false))
	if err != nil {
		t.Fatal(err)
	}
	s := graphtest.Open(t, "memory:")
	if _, err := s.Add(t.Context(), quads); err != nil {
		t.Fatal(err)
	}
	return browse.New(s)
}

var all = browse.Page{Limit: 100}

// lines writes statements out, each with how it is held.
func lines(list []browse.Line) []string {
	out := []string{}
	for _, l := range list {
		text := l.ID + " " + l.String()
		if l.Negative {
			text += " denied"
		}
		if l.Modality != "" {
			text += " " + l.Modality
		}
		if l.Speaker != nil {
			text += " by " + l.Speaker.Name
		}
		out = append(out, text)
	}
	return out
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func TestEntity(t *testing.T) {
	e, err := sample(t).View("en").Entity(t.Context(), "法國", all)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "name and type", []string{e.Name, e.Type}, []string{"France", "Country"})
	same(t, "aliases", e.Aliases, []browse.Alias{{Text: "巴黎當局", Lang: "zh-Hant", Reasons: []string{"capital"}}})
	same(t, "groups", []string{e.Groups[0].Name}, []string{"兩國"})
	same(t, "statements", []int{e.Statements, e.RelationsTotal, e.Dated}, []int{3, 3, 1})
	same(t, "modalities", e.Modalities, map[string]int{"demanded": 1})
	var groups []string
	for _, g := range e.Relations {
		groups = append(groups, fmt.Sprint(g.Role, " ", g.Relation.Name, " ", g.Count, " ", lines(g.Statements)))
	}
	same(t, "relations", groups, []string{
		"subject 否決 1 [01 France 否決 proposal]",
		"subject 支持 1 [03 France 支持 trade agreement demanded]",
		"target 要求 1 [04 Brazil 要求 [France 支持 trade agreement]]",
	})
	same(t, "timeline", lines(e.Timeline), []string{"01 France 否決 proposal"})
	same(t, "phrases", []string{e.Phrases[0].Name, lines(e.Phrases[0].Statements)[0]}, []string{"France's loan", "10 Brazil 要求 France's loan"})
}

func TestEntity_Pages(t *testing.T) {
	v := sample(t).View("zh-Hant")
	var relations []string
	for offset := range 4 {
		e, err := v.Entity(t.Context(), "日本", browse.Page{Offset: offset, Limit: 1})
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range e.Relations {
			relations = append(relations, g.Relation.Name)
		}
		if len(e.Relations) > 1 || e.RelationsTotal != 5 || (len(e.Phrases) > 0 && offset > 0) {
			t.Errorf("page %d: %d of %d relations", offset, len(e.Relations), e.RelationsTotal)
		}
	}
	if distinct := slices.Compact(slices.Sorted(slices.Values(relations))); len(distinct) != 4 {
		t.Errorf("four pages show %v", relations)
	}
}

func TestNames(t *testing.T) {
	g := sample(t)
	for lang, want := range map[string]string{"zh-Hant": "法國", "zh-Hans": "法国", "en": "France"} {
		if got := g.View(lang).Term(t.Context(), quad.IRI("ent:法國")).Name; got != want {
			t.Errorf("%s: %s", lang, got)
		}
	}
	if got := g.View("zh-Hans").Term(t.Context(), quad.IRI("ent:兩國")).Name; got != "两国" {
		t.Errorf("a name without label in Simplified is %s", got)
	}
}

func TestNotFound(t *testing.T) {
	v := sample(t).View("en")
	_, entity := v.Entity(t.Context(), "nobody", all)
	_, statement := v.Statement(t.Context(), "none", all)
	_, document := v.Document(t.Context(), "none", all)
	_, find := v.Find("nobody")
	_, hood := v.Neighbourhood(t.Context(), browse.Surroundings{Entities: []string{"nobody"}, Hops: 1, Nodes: 5})
	_, _, data := v.Data(t.Context(), "nobody", all)
	for what, err := range map[string]error{"entity": entity, "statement": statement, "document": document, "find": find, "neighbourhood": hood, "data": data} {
		if !errors.Is(err, browse.ErrNotFound) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestStatements_Filter(t *testing.T) {
	v := sample(t).View("zh-Hant")
	for _, tt := range []struct {
		node string
		f    browse.Filter
		want []string
	}{
		{"ent:日本", browse.Filter{Modality: "asserted"}, []string{"07 日本 沒有支持 提案 denied"}},
		{"ent:日本", browse.Filter{Modality: "denied"}, []string{"07 日本 沒有支持 提案 denied"}},
		{"ent:日本", browse.Filter{Modality: "agreed"}, []string{"02 日本 同意提供 貸款 agreed"}},
		{"ent:日本", browse.Filter{Role: "subject", Relation: "rel:退出"}, []string{"05 日本 退出 會談 possible by 世界銀行"}},
		{"ent:日本", browse.Filter{Document: "春天.txt"}, []string{"02 日本 同意提供 貸款 agreed"}},
		{"ent:日本", browse.Filter{Dated: true}, []string{}},
		{"ent:法國", browse.Filter{Dated: true}, []string{"01 法國 否決 提案"}},
		{"ent:巴西", browse.Filter{Role: "recipient"}, []string{"02 日本 同意提供 貸款 agreed"}},
		{"ent:世界銀行", browse.Filter{Role: "speaker"}, []string{"05 日本 退出 會談 possible by 世界銀行"}},
		{"rel:否決", browse.Filter{}, []string{"01 法國 否決 提案"}},
		{"ent:日本", browse.Filter{Modality: "wanted"}, []string{}},
	} {
		got, total, err := v.Statements(t.Context(), tt.node, tt.f, all)
		if err != nil || total != len(tt.want) {
			t.Errorf("%s %+v: %d in all, %v", tt.node, tt.f, total, err)
		}
		same(t, fmt.Sprint(tt.node, tt.f), lines(got), tt.want)
	}
}

func TestStatement(t *testing.T) {
	v := sample(t).View("zh-Hant")
	s, err := v.Statement(t.Context(), "01", all)
	if err != nil {
		t.Fatal(err)
	}
	var places []string
	for _, e := range s.Evidence {
		text := fmt.Sprint(e.Document.Name, " ", e.Sentence, " ", e.Text)
		for _, m := range e.Marks {
			text += fmt.Sprint(" ", m.Part, "=", e.Text[m.Start:m.End])
		}
		places = append(places, text)
	}
	same(t, "evidence", places, []string{"夏天.txt 0 法國否決了提案。 subject=法國 relation=否決 object=提案", "春天.txt 0 法國13號否決了提案。"})
	same(t, "documents", len(s.Documents), 2)
	same(t, "arguments", fmt.Sprint(s.Arguments[0].Role, " ", s.Arguments[0].Term.Name, " ", len(s.Arguments)), "time 2024-03-13 1")
	same(t, "confidence and rules", fmt.Sprint(s.Confidence, s.Rules), "0.9 [subject-verb-object]")

	s, err = v.Statement(t.Context(), "07", all)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "the opposite", lines(s.Contradicts), []string{"11 日本 支持 提案 claimed"})
	s, err = v.Statement(t.Context(), "03", all)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "part of", lines(s.Within), []string{"04 巴西 要求 [法國 支持 貿易協定]"})
}

func TestDocument(t *testing.T) {
	v := sample(t).View("zh-Hant")
	d, err := v.Document(t.Context(), "夏天.txt", browse.Page{Offset: 1, Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "date and length", []any{d.Date, d.SentencesTotal, len(d.Sentences)}, []any{"2024-06-01", 3, 1})
	same(t, "sentence", d.Sentences[0].Text, "世界銀行表示，日本可能退出會談。")
	same(t, "statements", lines(d.Sentences[0].Statements), []string{"05 日本 退出 會談 possible by 世界銀行", "06 世界銀行 表示 [日本 退出 會談]"})
	list, total, err := v.Documents(t.Context(), browse.Page{Limit: 1})
	if err != nil || total != 3 || list[0].ID != "夏天.txt" {
		t.Errorf("documents: %v of %d, %v", list, total, err)
	}
}

// edges writes the edges of a neighbourhood out.
func edges(n *browse.Neighbourhood) []string {
	out := []string{}
	for _, e := range n.Edges {
		out = append(out, strings.TrimPrefix(e.From, "ent:")+" "+e.Relation.Name+" "+e.Role+" "+strings.TrimPrefix(e.To, "ent:"))
	}
	return out
}

func hood(t *testing.T, v *browse.View, ask browse.Surroundings) *browse.Neighbourhood {
	t.Helper()
	n, err := v.Neighbourhood(t.Context(), ask)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestNeighbourhood(t *testing.T) {
	v := sample(t).View("zh-Hant")
	n := hood(t, v, browse.Surroundings{Entities: []string{"巴西"}, Hops: 1, Nodes: 50})
	same(t, "edges", edges(n), []string{"巴西 要求  法國的貸款", "巴西 要求  stmt:03", "日本 同意提供 recipient 巴西"})
	same(t, "centre", []any{n.Nodes[0].Name, n.Nodes[0].Centre, n.More, n.Cut}, []any{"巴西", true, 0, false})
	n = hood(t, v, browse.Surroundings{Entities: []string{"日本"}, Hops: 1, Nodes: 2})
	if len(n.Nodes) != 2 || n.More != 2 {
		t.Errorf("%d nodes, %d more", len(n.Nodes), n.More)
	}
	n = hood(t, v, browse.Surroundings{Entities: []string{"日本"}, Hops: 2, Nodes: 50, Filter: browse.Filter{Modality: "denied"}})
	same(t, "denied", edges(n), []string{"日本 沒有支持  提案"})
	n = hood(t, v, browse.Surroundings{Entities: []string{"日本", "法國"}, Hops: 1, Nodes: 50, Filter: browse.Filter{Document: "夏天.txt", Relation: "rel:否決"}})
	same(t, "filtered", edges(n), []string{"法國 否決  提案"})
}

// TestNeighbourhood_OfBusyEntities: there are more statements than can be drawn,
// and the picture says so; yet everything that it draws hangs together.
func TestNeighbourhood_OfBusyEntities(t *testing.T) {
	s := graphtest.Open(t, "memory:")
	l := s.NewLoader(t.Context(), graph.LoadOptions{Version: "v1"})
	room := graphtest.Newsroom{Seed: 3, Sentences: 30}
	for i := range 40 {
		if err := l.Load(t.Context(), room.Document(i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	v := browse.New(s).View("zh-Hant")
	hubs, err := v.Hubs(t.Context(), 2)
	if err != nil {
		t.Fatal(err)
	}
	n := hood(t, v, browse.Surroundings{Entities: []string{hubs[0].Name}, Hops: 2, Nodes: 60})
	if len(n.Nodes) != 60 || n.More == 0 || n.MoreEdges == 0 || len(n.Edges) > 120 {
		t.Errorf("%d nodes, %d more; %d edges, %d more", len(n.Nodes), n.More, len(n.Edges), n.MoreEdges)
	}
	reached := map[string]bool{n.Nodes[0].IRI: true}
	for range n.Nodes {
		for _, e := range n.Edges {
			if reached[e.From] || reached[e.To] {
				reached[e.From], reached[e.To] = true, true
			}
		}
	}
	if len(reached) != len(n.Nodes) {
		t.Errorf("only %d of %d nodes hang together", len(reached), len(n.Nodes))
	}
}

func TestPaths(t *testing.T) {
	v := sample(t).View("zh-Hant")
	for _, tt := range []struct {
		from, to string
		steps    int
		want     []string
	}{
		{"法國", "日本", 4, []string{}},
		{"日本", "巴西", 1, []string{"02 日本 同意提供 貸款 agreed"}},
		{"巴西", "日本", 1, []string{"02 日本 同意提供 貸款 agreed"}},
		{"巴西", "貿易協定", 2, []string{"04 巴西 要求 [法國 支持 貿易協定]"}},
		{"法國", "提案", 1, []string{"01 法國 否決 提案"}},
		{"法國", "會談", 1, []string{}},
	} {
		p, err := v.Paths(t.Context(), tt.from, tt.to, tt.steps)
		if err != nil {
			t.Fatal(err)
		}
		if tt.steps == 4 {
			if len(p.Paths) == 0 || len(p.Paths[0].Steps) != 2 {
				t.Errorf("%s to %s: %+v", tt.from, tt.to, p.Paths)
			}
			continue
		}
		got := []string{}
		for _, path := range p.Paths {
			for _, step := range path.Steps {
				got = append(got, lines([]browse.Line{step.Statement})...)
				if step.Evidence == nil || step.Evidence.Text == "" {
					t.Errorf("%s to %s: a step without a sentence", tt.from, tt.to)
				}
			}
		}
		same(t, tt.from+" to "+tt.to, got, tt.want)
	}
	p, err := v.Paths(t.Context(), "日本", "巴西", 1)
	if err != nil || p.Paths[0].Steps[0].Argument == nil || p.Paths[0].Steps[0].Argument.Term.Name != "巴西" {
		t.Errorf("what connects them is not told: %+v, %v", p.Paths, err)
	}
}

func TestFind(t *testing.T) {
	v := sample(t).View("en")
	for name, want := range map[string]string{
		"法國": "法國", "ent:法國": "法國", "法国": "法國", "France": "法國", "france": "法國", "巴黎當局": "法國", "兩國": "兩國", "Franc": "", "rel:否決": "", "": "",
	} {
		got, err := v.Find(name)
		if got != want || (err != nil) != (want == "") {
			t.Errorf("Find(%q) = %q, %v", name, got, err)
		}
	}
}

func TestHubsAreCountedAgain(t *testing.T) {
	s := graphtest.Open(t, "memory:")
	g := browse.New(s)
	room := graphtest.Newsroom{Seed: 1, Sentences: 5}
	for i := range 3 {
		l := s.NewLoader(t.Context(), graph.LoadOptions{Version: "v1"})
		if err := errors.Join(l.Load(t.Context(), room.Document(i)), l.Close()); err != nil {
			t.Fatal(err)
		}
		hubs, err := g.View("zh-Hant").Hubs(t.Context(), 3)
		if err != nil || len(hubs) != 3 || hubs[0].Statements < hubs[2].Statements {
			t.Errorf("%v, %v", hubs, err)
		}
	}
}

func TestData(t *testing.T) {
	quads, total, err := sample(t).View("en").Data(t.Context(), "法國", browse.Page{Limit: 2})
	if err != nil || total != 3 {
		t.Errorf("%d statements, %v", total, err)
	}
	subjects := make(map[string]bool)
	for _, q := range quads {
		subjects[quad.ToString(q.Subject)] = true
		if strings.HasPrefix(quad.ToString(q.Predicate), "<rel:") {
			t.Errorf("a direct edge: %v", q)
		}
	}
	if len(subjects) != 3 || !subjects["<ent:法國>"] {
		t.Errorf("about %v", subjects)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := sample(t).View("en").Entity(ctx, "法國", all); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}
