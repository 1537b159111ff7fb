package web

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"

	cayleyhttp "github.com/cayleygraph/cayley/server/http"
)

// ErrNoFiles is returned where the files of Cayley's UI cannot be found.
var ErrNoFiles = errors.New("the files of Cayley's web UI are neither in this program nor in Go's module cache; build it with `make build`, or fetch them with `go mod download github.com/cayleygraph/cayley`")

// Files returns the files of Cayley's UI: the folders static, templates and
// docs. They are those embedded in the program, or else those in Go's module
// cache.
func Files() (fs.FS, error) {
	if embedded != nil {
		return fs.Sub(embedded, "ui")
	}
	dir, err := moduleDir()
	if err != nil {
		return nil, err
	}
	return os.DirFS(dir), nil
}

// moduleDir is the folder of Cayley's module in the module cache.
func moduleDir() (string, error) {
	module := compiledFrom()
	places := []string{module}
	if !filepath.IsAbs(module) { // built with -trimpath: only module@version is known
		places = nil
		for _, cache := range moduleCaches() {
			places = append(places, filepath.Join(cache, module))
		}
	}
	for _, dir := range places {
		if info, err := os.Stat(filepath.Join(dir, templateDir)); err == nil && info.IsDir() {
			return dir, nil
		}
	}
	return "", ErrNoFiles
}

// compiledFrom is the folder that the compiler took Cayley's module from, as
// the program remembers it of one of its functions.
func compiledFrom() string {
	file, _ := runtime.FuncForPC(reflect.ValueOf(cayleyhttp.NewAPIv2).Pointer()).FileLine(0)
	return filepath.Dir(filepath.Dir(filepath.Dir(filepath.FromSlash(file)))) // without server/http/FILE.go
}

// moduleCaches are the places where Go may keep its modules, the likeliest
// first.
func moduleCaches() []string {
	var places []string
	if cache := os.Getenv("GOMODCACHE"); cache != "" {
		places = append(places, cache)
	}
	for _, path := range filepath.SplitList(os.Getenv("GOPATH")) {
		places = append(places, filepath.Join(path, "pkg", "mod"))
	}
	if home, err := os.UserHomeDir(); err == nil {
		places = append(places, filepath.Join(home, "go", "pkg", "mod"))
	}
	if out, err := exec.Command("go", "env", "GOMODCACHE").Output(); err == nil {
		places = append(places, strings.TrimSpace(string(out)))
	}
	return places
}
