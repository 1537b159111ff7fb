package explore

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"sanyuan/graph/browse"
	"sanyuan/graph/gizmo"
	"sanyuan/graph/vocab"
	"sanyuan/queries"
)

// queries lists the saved queries.
func (s *server) queries(w http.ResponseWriter, r *http.Request) error {
	l, _ := localeOf(r)
	return s.show(w, r, "queries", l.say("nav.queries"), map[string]any{"Queries": queries.All(), "On": s.Queries != nil})
}

// table is what a query answered.
type table struct {
	Columns []string
	Rows    [][]browse.Term
	Cut     bool // there are more rows
}

// query answers with the form of a saved query, and with its rows once it is
// run: as a page, or as CSV.
func (s *server) query(w http.ResponseWriter, r *http.Request) error {
	q, ok := queries.Find(r.PathValue("name"))
	if !ok {
		return browse.ErrNotFound
	}
	l, _ := localeOf(r)
	given := make(map[string]string)
	for _, p := range q.Params {
		given[p.Name] = p.Default
		if values, ok := r.URL.Query()[p.Name]; ok {
			given[p.Name] = strings.TrimSpace(values[0])
		}
	}
	data := map[string]any{"Query": q, "Given": given, "Title": titleOf(q, l), "Address": r.URL.RequestURI(), "On": s.Queries != nil}
	if r.URL.Query().Has("run") {
		t, err := s.runSaved(r, q, given)
		switch status := statusOf(err); {
		case err == nil:
		case status >= 500 || r.URL.Query().Get("format") == "csv":
			return err
		default:
			data["Failed"] = err.Error()
			w.Header().Del("ETag") // another try may do better
		}
		if err == nil && r.URL.Query().Get("format") == "csv" {
			return writeCSV(w, q.Name, t)
		}
		data["Table"] = t
	}
	return s.show(w, r, "query", titleOf(q, l), data)
}

func titleOf(q queries.Query, l locale) string {
	if l.String() == "en" || q.TitleZh == "" {
		return q.Title
	}
	return q.TitleZh
}

// runSaved runs a saved query with the values of its form.
func (s *server) runSaved(r *http.Request, q queries.Query, given map[string]string) (*table, error) {
	var args []string
	for name, value := range given {
		if value != "" {
			args = append(args, name+"="+value)
		}
	}
	prepared, err := q.Gizmo(args)
	if err != nil {
		return nil, refuse(http.StatusBadRequest, "%w", err)
	}
	answer, cut, err := s.ask(r, prepared)
	if err != nil {
		return nil, err
	}
	return s.tableOf(r, answer, q.Columns, cut), nil
}

// ask runs a query in a process of its own, and tells whether rows were left
// out.
func (s *server) ask(r *http.Request, q gizmo.Query) (*gizmo.Result, bool, error) {
	if s.Queries == nil {
		return nil, false, refuse(http.StatusServiceUnavailable, "this server runs no queries")
	}
	answer, err := s.Queries.Query(r.Context(), q)
	if errors.Is(err, &gizmo.Error{Kind: gizmo.RowLimit}) {
		return answer, true, nil
	}
	return answer, false, err
}

// tableOf lays an answer out in columns: those given, or all that its rows have.
func (s *server) tableOf(r *http.Request, answer *gizmo.Result, columns []string, cut bool) *table {
	view := s.view(r)
	t := &table{Columns: columns, Cut: cut}
	rows := make([]map[string]browse.Term, len(answer.Rows))
	for i, row := range answer.Rows {
		rows[i] = cells(r, view, row)
	}
	if columns == nil {
		t.Columns = columnsOf(rows)
	}
	for _, row := range rows {
		line := make([]browse.Term, len(t.Columns))
		for i, column := range t.Columns {
			line[i] = row[column]
		}
		t.Rows = append(t.Rows, line)
	}
	return t
}

func columnsOf(rows []map[string]browse.Term) []string {
	var out []string
	for _, row := range rows {
		for column := range row {
			if !slices.Contains(out, column) {
				out = append(out, column)
			}
		}
	}
	slices.Sort(out)
	return out
}

// cells are the terms of a row by column. A value that is no object is in the
// column "value".
func cells(r *http.Request, view *browse.View, row gizmo.Row) map[string]browse.Term {
	out := make(map[string]browse.Term)
	for tag, v := range row.Tags {
		out[tag] = view.Term(r.Context(), v)
	}
	var object map[string]any
	if row.Tags != nil {
		return out
	}
	if err := json.Unmarshal(row.Value, &object); err != nil {
		var value any
		_ = json.Unmarshal(row.Value, &value) // the query process wrote it as JSON
		out["value"] = cell(r, view, value)
		return out
	}
	for name, value := range object {
		out[name] = cell(r, view, value)
	}
	return out
}

// cell is a value that a script emitted: a node or literal as JSON-LD has them,
// or any other.
func cell(r *http.Request, view *browse.View, value any) browse.Term {
	switch value := value.(type) {
	case nil:
		return browse.Term{}
	case string:
		return browse.Term{Kind: browse.Literal, Name: value}
	case map[string]any:
		if id, ok := value["@id"].(string); ok {
			return shownNode(r, view, quad.IRI(id))
		}
		if text, ok := value["@value"]; ok {
			return cell(r, view, text)
		}
	}
	data, _ := json.Marshal(value) // it came from JSON
	return browse.Term{Kind: browse.Literal, Name: string(data)}
}

// shownNode shows a node of the graph, and others by their IRI.
func shownNode(r *http.Request, view *browse.View, node quad.IRI) browse.Term {
	for _, prefix := range []string{vocab.EntityPrefix, vocab.RelationPrefix, vocab.StatementPrefix, vocab.DocumentPrefix} {
		if strings.HasPrefix(string(node), prefix) {
			return view.Term(r.Context(), node)
		}
	}
	return browse.Term{Kind: browse.Literal, Name: string(node)}
}

// byteOrderMark makes spreadsheets read UTF-8.
const byteOrderMark = "\uFEFF"

// writeCSV answers with a file. Cells that a spreadsheet would take for a
// formula are kept from being one.
func writeCSV(w http.ResponseWriter, name string, t *table) error {
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+`.csv"`)
	if _, err := w.Write([]byte(byteOrderMark)); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.Write(t.Columns)
	for _, row := range t.Rows {
		line := make([]string, len(row))
		for i, term := range row {
			line[i] = harmless(term.Name)
		}
		out.Write(line)
	}
	out.Flush()
	return out.Error()
}

func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
