package explore

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"sanyuan/graph/browse"
	"sanyuan/graph/draw"
	"sanyuan/graph/vocab"
)

// Sizes of pictures.
const (
	standardNodes = 60
	standardHops  = 1
	mostCentres   = 20
)

// surroundingsOf reads what a request wants to see.
func surroundingsOf(r *http.Request, view *browse.View) (ask browse.Surroundings, err error) {
	if ask.Hops, err = number(r, "hops", standardHops, browse.MostHops); err != nil {
		return ask, err
	}
	if ask.Nodes, err = number(r, "nodes", standardNodes, browse.MostNodes); err != nil {
		return ask, err
	}
	ask.Filter, _ = filterOf(r)
	ask.Entities, err = entitiesOf(r, view)
	return ask, err
}

// entitiesOf are the entities that the parameters entity name, one or several in
// each.
func entitiesOf(r *http.Request, view *browse.View) ([]string, error) {
	var names []string
	for _, value := range r.URL.Query()["entity"] {
		found, err := findAll(view, value)
		if err != nil {
			return nil, err
		}
		names = append(names, found...)
	}
	if len(names) > mostCentres {
		return nil, refuse(http.StatusBadRequest, "at most %d entities", mostCentres)
	}
	return names, nil
}

// findAll looks up an entity, or those of a list separated by commas.
func findAll(view *browse.View, value string) ([]string, error) {
	if name, err := view.Find(strings.TrimSpace(value)); err == nil {
		return []string{name}, nil
	}
	var names []string
	for _, part := range strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune(",，、", r) }) {
		name, err := view.Find(strings.TrimSpace(part))
		if err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, nil
}

// picture answers with the page of a picture: the form, the picture, and its
// relations as a list.
func (s *server) picture(w http.ResponseWriter, r *http.Request) error {
	view := s.view(r)
	ask, err := surroundingsOf(r, view)
	if err != nil {
		return err
	}
	data := map[string]any{
		"Ask": ask, "Names": strings.Join(ask.Entities, ", "), "Relation": vocab.Name(quad.IRI(ask.Filter.Relation)), "Query": r.URL.RawQuery,
		"MostHops": browse.MostHops, "MostNodes": browse.MostNodes,
	}
	if len(ask.Entities) > 0 {
		hood, err := view.Neighbourhood(r.Context(), ask)
		if err != nil {
			return err
		}
		data["Hood"], data["Lines"], data["Centres"] = hood, edgeLines(hood), centresOf(hood)
	}
	l, _ := localeOf(r)
	return s.show(w, r, "picture", l.say("nav.picture"), data)
}

// centresOf names the nodes that a picture surrounds.
func centresOf(hood *browse.Neighbourhood) string {
	var names []string
	for _, node := range hood.Nodes {
		if node.Centre {
			names = append(names, node.Name)
		}
	}
	return strings.Join(names, ", ")
}

// edgeLines writes the edges of a picture as lines of text.
func edgeLines(hood *browse.Neighbourhood) []browse.Line {
	nodes := make(map[string]*browse.Term)
	for i := range hood.Nodes {
		nodes[hood.Nodes[i].IRI] = &hood.Nodes[i].Term
	}
	var lines []browse.Line
	for _, e := range hood.Edges {
		lines = append(lines, browse.Line{
			ID: e.Statement, Subject: nodes[e.From], Relation: e.Relation, Object: nodes[e.To],
			Speaker: e.Speaker, Negative: e.Negative, Modality: e.Modality, Role: e.Role,
		})
	}
	return lines
}

// pictureFile answers with the picture itself, as SVG or in Graphviz's
// language.
func (s *server) pictureFile(format string) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		view := s.view(r)
		ask, err := surroundingsOf(r, view)
		if err != nil {
			return err
		}
		hood, err := view.Neighbourhood(r.Context(), ask)
		if err != nil {
			return err
		}
		dot := draw.DOT(hood, s.drawn(r))
		if format == "dot" {
			w.Header().Set("Content-Type", "text/vnd.graphviz; charset=utf-8")
			_, err := w.Write([]byte(dot))
			return err
		}
		if err := take(r.Context(), s.drawing); err != nil {
			return err
		}
		svg, err := draw.Render(r.Context(), dot)
		<-s.drawing
		if err != nil {
			return err
		}
		w.Header().Set("Content-Type", "image/svg+xml")
		w.Header().Set("Content-Length", strconv.Itoa(len(svg)))
		_, err = w.Write(svg)
		return err
	}
}

// drawn are the words and links of a picture.
func (s *server) drawn(r *http.Request) draw.Options {
	l, explicit := localeOf(r)
	sheet := &sheet{locale: l, Explicit: explicit}
	words := Words(l.String())
	words.Link = sheet.TermHref
	return words
}

// Words are those of a picture in one of browse.Languages.
func Words(lang string) draw.Options {
	l := locale(max(0, slices.Index(browse.Languages, lang)))
	return draw.Options{
		Held: func(modality string) string { return l.sayOr("held."+modality, modality) },
		Role: func(role string) string { return l.sayOr("argument."+role, role) },
		More: func(n *browse.Neighbourhood) string { return strings.Join(l.leftOut(n), "\n") },
	}
}

// leftOut says what a picture does not show.
func (l locale) leftOut(n *browse.Neighbourhood) (notes []string) {
	if n.More > 0 {
		notes = append(notes, l.say("picture.more", n.More))
	}
	if n.MoreEdges > 0 {
		notes = append(notes, l.say("picture.more.edges", n.MoreEdges))
	}
	if n.Cut {
		notes = append(notes, l.say("picture.cut"))
	}
	return notes
}

// LeftOut says what a picture does not show.
func (s *sheet) LeftOut(n *browse.Neighbourhood) []string { return s.leftOut(n) }
