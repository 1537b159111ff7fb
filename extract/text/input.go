package text

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// stdin is the input that stands for the standard input.
const stdin = "-"

// files finds the files that inputs name, each once. What cannot be found is
// yielded with an error.
func files(inputs []string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		w := walk{named: map[string]bool{}, yield: yield}
		for _, input := range inputs {
			if !w.input(input) {
				return
			}
		}
	}
}

// walk is a walk over the files of the inputs. It remembers what the inputs
// name, not every file below a directory, so that it needs little memory.
type walk struct {
	named map[string]bool // files and directories that were named
	yield func(string, error) bool
}

// input walks one input and reports whether to go on.
func (w *walk) input(input string) bool {
	if input == stdin {
		return w.file(input)
	}
	if _, err := os.Stat(input); err == nil || !errors.Is(err, fs.ErrNotExist) || !strings.ContainsAny(input, "*?[") {
		return w.path(input)
	}
	matches, err := filepath.Glob(input)
	if err != nil {
		return w.yield(input, &Error{Source: input, Err: err})
	}
	if len(matches) == 0 {
		return w.yield(input, &Error{Source: input, Err: ErrNoMatch})
	}
	slices.Sort(matches)
	for _, path := range matches {
		if !w.path(path) {
			return false
		}
	}
	return true
}

// path walks a file or a directory.
func (w *walk) path(path string) bool {
	info, err := os.Stat(path)
	if err != nil {
		return w.yield(path, &Error{Source: path, Err: cause(err)})
	}
	if !info.IsDir() {
		return w.file(filepath.Clean(path))
	}
	root := filepath.Clean(path)
	if w.covered(root) {
		return true
	}
	if !w.dir(root) {
		return false
	}
	w.named[root] = true
	return true
}

func (w *walk) file(path string) bool {
	if w.covered(path) {
		return true
	}
	w.named[path] = true
	return w.yield(path, nil)
}

// covered reports whether a path was named before, or lies in a directory that
// was. Hidden files lie in none.
func (w *walk) covered(path string) bool {
	for p := path; ; p = filepath.Dir(p) {
		if w.named[p] {
			return true
		}
		if hidden(filepath.Base(p)) || filepath.Dir(p) == p {
			return false
		}
	}
}

// dir walks the files below a directory in sorted order. Hidden ones are left out.
// Links to files are followed, links to directories are not, since they can
// lead in circles.
func (w *walk) dir(root string) bool {
	goOn := true
	err := filepath.WalkDir(root+string(filepath.Separator), func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			goOn = w.yield(path, &Error{Source: path, Err: cause(err)})
		case filepath.Clean(path) != root && hidden(entry.Name()):
			if entry.IsDir() {
				return fs.SkipDir
			}
		case entry.IsDir():
			if w.named[path] {
				return fs.SkipDir
			}
		case !w.named[path]:
			goOn = w.entry(path, entry)
		}
		if !goOn {
			return fs.SkipAll
		}
		return nil
	})
	if err != nil && goOn {
		return w.yield(root, &Error{Source: root, Err: cause(err)})
	}
	return goOn
}

// entry yields a file of a directory if it is, or links to, a regular file.
func (w *walk) entry(path string, entry fs.DirEntry) bool {
	mode := entry.Type()
	if mode&fs.ModeSymlink != 0 {
		info, err := os.Stat(path)
		if err != nil {
			return w.yield(path, &Error{Source: path, Err: cause(err)})
		}
		mode = info.Mode().Type()
	}
	if !mode.IsRegular() {
		return true
	}
	return w.yield(path, nil)
}

func hidden(name string) bool {
	return strings.HasPrefix(name, ".") && name != "." && name != ".."
}

// cause strips the path off an error of the file system, where the error is
// reported with its place anyway.
func cause(err error) error {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return fmt.Errorf("%s: %w", pathErr.Op, pathErr.Err)
	}
	return err
}
