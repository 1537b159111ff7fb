package web

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"net/http"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"
)

// ready fills Cayley's editor with a query that shows something of this graph.
//
//go:embed ready.js
var readyScript []byte

// ui is Cayley's UI, made ready to be served under our paths.
type ui struct {
	files   fs.FS
	pages   map[string][]byte // complete pages, by the last part of their path
	scripts string            // hashes of the scripts within the pages, for the policy
}

// Changes to the templates: our paths, and the ready queries.
const (
	mainScript  = `<script src="/static/js/cayley_main.js" type="text/javascript" charset="utf-8"></script>`
	queryLink   = `<li id="sbQuery"><a href="/">Query</a></li>`
	writeLink   = `<li id="sbWrite"><a href="/ui/write">Write</a></li>`
	fabricTag   = `<script src="/static/third_party/fabric.min.js"></script>` // unused, and it wants to evaluate strings
	explorer    = `<li><a href="/">Explorer</a></li>`
	readyTag    = `<script src="/ui/ready.js"></script>`
	ourLink     = `<li id="sbQuery"><a href="/ui/query">Query</a></li>`
	templateDir = "templates"
)

// newUI renders the pages. Without write the page to write with is left out;
// with home the pages link to the explorer.
func newUI(files fs.FS, write, home bool) (*ui, error) {
	u := &ui{files: files, pages: make(map[string][]byte)}
	set, err := u.parse(write, home)
	if err != nil {
		return nil, fmt.Errorf("templates of Cayley's UI: %w", err)
	}
	hashes := make(map[string]bool)
	for _, name := range []string{"query", "query_shape", "visualize", "write"} {
		if name == "write" && !write {
			continue
		}
		var page bytes.Buffer
		if err := set.ExecuteTemplate(&page, name+".html", nil); err != nil {
			return nil, fmt.Errorf("page %s of Cayley's UI: %w", name, err)
		}
		u.pages[name] = page.Bytes()
		for _, found := range inlineScript.FindAllSubmatch(page.Bytes(), -1) {
			hashes[scriptHash(found[1])] = true
		}
	}
	for _, hash := range slices.Sorted(maps.Keys(hashes)) {
		u.scripts += " '" + hash + "'"
	}
	return u, nil
}

// parse reads the templates with our changes.
func (u *ui) parse(write, home bool) (*template.Template, error) {
	names, err := fs.Glob(u.files, templateDir+"/*")
	if err != nil {
		return nil, err
	}
	edits := []string{mainScript, mainScript + readyTag, queryLink, ourLink, fabricTag, ""}
	if home {
		edits = append([]string{queryLink, explorer + ourLink}, edits...)
	}
	if !write {
		edits = append(edits, writeLink, "")
	}
	edit := strings.NewReplacer(edits...)
	set := template.New("")
	for _, name := range names {
		data, err := fs.ReadFile(u.files, name)
		if err != nil {
			return nil, err
		}
		if _, err := set.New(path.Base(name)).Parse(edit.Replace(string(data))); err != nil {
			return nil, err
		}
	}
	return set, nil
}

var inlineScript = regexp.MustCompile(`(?s)<script(?: type='text/javascript')?>(.*?)</script>`)

// scriptHash names a script within a page in a Content-Security-Policy.
func scriptHash(script []byte) string {
	sum := sha256.Sum256(script)
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// probe is the handler by which jQuery finds out what the browser can do.
const probe = "t"

// policy lets the pages use what comes from this server, and nothing else: no
// outside fonts, no frames around them.
func (u *ui) policy() string {
	return "default-src 'none'; script-src 'self'" + u.scripts + " 'unsafe-hashes' '" + scriptHash([]byte(probe)) + "'; style-src 'self' 'unsafe-inline'; " +
		"img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
}

func (u *ui) servePage(w http.ResponseWriter, r *http.Request) {
	page, ok := u.pages[r.PathValue("page")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Write(page)
}

func (u *ui) serveReady(w http.ResponseWriter, r *http.Request) {
	http.ServeContent(w, r, "ready.js", time.Time{}, bytes.NewReader(readyScript))
}

// outside matches what a style sheet asks other servers for.
var outside = regexp.MustCompile(`@import\s+url\(["']?(?:https?:)?//[^)]*\)[^;]*;|,\s*url\(["']?(?:https?:)?//[^)]*\)(?:\s*format\([^)]*\))?`)

// serveStatic serves a file of the folder static. Folders have no listing, and
// style sheets lose the fonts that they would fetch from elsewhere.
func (u *ui) serveStatic(w http.ResponseWriter, r *http.Request) {
	u.serveFile(w, r, path.Join("static", path.Clean("/"+r.PathValue("file"))))
}

func (u *ui) serveFile(w http.ResponseWriter, r *http.Request, name string) {
	data, err := fs.ReadFile(u.files, name)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	if strings.HasSuffix(name, ".css") {
		data = outside.ReplaceAll(data, nil)
	}
	if strings.HasSuffix(name, ".md") {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	}
	w.Header().Set("Cache-Control", "max-age=3600")
	http.ServeContent(w, r, path.Base(name), time.Time{}, bytes.NewReader(data))
}

// serveDocs serves Cayley's documentation. The links of the UI name its files
// in another case and without their ending: they are redirected.
func (u *ui) serveDocs(w http.ResponseWriter, r *http.Request) {
	page := r.PathValue("page")
	name := strings.ToLower(page)
	if path.Ext(name) == "" {
		name += ".md"
	}
	if _, err := fs.Stat(u.files, path.Join("docs", name)); err != nil || strings.Contains(name, "/") {
		http.NotFound(w, r)
		return
	}
	if name != page {
		http.Redirect(w, r, "/docs/"+name, http.StatusMovedPermanently)
		return
	}
	u.serveFile(w, r, path.Join("docs", name))
}
