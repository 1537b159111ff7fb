package gizmo

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
)

func TestQuery_Rows(t *testing.T) {
	pool := newPool(t, sample, Options{})
	for _, tt := range []struct{ name, script, want string }{
		{"nodes", `g.V("<ent:法國>").Out("<rel:支持>").All()`, `[{"id":{"@id":"ent:日本"}}]`},
		{"languages stay", `g.V("<ent:日本>").Out("<rdfs:label>").All()`, `[{"id":{"@language":"zh-Hant","@value":"日本"}}]`},
		{"types stay", `g.V("<stmt:1>").Out("<kg:time>").All()`, `[{"id":{"@type":"xsd:date","@value":"2005-05-13"}}]`},
		{"quotes and lines", `g.V("<stmt:1>").Out("<kg:note>").All()`, `[{"id":"引號 \" 與\n換行"}]`},
		{"one row for each label", `g.V("<ent:法國>").Out("<rel:否決>").All()`, `[{"id":{"@id":"ent:提案"}},{"id":{"@id":"ent:提案"}}]`},
		{"unique", `g.V("<ent:法國>").Out("<rel:否決>").Unique().All()`, `[{"id":{"@id":"ent:提案"}}]`},
		{"one document", `g.V("<ent:法國>").LabelContext("<doc:b>").Out("<rel:否決>").All()`, `[{"id":{"@id":"ent:提案"}}]`},
		{"documents in an array", `g.V("<ent:法國>").LabelContext(["<doc:a>","<doc:b>"]).Out("<rel:支持>").All()`, `[{"id":{"@id":"ent:日本"}}]`},
		{"emitted", `g.Emit({n: 1, s: "字", l: [true, null, 1.5, NaN], v: iri("ent:日本")})`, `[{"l":[true,null,1.5,null],"n":1,"s":"字","v":{"@id":"ent:日本"}}]`},
		{"limit of Cayley", `g.V("<ent:法國>").Out().GetLimit(1)`, `[{"id":{"@id":"ent:提案"}}]`},
		{"no rows", `g.V("<ent:無>").All()`, `[]`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			answer, err := pool.Query(t.Context(), Query{Script: tt.script})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(parse(t, tt.want), parse(t, jsonRows(t, answer))); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.script, diff)
			}
		})
	}
}

func TestQuery_PlainRowsAreCayleys(t *testing.T) {
	row := Row{Tags: map[string]quad.Value{
		"id": quad.IRI("ent:法國"), "label": quad.LangString{Value: "法國", Lang: "zh-Hant"}, "n": quad.Int(3),
		"date": quad.TypedString{Value: "2005-05-13", Type: "xsd:date"}, "blank": quad.BNode("b"),
	}}
	want := map[string]any{
		"id": "<ent:法國>", "label": "法國", "n": int64(3), "date": `"2005-05-13"^^<xsd:date>`, "blank": "_:b",
	}
	if diff := cmp.Diff(want, row.Plain()); diff != "" {
		t.Error(diff)
	}
}

func TestQuery_ParamsAndPrelude(t *testing.T) {
	pool := newPool(t, sample, Options{})
	name := "\"); g.Emit('injected'); (\"\u2028</script>"
	answer, err := pool.Query(t.Context(), Query{
		Prelude: `function twice(n) { return 2 * n }`,
		Params:  map[string]any{"name": name, "n": 21},
		Script:  `g.Emit([params.name, twice(params.n)])`,
	})
	if err != nil {
		t.Fatal(err)
	}
	want, _ := json.Marshal([]any{[]any{name, 42}})
	if diff := cmp.Diff(parse(t, string(want)), parse(t, jsonRows(t, answer))); diff != "" {
		t.Error(diff)
	}
}

