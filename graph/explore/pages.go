package explore

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/cayleygraph/quad"
	"github.com/cespare/xxhash/v2"

	"sanyuan/graph/browse"
	"sanyuan/graph/vocab"
)

//go:embed templates
var templateFiles embed.FS

// pages are the parsed templates, one set a page.
type pages struct{ sets map[string]*template.Template }

var pageNames = []string{"start", "search", "entity", "list", "relation", "statement", "documents", "document", "path", "picture", "queries", "query", "error"}

func newPages() (*pages, error) {
	p := &pages{sets: make(map[string]*template.Template)}
	for _, name := range pageNames {
		set, err := template.New("").Funcs(template.FuncMap{
			"segments": segments, "pageOf": pageOfTerm, "pathOf": pathOf, "address": with, "dict": dict, "asset": asset, "text": fmt.Sprint, "pageStart": pageStart, "add": func(a, b int) int { return a + b },
			"percent": func(f float64) string { return strconv.Itoa(int(f*100+0.5)) + " %" },
		}).ParseFS(templateFiles, "templates/layout.html", "templates/parts.html", "templates/"+name+".html")
		if err != nil {
			return nil, err
		}
		p.sets[name] = set
	}
	return p, nil
}

// asset is the address of a file of pages. It changes when a file does.
func asset(name string) string { return "/explore/" + name + "?v=" + assetVersion() }

var assetVersion = sync.OnceValue(func() string {
	hash := xxhash.New()
	err := fs.WalkDir(staticFiles, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := staticFiles.ReadFile(path)
		hash.Write(data)
		return err
	})
	if err != nil {
		panic(err) // the files are part of the program
	}
	return strconv.FormatUint(hash.Sum64(), 36)
})

// dict makes a map of keys and values by turns, for templates within templates.
func dict(pairs ...any) (map[string]any, error) {
	if len(pairs)%2 != 0 {
		return nil, errors.New("dict wants keys and values")
	}
	out := make(map[string]any)
	for i := 0; i < len(pairs); i += 2 {
		key, ok := pairs[i].(string)
		if !ok {
			return nil, fmt.Errorf("dict wants a string for key, not %v", pairs[i])
		}
		out[key] = pairs[i+1]
	}
	return out, nil
}

// pageStart is the offset of the page of a document that holds a sentence, or
// empty for the first.
func pageStart(sentence int) string {
	if sentence < sentenceCount {
		return ""
	}
	return strconv.Itoa(sentence / sentenceCount * sentenceCount)
}

// sheet is what a template sees.
type sheet struct {
	locale
	Title    string
	Path     string // of this page, with its parameters
	Explicit bool   // the language stands in the address
	Query    string // what the search box holds
	Data     any
}

// Say is a message of the interface.
func (s *sheet) Say(key string, args ...any) string { return s.say(key, args...) }

// Lang is the language of the page.
func (s *sheet) Lang() string { return s.locale.String() }

// Languages lists the languages with their own names.
func (s *sheet) Languages() []struct{ Code, Name string } {
	var out []struct{ Code, Name string }
	for _, code := range browse.Languages {
		out = append(out, struct{ Code, Name string }{code, languageNames[code]})
	}
	return out
}

// Href keeps the language of the address in a link.
func (s *sheet) Href(address string) string {
	if !s.Explicit {
		return address
	}
	return with(address, "lang", s.Lang())
}

// TermHref is the link to a term's page.
func (s *sheet) TermHref(t browse.Term) string { return s.Href(pageOfTerm(t)) }

// Class is the word for what a term is.
func (s *sheet) Class(t browse.Term) string {
	if t.Type != "" {
		return s.sayOr("class."+t.Type, t.Type)
	}
	if t.Kind == browse.Entity {
		return s.say("class.Thing")
	}
	return s.say("class." + string(t.Kind))
}

// Role is the word for a role.
func (s *sheet) Role(role string) string { return s.sayOr("role."+role, role) }

// Argument is the word that introduces an argument.
func (s *sheet) Argument(role string) string { return s.sayOr("argument."+role, role) }

// Bare is an IRI without the prefix that tells what it stands for.
func (s *sheet) Bare(iri string) string { return vocab.Name(quad.IRI(iri)) }

// Column is the word for a column or a parameter of a query.
func (s *sheet) Column(name string) string { return s.sayOr("column."+name, name) }

// Held is the word for a modality, or for denial.
func (s *sheet) Held(modality string) string { return s.sayOr("held."+modality, modality) }

