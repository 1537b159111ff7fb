package queries

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"
	"github.com/google/go-cmp/cmp"

	"sanyuan/graph/gizmo"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// The test binary is its own query process, over the sample graph.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == gizmo.CommandName {
		if err := gizmo.Serve(os.Stdin, os.Stdout, open); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func open(path string) (cayley.QuadStore, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	quads, err := quad.ReadAll(nquads.NewReader(strings.NewReader(string(data)), false))
	if err != nil {
		return nil, err
	}
	return memstore.New(quads...), nil
}

func newPool(t *testing.T) *gizmo.Pool {
	t.Helper()
	pool := gizmo.NewPool(func() (gizmo.View, error) {
		return gizmo.View{Address: filepath.Join("testdata", "sample.nq")}, nil
	}, gizmo.Options{})
	t.Cleanup(func() { pool.Close() })
	return pool
}

// TestQueries compares what each query answers on the sample graph with a
// golden file that reads as the table a user sees.
func TestQueries(t *testing.T) {
	pool := newPool(t)
	used := map[string]bool{}
	for _, call := range []string{
		"neighbours 法國", "neighbours Japan limit=1", "neighbours ent:世界銀行",
		"who-did-what 法國", "who-did-what relation=支持", "who-did-what object=巴西", "who-did-what 世界銀行 支持 貿易協定",
		"between 法国 巴西", "between b=提案 a=日本",
		"unasserted", "unasserted 世界銀行",
		"by-document 夏天.txt", "by-document doc:春天.txt limit=2", "by-document 會議.txt",
		"path 日本 法國", "path 日本 世界銀行 steps=1", "path 巴西 貿易協定", "path 法國 法國",
		"most-connected limit=3", "most-connected type=Country",
		"visualise", "visualise 巴黎當局",
		"evidence 巴西", "evidence 會談", "timeline 法國",
	} {
		words := strings.Fields(call)
		used[words[0]] = true
		t.Run(call, func(t *testing.T) {
			q, ok := Find(words[0])
			if !ok {
				t.Fatal("there is no such query")
			}
			golden(t, call, table(t, pool, q, words[1:]))
		})
	}
	for _, q := range All() {
		if !used[q.Name] {
			t.Errorf("%s is not tested", q.Name)
		}
	}
}

func TestQueries_NothingOfThatName(t *testing.T) {
	pool := newPool(t)
	for _, call := range []string{"neighbours 亞特蘭提斯", "between 法國 nowhere", "by-document \"x\\<>", "neighbours ent:", "neighbours \U00020000", "who-did-what"} {
		words := strings.Fields(call)
		q, _ := Find(words[0])
		run, err := q.Gizmo(words[1:])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := pool.Query(t.Context(), run); !errors.Is(err, &gizmo.Error{Kind: gizmo.Script}) {
			t.Errorf("%s: error %v", call, err)
		}
	}
}

// table runs a query and lays its rows out by its columns.
func table(t *testing.T, pool *gizmo.Pool, q Query, args []string) string {
	t.Helper()
	run, err := q.Gizmo(args)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := pool.Query(t.Context(), run)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	fmt.Fprintln(&b, strings.Join(q.Columns, " | "))
	for _, row := range answer.Rows {
		var object map[string]any
		if err := json.Unmarshal(row.Value, &object); err != nil {
			t.Fatal(err)
		}
		var cells []string
		for _, column := range q.Columns {
			value, ok := object[column]
			if !ok {
				t.Errorf("row without the column %s: %s", column, row.Value)
			}
			cells = append(cells, cell(value))
		}
		fmt.Fprintln(&b, strings.Join(cells, " | "))
	}
	return b.String()
}

func cell(v any) string {
	switch v := v.(type) {
	case nil:
		return "-"
	case map[string]any:
		if id, ok := v["@id"]; ok {
			return fmt.Sprint(id)
		}
		return fmt.Sprint(v["@value"])
	}
	return fmt.Sprint(v)
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", "golden", strings.NewReplacer(" ", "_", ":", "_").Replace(name)+".txt")
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestEmbedded(t *testing.T) {
	entries, err := files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	if len(All()) != len(entries)-1 || len(All()) < 8 {
		t.Errorf("%d queries in %d files", len(All()), len(entries))
	}
	for _, entry := range entries {
		if entry.Name() == preludeFile {
			continue
		}
		script, _ := files.ReadFile(entry.Name())
		q, err := Parse(strings.TrimSuffix(entry.Name(), ".js"), string(script))
		if err != nil {
			t.Error(err)
		}
		if q.TitleZh == "" || len(q.Columns) == 0 {
			t.Errorf("%s has no Chinese title or no columns", q.Name)
		}
	}
}

func TestParse_Errors(t *testing.T) {
	for _, tt := range []struct{ script, want string }{
		{"g.V()", "x.js: the header lacks a title or what the query answers"},
		{"// title: X\n// colour: red\n", `x.js:2: unknown key "colour"`},
		{"// param a: entity\n", "x.js:1: parameter a: want TYPE; WHAT IT IS"},
		{"// param a: colour; which\n", `x.js:1: parameter a: unknown type "colour"`},
	} {
		if _, err := Parse("x", tt.script); err == nil || err.Error() != tt.want {
			t.Errorf("%q: error %v, want %s", tt.script, err, tt.want)
		}
	}
}

func TestQuery_Gizmo(t *testing.T) {
	q, err := Parse("x", "// title: X\n// answers: Y?\n// param a: entity; first\n// param b: text = 字; second\n// param n: number = 3; third\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		args []string
		want map[string]any
		err  string
	}{
		{args: []string{"法國"}, want: map[string]any{"a": "法國", "b": "字", "n": 3}},
		{args: []string{"法國", "乙", "5"}, want: map[string]any{"a": "法國", "b": "乙", "n": 5}},
		{args: []string{"n=7", "a=b=c", "乙"}, want: map[string]any{"a": "b=c", "b": "乙", "n": 7}},
		{args: []string{"x=y"}, want: map[string]any{"a": "x=y", "b": "字", "n": 3}},
		{args: nil, err: "x needs the parameter a: first"},
		{args: []string{"法國", "n=many"}, err: `parameter n must be a number, not "many"`},
		{args: []string{"1", "2", "3", "4"}, err: `x has no parameter for "4"; usage: x A [b=字] [n=3]`},
	} {
		got, err := q.Gizmo(tt.args)
		if tt.err != "" {
			if err == nil || err.Error() != tt.err {
				t.Errorf("%q: error %v, want %s", tt.args, err, tt.err)
			}
			continue
		}
		if diff := cmp.Diff(tt.want, got.Params); diff != "" || err != nil {
			t.Errorf("%q: error %v\n%s", tt.args, err, diff)
		}
	}
}