func TestQuery_ValueOfLastExpression(t *testing.T) {
	pool := newPool(t, sample, Options{})
	for _, tt := range []struct {
		script, want string
		path         bool
	}{
		{script: `g.V("<ent:法國>").Out("<rdfs:label>").Count()`, want: `3`},
		{script: `1 + 1; "字"`, want: `"字"`},
		{script: `g.V("<ent:法國>").Out()`, path: true},
		{script: `g.V("<ent:法國>").All()`},
	} {
		answer, err := pool.Query(t.Context(), Query{Script: tt.script})
		if err != nil {
			t.Fatalf("%s: %v", tt.script, err)
		}
		if string(answer.Value) != tt.want || answer.Path != tt.path {
			t.Errorf("%s: value %s, path %v; want %s, %v", tt.script, answer.Value, answer.Path, tt.want, tt.path)
		}
	}
}

func TestQuery_Errors(t *testing.T) {
	pool := newPool(t, sample, Options{Limits: Limits{Rows: 2}})
	for _, tt := range []struct {
		name  string
		query Query
		want  Error
	}{
		{"syntax", Query{Script: "var a = 1\ng.V(\"字\").Out(]"}, Error{Kind: Syntax, Message: "Unexpected token ]", Line: 2, Column: 14}},
		{"incomplete", Query{Script: "g.V("}, Error{Kind: Syntax, Message: "Unexpected end of input", Line: 1, Column: 5, Incomplete: true}},
		{"thrown", Query{Script: "\n  throw new Error('坏')"}, Error{Kind: Script, Message: "Error: 坏", Line: 2, Column: 9}},
		{"unknown name", Query{Script: "g.Z()"}, Error{Kind: Script, Message: "TypeError: Object has no member 'Z'", Line: 1, Column: 4}},
		{"position ignores the prelude", Query{Prelude: "var x\nvar y", Params: map[string]any{"a": 1}, Script: "nothing"}, Error{Kind: Script, Message: "ReferenceError: nothing is not defined", Line: 1, Column: 1}},
		{"rows", Query{Script: `g.V().GetLimit(1e9)`}, Error{Kind: RowLimit, Message: "more than 2 rows"}},
		{"language", Query{Language: "sql", Script: "SELECT"}, Error{Kind: NoLanguage, Message: `there is no query language "sql"`}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := pool.Query(t.Context(), tt.query)
			var got *Error
			if !errors.As(err, &got) {
				t.Fatalf("error %v", err)
			}
			if diff := cmp.Diff(tt.want, *got); diff != "" {
				t.Error(diff)
			}
			if !errors.Is(err, &Error{Kind: tt.want.Kind}) {
				t.Error("errors.Is does not know its kind")
			}
		})
	}
}

func TestQuery_RowLimitKeepsRows(t *testing.T) {
	pool := newPool(t, sample, Options{Limits: Limits{Rows: 3}})
	answer, err := pool.Query(t.Context(), Query{Script: `g.V().All()`})
	if !errors.Is(err, &Error{Kind: RowLimit}) || len(answer.Rows) != 3 {
		t.Errorf("%d rows, error %v", len(answer.Rows), err)
	}
}

func TestQuery_OtherLanguages(t *testing.T) {
	pool := newPool(t, sample, Options{})
	for _, tt := range []struct{ language, script, want string }{
		{"mql", `[{"id": "<ent:日本>", "<rel:反對>": null}]`, `[{"<rel:反對>":"<ent:提案>","id":"<ent:日本>"}]`},
		{"graphql", `{ nodes(id: <ent:日本>) { id, <rel:反對> } }`, `[{"nodes":{"id":"ent:日本","<rel:反對>":"ent:提案"}}]`},
	} {
		answer, err := pool.Query(t.Context(), Query{Language: tt.language, Script: tt.script})
		if err != nil {
			t.Errorf("%s: %v", tt.language, err)
		} else if diff := cmp.Diff(parse(t, tt.want), parse(t, jsonRows(t, answer))); diff != "" {
			t.Errorf("%s: %s", tt.language, diff)
		}
	}
}

func TestShape(t *testing.T) {
	pool := newPool(t, sample, Options{})
	shape, err := pool.Shape(t.Context(), Query{Script: `g.V("<ent:法國>").Out("<rel:支持>").All()`})
	if err != nil {
		t.Fatal(err)
	}
	var drawn struct{ Nodes, Links []any }
	if err := json.Unmarshal(shape, &drawn); err != nil || len(drawn.Nodes) == 0 {
		t.Errorf("shape %s, error %v", shape, err)
	}
	if _, err := pool.Shape(t.Context(), Query{Script: `g.V(`}); !errors.Is(err, &Error{Kind: Syntax}) {
		t.Errorf("error %v", err)
	}
}

