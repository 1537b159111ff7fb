package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"sanyuan/graph/gizmo"
)

func emitted(t *testing.T, value any) gizmo.Row {
	t.Helper()
	data, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return gizmo.Row{Value: data}
}

func TestPrintTable(t *testing.T) {
	iri := func(s string) map[string]string { return map[string]string{"@id": s} }
	for _, tt := range []struct {
		name    string
		answer  gizmo.Result
		columns []string
		want    string
	}{
		{
			name: "Chinese takes two places",
			answer: gizmo.Result{Rows: []gizmo.Row{
				emitted(t, map[string]any{"a": "法國", "b": 1}), emitted(t, map[string]any{"a": "EU", "b": iri("rel:否決")}),
			}},
			want: "A     B\n法國  1\nEU    rel:否決\n",
		},
		{
			name: "columns in the order asked for, others left out",
			answer: gizmo.Result{Rows: []gizmo.Row{
				emitted(t, map[string]any{"a": "1", "b": "2", "c": nil}),
			}},
			columns: []string{"c", "b", "d"},
			want:    "C  B  D\n   2\n",
		},
		{
			name: "nodes of a path, its end first",
			answer: gizmo.Result{Rows: []gizmo.Row{{Tags: map[string]quad.Value{
				"id": quad.IRI("ent:法國"), "a": quad.LangString{Value: "France", Lang: "en"},
				"b": quad.TypedString{Value: "2005-05-13", Type: "xsd:date"}, "c": quad.Int(3), "d": quad.BNode("x"),
			}}}},
			want: "ID        A       B           C  D\nent:法國  France  2005-05-13  3  _:x\n",
		},
		{
			name:   "emitted texts and nodes",
			answer: gizmo.Result{Rows: []gizmo.Row{emitted(t, "字"), emitted(t, iri("ent:日本")), emitted(t, []int{1, 2}), emitted(t, map[string]string{"@value": "x", "@language": "en"})}},
			want:   "VALUE\n字\nent:日本\n[1,2]\nx\n",
		},
		{
			name:   "what would break lines or drive the terminal",
			answer: gizmo.Result{Rows: []gizmo.Row{emitted(t, "一\n二\t三\x1b[31m")}},
			want:   "VALUE\n一 二 三␛[31m\n",
		},
		{name: "value of the last expression", answer: gizmo.Result{Value: json.RawMessage("7")}, want: "7\n"},
		{name: "nothing", want: ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var b strings.Builder
			if err := printTable(&b, &tt.answer, tt.columns); err != nil {
				t.Fatal(err)
			}
			if b.String() != tt.want {
				t.Errorf("got\n%swant\n%s", b.String(), tt.want)
			}
		})
	}
}
