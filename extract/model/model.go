// Package model holds the trained models, embedded in the program. See README.md
// in its directory for what they are and how they are rebuilt.
package model

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
)

// The pattern takes whatever lies here, so that the package compiles before the
// models are built.
//
//go:embed *
var embedded embed.FS

// ErrNotBuilt says that the program was compiled without models.
var ErrNotBuilt = errors.New("models are not built: run 'sanyuan train TREEBANK_DIR' and compile again")

// Files are the embedded model files. A missing one is an error that wraps
// ErrNotBuilt.
func Files() fs.FS { return files{embedded} }

type files struct{ fs.FS }

func (f files) Open(name string) (fs.File, error) {
	file, err := f.FS.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: %w", name, ErrNotBuilt)
	}
	return file, err
}