func TestQuery_Cancelled(t *testing.T) {
	pool := newPool(t, sample, Options{})
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if _, err := pool.Query(ctx, Query{Script: `while (true) {}`}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v", err)
	}
}

func TestPool_ManyAtOnce(t *testing.T) {
	pool := newPool(t, sample, Options{Processes: 2, Warm: 2, Limits: Limits{Timeout: time.Minute}})
	var wg sync.WaitGroup
	for i := range 20 {
		script := `g.V("<ent:法國>").Out("<rel:支持>").All()`
		if i%5 == 0 {
			script = `g.V("a").Out({})` // costs a process
		}
		wg.Go(func() {
			answer, err := pool.Query(t.Context(), Query{Script: script})
			if i%5 == 0 && !errors.Is(err, &Error{Kind: Crash}) {
				t.Errorf("error %v", err)
			}
			if i%5 != 0 && (err != nil || len(answer.Rows) != 1) {
				t.Errorf("answer %v, error %v", answer, err)
			}
		})
	}
	wg.Wait()
}

func TestPool_Refresh(t *testing.T) {
	quads, released := sample, 0
	pool := NewPool(func() (View, error) {
		return View{Address: quads, Release: func() error { released++; return nil }}, nil
	}, Options{})
	count := func() string {
		answer, err := pool.Query(t.Context(), Query{Script: `g.V("<ent:法國>").Out("<rel:支持>").Count()`})
		if err != nil {
			t.Fatal(err)
		}
		return string(answer.Value)
	}
	before := count()
	quads += "<ent:法國> <rel:支持> <ent:巴西> .\n"
	stale := count()
	if err := pool.Refresh(); err != nil {
		t.Fatal(err)
	}
	if after := count(); before != "1" || stale != "1" || after != "2" {
		t.Errorf("before %s, before the refresh %s, after %s", before, stale, after)
	}
	if err := pool.Close(); err != nil || released != 2 {
		t.Errorf("released %d views, error %v", released, err)
	}
	if _, err := pool.Query(t.Context(), Query{Script: `1`}); err == nil {
		t.Error("a closed pool answers")
	}
}

func TestPool_StoreCannotBeOpened(t *testing.T) {
	pool := newPool(t, "no quads", Options{Warm: 1})
	if _, err := pool.Query(t.Context(), Query{Script: `1`}); !errors.Is(err, &Error{Kind: NoProcess}) {
		t.Errorf("error %v", err)
	}
}

func TestSession_KeepsVariables(t *testing.T) {
	session := newPool(t, sample, Options{}).NewSession()
	defer session.Close()
	for _, script := range []string{`var who = "<ent:法國>"`, `function f(x) { return g.V(x) }`, `f(who).Out("<rel:支持>").GetLimit(5)`} {
		answer, lost, err := session.Query(t.Context(), Query{Script: script})
		if err != nil || lost {
			t.Fatalf("%s: lost %v, error %v", script, lost, err)
		}
		if script[0] == 'f' && script[1] == '(' && len(answer.Rows) != 1 {
			t.Errorf("rows %v", answer.Rows)
		}
	}
	if _, lost, err := session.Query(t.Context(), Query{Script: `f(`}); err == nil || lost {
		t.Errorf("a syntax error costs the session: lost %v, error %v", lost, err)
	}
	if _, lost, err := session.Query(t.Context(), Query{Script: `g.V("a").Out({})`}); err == nil || !lost {
		t.Errorf("lost %v, error %v", lost, err)
	}
	if _, _, err := session.Query(t.Context(), Query{Script: `who`}); !errors.Is(err, &Error{Kind: Script}) {
		t.Errorf("error %v", err)
	}
}

func jsonRows(t testing.TB, answer *Result) string {
	t.Helper()
	rows := []any{}
	for _, row := range answer.Rows {
		rows = append(rows, row.JSONLD())
	}
	data, err := json.Marshal(rows)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func parse(t testing.TB, text string) (v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return v
}
