package explore

import (
	"net/http"

	"github.com/cayleygraph/quad"

	"sanyuan/graph/browse"
)

// list answers with statements in which a node takes part.
func (s *server) list(w http.ResponseWriter, r *http.Request, name string, node quad.IRI, f browse.Filter) error {
	p, err := pageOf(r, lineCount, mostLimit)
	if err != nil {
		return err
	}
	view := s.view(r)
	lines, total, err := view.Statements(r.Context(), string(node), f, p)
	if err != nil {
		return err
	}
	term := view.Term(r.Context(), node)
	data := map[string]any{"Node": term, "Filter": f, "Lines": lines, "List": listed(r, p, total), "Lemma": view.Lemma(node), "Named": r.URL.Query().Get("name")}
	if f.Relation != "" {
		data["Relation"] = view.Term(r.Context(), quad.IRI(f.Relation))
	}
	return s.show(w, r, name, term.Name, data)
}
