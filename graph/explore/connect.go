package explore

import (
	"net/http"
	"strings"

	"sanyuan/graph/browse"
)

const standardSteps = 4

// path answers with the form, and with the paths once both ends are given.
func (s *server) path(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	from, to := strings.TrimSpace(q.Get("from")), strings.TrimSpace(q.Get("to"))
	steps, err := number(r, "steps", standardSteps, browse.MostSteps)
	if err != nil {
		return err
	}
	data := map[string]any{"From": from, "To": to, "Steps": steps, "Most": browse.MostSteps}
	if from != "" && to != "" {
		if err := s.findPaths(r, data, from, to, steps); err != nil {
			return err
		}
	}
	l, _ := localeOf(r)
	return s.show(w, r, "path", l.say("nav.path"), data)
}

func (s *server) findPaths(r *http.Request, data map[string]any, from, to string, steps int) error {
	view := s.view(r)
	ends := [2]string{}
	for i, name := range []string{from, to} {
		found, err := view.Find(name)
		if err == browse.ErrNotFound {
			data["Unknown"] = name
			hits, err := view.Search(r.Context(), name, 8)
			data["Hits"] = hits
			return err
		}
		if err != nil {
			return err
		}
		ends[i] = found
	}
	paths, err := view.Paths(r.Context(), ends[0], ends[1], steps)
	data["Paths"] = paths
	return err
}
