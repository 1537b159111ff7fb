package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/rivo/uniseg"

	"github.com/cayleygraph/quad"

	"sanyuan/graph/gizmo"
)

// printTable lays an answer out in columns: those given, or else all that its
// rows have.
func printTable(w io.Writer, answer *gizmo.Result, columns []string) error {
	if answer.Value != nil {
		if _, err := fmt.Fprintln(w, cellOf(answer.Value)); err != nil {
			return err
		}
	}
	if len(answer.Rows) == 0 {
		return nil
	}
	rows := make([]map[string]string, len(answer.Rows))
	for i, row := range answer.Rows {
		rows[i] = cells(row)
	}
	if columns == nil {
		columns = allColumns(rows)
	}
	lines := [][]string{slices.Collect(mapped(columns, strings.ToUpper))}
	for _, row := range rows {
		lines = append(lines, slices.Collect(mapped(columns, func(c string) string { return row[c] })))
	}
	return writeColumns(w, lines)
}

func mapped(list []string, f func(string) string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for _, item := range list {
			if !yield(f(item)) {
				return
			}
		}
	}
}

// allColumns are the names that occur in the rows, in alphabetical order, but
// the end of a path first.
func allColumns(rows []map[string]string) []string {
	names := map[string]bool{}
	for _, row := range rows {
		for name := range row {
			names[name] = true
		}
	}
	columns := slices.Sorted(maps.Keys(names))
	if i := slices.Index(columns, "id"); i > 0 {
		columns = slices.Insert(slices.Delete(columns, i, i+1), 0, "id")
	}
	return columns
}

// cells are the texts of a row by column. A value that is not an object is in
// the column "value".
func cells(row gizmo.Row) map[string]string {
	out := make(map[string]string)
	if row.Tags != nil {
		for tag, v := range row.Tags {
			out[tag] = nodeText(v)
		}
		return out
	}
	var object map[string]json.RawMessage
	if err := json.Unmarshal(row.Value, &object); err != nil || isNode(object) {
		out["value"] = cellOf(row.Value)
		return out
	}
	for name, v := range object {
		out[name] = cellOf(v)
	}
	return out
}

// nodeText is how a table shows a node: an IRI without brackets, a literal as
// its text.
func nodeText(v quad.Value) string {
	switch v := v.(type) {
	case quad.IRI:
		return oneLine(string(v))
	case quad.LangString:
		return oneLine(string(v.Value))
	case quad.TypedString:
		return oneLine(string(v.Value))
	case quad.String:
		return oneLine(string(v))
	case quad.TypedStringer: // a number, a time
		return oneLine(string(v.TypedString().Value))
	}
	return oneLine(quad.StringOf(v))
}

// cellOf is how a table shows an emitted value.
func cellOf(value json.RawMessage) string {
	var text string
	if json.Unmarshal(value, &text) == nil {
		return oneLine(text)
	}
	var object map[string]json.RawMessage
	if json.Unmarshal(value, &object) == nil && isNode(object) {
		for _, key := range []string{"@id", "@value"} {
			if json.Unmarshal(object[key], &text) == nil {
				return oneLine(text)
			}
		}
	}
	if string(value) == "null" {
		return ""
	}
	return oneLine(string(value))
}

func isNode(object map[string]json.RawMessage) bool {
	return object["@id"] != nil || object["@value"] != nil
}

var lineBreaks = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\t", " ", "\x1b", "␛")

// oneLine keeps a text from breaking the table, or driving the terminal.
func oneLine(text string) string { return lineBreaks.Replace(text) }

// writeColumns pads every cell to its column. A character of Chinese takes two
// places on a terminal.
func writeColumns(w io.Writer, lines [][]string) error {
	widths := make([]int, len(lines[0]))
	for _, line := range lines {
		for i, cell := range line {
			widths[i] = max(widths[i], uniseg.StringWidth(cell))
		}
	}
	for _, line := range lines {
		var b strings.Builder
		for i, cell := range line {
			b.WriteString(cell)
			b.WriteString(strings.Repeat(" ", widths[i]-uniseg.StringWidth(cell)+2))
		}
		if _, err := fmt.Fprintln(w, strings.TrimRight(b.String(), " ")); err != nil {
			return err
		}
	}
	return nil
}