// Modalities lists what statements can be filtered by.
func (s *sheet) Modalities() []string {
	return []string{"asserted", "denied", "possible", "intended", "agreed", "promised", "demanded", "wanted", "claimed", "doubted", "hypothetical"}
}

// shown makes a handler of a function that answers a request with a page, or
// with something else that depends on the graph alone, or fails.
func (s *server) shown(handle func(w http.ResponseWriter, r *http.Request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), s.patience(r))
		defer cancel()
		had, err := s.unchanged(w, r)
		if had {
			return
		}
		if err == nil {
			err = handle(w, r.WithContext(ctx))
		}
		if err != nil && r.Context().Err() == nil {
			s.errorPage(w, r, err)
		}
	})
}

func (s *server) errorPage(w http.ResponseWriter, r *http.Request, err error) {
	status := statusOf(err)
	if status >= 500 {
		s.Log.Error("page fails", "path", r.URL.Path, "error", err)
	}
	l, explicit := localeOf(r)
	message := l.sayOr(fmt.Sprintf("error.%d", status), l.say("error.500"))
	detail := ""
	if !errors.Is(err, browse.ErrNotFound) {
		detail = err.Error()
	}
	w.Header().Del("ETag")
	s.write(w, status, "error", &sheet{
		locale: l, Explicit: explicit, Title: message, Path: r.URL.RequestURI(),
		Data: struct{ Detail string }{detail},
	})
}

func (s *server) notFound(http.ResponseWriter, *http.Request) error {
	return browse.ErrNotFound
}

