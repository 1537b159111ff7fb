package main

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"sanyuan/graph/gizmo"
)

func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == gizmo.CommandName {
		main() // a test runs queries, and this is their process
	}
	testscript.Main(m, map[string]func(){"sanyuan": main})
}

// sampleGraph is a small graph with statements of all kinds.
const sampleGraph = "../../queries/testdata/sample.nq"

func copyFile(to, from string) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, data, 0o644)
}

// TestScripts runs whole commands, as users would.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			return errors.Join(
				copyFile(filepath.Join(env.WorkDir, "news.txt"), "testdata/iran-news.txt"),
				copyFile(filepath.Join(env.WorkDir, "sample.nq"), sampleGraph),
			)
		},
	})
}