// write renders a page whole before it sends the first byte.
func (s *server) write(w http.ResponseWriter, status int, name string, data *sheet) {
	var out bytes.Buffer
	if err := s.pages.sets[name].ExecuteTemplate(&out, "layout", data); err != nil {
		s.Log.Error("template fails", "page", name, "error", err)
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	w.Write(out.Bytes())
}

// show answers with a page.
func (s *server) show(w http.ResponseWriter, r *http.Request, name, title string, data any) error {
	l, explicit := localeOf(r)
	if title == "" {
		title = l.say("title")
	} else {
		title += " · " + l.say("brand")
	}
	s.write(w, http.StatusOK, name, &sheet{
		locale: l, Explicit: explicit, Title: title, Path: r.URL.RequestURI(), Query: r.URL.Query().Get("q"), Data: data,
	})
	return nil
}

func (s *server) view(r *http.Request) *browse.View {
	l, _ := localeOf(r)
	return s.graph.View(l.String())
}

func (s *server) registerPages(mux *http.ServeMux) {
	for pattern, handle := range map[string]func(http.ResponseWriter, *http.Request) error{
		"GET /{$}":                 s.start,
		"GET /search":              s.search,
		"GET /entity/{name...}":    s.entity,
		"GET /relation/{name...}":  s.relation,
		"GET /statement/{name...}": s.statement,
		"GET /documents":           s.documents,
		"GET /document/{name...}":  s.document,
		"GET /path":                s.path,
		"GET /picture":             s.picture,
		"GET /picture.svg":         s.pictureFile("svg"),
		"GET /picture.dot":         s.pictureFile("dot"),
		"GET /queries":             s.queries,
		"GET /queries/{name}":      s.query,
	} {
		mux.Handle(pattern, s.shown(handle))
	}
}

// Sizes of the lists that pages show.
const (
	hubCount      = 24
	recentCount   = 12
	hitCount      = 50
	relationCount = 20
	lineCount     = 50
	evidenceCount = 20
	documentCount = 50
	sentenceCount = 100
	mostLimit     = 1000
)

func (s *server) start(w http.ResponseWriter, r *http.Request) error {
	view := s.view(r)
	meta, err := s.graph.Meta()
	if err != nil {
		return err
	}
	hubs, err := view.Hubs(r.Context(), hubCount)
	if err != nil {
		return err
	}
	recent, _, err := view.Documents(r.Context(), browse.Page{Limit: recentCount})
	if err != nil {
		return err
	}
	return s.show(w, r, "start", "", map[string]any{"Meta": meta, "Hubs": hubs, "Recent": recent})
}

func (s *server) search(w http.ResponseWriter, r *http.Request) error {
	query := r.URL.Query().Get("q")
	view := s.view(r)
	hits, err := view.Search(r.Context(), query, hitCount)
	if err != nil {
		return err
	}
	documents, err := view.SearchDocuments(r.Context(), query, hitCount)
	if err != nil {
		return err
	}
	l, _ := localeOf(r)
	return s.show(w, r, "search", l.say("search.results"), map[string]any{"Query": query, "Hits": hits, "Documents": documents})
}

// listing is a part of a list, with what leads to the others.
type listing struct {
	browse.Page
	Total int
	Path  string
}

// First and Last number the first and last item shown, from 1.
func (l listing) First() int { return min(l.Offset+1, l.Total) }

// Last is the number of the last item shown.
func (l listing) Last() int { return min(l.Offset+l.Limit, l.Total) }

// Previous is the address of the part before, or empty.
func (l listing) Previous() string {
	if l.Offset <= 0 {
		return ""
	}
	return with(l.Path, "offset", strconv.Itoa(max(0, l.Offset-l.Limit)))
}

// Next is the address of the part behind, or empty.
func (l listing) Next() string {
	if l.Offset+l.Limit >= l.Total {
		return ""
	}
	return with(l.Path, "offset", strconv.Itoa(l.Offset+l.Limit))
}

func listed(r *http.Request, p browse.Page, total int) listing {
	return listing{p, total, r.URL.RequestURI()}
}

// entity answers with the page of an entity, with a list of its statements
// where a filter is given, or with data for who asks for that.
func (s *server) entity(w http.ResponseWriter, r *http.Request) error {
	if format := dataFormat(r); format != "" {
		return s.entityData(w, r, format)
	}
	filter, filtered := filterOf(r)
	if filtered {
		return s.entityList(w, r, filter)
	}
	p, err := pageOf(r, relationCount, mostLimit)
	if err != nil {
		return err
	}
	name := named(r, "name")
	e, err := s.view(r).Entity(r.Context(), name, p)
	if err != nil {
		return err
	}
	return s.show(w, r, "entity", e.Name, map[string]any{"Entity": e, "Key": name, "List": listed(r, p, e.RelationsTotal)})
}

// filterOf reads a filter, and tells whether a list of statements is asked for.
// Relations and documents may be given by name or by IRI.
func filterOf(r *http.Request) (f browse.Filter, any bool) {
	q := r.URL.Query()
	f = browse.Filter{
		Role: q.Get("role"), Relation: q.Get("relation"), Modality: q.Get("modality"),
		Document: strings.TrimPrefix(q.Get("document"), vocab.DocumentPrefix), Dated: q.Get("dated") != "",
	}
	if f.Relation != "" && !strings.HasPrefix(f.Relation, vocab.RelationPrefix) {
		f.Relation = string(vocab.Relation(f.Relation))
	}
	return f, f != browse.Filter{} || q.Has("all")
}

func (s *server) entityList(w http.ResponseWriter, r *http.Request, f browse.Filter) error {
	name := named(r, "name")
	return s.list(w, r, "list", vocab.Entity(name), f)
}

func (s *server) relation(w http.ResponseWriter, r *http.Request) error {
	f, _ := filterOf(r)
	f.Role, f.Relation = "", ""
	return s.list(w, r, "relation", vocab.Relation(named(r, "name")), f)
}

func (s *server) statement(w http.ResponseWriter, r *http.Request) error {
	p, err := pageOf(r, evidenceCount, mostLimit)
	if err != nil {
		return err
	}
	st, err := s.view(r).Statement(r.Context(), named(r, "id"), p)
	if err != nil {
		return err
	}
	return s.show(w, r, "statement", st.Line.String(), map[string]any{"Statement": st, "List": listed(r, p, st.EvidenceTotal)})
}

func (s *server) documents(w http.ResponseWriter, r *http.Request) error {
	p, err := pageOf(r, documentCount, mostLimit)
	if err != nil {
		return err
	}
	documents, total, err := s.view(r).Documents(r.Context(), p)
	if err != nil {
		return err
	}
	l, _ := localeOf(r)
	return s.show(w, r, "documents", l.say("nav.documents"), map[string]any{"Documents": documents, "List": listed(r, p, total)})
}

func (s *server) document(w http.ResponseWriter, r *http.Request) error {
	p, err := pageOf(r, sentenceCount, mostLimit)
	if err != nil {
		return err
	}
	d, err := s.view(r).Document(r.Context(), named(r, "id"), p)
	if err != nil {
		return err
	}
	return s.show(w, r, "document", d.Name, map[string]any{"Document": d, "List": listed(r, p, d.SentencesTotal)})
}
